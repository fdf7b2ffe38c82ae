"""Replies as the JSON that the page draws; pure."""

import struct
from collections.abc import Callable, Mapping, Sequence

from bot.chat.commands import Command, Judge, More, Remood
from bot.chat.grammar import spell
from bot.chat.language import speaking
from bot.chat.marks import Moment, Person, in_plain, marked
from bot.chat.night_commands import Approve, ShowNight
from bot.chat.reply import Attachment, Button, Card, Menu, Reply
from bot.chat.words_of_films import genre_names
from bot.chat.words_of_lists import mood_name
from bot.fronts.web.nights import night_shown
from bot.movies.movie import Movie
from bot.recommend.scoring import Mood

Json = Mapping[str, object]
AddressOf = Callable[[Attachment], str]

_PNG = b"\x89PNG\r\n\x1a\n"
_CHOSEN = "✓ "
_PNG_SIZE_AT = 16  # two big-endian numbers: width and height


def rendered(reply: Reply, address_of: AddressOf) -> Json:
    """All that a reply shows, its files at their addresses; whether it is private is the room's business."""
    with speaking(reply.language):
        return _rendered(reply, address_of)


def _rendered(reply: Reply, address_of: AddressOf) -> Json:
    moods, night = _mood_switch(reply.buttons), night_shown(reply)
    buttons = [button for button in reply.buttons if not _is_shown_otherwise(button, moods, night)]
    return {
        "text": _words(reply.text),
        "list": next(
            (button.command.list_id for button in reply.buttons if isinstance(button.command, More | Remood)), None
        ),
        "night": night,
        "calls": list(reply.calls),
        "picture": _shown(reply.picture, address_of) if reply.picture else None,
        "cards": [_card(card) for card in reply.cards],
        "moods": moods,
        "buttons": [_of_ballot(button) if _is_choice(button, reply) else _button(button) for button in buttons],
        "menu": _menu(reply.menu) if reply.menu and reply.menu.choices else None,
        "files": [_file(file, address_of) for file in reply.files],
    }


def spoken(line: str) -> Json:
    """A member's own line, in the same shape as a reply; nothing in it is a mark of ours."""
    return {**rendered(Reply(""), lambda _: ""), "text": line}


def suggestion(movie: Movie) -> Json:
    """A title to complete with: how it reads, and the words to put into the line (a semicolon would part the title)."""
    label = str(movie)
    return {"label": label, "words": f"#{movie.movie_id}" if ";" in label else label}


def favourite(movie: Movie) -> Json:
    """A well-known film, to begin with."""
    return {"title": movie.title, "picture": _picture(movie)}


def is_note(reply: Reply, asked_from_note: bool) -> bool:
    """True for words shown in passing: what comes with a changed list, and what a button on such a note says."""
    shows_more_than_words = reply.cards or reply.picture or reply.menu or reply.files
    return reply.updated is not None or (asked_from_note and reply.private and not shows_more_than_words)


def list_changed_by(command: Command) -> str | None:
    """The id of the shown list that a press of this command works out anew."""
    return command.list_id if isinstance(command, Judge | Remood) else None


def _words(text: str) -> str | list[str | Json]:
    """The text as it stands, or in parts where moments and people are in it."""
    parts = [_part(part) for part in marked(text)]
    return parts if any(not isinstance(part, str) for part in parts) else text


def _part(part: str | Moment | Person) -> str | Json:
    match part:
        case Moment(at, words):
            return {"moment": at.isoformat(), "words": words}
        case Person(key):
            return {"person": key}
        case _:
            return part


def _card(card: Card) -> Json:
    movie, poster = card.movie, card.poster
    return {
        "movieId": movie.movie_id,
        "title": str(movie),
        "link": f"https://www.imdb.com/title/{movie.imdb_id}/" if movie.imdb_id else None,
        "picture": _picture(movie),
        "genres": list(genre_names(movie.genres)),
        "runtime": _hours(poster.runtime_minutes) if poster.runtime_minutes else None,
        "rating": f"{poster.imdb_rating:.1f}" if poster.imdb_rating is not None else None,
        "ageRating": poster.age_rating,
        "body": _words(card.body),
        "buttons": [_button(button) for button in card.buttons],
    }


def _picture(movie: Movie) -> str:
    return f"/pictures/{movie.movie_id}"


def _button(button: Button) -> Json:
    token = spell(button.command)
    return {"label": in_plain(button.label), "token": token, "kind": token.partition(" ")[0]}


def _is_shown_otherwise(button: Button, moods: Sequence[Json], night: str | None) -> bool:
    """A switch stands for its moods, and a night's card needs no button that leads to it."""
    is_way_to_night = isinstance(button.command, ShowNight) and button.command.night_id == night
    return is_way_to_night or bool(moods and isinstance(button.command, Remood))


def _is_choice(button: Button, reply: Reply) -> bool:
    """Whether the button is a film on a member's own ballot; a card before everybody shows nobody's votes."""
    return reply.private and isinstance(button.command, Approve)


def _of_ballot(button: Button) -> Json:
    shown = _button(button)
    label = str(shown["label"])
    return {**shown, "label": label.removeprefix(_CHOSEN), "pressed": label.startswith(_CHOSEN)}


def _mood_switch(buttons: Sequence[Button]) -> list[Json]:
    """All moods in their order, where the buttons offer all but one: that one is the list's own and has no token."""
    offered = {button.command.mood: button for button in buttons if isinstance(button.command, Remood)}
    if len(offered) != len(Mood) - 1:
        return []
    return [
        {
            "label": offered[mood].label if mood in offered else mood_name(mood),
            "mood": mood,
            "token": spell(offered[mood].command) if mood in offered else None,
        }
        for mood in Mood
    ]


def _menu(menu: Menu) -> Json:
    return {"label": menu.label, "choices": [_button(choice) for choice in menu.choices]}


def _shown(picture: Attachment, address_of: AddressOf) -> Json:
    width, height = _size(picture.content)
    return {"src": address_of(picture), "alt": picture.alt, "width": width, "height": height}


def _size(png: bytes) -> tuple[int, int] | tuple[None, None]:
    """Width and height in pixels, so that the page leaves room for the picture; nothing for what is no PNG."""
    if not png.startswith(_PNG) or len(png) < _PNG_SIZE_AT + 8:
        return None, None
    width, height = struct.unpack_from(">II", png, _PNG_SIZE_AT)
    return width, height


def _file(file: Attachment, address_of: AddressOf) -> Json:
    return {"name": file.name, "href": address_of(file), "size": _kilobytes(len(file.content))}


def _kilobytes(count: int) -> str:
    return f"{count} bytes" if count < 1000 else f"{count / 1000:,.0f} kB"


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
