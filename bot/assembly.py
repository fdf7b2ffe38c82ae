"""Puts the product together: the only place that chooses which parts to use."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock
from threadpoolctl import threadpool_limits

from bot.chat.library import Library
from bot.chat.moviebot import MovieBot
from bot.database import Database, open_database
from bot.fronts.slack.access import Access
from bot.fronts.slack.notes import Notes
from bot.libraries import FolderSource, LibrarySource, ServerSource
from bot.locks import held
from bot.movies.omdb import Omdb, OmdbPosters
from bot.movies.posters import PosterSource, TimedPosters
from bot.movies.posters.drawn import DrawnPosters
from bot.movies.posters.fetch import PictureFetch
from bot.movies.posters.pictures import Pictures
from bot.movies.store import PosterStore
from bot.movies.titles import TitleIndex
from bot.nights.store import NightStore
from bot.operate.metrics import Metrics
from bot.recommend.index_folder import current_index
from bot.recommend.neighbours import NeighbourIndex, TimedIndex
from bot.renewal import Renewal, Tick, every_quarter_minute
from bot.settings import Settings, plain
from bot.vitals import Vitals

if TYPE_CHECKING:
    from bot.recommend.qdrant_server import QdrantServer


@dataclass(frozen=True, slots=True)
class Assembled:
    """The bot, ready to answer, and what fronts need beside it: pictures to show, and what is kept of Slack.

    `vitals` tell whether it goes on being ready.
    """

    bot: MovieBot
    pictures: Pictures
    slack_notes: Notes
    vitals: Vitals


def utc_now() -> datetime:
    """The product's clock."""
    return datetime.now(UTC)


@asynccontextmanager
async def assemble(
    settings: Settings,
    tick: Tick = every_quarter_minute,
    clock: Callable[[], datetime] = utc_now,
    metrics: Metrics | None = None,
) -> AsyncIterator[Assembled]:
    """Opens everything, and closes it again in the opposite order; at every tick it looks for newer films.

    Raises SetupError in one sentence: no film data yet, the folder in use by another process, a bad database; and
    IndexUnavailable while the Qdrant server does not answer.
    """
    metrics = metrics or Metrics()
    async with AsyncExitStack() as stack:
        stack.enter_context(only_bot(settings.reelmates_data_dir))
        source = _library_source(settings, metrics)
        name, library = await _open(source)
        stack.push_async_callback(library.close)
        database = await open_database(settings.database_url)
        stack.push_async_callback(database.close)
        omdb, posters = _poster_source(settings, database, metrics, stack)
        pictures = Pictures(posters, PictureFetch(), settings.reelmates_data_dir / "pictures", utc_now)
        stack.push_async_callback(pictures.close)
        renewal = Renewal(library, name, source)
        looking = asyncio.create_task(renewal.keep_looking(tick), name="renewal")
        stack.push_async_callback(_ended, looking)
        vitals = Vitals(library, renewal, database, NightStore(database), omdb)
        bot = MovieBot(library, database, posters, clock, metrics)
        yield Assembled(bot, pictures, Notes.of(database, clock), vitals)


async def _ended(task: asyncio.Task[None]) -> None:
    """Returns when the task has been stopped; what it failed of before is raised."""
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def slack_access(settings: Settings) -> Access | None:
    """How Slack is set up; None when it is not. Raises BadSettings where something is missing or too much."""
    access = Access(
        bot_token=plain(settings.slack_bot_token),
        app_token=plain(settings.slack_app_token),
        signing_secret=plain(settings.slack_signing_secret),
        client_id=settings.slack_client_id or "",
        client_secret=plain(settings.slack_client_secret),
        secret_key=plain(settings.reelmates_secret_key),
        host=settings.slack_http_host,
        port=settings.slack_http_port,
    )
    if not access.is_wanted:
        return None
    access.check()
    return access


def open_omdb(settings: Settings) -> Omdb | None:
    """The door to OMDb; None without a key."""
    key = settings.omdb_api_key
    return Omdb(key.get_secret_value(), str(settings.omdb_url)) if key else None


def _poster_source(
    settings: Settings, database: Database, metrics: Metrics, stack: AsyncExitStack
) -> tuple[OmdbPosters | None, PosterSource]:
    """The posters of OMDb where there is a key, and the source that is used."""
    door = open_omdb(settings)
    omdb = OmdbPosters(door, PosterStore(database), utc_now) if door else None
    posters = TimedPosters(omdb or DrawnPosters(), metrics.posters_took)
    stack.push_async_callback(posters.close)
    return omdb, posters


@asynccontextmanager
async def open_library(settings: Settings) -> AsyncIterator[Library]:
    """The films alone, without members' state."""
    async with AsyncExitStack() as stack:
        stack.enter_context(only_bot(settings.reelmates_data_dir))
        _, library = await _open(_library_source(settings, Metrics()))
        stack.push_async_callback(library.close)
        yield library


def open_titles(settings: Settings) -> TitleIndex:
    """The title lookup alone, which needs no engine and can be used beside a running bot."""
    return TitleIndex(current_index(settings.reelmates_data_dir).catalogue())


def server_of(settings: Settings, url: str) -> "QdrantServer":
    """The Qdrant server at the address that is set."""
    from bot.recommend.qdrant_server import (
        QdrantServer,
    )  # not at the top: the client takes half a second to import, which nobody without a server should pay

    key = settings.qdrant_api_key
    return QdrantServer(
        url,
        key.get_secret_value() if key else None,
        speaks_grpc=settings.qdrant_grpc,
        grpc_port=settings.qdrant_grpc_port,
        shard_number=settings.qdrant_shard_number,
        replication_factor=settings.qdrant_replication_factor,
    )


async def _open(source: LibrarySource) -> tuple[str, Library]:
    """The library in use and the name of its ingest; one that came in between is found at the next look."""
    # An answer's matrices are small: a second thread would wait for the first more often than help it.
    threadpool_limits(limits=1, user_api="blas")
    name = await source.newest()
    library = await source.open()
    source.tidy(name)
    return name, library


def _library_source(settings: Settings, metrics: Metrics) -> LibrarySource:
    data_dir, url = settings.reelmates_data_dir, settings.qdrant_url

    def timed(index: NeighbourIndex) -> NeighbourIndex:
        return TimedIndex(index, metrics.neighbours_took)

    return ServerSource(server_of(settings, url), data_dir, timed) if url else FolderSource(data_dir, timed)


def only_bot(data_dir: Path) -> AbstractContextManager[None]:
    """Holds the data folder for this process."""
    busy = f"Another Reelmates process is using {data_dir}; stop it first, or name another folder with --data-dir."
    return held(FileLock(data_dir / "bot.lock"), busy)
