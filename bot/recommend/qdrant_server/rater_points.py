"""Raters as a Qdrant server reads them, spelt out by us, as the client's models take several times as long."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from qdrant_client import grpc

from bot.recommend.rater_ratings import RaterRatings
from bot.recommend.stored_raters import VECTOR, StoredRater, stored_raters

# About 0.9 MB of JSON; Qdrant refuses requests above 32 MB by default, and no rater comes near that.
_RATINGS_AT_ONCE = 50_000


def rater_batches(
    ratings: RaterRatings, movie_ids: NDArray[np.int64], facts: Mapping[int, Mapping[str, str]]
) -> Iterator[Sequence[StoredRater]]:
    """All raters, each whole, as many at once as go well into one request.

    `movie_ids` names the dimension of each catalogue column, `facts` are more payload.
    """
    for first, last in _spans(ratings.offsets):
        yield list(stored_raters(ratings, first, last, movie_ids, facts))


def json_of(raters: Sequence[StoredRater]) -> bytes:
    """The body of the REST request that upserts them, by columns."""
    ids, payloads = json.dumps([one.rater for one in raters]), json.dumps([one.payload for one in raters])
    vectors = ",".join(f'{{"indices":{one.indices},"values":[{_spelt(one.values)}]}}' for one in raters)
    return f'{{"batch":{{"ids":{ids},"payloads":{payloads},"vectors":{{"{VECTOR}":[{vectors}]}}}}}}'.encode()


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


def _spelt(values: Sequence[float]) -> str:
    """One rater's values: they are ten different ones at most, and float32, which nine digits tell apart."""
    spelt = {value: f"{value:.9g}" for value in set(values)}
    return ",".join(map(spelt.__getitem__, values))


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
