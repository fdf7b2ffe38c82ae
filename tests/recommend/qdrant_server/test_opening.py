"""What a bot finds on a server, with a folder of its own and without."""

import json
from dataclasses import astuple

import numpy as np
import pytest

from bot.errors import NotIngested
from bot.recommend.index_folder import IndexFolder
from bot.recommend.qdrant_edge import EdgeIndex
from bot.recommend.qdrant_server import QdrantServer, open_server, upload
from bot.recommend.recommender import Recommender
from bot.taste.profile import TasteProfile
from tests.loopback_qdrant import Json, LoopbackQdrant
from tests.tastes import taste_for
from tests.world import ALIEN, MATRIX, TITANIC

TASTE = taste_for(ALIEN, MATRIX)


async def test_a_bot_with_nothing_but_a_server_recommends_what_one_with_a_folder_does(
    stub: LoopbackQdrant, folder: IndexFolder
) -> None:
    await upload(folder, QdrantServer(stub.url), lambda _: None)
    profile = TasteProfile(likes=frozenset({ALIEN}), dislikes=frozenset({TITANIC}))
    there = Recommender(*await open_server(QdrantServer(stub.url)))
    here = Recommender(await EdgeIndex.open(folder), folder.catalogue(), folder.statistics())
    rankings = [await one.rank(profile) for one in (here, there)]
    await there.close()
    await here.close()
    assert rankings[0].is_personal
    assert rankings[0].films.columns.tolist() == rankings[1].films.columns.tolist()
    assert rankings[0].films.scores.tolist() == pytest.approx(rankings[1].films.scores.tolist(), rel=1e-5)


async def test_ratings_come_from_this_host_where_it_has_the_same_upload(
    stub: LoopbackQdrant, folder: IndexFolder, newer_folder: IndexFolder
) -> None:
    await upload(folder, QdrantServer(stub.url), lambda _: None)
    found = []
    for local, page_reads in ((folder, 0), (newer_folder, 1), (None, 1)):
        stub.requests.clear()
        index, catalogue, *_ = await open_server(QdrantServer(stub.url), local)
        found.append(await index.nearest(TASTE, 160))
        await index.close()
        assert catalogue.movies == folder.catalogue().movies
        assert sum(request.endswith("/scroll") for request in stub.requests) == page_reads
    np.testing.assert_equal(astuple(found[1]), astuple(found[0]))
    np.testing.assert_equal(astuple(found[2]), astuple(found[0]))


def _of_another_version(films: dict[object, Json]) -> None:
    films[0]["payload"]["summary"]["format"] += 1


def _without_a_film(films: dict[object, Json]) -> None:
    films[1]["payload"]["movies"] = json.dumps(json.loads(films[1]["payload"]["movies"])[1:])


def _without_films(films: dict[object, Json]) -> None:
    del films[1]


def _without_a_summary(films: dict[object, Json]) -> None:
    del films[0]


def _one_point_a_film(films: dict[object, Json]) -> None:
    films[1]["payload"] = {"movie": {"movie_id": MATRIX, "title": "The Matrix"}, "counts": {"rated_by": 4}}


@pytest.mark.parametrize(
    "spoil", [_of_another_version, _without_a_film, _without_films, _without_a_summary, _one_point_a_film]
)
async def test_film_data_that_cannot_be_trusted_asks_for_an_ingest(
    spoil: object, stub: LoopbackQdrant, folder: IndexFolder
) -> None:
    await upload(folder, QdrantServer(stub.url), lambda _: None)
    films = next(kept for name, kept in stub.store.collections.items() if "films" in name).points
    spoil(films)  # type: ignore[operator]
    with pytest.raises(NotIngested, match="damaged or of another version of Reelmates; please run: reelmates ingest"):
        await open_server(QdrantServer(stub.url))
