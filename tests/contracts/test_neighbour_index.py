"""What every NeighbourIndex must do, whichever engine is behind it."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import astuple
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest

from bot.ingest import build
from bot.movies.dataset import Dataset
from bot.movies.movie import Movie
from bot.movies.movielens import read_dataset
from bot.recommend.index_folder import IndexFolder
from bot.recommend.neighbours import NeighbourIndex, Neighbours
from bot.recommend.qdrant_edge import EdgeIndex
from bot.recommend.qdrant_server import QdrantServer, open_server, upload
from bot.taste.profile import SparseVector
from tests.exact_index import ExactIndex
from tests.loopback_qdrant import loopback_qdrant
from tests.loopback_qdrant_grpc import grpc_qdrant
from tests.tastes import random_dataset, random_taste, taste_for
from tests.world import ALIEN, AMELIE, MATRIX, RATINGS, TITANIC, TOY_STORY, dataset

# The engine adds up 32-bit numbers, the plain arithmetic 64-bit ones.
CLOSE = 1e-5

Opening = Callable[[Dataset], AbstractAsyncContextManager[NeighbourIndex]]


@asynccontextmanager
async def _exact(data: Dataset, path: Path) -> AsyncIterator[NeighbourIndex]:
    yield ExactIndex(data)


@asynccontextmanager
async def _edge(data: Dataset, path: Path) -> AsyncIterator[NeighbourIndex]:
    index = await EdgeIndex.open(_folder(data, path))
    try:
        yield index
    finally:
        await index.close()


@asynccontextmanager
async def _server_beside_the_folder(data: Dataset, path: Path) -> AsyncIterator[NeighbourIndex]:
    folder = _folder(data, path)
    async with loopback_qdrant() as stub, _on_server(folder, QdrantServer(f"{stub.url}/"), folder) as index:
        yield index


@asynccontextmanager
async def _server_alone(data: Dataset, path: Path) -> AsyncIterator[NeighbourIndex]:
    async with loopback_qdrant() as stub, _on_server(_folder(data, path), QdrantServer(stub.url), None) as index:
        yield index


@asynccontextmanager
async def _server_over_grpc(data: Dataset, path: Path) -> AsyncIterator[NeighbourIndex]:
    async with grpc_qdrant() as stub:
        server = QdrantServer("http://127.0.0.1", speaks_grpc=True, grpc_port=stub.port)
        async with _on_server(_folder(data, path), server, None) as index:
            yield index


@asynccontextmanager
async def _real_server(data: Dataset, path: Path) -> AsyncIterator[NeighbourIndex]:
    url = os.environ.get("REELMATES_TEST_QDRANT_URL")
    if not url:
        pytest.skip("REELMATES_TEST_QDRANT_URL does not name a Qdrant server")
    server = QdrantServer(url, os.environ.get("REELMATES_TEST_QDRANT_API_KEY"))
    async with _on_server(_folder(data, path), server, None) as index:
        yield index


@asynccontextmanager
async def _on_server(
    folder: IndexFolder, server: QdrantServer, local: IndexFolder | None
) -> AsyncIterator[NeighbourIndex]:
    await upload(folder, server, lambda _: None)
    index, *_ = await open_server(server, local)
    try:
        yield index
    finally:
        await index.close()


def _folder(data: Dataset, path: Path) -> IndexFolder:
    folder = IndexFolder(path / f"index-{uuid4()}")
    build(data, folder, lambda _: None)
    return folder


@pytest.fixture(
    params=[_exact, _edge, _server_beside_the_folder, _server_alone, _server_over_grpc, _real_server],
    ids=lambda made: made.__name__[1:],
)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opening:
    """Opens each engine in turn over a data set."""
    return lambda data: request.param(data, tmp_path)


def assert_nearest(found: Neighbours, exact: ExactIndex, taste: SparseVector, limit: int) -> None:
    """The right raters ties aside, in order, with the right similarities and exactly the ratings they gave."""
    expected = exact.similarities(taste)
    best = np.sort(expected[expected > 0])[::-1][:limit]
    rows = np.searchsorted(exact.raters, found.raters)
    assert exact.raters[rows].tolist() == found.raters.tolist()
    assert len(set(found.raters.tolist())) == len(found) == len(best)
    np.testing.assert_allclose(found.similarities, best, rtol=CLOSE)
    np.testing.assert_allclose(found.similarities, expected[rows], rtol=CLOSE)
    pairs = list(zip((-found.similarities).tolist(), found.raters.tolist(), strict=True))
    assert pairs == sorted(pairs)
    for row, (start, end) in zip(rows, pairwise(found.offsets.tolist()), strict=True):
        assert found.columns[start:end].tolist() == np.flatnonzero(exact.stars[row]).tolist()
        assert found.stars[start:end].tolist() == exact.stars[row][exact.stars[row] > 0].tolist()


@pytest.mark.parametrize("likes", [(MATRIX,), (ALIEN, MATRIX), (TITANIC, AMELIE, TOY_STORY)])
async def test_the_nearest_raters_are_those_of_plain_arithmetic(opened: Opening, likes: tuple[int, ...]) -> None:
    taste = taste_for(*likes)
    async with opened(dataset()) as index:
        assert_nearest(await index.nearest(taste, 160), ExactIndex(dataset()), taste, 160)


@pytest.mark.parametrize("seed", range(3))
async def test_random_ratings_are_searched_as_plain_arithmetic_does(opened: Opening, seed: int) -> None:
    data, rng = random_dataset(seed), np.random.default_rng(seed)
    exact = ExactIndex(data)
    async with opened(data) as index:
        for likes, limit in ((1, 160), (3, 10), (20, 1), (40, 160)):
            taste = random_taste(data, rng, likes)
            assert_nearest(await index.nearest(taste, limit), exact, taste, limit)


async def test_real_ratings_are_searched_as_plain_arithmetic_does(opened: Opening, movielens_dir: Path) -> None:
    data, rng = read_dataset(movielens_dir), np.random.default_rng(0)
    exact = ExactIndex(data)
    async with opened(data) as index:
        for likes in (1, 2, 5, 10, 20):
            taste = random_taste(data, rng, likes)
            assert_nearest(await index.nearest(taste, 160), exact, taste, 160)


async def test_no_more_raters_come_than_were_asked_for(opened: Opening) -> None:
    async with opened(dataset()) as index:
        found = [await index.nearest(taste_for(MATRIX, ALIEN), limit) for limit in (1, 2, 3)]
    assert [len(neighbours) for neighbours in found] == [1, 2, 3]


async def test_raters_who_share_no_film_are_never_returned(opened: Opening) -> None:
    async with opened(dataset()) as index:
        found = await index.nearest(taste_for(TOY_STORY), 160)
    assert set(found.raters.tolist()) == {rater for rater, rated in RATINGS.items() if TOY_STORY in rated}


async def test_a_taste_for_films_nobody_rated_finds_nobody(opened: Opening) -> None:
    async with opened(dataset()) as index:
        found = await index.nearest(taste_for(999_999), 160)
    assert (len(found), found.offsets.tolist(), len(found.columns), len(found.stars)) == (0, [0], 0, 0)


async def test_raters_on_the_other_side_of_a_taste_are_never_returned(opened: Opening) -> None:
    taste = SparseVector(np.array([MATRIX, AMELIE], dtype=np.int64), np.array([1.0, -5.0], dtype=np.float32))
    async with opened(dataset()) as index:
        found = await index.nearest(taste, 160)
    assert set(found.raters.tolist()) == {1, 2}


async def test_equally_near_raters_come_by_their_id(opened: Opening) -> None:
    twins = dataset(ratings={rater: {MATRIX: 5, ALIEN: 4} for rater in (907, 11, 300_000, 42)})
    async with opened(twins) as index:
        found = await index.nearest(taste_for(MATRIX), 160)
    assert found.raters.tolist() == [11, 42, 907, 300_000]


async def test_a_rater_of_one_single_film_is_found(opened: Opening) -> None:
    data = dataset(ratings={**RATINGS, 7: {AMELIE: 0.5}})
    taste = taste_for(AMELIE)
    async with opened(data) as index:
        found = await index.nearest(taste, 160)
    assert 7 in found.raters
    assert_nearest(found, ExactIndex(data), taste, 160)


async def test_every_star_of_a_heavy_rater_is_told_exactly(opened: Opening) -> None:
    films = [Movie(movie_id, f"Film {movie_id}") for movie_id in range(1, 6001, 2)]
    stars = {movie.movie_id: (place % 10 + 1) / 2 for place, movie in enumerate(films)}
    data = dataset(films, {1: stars, 2: dict.fromkeys(stars, 5.0), 3: {films[0].movie_id: 5}})
    taste = taste_for(films[0].movie_id, films[-1].movie_id)
    async with opened(data) as index:
        found = await index.nearest(taste, 160)
    assert_nearest(found, ExactIndex(data), taste, 160)
    assert {1, 2} <= set(found.raters.tolist())


async def test_the_same_question_has_the_same_answer(opened: Opening) -> None:
    data = random_dataset(7)
    taste = random_taste(data, np.random.default_rng(7), 10)
    async with opened(data) as index:
        first, *others = await asyncio.gather(*(index.nearest(taste, 40) for _ in range(8)))
    for other in others:
        np.testing.assert_equal(astuple(other), astuple(first))
