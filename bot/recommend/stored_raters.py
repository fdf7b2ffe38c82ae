"""A rater as an engine stores it, embedded or on a server: the named vector and what goes with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.recommend.rater_ratings import RaterRatings, stars_of_halves
from bot.recommend.rater_vectors import rater_vectors
from bot.taste.profile import SparseVector

VECTOR = "ratings"


@dataclass(frozen=True, slots=True)
class StoredRater:
    """The rater's id, their vector by film id, and a payload of id, scale and what the data set tells of them."""

    rater: int
    taste: SparseVector
    payload: dict[str, Any]


def stored_raters(
    ratings: RaterRatings, first: int, last: int, movie_ids: NDArray[np.int64], facts: Mapping[int, Mapping[str, str]]
) -> Iterator[StoredRater]:
    """The raters of rows `first` to `last` (exclusive); `movie_ids` names the dimension of each catalogue column."""
    start, end = ratings.offsets[first], ratings.offsets[last]
    offsets = ratings.offsets[first : last + 1] - start
    made = rater_vectors(offsets, stars_of_halves(ratings.half_stars[start:end]))
    films = movie_ids[ratings.columns[start:end]]
    raters = zip(ratings.rater_ids[first:last].tolist(), pairwise(offsets.tolist()), made.scales.tolist(), strict=True)
    for rater, (here, there), scale in raters:
        taste = SparseVector(films[here:there], made.values[here:there])
        yield StoredRater(rater, taste, {"rater": rater, "scale": scale, **facts.get(rater, {})})
