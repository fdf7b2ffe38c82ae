"""The database fails in the middle of an evening: a sentence, nothing lost, and on it goes."""

import contextlib
import resource
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.chat.moviebot import MovieBot
from bot.database import open_database
from bot.movies.posters.drawn import DrawnPosters
from tests.faults.driver import run, talking
from tests.postgresql import Postgresql, name_of
from tests.world import Clock, World, open_world


@dataclass
class Evening:
    """A world whose members' state can be taken away, and the answers given without it."""

    world: World
    take_away: Callable[[], Awaitable[None]]
    give_back: Callable[[], Awaitable[None]]


@contextlib.asynccontextmanager
async def _world_on(url: str, folder: Path) -> AsyncIterator[World]:
    async with open_world(folder) as made:
        database = await open_database(url)
        clock = Clock()
        try:
            yield World(MovieBot(made.library, database, DrawnPosters(), clock), made.library, database, clock)
        finally:
            await database.close()


@contextlib.asynccontextmanager
async def _postgresql_only_reads(request: pytest.FixtureRequest, folder: Path) -> AsyncIterator[Evening]:
    server, url = request.getfixturevalue("postgresql"), request.getfixturevalue("postgresql_url")

    async def set_to(state: str) -> None:
        server.run(f"ALTER DATABASE {name_of(url)} SET default_transaction_read_only = {state}")
        _hang_up(server, url)

    async with _world_on(url, folder) as world:
        yield Evening(world, lambda: set_to("on"), lambda: set_to("off"))


@contextlib.asynccontextmanager
async def _postgresql_is_down(request: pytest.FixtureRequest, folder: Path) -> AsyncIterator[Evening]:
    server, url = request.getfixturevalue("postgresql"), request.getfixturevalue("postgresql_url")

    async def stop() -> None:
        server.stop()

    async def start() -> None:
        server.start()

    async with _world_on(url, folder) as world:
        yield Evening(world, stop, start)


@pytest.mark.parametrize("fault", [_postgresql_only_reads, _postgresql_is_down])
async def test_a_database_that_fails_is_told_and_once_it_is_back_the_bot_goes_on_where_it_was(
    fault: Callable[[pytest.FixtureRequest, Path], contextlib.AbstractAsyncContextManager[Evening]],
    request: pytest.FixtureRequest,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with fault(request, tmp_path) as evening:
        say = evening.world.say
        assert (await say("!like Aliens")).text.startswith("You like Aliens (1986)")
        await evening.take_away()
        for line in ("!like Alien (1979)", "!undo", "!like Titanic"):
            assert "try again" in (await say(line)).text
        await evening.give_back()
        assert (await say("!taste")).text == "You like (1): Aliens (1986)"
        assert (await say("!like Alien (1979)")).text.startswith("You like Alien (1979)")
        assert "Aliens (1986), Alien (1979)" in (await say("!taste")).text
    assert not [record for record in caplog.records if record.exc_info]


async def test_connections_that_were_cut_while_nobody_wrote_are_not_noticed(
    postgresql: Postgresql, postgresql_url: str, tmp_path: Path
) -> None:
    async with _world_on(postgresql_url, tmp_path) as world:
        await world.say("!like Aliens")
        _hang_up(postgresql, postgresql_url)
        assert (await world.say("!like Alien (1979)")).text.startswith("You like Alien (1979)")


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux sets limits of a running process")
@pytest.mark.parametrize("written", [None, 2_000], ids=["nothing", "half a page of the log"])
def test_sqlite_that_becomes_read_only_is_told_reads_on_and_goes_on_where_it_was(
    written: int | None, small_data: Path
) -> None:
    with talking(small_data) as talk:
        assert talk.ask("alice: !like Aliens")["text"].startswith("You like Aliens (1986)")
        log = small_data / "reelmates.db-wal"
        _limit_files(talk.child.pid, 0 if written is None else log.stat().st_size + written)
        for line in ("alice: !like Alien (1979)", "alice: !undo", "bob: !like Titanic"):
            assert "try again" in talk.ask(line)["text"]
        assert talk.ask("alice: !taste")["text"] == "You like (1): Aliens (1986)"
        _limit_files(talk.child.pid, resource.RLIM_INFINITY)
        assert talk.ask("alice: !like Alien (1979)")["text"].startswith("You like Alien (1979)")
        assert "Traceback" not in talk.child.errors
    taste = run("say", "--as", "alice", "!taste", "--data-dir", small_data, cwd=small_data.parent).stdout.decode()
    assert taste.startswith("You like (2): ")
    assert "Aliens (1986)" in taste
    assert "Alien (1979)" in taste


@pytest.mark.long
async def test_a_database_that_somebody_holds_locked_is_told(postgresql_url: str, tmp_path: Path) -> None:
    async with _world_on(postgresql_url, tmp_path) as world:
        await world.say("!like Aliens")
        async with world.database.writing():
            assert "try again" in (await world.say("!like Alien (1979)")).text
        assert (await world.say("!like Alien (1979)")).text.startswith("You like Alien (1979)")


def _hang_up(server: Postgresql, url: str) -> None:
    """Cuts every connection to the database."""
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
    server.run(f"{cut} '{name_of(url)}'")


def _limit_files(pid: int, size: int) -> None:
    """From now on the process cannot write beyond so many bytes of any file, also of one that it has open."""
    _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, most))
