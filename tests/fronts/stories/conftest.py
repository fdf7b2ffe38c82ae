"""Where the stories are told: a fresh channel on every front, one after the other."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.world import open_world


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index and a database of the small world."""
    folder = tmp_path_factory.mktemp("world")
    asyncio.run(_prepare(folder))
    return folder


async def _prepare(folder: Path) -> None:
    async with open_world(folder):
        pass


@pytest.fixture
def new_home(prepared: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Makes a data folder for a front of this name; the index is linked, for a copy would fill its sparse files."""

    def make(name: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(prepared / "reelmates.db", folder)
        (folder / "index-1").symlink_to(prepared / "index-1")
        return folder

    return make
