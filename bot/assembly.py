"""Puts the product together: the only place that chooses which parts to use."""

import contextlib
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from threadpoolctl import threadpool_limits

from bot.chat.library import Library
from bot.chat.moviebot import MovieBot
from bot.database import Database, open_database
from bot.errors import NotIngested
from bot.ingest import LOCK
from bot.locks import held
from bot.movies.catalogue import Catalogue
from bot.movies.omdb import Omdb, OmdbPosters
from bot.movies.posters import PosterSource
from bot.movies.posters.drawn import DrawnPosters
from bot.movies.posters.fetch import PictureFetch
from bot.movies.posters.pictures import Pictures
from bot.movies.store import PosterStore
from bot.movies.titles import TitleIndex
from bot.recommend.index_folder import current_index, remove_all_but
from bot.recommend.neighbours import NeighbourIndex
from bot.recommend.qdrant_edge import EdgeIndex
from bot.recommend.recommender import Recommender
from bot.recommend.statistics import RatingStatistics
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.recommend.qdrant_server import QdrantServer


@dataclass(frozen=True, slots=True)
class Assembled:
    """The bot, ready to answer, and the pictures that fronts show beside it."""

    bot: MovieBot
    pictures: Pictures


@asynccontextmanager
async def assemble(settings: Settings) -> AsyncIterator[Assembled]:
    """Opens everything, and closes it again in the opposite order.

    Raises SetupError in one sentence: no film data yet, the folder in use by another process, a bad database.
    """
    async with AsyncExitStack() as stack:
        stack.enter_context(_only_bot(settings.reelmates_data_dir))
        library = await _open_library(settings, stack)
        database = await open_database(settings.database_url)
        stack.push_async_callback(database.close)
        posters = _poster_source(settings, database, stack)
        pictures = Pictures(posters, PictureFetch(), settings.reelmates_data_dir / "pictures", utc_now)
        stack.push_async_callback(pictures.close)
        yield Assembled(MovieBot(library, database, posters, utc_now), pictures)


def utc_now() -> datetime:
    """The product's clock."""
    return datetime.now(UTC)


def open_omdb(settings: Settings) -> Omdb | None:
    """The door to OMDb; None without a key."""
    key = settings.omdb_api_key
    return Omdb(key.get_secret_value(), str(settings.omdb_url)) if key else None


def _poster_source(settings: Settings, database: Database, stack: AsyncExitStack) -> PosterSource:
    omdb = open_omdb(settings)
    posters = OmdbPosters(omdb, PosterStore(database), utc_now) if omdb else DrawnPosters()
    stack.push_async_callback(posters.close)
    return posters


@asynccontextmanager
async def open_library(settings: Settings) -> AsyncIterator[Library]:
    """The films alone, without members' state."""
    async with AsyncExitStack() as stack:
        stack.enter_context(_only_bot(settings.reelmates_data_dir))
        yield await _open_library(settings, stack)


def open_titles(settings: Settings) -> TitleIndex:
    """The title lookup alone, which needs no engine and can be used beside a running bot."""
    return TitleIndex(current_index(settings.reelmates_data_dir).catalogue())


def server_of(settings: Settings, url: str) -> "QdrantServer":
    """The Qdrant server at the address that is set."""
    from bot.recommend.qdrant_server import QdrantServer  # see _on_server

    key = settings.qdrant_api_key
    return QdrantServer(url, key.get_secret_value() if key else None)


async def _open_library(settings: Settings, stack: AsyncExitStack) -> Library:
    # An answer's matrices are small: a second thread would wait for the first more often than help it.
    threadpool_limits(limits=1, user_api="blas")
    url = settings.qdrant_url
    index, catalogue, statistics = await (_on_server(settings, url) if url else _in_folder(settings))
    stack.push_async_callback(index.close)
    recommender = Recommender(index, catalogue, statistics)
    await recommender.try_out()
    _tidy(settings.reelmates_data_dir)
    return Library(catalogue, TitleIndex(catalogue), recommender)


async def _in_folder(settings: Settings) -> tuple[NeighbourIndex, Catalogue, RatingStatistics]:
    folder = current_index(settings.reelmates_data_dir)
    folder.summary()
    return await EdgeIndex.open(folder), folder.catalogue(), folder.statistics()


async def _on_server(settings: Settings, url: str) -> tuple[NeighbourIndex, Catalogue, RatingStatistics]:
    # Not at the top: the client takes half a second to import, which nobody without a server should pay.
    from bot.recommend.qdrant_server import open_server

    try:
        local = current_index(settings.reelmates_data_dir)
    except NotIngested:
        local = None
    return await open_server(server_of(settings, url), local)


def _only_bot(data_dir: Path) -> AbstractContextManager[None]:
    """Holds the data folder for this process."""
    busy = f"Another Reelmates process is using {data_dir}; stop it first, or name another folder with --data-dir."
    return held(FileLock(data_dir / "bot.lock"), busy)


def _tidy(data_dir: Path) -> None:
    """Former indexes go once the current one has answered, unless an ingest is building beside us."""
    with contextlib.suppress(Timeout, NotIngested), FileLock(data_dir / LOCK).acquire(timeout=0):
        remove_all_but(current_index(data_dir))
