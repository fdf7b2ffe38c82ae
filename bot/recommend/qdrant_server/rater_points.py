"""Raters as a Qdrant server reads them, spelt out by us, as the client's models take several times as long."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from qdrant_client import grpc

from bot.recommend.rater_ratings import RaterRatings
from bot.recommend.stored_raters import VECTOR, StoredRater, stored_raters

# About 0.9 MB of JSON; Qdrant refuses requests above 32 MB by default, and no rater comes near that.
_RATINGS_AT_ONCE = 50_000

Number = TypeVar("Number", int, float)


def rater_batches(
    ratings: RaterRatings, movie_ids: NDArray[np.int64], facts: Mapping[int, Mapping[str, str]]
) -> Iterator[Sequence[StoredRater]]:
    """All raters, each whole, as many at once as go well into one request.

    `movie_ids` names the dimension of each catalogue column, `facts` are more payload.
    """
    for first, last in _spans(ratings.offsets):
        yield list(stored_raters(ratings, first, last, movie_ids, facts))


class JsonPen:
    """Writes raters as the bodies of REST requests that upsert them, and remembers how films' numbers are spelt."""

    def __init__(self) -> None:
        self._films = _Spelt[int]()

    def body(self, raters: Sequence[StoredRater]) -> bytes:
        """One request, by columns."""
        stars = _Spelt[float]()
        vectors = (
            f'{{"indices":[{self._films.row(one.indices)}],"values":[{stars.row(one.values)}]}}' for one in raters
        )
        ids, payloads = json.dumps([one.rater for one in raters]), json.dumps([one.payload for one in raters])
        batch = f'{{"ids":{ids},"payloads":{payloads},"vectors":{{"{VECTOR}":[{",".join(vectors)}]}}}}'
        return f'{{"batch":{batch}}}'.encode()


def protobuf_of(raters: Sequence[StoredRater], collection: str) -> grpc.UpsertPoints:
    """The gRPC request that upserts them."""
    request = grpc.UpsertPoints(collection_name=collection, wait=True)
    for one in raters:
        point = request.points.add()
        point.id.num = one.rater
        for name, value in one.payload.items():
            _set(point.payload[name], value)
        vector = point.vectors.vectors.vectors[VECTOR].sparse
        vector.indices.extend(one.indices)
        vector.values.extend(one.values)
    return request


class _Spelt(dict[Number, str]):
    """Numbers as JSON writes them, each spelt once: a rater has ten different values at most, and films come again.

    Values are float32, which nine digits tell apart.
    """

    def __missing__(self, number: Number) -> str:
        self[number] = spelt = str(number) if isinstance(number, int) else f"{number:.9g}"
        return spelt

    def row(self, numbers: Sequence[Number]) -> str:
        """All of them, parted by commas."""
        return ",".join(map(self.__getitem__, numbers))


def _set(field: grpc.Value, value: Any) -> None:
    match value:
        case int():
            field.integer_value = value
        case float():
            field.double_value = value
        case _:
            field.string_value = value


def _spans(offsets: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """First and last row (exclusive) of as many raters as fit into one request, at least one."""
    first, end = 0, len(offsets) - 1
    while first < end:
        fitting = int(np.searchsorted(offsets, offsets[first] + _RATINGS_AT_ONCE, side="right")) - 1
        last = max(first + 1, fitting)
        yield first, last
        first = last
