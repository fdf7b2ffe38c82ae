"""What every test may ask for."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.database import Database, open_database, sqlite_url
from tests.world import World, open_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A fresh world."""
    async with open_world(tmp_path) as opened:
        yield opened


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A fresh database of members' state."""
    opened = await open_database(sqlite_url(tmp_path / "members.db"))
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def movielens_dir() -> Path:
    """The real MovieLens folder; a test that needs it is skipped where it is not at hand."""
    named = os.environ.get("REELMATES_MOVIELENS_DIR")
    if not named:
        pytest.skip("REELMATES_MOVIELENS_DIR does not name a MovieLens folder")
    return Path(named)
