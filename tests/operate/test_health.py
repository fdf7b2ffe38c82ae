"""The health route over HTTP, and what it says of a real bot whose parts fail one by one."""

import asyncio
import json
import resource
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from bot.chat.library import Library
from bot.chat.night_commands import CancelNight
from bot.chat.reply import Button
from bot.errors import IndexUnavailable
from bot.libraries import FolderSource
from bot.movies.movie import Movie
from bot.movies.omdb import Omdb, OmdbPosters
from bot.movies.store import PosterStore
from bot.nights.store import NightStore
from bot.operate.health import ADDRESS_FILE, HealthRoutes, open_health, report_of_running
from bot.operate.metrics import Metrics, Readings
from bot.operate.parts import Part, Parts, Report
from bot.recommend.index_folder import IndexFolder
from bot.recommend.neighbours import Neighbours
from bot.recommend.recommender import Recommender
from bot.renewal import Renewal
from bot.taste.profile import SparseVector
from bot.vitals import Vitals, backups_part
from tests.boards import Lounge
from tests.exact_index import ExactIndex
from tests.loopback_omdb import KEY, LoopbackOmdb
from tests.world import World, dataset

DOCKERFILE = Path(__file__).parents[2] / "Dockerfile"
GOOD = Part(True, "It works.")
BROKEN = Part(False, "The <disk> is full.")
WARNS = Part(False, "OMDb's requests are used up.", is_needed=False)


class Visitor:
    """Reads the route over HTTP."""

    def __init__(self, session: aiohttp.ClientSession, base: str) -> None:
        self._session = session
        self._base = base

    async def read(self, path: str) -> tuple[int, str]:
        """The status and the text."""
        async with self._session.get(self._base + path) as response:
            return response.status, await response.text()


@asynccontextmanager
async def visiting(parts: Parts, data_dir: Path) -> AsyncIterator[Visitor]:
    """The route at a free port, and somebody who reads it."""

    async def figures() -> bytes:
        return Metrics().page({}, Readings(open_nights=2))

    async with open_health(HealthRoutes(parts.report, figures), "127.0.0.1", 0, data_dir):
        base = f"http://{(data_dir / ADDRESS_FILE).read_text()}"
        async with aiohttp.ClientSession() as session:
            yield Visitor(session, base)


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ({}, 503),
        ({"discord": GOOD}, 200),
        ({"discord": GOOD, "posters": WARNS}, 200),
        ({"discord": GOOD, "database": BROKEN}, 503),
    ],
    ids=["nothing", "good", "warning", "broken"],
)
async def test_ready_is_told_by_status_and_part_by_part(parts: dict[str, Part], status: int, tmp_path: Path) -> None:
    watched = Parts()
    for name, part in parts.items():
        watched.watch_fixed(name, part)
    async with visiting(watched, tmp_path) as visitor:
        assert (await visitor.read("/health/ready"))[0] == status
        assert (await visitor.read("/health"))[0] == status
        assert (await visitor.read("/health/live"))[0] == 200
        assert await asyncio.to_thread(report_of_running, tmp_path) == Report(parts)
    assert report_of_running(tmp_path) is None


async def test_the_reason_is_told_to_machines_and_to_people(tmp_path: Path) -> None:
    parts = Parts()
    parts.watch_fixed("database", BROKEN)
    async with visiting(parts, tmp_path) as visitor:
        _, told = await visitor.read("/health/ready")
        assert '"status": "not ready"' in told
        assert '"reason": "The <disk> is full."' in told
        _, page = await visitor.read("/health")
        assert "not ready" in page
        assert "The &lt;disk&gt; is full." in page


@pytest.mark.parametrize(("part", "code"), [(GOOD, 0), (WARNS, 0), (BROKEN, 1)], ids=["good", "warning", "broken"])
async def test_the_containers_check_is_well_when_the_bot_is_ready(part: Part, code: int, tmp_path: Path) -> None:
    dockerfile = DOCKERFILE.read_text(encoding="utf-8").replace("\\\n", "")
    command = json.loads(dockerfile.partition("HEALTHCHECK ")[2].partition(" CMD ")[2].splitlines()[0])
    parts = Parts()
    parts.watch_fixed("a part", part)
    async with visiting(parts, tmp_path):
        checking = await asyncio.create_subprocess_exec(
            sys.executable, *command[1:], env={"REELMATES_DATA_DIR": str(tmp_path)}, stderr=asyncio.subprocess.DEVNULL
        )
        assert await checking.wait() == code


async def test_figures_are_served_in_prometheus_form(tmp_path: Path) -> None:
    async with visiting(Parts(), tmp_path) as visitor:
        status, text = await visitor.read("/metrics")
    names = {family.name for family in text_string_to_metric_families(text)}
    assert status == 200
    assert {"reelmates_open_nights", "reelmates_neighbours_seconds"} <= names


async def test_a_port_that_is_taken_is_told_and_stops_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with visiting(Parts(), tmp_path):
        port = int((tmp_path / ADDRESS_FILE).read_text().rpartition(":")[2])
        other = tmp_path / "other"
        other.mkdir()
        async with open_health(HealthRoutes(Parts().report, _nothing), "127.0.0.1", port, other):
            assert not (other / ADDRESS_FILE).exists()
    assert "REELMATES_HEALTH_PORT=off" in caplog.text


async def test_the_address_is_noted_only_while_it_is_served(tmp_path: Path) -> None:
    async with visiting(Parts(), tmp_path):
        assert (tmp_path / ADDRESS_FILE).exists()
    assert not (tmp_path / ADDRESS_FILE).exists()


async def _nothing() -> bytes:
    return b""


class Index(ExactIndex):
    """Answers unless the test says otherwise."""

    is_gone = False

    async def nearest(self, taste: SparseVector, limit: int) -> Neighbours:
        """As the index within."""
        if self.is_gone:
            raise IndexUnavailable("The Qdrant server does not answer.")
        return await super().nearest(taste, limit)


@dataclass
class Ward:
    """A bot over an index that may fail, and its parts, looked at whenever they are asked for."""

    world: World
    index: Index
    vitals: Vitals

    async def report(self) -> Report:
        """The parts now."""
        parts = Parts()
        self.vitals.watch(parts)
        return await parts.report()


@asynccontextmanager
async def open_ward(world: World, folder: Path, omdb: OmdbPosters | None = None) -> AsyncIterator[Ward]:
    """The ward."""
    index, catalogue = Index(dataset()), world.library.catalogue
    recommender = Recommender(index, catalogue, IndexFolder(folder / "index-1").statistics())
    library = Library(catalogue, world.library.titles, recommender)
    renewal = Renewal(library, "index-1", FolderSource(folder))
    yield Ward(world, index, Vitals(library, renewal, world.database, NightStore(world.database), omdb))


@pytest.fixture
async def ward(world: World, tmp_path: Path) -> AsyncIterator[Ward]:
    """A ward without OMDb."""
    async with open_ward(world, tmp_path) as opened:
        yield opened


async def test_a_bot_in_order_is_ready_and_tells_its_films(ward: Ward) -> None:
    report = await ward.report()
    assert report.is_ready
    assert report.parts["films"].told == "index-1: 12 films, 6 raters."


async def test_an_index_that_does_not_answer_is_told_with_its_reason(ward: Ward) -> None:
    ward.index.is_gone = True
    report = await ward.report()
    assert not report.is_ready
    assert report.parts["index"] == Part(False, "The Qdrant server does not answer.")
    assert report.parts["database"].is_ok


async def test_a_database_that_cannot_be_written_is_told_with_its_reason(ward: Ward) -> None:
    async with ward.world.database.writing() as connection:
        await connection.execute(text("ALTER TABLE alembic_version RENAME TO gone"))
    report = await ward.report()
    assert not report.is_ready
    assert report.parts["database"].told.startswith("It cannot be written: no such table")
    assert report.parts["index"].is_ok


async def test_a_full_disk_is_told(ward: Ward, tmp_path: Path) -> None:
    assert (await ward.report()).is_ready
    with no_file_growing_beyond((tmp_path / "reelmates.db-wal").stat().st_size):
        report = await ward.report()
    assert not report.is_ready
    assert "disk" in report.parts["database"].told
    assert (await ward.report()).is_ready


@contextmanager
def no_file_growing_beyond(size: int) -> Iterator[None]:
    """As on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.long
async def test_a_database_that_another_process_holds_is_not_waited_for(ward: Ward, tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "reelmates.db", isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        assert not (await ward.report()).is_ready
    finally:
        holder.close()
    assert (await ward.report()).is_ready


async def test_a_look_at_the_database_changes_nothing(ward: Ward, tmp_path: Path) -> None:
    def dump() -> list[str]:
        with sqlite3.connect(tmp_path / "reelmates.db") as connection:
            return list(connection.iterdump())

    before = dump()
    assert (await ward.report()).is_ready
    assert dump() == before


async def test_omdbs_spent_limit_warns_and_members_are_answered_all_the_same(world: World, tmp_path: Path) -> None:
    async with LoopbackOmdb() as omdb:
        posters = OmdbPosters(Omdb(KEY, omdb.address), PosterStore(world.database), world.clock)
        async with open_ward(world, tmp_path, posters) as ward:
            omdb.mood = "limit"
            await posters.find([Movie(1, "Alien", 1979, imdb_id="tt0078748")])
            report, readings = await ward.report(), await ward.vitals.readings()
            assert report.is_ready
            assert not report.parts["posters"].is_ok
            assert "used up" in report.parts["posters"].told
            assert (readings.omdb_requests_today, readings.is_omdb_resting) == (1, True)
            world.clock.advance(days=1)
            assert (await ward.vitals.readings()).omdb_requests_today == 0
            assert (await ward.report()).parts["posters"].is_ok
        await posters.close()


async def test_open_nights_are_counted_until_they_are_cancelled(ward: Ward) -> None:
    lounge = Lounge(ward.world)
    await lounge.say("night saturday 8pm")
    assert (await ward.vitals.readings()).open_nights == 1
    await lounge.press(Button("Cancel", CancelNight(is_sure=True)))
    assert (await ward.vitals.readings()).open_nights == 0


@dataclass
class Nightly:
    """What is told of backups."""

    failure: str | None
    at: datetime | None

    def newest_at(self) -> datetime | None:
        """When the latest was made."""
        return self.at


@pytest.mark.parametrize(
    ("backups", "is_ok"),
    [
        (Nightly(None, datetime.now(UTC) - timedelta(hours=20)), True),
        (Nightly(None, datetime.now(UTC) - timedelta(days=2)), False),
        (Nightly(None, None), False),
        (Nightly("No room is left.", datetime.now(UTC)), False),
    ],
    ids=["of last night", "old", "none", "failed"],
)
async def test_a_backup_that_is_missing_warns_alone(backups: Nightly, is_ok: bool) -> None:
    parts = Parts()
    parts.watch_fixed("database", GOOD)
    parts.watch("backups", backups_part(backups))
    report = await parts.report()
    assert report.is_ready
    assert report.parts["backups"].is_ok is is_ok
