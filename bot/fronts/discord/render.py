"""A reply as Discord messages: pure, and within every limit that Discord sets.

A message shows up to five films with their buttons, so that the whole list can change in place; a longer list goes on
in a second message. Text that is too long for a message goes ahead in messages of its own, and files that one message
cannot carry come after it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import discord

from bot.chat.reply import Attachment, Card, Menu, Reply
from bot.chat.words_of_films import genre_names
from bot.fronts.discord.layout import ROWS, Rows, menu_of, numbered, rows_of
from bot.fronts.discord.plain import mention_of, one_line, pieces, shortened, shortened_escaped
from bot.movies.movie import Movie

LONGEST_CONTENT = 2000
LONGEST_TITLE = 256
FILMS_A_MESSAGE = 5
MOST_ATTACHMENTS = 10

# With a menu below, so that films, own buttons and menu have rows enough.
_FILMS_WITH_MENU = 3

# Five embeds share 6,000 characters: with titles of 256 this leaves 700 for a reason and 240 for the facts.
_LONGEST_BODY = 700
_LONGEST_FACTS = 240
_COLOUR = discord.Colour(0xF2A93B)


@dataclass(frozen=True, slots=True)
class Page:
    """One Discord message; `first` is the place of its first film in the list, 0 when it shows none.

    `calls` are the members whom it notifies.
    """

    text: str
    embeds: tuple[discord.Embed, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    rows: Rows = ()
    menu: Menu | None = None
    first: int = 0
    calls: tuple[str, ...] = ()


def poster_link(card: Card) -> str | None:
    """The poster's address where Discord can fetch it; None where a picture of ours must be sent along."""
    link = card.poster.link
    return link if link and link.startswith(("https://", "http://")) and len(link) <= LONGEST_CONTENT else None


def address_of(attachment: Attachment) -> str:
    """How an embed names a picture that is sent along with it."""
    return f"attachment://{attachment.name}"


def pages(reply: Reply, pictures: Mapping[int, Attachment], upload_bytes: int) -> tuple[Page, ...]:
    """The reply with its films as embeds; `pictures`, by film id, stand in for posters without a link."""
    return _calling(
        reply.calls,
        (
            page
            for shelf in _shelves(reply)
            for page in _paged(shelf, _embeds(shelf, pictures), _needed(shelf, pictures), upload_bytes)
        ),
    )


def pages_in_words(reply: Reply, upload_bytes: int) -> tuple[Page, ...]:
    """The reply with its films in words, for places where the bot may not show embeds; the buttons stay."""
    return _calling(
        reply.calls, (page for shelf in _shelves(reply) for page in _paged(_told(shelf), (), (), upload_bytes))
    )


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
    size = _FILMS_WITH_MENU if menu_of(reply.menu) else FILMS_A_MESSAGE
    starts = range(0, max(total, 1), size)
    return [
        _Shelf(_part(reply, start, size, is_last=start == starts[-1]), first=start + 1 if total else 0, total=total)
        for start in starts
    ]


def _part(reply: Reply, start: int, size: int, is_last: bool) -> Reply:
    part = replace(reply, text=reply.text if start == 0 else "", cards=reply.cards[start : start + size])
    return part if is_last else replace(part, buttons=(), menu=None, picture=None, files=())


def _paged(
    shelf: _Shelf, embeds: tuple[discord.Embed, ...], posters: tuple[Attachment, ...], upload_bytes: int
) -> tuple[Page, ...]:
    reply = shelf.reply
    own = (reply.picture, *reply.files) if reply.picture else reply.files
    attached, *later = _loads((*posters, *own), upload_bytes)
    ahead = pieces(reply.text, LONGEST_CONTENT)
    last = ahead.pop() if ahead else ("" if embeds or attached else "…")
    menu = menu_of(reply.menu)
    rows = rows_of(reply.cards, reply.buttons, ROWS - 1 if menu else ROWS)
    return (
        *(Page(text) for text in ahead),
        Page(last, embeds, attached, rows, menu, shelf.first),
        *(Page("", attachments=load) for load in later),
    )


def _calling(keys: Sequence[str], shown: Iterable[Page]) -> tuple[Page, ...]:
    """The pages, each of the members called by the first page whose text names them, and by no other."""
    waiting, calling = list(dict.fromkeys(keys)), []
    for page in shown:
        calls = tuple(key for key in waiting if mention_of(key) in page.text)
        waiting = [key for key in waiting if key not in calls]
        calling.append(replace(page, calls=calls))
    return tuple(calling)


def _loads(attachments: Sequence[Attachment], upload_bytes: int) -> Iterator[tuple[Attachment, ...]]:
    """The attachments in as few messages as can carry them, in their order; the first load may be empty."""
    load: list[Attachment] = []
    for one in attachments:
        size = sum(len(each.content) for each in (*load, one))
        if load and (size > upload_bytes or len(load) == MOST_ATTACHMENTS):
            yield tuple(load)
            load = []
        load.append(one)
    yield tuple(load)


def _told(shelf: _Shelf) -> _Shelf:
    films = [
        "\n".join(part for part in (f"{place}{_title(card.movie)}", card.body, _facts(card)) if part)
        for place, card in shelf.placed
    ]
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
    if address := poster_link(card) or (address_of(picture) if picture else None):
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
        ", ".join(genre_names(card.movie.genres)),
        _length(poster.runtime_minutes) if poster.runtime_minutes else "",
        f"IMDb {poster.imdb_rating:.1f}" if poster.imdb_rating else "",
        poster.age_rating or "",
    ]
    return one_line(" · ".join(fact for fact in facts if fact))


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)
