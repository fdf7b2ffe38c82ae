"""What every test may ask for."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.database import Database, open_database, sqlite_url
from tests.planted import pytest_runtest_setup, pytest_runtest_teardown  # noqa: F401 (pytest finds its hooks here)
from tests.postgresql import Postgresql, programs, serving
from tests.world import World, open_world

# How long an example takes says more about the machine than about the code. New examples are looked for where somebody
# is there to mend what they show; CI takes the same ones every time.
settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("house")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A fresh world."""
    async with open_world(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgresql]:
    """A PostgreSQL server; a test that needs it is skipped where PostgreSQL is not installed."""
    binaries = programs()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (on Debian or Ubuntu: apt install postgresql)")
    with serving(binaries) as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql: Postgresql) -> str:
    """The address of an empty database on the PostgreSQL server."""
    return postgresql.new_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a database of members' state can be made: in a file, then on a server."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "members.db")
    url: str = request.getfixturevalue("postgresql_url")
    return url


@pytest.fixture(scope="session")
def postgresql_with_tables(postgresql: Postgresql) -> str:
    """The address of a database whose tables are up to date; it is only copied, which is quicker than to make them."""
    url = postgresql.new_database()
    asyncio.run(_make_tables(url))
    return url


async def _make_tables(url: str) -> None:
    await (await open_database(url)).close()


@pytest.fixture(params=["sqlite", "postgresql"])
def ready_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database to work with, of either kind in turn."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "members.db")
    server: Postgresql = request.getfixturevalue("postgresql")
    return server.new_database(like=request.getfixturevalue("postgresql_with_tables"))


@pytest.fixture
async def database(ready_url: str) -> AsyncIterator[Database]:
    """A fresh database of members' state, of either kind in turn."""
    opened = await open_database(ready_url)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def movielens_dir() -> Path:
    """The real MovieLens folder; a test that needs it is skipped where it is not at hand."""
    named = os.environ.get("REELMATES_MOVIELENS_DIR")
    if not named:
        pytest.skip("REELMATES_MOVIELENS_DIR does not name a MovieLens folder")
    return Path(named)
