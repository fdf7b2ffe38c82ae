"""A small world to act in: twelve films, six raters, a clock that stands still, and a real bot over them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from bot.chat.library import Library
from bot.chat.moviebot import MovieBot
from bot.chat.reply import Button, Reply
from bot.chat.sender import Sender, Space
from bot.database import Database, open_database, sqlite_url
from bot.ingest import build
from bot.movies.dataset import Dataset
from bot.movies.movie import Movie
from bot.movies.posters import PosterSource
from bot.movies.posters.drawn import DrawnPosters
from bot.movies.titles import TitleIndex
from bot.recommend.index_folder import IndexFolder
from bot.recommend.qdrant_edge import EdgeIndex
from bot.recommend.recommender import Recommender
from tests.planted import said

MATRIX, TOY_STORY, ALIEN, ALIENS, BLADE_RUNNER = 2571, 1, 1214, 1200, 541
TITANIC, NOTTING_HILL, AMELIE = 1721, 2671, 4973
SPIRITED_AWAY, MONONOKE = 5618, 3000
THE_THING, THE_THING_AGAIN = 2288, 91077

FILMS = (
    Movie(MATRIX, "The Matrix", 1999, ("Action", "Sci-Fi", "Thriller"), (), "tt0133093", 603),
    Movie(TOY_STORY, "Toy Story", 1995, ("Adventure", "Animation", "Children", "Comedy"), (), "tt0114709", 862),
    Movie(ALIEN, "Alien", 1979, ("Horror", "Sci-Fi"), (), "tt0078748", 348),
    Movie(ALIENS, "Aliens", 1986, ("Action", "Horror", "Sci-Fi"), (), "tt0090605", 679),
    Movie(BLADE_RUNNER, "Blade Runner", 1982, ("Sci-Fi", "Thriller"), (), "tt0083658", 78),
    Movie(TITANIC, "Titanic", 1997, ("Drama", "Romance"), (), "tt0120338", 597),
    Movie(NOTTING_HILL, "Notting Hill", 1999, ("Comedy", "Romance"), (), "tt0125439", 509),
    Movie(AMELIE, "Amelie", 2001, ("Comedy", "Romance"), ("Le Fabuleux destin d'Amélie Poulain",), "tt0211915", 194),
    Movie(SPIRITED_AWAY, "Spirited Away", 2001, ("Adventure", "Animation", "Fantasy"), (), "tt0245429", 129),
    Movie(MONONOKE, "Princess Mononoke", 1997, ("Action", "Animation", "Fantasy"), (), "tt0119698", 128),
    Movie(THE_THING, "The Thing", 1982, ("Horror", "Sci-Fi"), (), "tt0084787", 1091),
    Movie(THE_THING_AGAIN, "The Thing", 2011, ("Horror", "Sci-Fi"), (), "tt0905372", 60935),
)

# Stars by rater: two love science fiction, two romance, two animation; the first of each knows a little of the rest.
RATINGS: dict[int, dict[int, float]] = {
    1: {MATRIX: 5, ALIEN: 5, ALIENS: 5, BLADE_RUNNER: 4.5, THE_THING: 4, THE_THING_AGAIN: 2, TITANIC: 2, TOY_STORY: 4},
    2: {MATRIX: 4.5, ALIEN: 5, ALIENS: 4.5, BLADE_RUNNER: 5, THE_THING: 4.5, THE_THING_AGAIN: 3},
    3: {TITANIC: 5, NOTTING_HILL: 4.5, AMELIE: 5, MATRIX: 3, ALIEN: 1.5, TOY_STORY: 4},
    4: {TITANIC: 4.5, NOTTING_HILL: 5, AMELIE: 4, ALIENS: 1, THE_THING: 1.5, THE_THING_AGAIN: 1},
    5: {SPIRITED_AWAY: 5, MONONOKE: 5, TOY_STORY: 4.5, MATRIX: 4, AMELIE: 4},
    6: {SPIRITED_AWAY: 4.5, MONONOKE: 4.5, TOY_STORY: 4, TITANIC: 3},
}

HOME = Space("home", "Home")
NOW = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)


class Clock:
    """A clock that moves when told."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        """Moves on by a timedelta's arguments."""
        self.now += timedelta(**span)


def dataset(films: Sequence[Movie] = FILMS, ratings: dict[int, dict[int, float]] | None = None) -> Dataset:
    """A data set of these films and ratings, counted as an ingest would."""
    ratings = RATINGS if ratings is None else ratings
    rows = [(rater, movie_id, stars) for rater in sorted(ratings) for movie_id, stars in sorted(ratings[rater].items())]
    counts = [len(ratings[rater]) for rater in sorted(ratings)]
    movie_ids = np.array([movie_id for _, movie_id, _ in rows], dtype=np.int32)
    rated_by = {movie.movie_id: int((movie_ids == movie.movie_id).sum()) for movie in films}
    return Dataset(
        name="a small world",
        movies=tuple(replace(movie, rated_by=rated_by[movie.movie_id]) for movie in films),
        rater_ids=np.array(sorted(ratings), dtype=np.int64),
        offsets=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        movie_ids=movie_ids,
        half_stars=np.array([round(stars * 2) for *_, stars in rows], dtype=np.uint8),
        rater_facts={},
        notes=(),
    )


@dataclass
class World:
    """A bot with its parts; `say` and `press` act as a member of the home space."""

    bot: MovieBot
    library: Library
    database: Database
    clock: Clock

    async def say(self, line: str, name: str = "alice", is_direct: bool = True) -> Reply:
        """What the member is answered; fails when the bot does not feel addressed."""
        reply = await self.bot.hear(said(line), member(name, is_direct))
        assert reply is not None, f"the bot did not answer {line!r}"
        return reply

    async def press(self, button: Button, name: str = "alice") -> Reply:
        """What a press of the button is answered."""
        return await self.bot.answer(button.command, member(name))


def member(name: str = "alice", is_direct: bool = True) -> Sender:
    """A member of the home space."""
    return Sender("test", name, name, HOME, is_direct=is_direct)


def titles_of(reply: Reply) -> list[str]:
    """The titles on the reply's cards."""
    return [card.movie.title for card in reply.cards]


def ids_of(reply: Reply) -> list[int]:
    """The film ids on the reply's cards."""
    return [card.movie.movie_id for card in reply.cards]


def button(reply: Reply, label: str, card: int | None = None) -> Button:
    """The button with this label below the reply, or on its card at this place (from 0)."""
    buttons = reply.buttons if card is None else reply.cards[card].buttons
    return next(one for one in buttons if one.label == label)


@asynccontextmanager
async def open_world(
    folder: Path, data: Dataset | None = None, posters: PosterSource | None = None
) -> AsyncIterator[World]:
    """A real bot over a real index and database in `folder`; opened again, it goes on where it was."""
    index_folder = IndexFolder(folder / "index-1")
    if not index_folder.path.exists():
        build(data or dataset(), index_folder, lambda _: None)
    catalogue = index_folder.catalogue()
    index = await EdgeIndex.open(index_folder)
    library = Library(catalogue, TitleIndex(catalogue), Recommender(index, catalogue, index_folder.statistics()))
    database = await open_database(sqlite_url(folder / "reelmates.db"))
    clock = Clock()
    try:
        yield World(MovieBot(library, database, posters or DrawnPosters(), clock), library, database, clock)
    finally:
        await database.close()
        await index.close()
