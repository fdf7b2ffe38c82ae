"""Raters as points that a Qdrant server keeps, in requests of a bounded size."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from qdrant_client import models

from bot.recommend.rater_ratings import RaterRatings
from bot.recommend.stored_raters import VECTOR, StoredRater, stored_raters

# About 1.3 MB of JSON; Qdrant refuses requests above 32 MB by default, and no rater comes near that.
_RATINGS_AT_ONCE = 50_000


def rater_batches(
    ratings: RaterRatings, movie_ids: NDArray[np.int64], facts: Mapping[int, Mapping[str, str]]
) -> Iterator[models.Batch]:
    """All raters, each whole; `movie_ids` names the dimension of each catalogue column, `facts` are more payload."""
    for first, last in _spans(ratings.offsets):
        yield _batch(list(stored_raters(ratings, first, last, movie_ids, facts)))


def _spans(offsets: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """First and last row (exclusive) of as many raters as fit into one request, at least one."""
    first, end = 0, len(offsets) - 1
    while first < end:
        fitting = int(np.searchsorted(offsets, offsets[first] + _RATINGS_AT_ONCE, side="right")) - 1
        last = max(first + 1, fitting)
        yield first, last
        first = last


def _batch(raters: Sequence[StoredRater]) -> models.Batch:
    checked = models.SparseVector.model_construct  # as every StoredRater is; twice would take twice as long
    vectors = [checked(indices=one.indices, values=one.values) for one in raters]
    named: models.BatchVectorStruct = {VECTOR: [*vectors]}
    return models.Batch.model_construct(
        ids=[one.rater for one in raters],
        vectors=named,
        payloads=[one.payload for one in raters],
    )
