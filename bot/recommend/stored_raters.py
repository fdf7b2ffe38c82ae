"""A rater as an engine stores it, embedded or on a server: the named vector and what goes with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.recommend.rater_ratings import RaterRatings, stars_of_halves
from bot.recommend.rater_vectors import rater_vectors

VECTOR = "ratings"


@dataclass(frozen=True, slots=True)
class StoredRater:
    """The rater's id, their vector by film id, and a payload of id, scale and what the data set tells of them.

    `indices` ascend and `values` are finite, as many of one as of the other and at least one.
    """

    rater: int
    indices: list[int]
    values: list[float]
    payload: dict[str, Any]


def stored_raters(
    ratings: RaterRatings, first: int, last: int, movie_ids: NDArray[np.int64], facts: Mapping[int, Mapping[str, str]]
) -> Iterator[StoredRater]:
    """The raters of rows `first` to `last` (exclusive); `movie_ids` names the dimension of each catalogue column.

    Raises ValueError when what the engines would be given is malformed: the embedded one panics on such a vector and
    keeps it in its log.
    """
    start, end = ratings.offsets[first], ratings.offsets[last]
    offsets = ratings.offsets[first : last + 1] - start
    made = rater_vectors(offsets, stars_of_halves(ratings.half_stars[start:end]), among=len(ratings.rater_ids))
    films = movie_ids[ratings.columns[start:end]]
    if not _are_vectors(offsets, films, made.values):
        raise ValueError(f"the ratings of raters {first} to {last} make no sparse vectors")
    indices, values = films.tolist(), made.values.tolist()
    raters = zip(ratings.rater_ids[first:last].tolist(), pairwise(offsets.tolist()), made.scales.tolist(), strict=True)
    for rater, (here, there), scale in raters:
        payload = {"rater": rater, "scale": scale, **facts.get(rater, {})}
        yield StoredRater(rater, indices[here:there], values[here:there], payload)


def _are_vectors(offsets: NDArray[np.int64], indices: NDArray[np.int64], values: NDArray[np.float32]) -> bool:
    """Whether every span of the offsets is a sparse vector: not empty, ascending within 0..2**32-1, finite."""
    ascends = np.diff(indices) > 0
    ascends[offsets[1:-1] - 1] = True  # from one vector to the next anything may come
    within = len(indices) and indices.min() >= 0 and indices.max() < 2**32
    return bool(within and ascends.all() and (np.diff(offsets) > 0).all() and np.isfinite(values).all())
