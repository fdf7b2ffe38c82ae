"""An upload is current as a whole or not at all, and a bot that runs meanwhile goes on answering."""

import asyncio
import contextlib
from copy import deepcopy
from dataclasses import replace
from itertools import count

import numpy as np
import pytest

from bot.errors import IndexUnavailable
from bot.recommend.index_folder import IndexFolder
from bot.recommend.qdrant_server import QdrantServer, open_server, upload
from tests.loopback_qdrant import Fault, Json, LoopbackQdrant, Store
from tests.recommend.qdrant_server.conftest import HEAT, FolderOf
from tests.tastes import random_dataset, taste_for
from tests.world import ALIEN, MATRIX, RATINGS

ALIAS = "reelmates"
TASTE = taste_for(ALIEN, MATRIX)
FEWEST_REQUESTS = 12

FORMER, NEWER = "20261127-180000-000000", "20261128-180000-000000"
# Raters, and points of films: all of so few fit into one beside that of the whole.
WHOLE = {FORMER: (len(RATINGS), 2), NEWER: (1, 2)}


def _in_use(stub: LoopbackQdrant) -> str:
    """The stamp of the upload that bots find; it must be whole."""
    raters = stub.store.aliases[ALIAS]
    stamp = raters.removeprefix("reelmates-raters-")
    films = stub.store.collections[f"reelmates-films-{stamp}"]
    assert (len(stub.store.collections[raters].points), len(films.points)) == WHOLE[stamp]
    return stamp


async def test_an_upload_is_what_a_bot_finds(stub: LoopbackQdrant, folder: IndexFolder) -> None:
    told: list[int] = []
    await upload(folder, QdrantServer(stub.url), told.append)
    index, catalogue, statistics, _ = await open_server(QdrantServer(stub.url))
    await index.close()
    assert told == [len(RATINGS)]
    assert catalogue.movies == folder.catalogue().movies
    np.testing.assert_equal(_numbers(statistics), _numbers(folder.statistics()))


async def test_a_stored_rater_carries_their_id_scale_and_facts(stub: LoopbackQdrant, folder: IndexFolder) -> None:
    await upload(folder, QdrantServer(stub.url), lambda _: None, {2: {"gender": "F", "age": "25"}})
    raters = stub.store.named(ALIAS).points
    assert raters.keys() == RATINGS.keys()
    assert raters[1]["payload"].keys() == {"rater", "scale"}
    assert raters[2]["payload"] == {**raters[2]["payload"], "rater": 2, "gender": "F", "age": "25"}
    assert sorted(raters[2]["vector"]["ratings"]["indices"]) == sorted(RATINGS[2])


async def test_shards_and_replicas_are_as_the_operator_set_them(stub: LoopbackQdrant, folder: IndexFolder) -> None:
    await upload(folder, QdrantServer(stub.url, shard_number=6, replication_factor=2), lambda _: None)
    for collection in stub.store.collections.values():
        assert (collection.settings["shard_number"], collection.settings["replication_factor"]) == (6, 2)


async def test_uploading_twice_equals_once(stub: LoopbackQdrant, folder: IndexFolder) -> None:
    await upload(folder, QdrantServer(stub.url), lambda _: None)
    stub.requests.clear()
    await upload(folder, QdrantServer(stub.url), lambda _: None)
    assert not [request for request in stub.requests if not request.startswith("GET")]


async def test_the_former_upload_goes_and_what_is_not_ours_stays(
    stub: LoopbackQdrant, folder: IndexFolder, newer_folder: IndexFolder
) -> None:
    for name in ("reelmates", "films"):
        stub.store.create(f"{name}-of-somebody-else", {"sparse_vectors": {}})
    await upload(folder, QdrantServer(stub.url), lambda _: None)
    await upload(newer_folder, QdrantServer(stub.url), lambda _: None)
    assert stub.store.aliases == {ALIAS: f"reelmates-raters-{NEWER}"}
    assert sorted(stub.store.collections) == [
        "films-of-somebody-else",
        f"reelmates-films-{NEWER}",
        "reelmates-of-somebody-else",
        f"reelmates-raters-{NEWER}",
    ]


@pytest.mark.parametrize("fault", [Fault.CUT, pytest.param(Fault.DONE_AND_CUT, marks=pytest.mark.long)])
async def test_an_upload_that_breaks_off_anywhere_leaves_a_whole_one_in_use_and_can_be_repeated(
    fault: Fault, stub: LoopbackQdrant, uploaded: Store, newer_folder: IndexFolder
) -> None:
    server = QdrantServer(stub.url)
    for well_for in count():
        stub.store = deepcopy(uploaded)
        stub.fail(fault, after=well_for)
        with contextlib.suppress(IndexUnavailable):
            await upload(newer_folder, server, lambda _: None)
            break
        assert _in_use(stub) in (FORMER, NEWER)
        stub.heal()
        await upload(newer_folder, server, lambda _: None)
        assert _in_use(stub) == NEWER
        assert len(stub.store.collections) == 2
    assert well_for >= FEWEST_REQUESTS


async def test_an_upload_that_is_stopped_anywhere_leaves_a_whole_one_in_use(
    stub: LoopbackQdrant, uploaded: Store, newer_folder: IndexFolder
) -> None:
    seen = []
    for well_for in count():
        stub.store = deepcopy(uploaded)
        stub.fail(Fault.SLOW, after=well_for)
        going = asyncio.create_task(upload(newer_folder, QdrantServer(stub.url), lambda _: None))
        stuck = asyncio.create_task(stub.stuck.wait())
        await asyncio.wait({going, stuck}, return_when=asyncio.FIRST_COMPLETED)
        if going.done():
            break
        going.cancel()
        await asyncio.wait({going})
        seen.append(_in_use(stub))
    stuck.cancel()
    assert seen == sorted(seen)
    assert set(seen) == {FORMER, NEWER}
    assert well_for >= FEWEST_REQUESTS


class _Forgetful(Store):
    """Loses the first point of every request."""

    def upsert(self, name: str, body: Json) -> None:
        super().upsert(name, body)
        points = self.named(name).points
        del points[next(iter(points))]


async def test_a_server_that_keeps_less_than_it_was_given_is_not_believed(
    stub: LoopbackQdrant, folder: IndexFolder
) -> None:
    stub.store = _Forgetful()
    with pytest.raises(IndexUnavailable, match="kept 1 of 2 points; please ingest again"):
        await upload(folder, QdrantServer(stub.url), lambda _: None)
    assert not stub.store.aliases


async def test_a_running_bot_answers_from_the_newer_upload_once_the_former_is_gone(
    stub: LoopbackQdrant, folder: IndexFolder, newer_folder: IndexFolder, caplog: pytest.LogCaptureFixture
) -> None:
    server = QdrantServer(stub.url)
    await upload(folder, server, lambda _: None)
    index, catalogue, *_ = await open_server(server, folder)
    await upload(newer_folder, server, lambda _: None)
    for found in await asyncio.gather(*(index.nearest(TASTE, 160) for _ in range(6))):
        movie_ids = [catalogue.movies[column].movie_id for column in found.columns.tolist()]
        assert found.raters.tolist() == [8]
        assert dict(zip(movie_ids, found.stars.tolist(), strict=True)) == {MATRIX: 5.0, ALIEN: 4.5}
    assert HEAT not in catalogue
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        "The Qdrant server holds newer film data than this bot; start the bot again to see its films."
    ]
    await index.close()


async def test_an_upload_goes_in_parts_four_at_a_time(stub: LoopbackQdrant, folder_of: FolderOf) -> None:
    data = random_dataset(3, films=2_400, raters=10)
    heavy = replace(
        data,
        rater_ids=np.arange(1, 201),
        offsets=np.arange(201) * 1_200,
        movie_ids=np.tile(np.array([movie.movie_id for movie in data.movies[:1_200]], dtype=np.int32), 200),
        half_stars=np.resize(np.arange(1, 11, dtype=np.uint8), 240_000),
    )
    told: list[int] = []
    await upload(folder_of(heavy, "1"), QdrantServer(stub.url), told.append)
    assert stub.most_upserts == 4
    assert told == sorted(told)
    assert (len(told), told[-1]) == (5, 200)
    index, catalogue, *_ = await open_server(QdrantServer(stub.url))
    await index.close()
    assert catalogue.movies == heavy.movies


def _numbers(statistics: object) -> dict[str, object]:
    return {name: getattr(statistics, name) for name in statistics.__slots__}  # type: ignore[attr-defined]
