"""A reply as Slack messages made of blocks: pure, and within every limit that Slack sets.

A list stands in one message as long as it fits, so that it can change in place; each film has its poster beside its
reason, and its buttons right below.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.chat.commands import ForgetMe, Judge, More, Reach, Remood, ShareList
from bot.chat.grammar import spell
from bot.chat.language import _, speaking
from bot.chat.night_commands import Approve, Attend, CancelNight, OpenVote
from bot.chat.reply import Button, Card, Menu, Reply
from bot.chat.words_of_films import genre_names
from bot.fronts.slack.mrkdwn import NOBODY, People, one_line, pieces, shortened
from bot.movies.movie import Movie
from bot.nights.night import Presence
from bot.taste.profile import Verdict

Block = dict[str, Any]

MOST_BLOCKS = 50
MOST_BUTTONS = 25
LONGEST_SECTION = 3000
LONGEST_LABEL = 75
LONGEST_ALT = 2000
LONGEST_LINK = 3000
LONGEST_PLACEHOLDER = 150
HEAVIEST = 12_000
"""How many characters of JSON the blocks of one message may come to: Slack refuses more near 13,000, unannounced."""

PRESS = "say"
CHOICE = "choose"

_LONGEST_TITLE = 256
_LONGEST_BODY = 900
_LONGEST_FACTS = 240
_FIRST_FILM = "films-from-"
_SIGNS = {Verdict.LIKE: "👍 ", Verdict.DISLIKE: "👎 "}


@dataclass(frozen=True, slots=True)
class Uploads:
    """Slack's ids of pictures that were sent to it: of posters by film id, and of the reply's own picture."""

    posters: Mapping[int, str] = field(default_factory=dict)
    picture: str | None = None


NO_UPLOADS = Uploads()


@dataclass(frozen=True, slots=True)
class Message:
    """One Slack message; `first` is the place of its first film in the list, 0 when it shows none.

    `text` is what notifications and screen readers tell.
    """

    text: str
    blocks: tuple[Block, ...]
    first: int = 0

    def in_words(self) -> "Message":
        """The message without pictures, where Slack cannot show them; one of its own is told in words."""
        return replace(self, blocks=tuple(_in_words(block) for block in self.blocks))


def poster_link(card: Card) -> str | None:
    """The poster's address where Slack can fetch it; None where a picture of ours must be uploaded."""
    link = card.poster.link
    return link if link and link.startswith("https://") and len(link) <= LONGEST_LINK else None


def messages(reply: Reply, people: People = NOBODY, uploads: Uploads = NO_UPLOADS) -> tuple[Message, ...]:
    """The reply in as few messages as can carry it; its files are not among them."""
    with speaking(reply.language):
        packs = _packed(_units(reply, people, uploads))
    return tuple(_message(reply, people, pack, is_first=pack is packs[0]) for pack in packs)


def first_place(blocks: Iterable[Mapping[str, Any]]) -> int:
    """The place in the list of the first film that a message of ours shows, 0 when it shows none."""
    ids = (str(block.get("block_id", "")) for block in blocks)
    places = (name.removeprefix(_FIRST_FILM) for name in ids if name.startswith(_FIRST_FILM))
    return next((int(place) for place in places if place.isascii() and place.isdigit()), 0)


@dataclass(frozen=True, slots=True)
class _Unit:
    """Blocks that stay together; `place` is that of the film they show."""

    blocks: tuple[Block, ...]
    place: int = 0

    @property
    def weight(self) -> int:
        return len(json.dumps(self.blocks, ensure_ascii=False))


def _units(reply: Reply, people: People, uploads: Uploads) -> list[_Unit]:
    units = [_Unit((_section(piece),)) for piece in pieces(reply.text, LONGEST_SECTION, people)]
    several = len(reply.cards) > 1
    units += [_film(card, place, several, people, uploads) for place, card in enumerate(reply.cards, 1)]
    if reply.picture:
        units.append(_picture(reply.picture.alt, uploads.picture, people))
    rows = range(0, len(reply.buttons), MOST_BUTTONS)
    units += [_Unit((_actions(reply.buttons[start : start + MOST_BUTTONS], people),)) for start in rows]
    if reply.menu and reply.menu.choices:
        units.append(_Unit((_opened(reply.menu, people),)))
    return units or [_Unit((_section("…"),))]


def _packed(units: Sequence[_Unit]) -> list[list[_Unit]]:
    packs: list[list[_Unit]] = []
    blocks = weight = 0
    for unit in units:
        blocks, weight = blocks + len(unit.blocks), weight + unit.weight
        if not packs or blocks > MOST_BLOCKS or weight > HEAVIEST:
            packs.append([])
            blocks, weight = len(unit.blocks), unit.weight
        packs[-1].append(unit)
    return packs


def _message(reply: Reply, people: People, pack: Sequence[_Unit], is_first: bool) -> Message:
    first = next((unit.place for unit in pack if unit.place), 0)
    films = [f"{unit.place}. {_title(reply.cards[unit.place - 1].movie)}" for unit in pack if unit.place]
    told = "\n".join([*([reply.text] if is_first and reply.text.strip() else []), *films])
    return Message(shortened(told, LONGEST_SECTION, people).strip() or "…", tuple(_numbered(pack, first)), first)


def _numbered(pack: Sequence[_Unit], first: int) -> Iterator[Block]:
    """The blocks with names for their buttons that no other in the message has, and one for the first film's place."""
    number = 0
    for unit in pack:
        for block in unit.blocks:
            if block["type"] == "actions":
                block = {**block, "elements": [dict(element) for element in block["elements"]]}
                for element in block["elements"]:
                    number += 1
                    element["action_id"] = f"{element['action_id']}:{number}"
            elif first and unit.place == first:
                block = {**block, "block_id": f"{_FIRST_FILM}{first}"}
            yield block


def _section(mrkdwn: str) -> Block:
    # Verbatim: Slack makes no links or mentions of its own out of the words.
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}}


def _film(card: Card, place: int, several: bool, people: People, uploads: Uploads) -> _Unit:
    movie = card.movie
    title = shortened(_title(movie), _LONGEST_TITLE)
    if movie.imdb_id:
        title = f"<https://www.imdb.com/title/{movie.imdb_id}/|{title.replace('|', ' ')}>"
    lines = [
        f"*{f'{place}. ' if several else ''}{title}*",
        shortened(card.body, _LONGEST_BODY, people).strip(),
        shortened(_facts(card), _LONGEST_FACTS),
    ]
    section = _section("\n".join(line for line in lines if line))
    if shown := _poster(card, uploads):
        section["accessory"] = shown
    blocks = [section, _actions(card.buttons, people)] if card.buttons else [section]
    return _Unit(tuple(blocks), place)


def _poster(card: Card, uploads: Uploads) -> Block | None:
    alt = one_line(_("Poster of {film}", film=_title(card.movie)), LONGEST_ALT)
    if link := poster_link(card):
        return {"type": "image", "image_url": link, "alt_text": alt}
    upload = uploads.posters.get(card.movie.movie_id)
    return {"type": "image", "slack_file": {"id": upload}, "alt_text": alt} if upload else None


def _picture(alt: str, upload: str | None, people: People) -> _Unit:
    """The picture, or what it shows in words where it could not be sent."""
    if upload is None:
        return _Unit((_section(shortened(alt, LONGEST_SECTION, people).strip() or "…"),))
    alt = one_line(alt, LONGEST_ALT, people)
    return _Unit(({"type": "image", "slack_file": {"id": upload}, "alt_text": alt},))


def _in_words(block: Block) -> Block:
    if block["type"] == "image":
        return _section(shortened(block["alt_text"], LONGEST_SECTION))
    return {key: block[key] for key in block if key != "accessory"}


def _actions(buttons: Sequence[Button], people: People) -> Block:
    return {"type": "actions", "elements": [_button(button, people) for button in buttons[:MOST_BUTTONS]]}


def _button(button: Button, people: People) -> Block:
    sign = _SIGNS.get(button.command.verdict, "") if isinstance(button.command, Judge) else ""
    element: Block = {
        "type": "button",
        "text": _plain(f"{sign}{button.label}", LONGEST_LABEL, people),
        "action_id": PRESS,
        "value": spell(button.command),
    }
    if style := _style(button):
        element["style"] = style
    return element


def _style(button: Button) -> str | None:
    """What moves the whole list stands out from what is said of one film; what cannot be taken back warns."""
    match button.command:
        case Attend(Presence.IN) | More() | Remood() | ShareList() | OpenVote() | Approve():
            return "primary"
        case ForgetMe(Reach.HERE | Reach.EVERYWHERE) | CancelNight():
            return "danger"
        case _:
            return None


def _opened(menu: Menu, people: People) -> Block:
    options = [
        {"text": _plain(choice.label, LONGEST_LABEL, people), "value": spell(choice.command)}
        for choice in menu.choices[:MOST_BUTTONS]
    ]
    select = {
        "type": "static_select",
        "action_id": CHOICE,
        "placeholder": _plain(menu.label, LONGEST_PLACEHOLDER, people),
        "options": options,
    }
    return {"type": "actions", "elements": [select]}


def _plain(text: str, limit: int, people: People) -> Block:
    return {"type": "plain_text", "text": one_line(text, limit, people), "emoji": False}


def _title(movie: Movie) -> str:
    return one_line(str(movie), LONGEST_ALT)


def _facts(card: Card) -> str:
    """What is known of the film besides its title: "Action, Sci-Fi · 2 h 16 min · IMDb 8.7"."""
    poster = card.poster
    facts = [
        ", ".join(genre_names(card.movie.genres)),
        _length(poster.runtime_minutes) if poster.runtime_minutes else "",
        f"IMDb {poster.imdb_rating:.1f}" if poster.imdb_rating else "",
        poster.age_rating or "",
    ]
    return " · ".join(fact for fact in facts if fact)


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)
