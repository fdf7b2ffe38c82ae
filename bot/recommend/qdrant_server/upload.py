"""From an index folder to a Qdrant server: stored beside the upload in use, then made current in one step."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from itertools import islice
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from qdrant_client import models

from bot.errors import IndexUnavailable
from bot.recommend.index_folder import IndexFolder, RaterFacts
from bot.recommend.qdrant_server.collections import ALIAS, Collections, collections_in_use, remove_all_but
from bot.recommend.qdrant_server.connection import Connection, QdrantServer, whole_seconds
from bot.recommend.qdrant_server.film_points import film_points
from bot.recommend.qdrant_server.rater_points import json_of, protobuf_of, rater_batches
from bot.recommend.stored_raters import VECTOR, StoredRater

_REQUESTS_AT_ONCE = 4
_FILM_POINTS_AT_ONCE = 40

_NONE: RaterFacts = MappingProxyType({})


async def upload(
    folder: IndexFolder, server: QdrantServer, told: Callable[[int], None], facts: RaterFacts = _NONE
) -> None:
    """Stores the folder's films and raters on the server, tells how many raters are there, and makes them current.

    Whatever happens before the last step leaves the former upload in use; what was half stored goes with the next
    upload. `facts` are further payload by rater id. Uploading a folder twice equals once. Raises as Connection.
    """
    collections = Collections.of(folder)
    connection = Connection(server)
    try:
        former = await collections_in_use(connection)
        if former != collections:
            await remove_all_but(former, connection)
            movie_ids = await _store_films(folder, collections.films, connection)
            batches = rater_batches(folder.ratings(), movie_ids, facts)
            await _store_raters(batches, collections.raters, connection, told)
            await _make_current(collections, connection)
        await remove_all_but(collections, connection)
    finally:
        await connection.close()


async def _store_films(folder: IndexFolder, collection: str, connection: Connection) -> NDArray[np.int64]:
    """Stores the films; their ids by catalogue column."""
    await _create(collection, connection)
    catalogue = folder.catalogue()
    points = film_points(folder.summary(), catalogue, folder.statistics())
    stored = 0
    while batch := list(islice(points, _FILM_POINTS_AT_ONCE)):
        await _upsert_films(collection, batch, connection)
        stored += len(batch)
    await _check(collection, stored, connection)
    return catalogue.movie_ids


async def _store_raters(
    batches: Iterator[Sequence[StoredRater]], collection: str, connection: Connection, told: Callable[[int], None]
) -> None:
    await _create(collection, connection)
    stored = 0

    async def store(batch: Sequence[StoredRater]) -> None:
        nonlocal stored
        await _upsert_raters(collection, batch, connection)
        stored += len(batch)
        told(stored)

    await _some_at_once(store, batches)
    await _check(collection, stored, connection)


async def _some_at_once(
    store: Callable[[Sequence[StoredRater]], Coroutine[None, None, None]], batches: Iterator[Sequence[StoredRater]]
) -> None:
    """Stores every batch; the next is made only when a place is free. The first failure ends the others."""
    places = asyncio.Semaphore(_REQUESTS_AT_ONCE)

    async def take_place(batch: Sequence[StoredRater]) -> None:
        try:
            await store(batch)
        finally:
            places.release()

    try:
        async with asyncio.TaskGroup() as tasks:
            for batch in batches:
                await places.acquire()
                tasks.create_task(take_place(batch))
    except ExceptionGroup as failures:
        first = failures.exceptions[0]
        raise first from first.__cause__


async def _create(collection: str, connection: Connection) -> None:
    server = connection.server
    await connection.ask_once(
        lambda client: client.create_collection(
            collection,
            vectors_config={},
            sparse_vectors_config={VECTOR: models.SparseVectorParams(index=models.SparseIndexParams(on_disk=False))},
            shard_number=server.shard_number,
            replication_factor=server.replication_factor,
        )
    )


async def _upsert_films(collection: str, points: list[models.PointStruct], connection: Connection) -> None:
    await connection.ask(lambda client: client.upsert(collection, points, wait=True))


async def _upsert_raters(collection: str, raters: Sequence[StoredRater], connection: Connection) -> None:
    if connection.server.speaks_grpc:
        request, patience_s = protobuf_of(raters, collection), whole_seconds(connection.server.bulk_patience_s)
        await connection.ask(lambda client: client.grpc_points.Upsert(request, timeout=patience_s))
        return
    body: Any = json_of(raters)  # the client spells out its models, and sends anything else as it is
    await connection.ask(
        lambda client: client.http.points_api.upsert_points(collection, wait=True, point_insert_operations=body)
    )


async def _check(collection: str, expected: int, connection: Connection) -> None:
    found = (await connection.ask(lambda client: client.count(collection, exact=True))).count
    if found != expected:
        raise IndexUnavailable(
            f"The Qdrant server at {connection.server.place} kept {found} of {expected} points; please ingest again."
        )


async def _make_current(collections: Collections, connection: Connection) -> None:
    """Deleting the alias is no error when there is none, and both happen as one change."""
    newest = models.CreateAlias(collection_name=collections.raters, alias_name=ALIAS)
    changes: list[models.AliasOperations] = [
        models.DeleteAliasOperation(delete_alias=models.DeleteAlias(alias_name=ALIAS)),
        models.CreateAliasOperation(create_alias=newest),
    ]
    await connection.ask(lambda client: client.update_collection_aliases(changes))
