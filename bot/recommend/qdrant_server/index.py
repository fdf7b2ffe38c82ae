"""The neighbour index on a Qdrant server."""

import logging
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from qdrant_client import models

from bot.errors import NotIngested
from bot.movies.catalogue import Catalogue
from bot.recommend.neighbours import Neighbours
from bot.recommend.qdrant_server.collections import ALIAS
from bot.recommend.qdrant_server.connection import Connection, whole_seconds
from bot.recommend.rater_ratings import RaterRatings, neighbours_of
from bot.recommend.rater_vectors import stars_of
from bot.recommend.stored_raters import VECTOR
from bot.taste.profile import SparseVector

Number = TypeVar("Number", bound=np.generic)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RaterSource:
    """A collection of raters, and their ratings where this host has them; else they are read from the vectors."""

    collection: str
    ratings: RaterRatings | None


class ServerIndex:
    """The raters of one upload; when a newer one replaces it, those of the newer, by the catalogue opened."""

    def __init__(self, connection: Connection, source: RaterSource, catalogue: Catalogue) -> None:
        self._connection = connection
        self._source = source
        self._catalogue = catalogue

    @property
    def is_resting(self) -> bool:
        """Whether the server keeps failing and is left alone now."""
        return self._connection.is_resting

    async def nearest(self, taste: SparseVector, limit: int) -> Neighbours:
        """At most `limit` raters with a positive dot product, and all their ratings.

        Raises IndexUnavailable when the server does not answer in time, SetupError when the operator must act.
        """
        source = self._source
        try:
            return await self._nearest(source, taste, limit)
        except NotIngested:
            if source.collection == ALIAS:
                raise
        if self._source is source:
            _log.warning("The Qdrant server holds newer film data than this bot; start the bot again to see its films.")
            self._source = RaterSource(ALIAS, None)
        return await self._nearest(self._source, taste, limit)

    async def close(self) -> None:
        """Ends the connections."""
        await self._connection.close()

    async def _nearest(self, source: RaterSource, taste: SparseVector, limit: int) -> Neighbours:
        wants_vectors = source.ratings is None
        found = await self._connection.ask_for_member(
            lambda client: client.query_points(
                source.collection,
                query=models.SparseVector(indices=taste.indices.tolist(), values=taste.values.tolist()),
                using=VECTOR,
                limit=limit,
                with_vectors=[VECTOR] if wants_vectors else False,
                with_payload=["scale"] if wants_vectors else False,
                timeout=whole_seconds(self._connection.server.query_patience_s),
            )
        )
        if source.ratings is None:
            return _neighbours_from_vectors(found.points, self._catalogue)
        return neighbours_of([(int(point.id), point.score) for point in found.points], source.ratings)


def _neighbours_from_vectors(points: list[models.ScoredPoint], catalogue: Catalogue) -> Neighbours:
    """Reads the ratings back from the returned vectors; films that the catalogue does not know are left out."""
    nearest = sorted((point for point in points if point.score > 0), key=lambda point: (-point.score, point.id))
    vectors = [_vector(point) for point in nearest]
    rows = np.repeat(np.arange(len(nearest)), [len(vector.indices) for vector in vectors])
    scales = np.array([_payload(point)["scale"] for point in nearest], dtype=np.float64)
    columns, known = _columns_of(_joined([vector.indices for vector in vectors], np.int64), catalogue)
    stars = stars_of(_joined([vector.values for vector in vectors], np.float32), scales[rows])

    order = np.argsort(rows * len(catalogue) + columns, kind="stable")
    order = order[known[order]]
    counts = np.bincount(rows[order], minlength=len(nearest))
    return Neighbours(
        raters=np.array([point.id for point in nearest], dtype=np.int64),
        similarities=np.array([point.score for point in nearest], dtype=np.float64),
        offsets=np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)]),
        columns=columns[order].astype(np.int32),
        stars=stars[order],
    )


def _joined(parts: list[list[Any]], kind: type[Number]) -> NDArray[Number]:
    return np.concatenate([np.zeros(0, kind), *(np.array(part, kind) for part in parts)])


def _columns_of(movie_ids: NDArray[np.int64], catalogue: Catalogue) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Each film's column, and whether it has one."""
    columns = np.searchsorted(catalogue.movie_ids, movie_ids)
    known = np.take(catalogue.movie_ids, columns, mode="clip") == movie_ids
    return columns, known


def _vector(point: models.ScoredPoint) -> models.SparseVector:
    vectors: Any = point.vector  # one of many forms by type, by our query always named sparse vectors
    vector: models.SparseVector = vectors[VECTOR]
    return vector


def _payload(point: models.ScoredPoint) -> dict[str, Any]:
    return point.payload or {}
