"""A stand-in server, and index folders to upload to it."""

from collections.abc import AsyncIterator, Callable, Iterator

import pytest
import pytest_asyncio
import stamina

from bot.ingest import build
from bot.movies.dataset import Dataset
from bot.movies.movie import Movie
from bot.recommend.index_folder import IndexFolder
from bot.recommend.qdrant_server import QdrantServer, upload
from tests.loopback_qdrant import LoopbackQdrant, Store, loopback_qdrant
from tests.world import ALIEN, FILMS, MATRIX, dataset

HEAT = 6

FolderOf = Callable[[Dataset, str], IndexFolder]


@pytest.fixture(autouse=True)
def asked_once() -> Iterator[None]:
    """A request that failed is not repeated, save where a test says so; and nobody waits between two tries."""
    with stamina.set_testing(True, attempts=1):
        yield


@pytest.fixture
def asked_thrice(asked_once: None) -> Iterator[None]:
    """A request that failed is repeated twice, as far as it may be."""
    with stamina.set_testing(True, attempts=3):
        yield


@pytest.fixture
def asked_as_always(asked_once: None) -> None:
    """Requests are repeated and waited for as they are for members."""
    stamina.set_testing(False)


@pytest.fixture
async def stub() -> AsyncIterator[LoopbackQdrant]:
    """A Qdrant server that holds nothing yet."""
    async with loopback_qdrant() as server:
        yield server


@pytest.fixture(scope="session")
def folder_of(tmp_path_factory: pytest.TempPathFactory) -> FolderOf:
    """Ingests a data set into an index folder of this stamp."""

    def made(data: Dataset, stamp: str) -> IndexFolder:
        folder = IndexFolder(tmp_path_factory.mktemp("data") / f"index-{stamp}")
        build(data, folder, lambda _: None)
        return folder

    return made


@pytest.fixture(scope="session")
def folder(folder_of: FolderOf) -> IndexFolder:
    """The small world, ingested once."""
    return folder_of(dataset(), "20261127-180000-000000")


@pytest.fixture(scope="session")
def newer_folder(folder_of: FolderOf) -> IndexFolder:
    """A later data set: another rater, who loves a film that the small world does not have, and fewer of the others."""
    films = (*FILMS[:4], Movie(HEAT, "Heat", 1995, ("Action", "Crime")))
    return folder_of(dataset(films, {8: {MATRIX: 5, ALIEN: 4.5, HEAT: 5}}), "20261128-180000-000000")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def uploaded(folder: IndexFolder) -> Store:
    """What a server holds once `folder` was uploaded; for tests that only read it."""
    async with loopback_qdrant() as server:
        await upload(folder, QdrantServer(server.url), lambda _: None)
        return server.store
