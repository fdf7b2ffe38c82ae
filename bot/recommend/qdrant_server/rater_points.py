"""Raters as points that a Qdrant server keeps, in requests of a bounded size."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from qdrant_client import models

from bot.recommend.qdrant_server.collections import VECTOR
from bot.recommend.rater_ratings import RaterRatings
from bot.recommend.rater_vectors import rater_vectors
from bot.taste.profile import SparseVector

# About 1.3 MB of JSON; Qdrant refuses requests above 32 MB by default, and no rater comes near that.
_RATINGS_AT_ONCE = 50_000


def rater_batches(
    ratings: RaterRatings, movie_ids: NDArray[np.int64], facts: Mapping[int, Mapping[str, str]]
) -> Iterator[models.Batch]:
    """All raters, each whole; `movie_ids` names the dimension of each catalogue column, `facts` are more payload."""
    for first, last in _spans(ratings.offsets):
        yield _batch(ratings, first, last, movie_ids, facts)


def _spans(offsets: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """First and last row (exclusive) of as many raters as fit into one request, at least one."""
    first, end = 0, len(offsets) - 1
    while first < end:
        fitting = int(np.searchsorted(offsets, offsets[first] + _RATINGS_AT_ONCE, side="right")) - 1
        last = max(first + 1, fitting)
        yield first, last
        first = last


def _batch(
    ratings: RaterRatings, first: int, last: int, movie_ids: NDArray[np.int64], facts: Mapping[int, Mapping[str, str]]
) -> models.Batch:
    start, end = ratings.offsets[first], ratings.offsets[last]
    offsets = ratings.offsets[first : last + 1] - start
    made = rater_vectors(offsets, ratings.half_stars[start:end].astype(np.float32) * np.float32(0.5))
    films = movie_ids[ratings.columns[start:end]]
    tastes = [SparseVector(films[here:there], made.values[here:there]) for here, there in pairwise(offsets.tolist())]
    raters = ratings.rater_ids[first:last].tolist()
    return models.Batch(
        ids=raters,
        vectors={
            VECTOR: [models.SparseVector(indices=one.indices.tolist(), values=one.values.tolist()) for one in tastes]
        },
        payloads=[
            {"rater": rater, "scale": scale, **facts.get(rater, {})}
            for rater, scale in zip(raters, made.scales.tolist(), strict=True)
        ],
    )
