"""Replies as the JSON that the page draws; pure."""

from collections.abc import Mapping

from bot.chat.grammar import spell
from bot.chat.reply import Button, Card, Reply
from bot.movies.movie import Movie

Json = Mapping[str, object]


def rendered(reply: Reply) -> Json:
    """Text, cards and buttons; whether it is private is the room's business."""
    return {
        "text": reply.text,
        "cards": [_card(card) for card in reply.cards],
        "buttons": [_button(button) for button in reply.buttons],
    }


def spoken(line: str) -> Json:
    """A member's own line, in the same shape as a reply."""
    return {"text": line, "cards": [], "buttons": []}


def suggestion(movie: Movie) -> Json:
    """A title to complete with: how it reads, and the words to put into the line (a semicolon would part the title)."""
    label = str(movie)
    return {"label": label, "words": f"#{movie.movie_id}" if ";" in label else label}


def favourite(movie: Movie) -> Json:
    """A well-known film, to begin with."""
    return {"title": movie.title, "picture": _picture(movie)}


def is_note(reply: Reply, asked_from_note: bool) -> bool:
    """True for words shown in passing: what comes with a changed list, and what a button on such a note says."""
    return reply.updated is not None or (asked_from_note and reply.private and not reply.cards)


def _card(card: Card) -> Json:
    movie, poster = card.movie, card.poster
    return {
        "movieId": movie.movie_id,
        "title": str(movie),
        "link": f"https://www.imdb.com/title/{movie.imdb_id}/" if movie.imdb_id else None,
        "picture": _picture(movie),
        "genres": list(movie.genres),
        "runtime": _hours(poster.runtime_minutes) if poster.runtime_minutes else None,
        "rating": f"{poster.imdb_rating:.1f}" if poster.imdb_rating is not None else None,
        "ageRating": poster.age_rating,
        "body": card.body,
        "buttons": [_button(button) for button in card.buttons],
    }


def _picture(movie: Movie) -> str:
    return f"/pictures/{movie.movie_id}"


def _button(button: Button) -> Json:
    token = spell(button.command)
    return {"label": button.label, "token": token, "kind": token.partition(" ")[0]}


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
