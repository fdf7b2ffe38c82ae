"""What the Discord tests may ask for."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.movies.movie import Movie
from bot.movies.posters.drawn import DrawnPosters
from bot.movies.posters.fetch import PictureFetch
from bot.movies.posters.pictures import Pictures
from tests.fronts.discord.evening import Evening, open_evening
from tests.fronts.discord.room import Room, open_room
from tests.fronts.discord.script import ScriptedBot
from tests.world import FILMS, RATINGS, Clock, World, dataset, open_world

TWINS = (Movie(9001, "Twins", 1990, ("Drama",)), Movie(9002, "Twins", 2001, ("Drama",)))


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index and a database of the small world and of two films that share a title."""
    folder = tmp_path_factory.mktemp("world")
    liked_both = {movie.movie_id: 4.0 for movie in TWINS}
    asyncio.run(_prepare(folder, {**RATINGS, 7: liked_both}))
    return folder


async def _prepare(folder: Path, ratings: dict[int, dict[int, float]]) -> None:
    async with open_world(folder, dataset((*FILMS, *TWINS), ratings)):
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
async def room(world: World, pictures: Pictures) -> AsyncIterator[Room]:
    """A server with the bot in it, the message-content intent on."""
    async with open_room(world.bot, pictures) as opened:
        yield opened


@pytest.fixture
def bot() -> ScriptedBot:
    """A bot that says what the test lays out for it."""
    return ScriptedBot()


@pytest.fixture
async def scripted(bot: ScriptedBot, pictures: Pictures) -> AsyncIterator[Room]:
    """A server with that bot in it."""
    async with open_room(bot, pictures, settle_timeout=1.5) as opened:
        yield opened


@pytest.fixture
async def evening(home: Path, pictures: Pictures) -> AsyncIterator[Evening]:
    """Three members whose tastes the bot knows."""
    async with open_evening(home, pictures) as opened:
        yield opened
