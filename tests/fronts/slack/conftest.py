"""What the Slack tests may ask for."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.ingest import build
from bot.movies.posters.drawn import DrawnPosters
from bot.movies.posters.fetch import PictureFetch
from bot.movies.posters.pictures import Pictures
from bot.recommend.index_folder import make_current, new_index
from tests.fronts.discord.script import ScriptedBot
from tests.fronts.slack.office import Office, open_office
from tests.world import Clock, World, dataset, open_world


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
def home(prepared: Path, tmp_path: Path) -> Path:
    """A data folder of this test's own; the index is linked, for a copy would fill its sparse files."""
    folder = tmp_path / "home"
    folder.mkdir()
    shutil.copy(prepared / "reelmates.db", folder)
    (folder / "index-1").symlink_to(prepared / "index-1")
    return folder


@pytest.fixture
async def world(home: Path) -> AsyncIterator[World]:
    """A fresh world."""
    async with open_world(home) as opened:
        yield opened


@pytest.fixture
async def pictures(tmp_path: Path) -> AsyncIterator[Pictures]:
    """Drawn title cards for every film."""
    opened = Pictures(DrawnPosters(), PictureFetch(), tmp_path / "pictures", Clock())
    yield opened
    await opened.close()


@pytest.fixture
async def office(world: World, pictures: Pictures) -> AsyncIterator[Office]:
    """A workspace with the bot in it."""
    async with open_office(world.bot, pictures, world.database, world.clock) as opened:
        yield opened


@pytest.fixture
def bot() -> ScriptedBot:
    """A bot that says what the test lays out for it."""
    return ScriptedBot()


@pytest.fixture
async def scripted(bot: ScriptedBot, world: World, pictures: Pictures) -> AsyncIterator[Office]:
    """A workspace with that bot in it."""
    async with open_office(bot, pictures, world.database, world.clock) as opened:
        yield opened


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder of the small world."""
    folder = new_index(tmp_path / "data", datetime.now(UTC))
    build(dataset(), folder, lambda _: None)
    make_current(folder)
    return tmp_path / "data"
