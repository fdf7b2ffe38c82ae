"""A reply as Discord messages: pure, and within every limit that Discord sets.

A message shows up to five films with their buttons, so that the whole list can change in place; a longer list goes on
in a second message. Text that is too long for a message goes ahead in messages of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import discord

from bot.chat.reply import Card, Reply
from bot.fronts.discord.layout import Rows, numbered, rows_of
from bot.fronts.discord.plain import one_line, pieces, shortened, shortened_escaped
from bot.movies.movie import Movie

LONGEST_CONTENT = 2000
LONGEST_TITLE = 256
FILMS_A_MESSAGE = 5

# Five embeds share 6,000 characters: with titles of 256 this leaves 700 for a reason and 240 for the facts.
_LONGEST_BODY = 700
_LONGEST_FACTS = 240
_COLOUR = discord.Colour(0xF2A93B)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture sent along with a message, which its embeds name by `address`."""

    name: str
    content: bytes

    @property
    def address(self) -> str:
        return f"attachment://{self.name}"


@dataclass(frozen=True, slots=True)
class Page:
    """One Discord message; `first` is the place of its first film in the list, 0 when it shows none."""

    text: str
    embeds: tuple[discord.Embed, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    rows: Rows = ()
    first: int = 0


def poster_link(card: Card) -> str | None:
    """The poster's address where Discord can fetch it; None where a picture of ours must be sent along."""
    link = card.poster.link
    return link if link and link.startswith(("https://", "http://")) and len(link) <= LONGEST_CONTENT else None


def pages(reply: Reply, pictures: Mapping[int, Attachment]) -> tuple[Page, ...]:
    """The reply with its films as embeds; `pictures`, by film id, stand in for posters without a link."""
    return tuple(
        page for shelf in _shelves(reply) for page in _paged(shelf, _embeds(shelf, pictures), _needed(shelf, pictures))
    )


def pages_in_words(reply: Reply) -> tuple[Page, ...]:
    """The reply with its films as plain lines, for channels where embeds are not allowed."""
    return tuple(page for shelf in _shelves(reply) for page in _paged(_told(shelf), (), ()))


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The part of a reply that stands in one message: up to five cards, the first at place `first`, of `total`."""

    reply: Reply
    first: int
    total: int

    @property
    def placed(self) -> Sequence[tuple[str, Card]]:
        """Each card with what stands before its title: its place, where there are several."""
        several = self.total > 1
        places = range(self.first, self.first + len(self.reply.cards))
        return [(f"{place}. " if several else "", card) for place, card in zip(places, self.reply.cards, strict=True)]


def _shelves(reply: Reply) -> list[_Shelf]:
    total = len(reply.cards)
    if total > 1:
        reply = replace(reply, cards=tuple(numbered(card, place) for place, card in enumerate(reply.cards, 1)))
    starts = range(0, max(total, 1), FILMS_A_MESSAGE)
    return [
        _Shelf(
            replace(
                reply,
                text=reply.text if start == 0 else "",
                cards=reply.cards[start : start + FILMS_A_MESSAGE],
                buttons=reply.buttons if start == starts[-1] else (),
            ),
            first=start + 1 if total else 0,
            total=total,
        )
        for start in starts
    ]


def _paged(shelf: _Shelf, embeds: tuple[discord.Embed, ...], attachments: tuple[Attachment, ...]) -> tuple[Page, ...]:
    ahead = pieces(shelf.reply.text, LONGEST_CONTENT)
    last = ahead.pop() if ahead else ("" if embeds else "…")
    rows = rows_of(shelf.reply.cards, shelf.reply.buttons)
    return (*(Page(text) for text in ahead), Page(last, embeds, attachments, rows, shelf.first))


def _told(shelf: _Shelf) -> _Shelf:
    films = [f"{place}{_title(card.movie)}\n{card.body}" for place, card in shelf.placed]
    return replace(shelf, reply=replace(shelf.reply, text="\n\n".join([shelf.reply.text, *films])))


def _embeds(shelf: _Shelf, pictures: Mapping[int, Attachment]) -> tuple[discord.Embed, ...]:
    return tuple(_embed(place, card, pictures.get(card.movie.movie_id), shelf.total) for place, card in shelf.placed)


def _needed(shelf: _Shelf, pictures: Mapping[int, Attachment]) -> tuple[Attachment, ...]:
    wanted = dict.fromkeys(card.movie.movie_id for card in shelf.reply.cards if not poster_link(card))
    return tuple(pictures[movie_id] for movie_id in wanted if movie_id in pictures)


def _embed(place: str, card: Card, picture: Attachment | None, total: int) -> discord.Embed:
    movie = card.movie
    embed = discord.Embed(
        colour=_COLOUR,
        title=place + shortened_escaped(_title(movie), LONGEST_TITLE - len(place)),
        url=f"https://www.imdb.com/title/{movie.imdb_id}/" if movie.imdb_id else None,
        description=shortened_escaped(card.body, _LONGEST_BODY) or None,
    )
    if facts := _facts(card):
        embed.set_footer(text=shortened(facts, _LONGEST_FACTS))
    if address := poster_link(card) or (picture.address if picture else None):
        # One film has room for a large picture; several with small ones still fit on a screen together.
        show = embed.set_image if total == 1 else embed.set_thumbnail
        show(url=address)
    return embed


def _title(movie: Movie) -> str:
    return one_line(str(movie)) or f"#{movie.movie_id}"


def _facts(card: Card) -> str:
    """What is known of the film besides its title: "Action, Sci-Fi · 2 h 16 min · IMDb 8.7". Footers have no markup."""
    poster = card.poster
    facts = [
        ", ".join(card.movie.genres),
        _length(poster.runtime_minutes) if poster.runtime_minutes else "",
        f"IMDb {poster.imdb_rating:.1f}" if poster.imdb_rating else "",
        poster.age_rating or "",
    ]
    return one_line(" · ".join(fact for fact in facts if fact))


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)
