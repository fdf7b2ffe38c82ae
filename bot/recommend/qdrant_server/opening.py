"""Everything a bot needs, found on a Qdrant server."""

from operator import methodcaller

import numpy as np
from numpy.typing import NDArray
from qdrant_client import models

from bot.movies.catalogue import Catalogue
from bot.recommend.index_folder import IndexFolder
from bot.recommend.qdrant_server.collections import Collections, collections_in_use
from bot.recommend.qdrant_server.connection import Connection, QdrantServer
from bot.recommend.qdrant_server.faults import nothing_ingested
from bot.recommend.qdrant_server.film_points import read_film_points
from bot.recommend.qdrant_server.index import RaterSource, ServerIndex
from bot.recommend.statistics import RatingStatistics

_POINTS_PER_PAGE = 40


async def open_server(
    server: QdrantServer, local: IndexFolder | None = None
) -> tuple[ServerIndex, Catalogue, RatingStatistics, NDArray[np.int64] | None]:
    """The index in use on the server, its films, what was counted over its ratings, and series where they are at hand.

    Films and ratings are read from `local` when that is the folder the upload came from. Raises NotIngested when
    nothing was uploaded yet, otherwise as Connection.
    """
    connection = Connection(server)
    try:
        collections = await _in_use(connection)
        if local is not None and collections == Collections.of(local):
            source = RaterSource(collections.raters, local.ratings())
            catalogue, statistics = local.catalogue(), local.statistics()
            series = local.series(catalogue)
        else:
            source = RaterSource(collections.raters, None)
            catalogue, statistics = await _read_films(connection, collections.films)
            series = None
        return ServerIndex(connection, source, catalogue), catalogue, statistics, series
    except BaseException:
        await connection.close()
        raise


async def stamp_in_use(server: QdrantServer) -> str:
    """The stamp of the upload in use, which no other has; raises as open_server."""
    connection = Connection(server)
    try:
        return (await _in_use(connection)).stamp
    finally:
        await connection.close()


async def _in_use(connection: Connection) -> Collections:
    collections = await collections_in_use(connection)
    if collections is None:
        raise nothing_ingested(connection.server.place)
    return collections


async def _read_films(connection: Connection, collection: str) -> tuple[Catalogue, RatingStatistics]:
    films: list[models.Record] = []
    page = None
    while True:
        records, page = await connection.ask(methodcaller("scroll", collection, limit=_POINTS_PER_PAGE, offset=page))
        films += records
        if page is None:
            return read_film_points(films)
