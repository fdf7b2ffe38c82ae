"""What the scoring needs to know of a data set as a whole: counted once at ingest, kept with the index."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LIKED_FROM = 4.0
"""A rating of at least this many stars is a like."""

DISLIKED_UP_TO = 2.5
"""A rating of at most this many stars is a dislike."""

_PRIOR_RATINGS = 5
"""A rater's own mean is drawn towards everybody's as if they had also given this many average ratings."""


@dataclass(frozen=True, slots=True)
class RatingStatistics:
    """Counts over all indexed raters; arrays have one entry per catalogue column.

    `rater_count` is N; `mean` and `deviation` (population) are of all ratings in stars; `rated_by` int64 is the
    document frequency df; `liked_by` int64 counts ratings of at least 4 stars; `surprise_unit` is gamma, which
    scales e_ui = above_own_mean * damped_by_fame to a mean square of 1 over all ratings.
    """

    rater_count: int
    mean: float
    deviation: float
    rated_by: NDArray[np.int64]
    liked_by: NDArray[np.int64]
    surprise_unit: float

    @classmethod
    def count(
        cls, film_count: int, offsets: NDArray[np.int64], columns: NDArray[np.int32], stars: NDArray[np.float32]
    ) -> "RatingStatistics":
        """Counts the ratings of rater u, `columns[offsets[u]:offsets[u + 1]]` and `stars` at the same places."""
        rated_by = np.bincount(columns, minlength=film_count)
        mean = float(stars.mean(dtype=np.float64)) if len(stars) else 0.0
        surprise = above_own_mean(offsets, stars, mean) * damped_by_fame(rated_by)[columns]
        mean_square = float(np.square(surprise).mean(dtype=np.float64)) if len(stars) else 0.0
        return cls(
            rater_count=len(offsets) - 1,
            mean=mean,
            deviation=float(stars.std(dtype=np.float64)) if len(stars) else 0.0,
            rated_by=rated_by,
            liked_by=np.bincount(columns[stars >= LIKED_FROM], minlength=film_count),
            surprise_unit=mean_square**-0.5 if mean_square else 0.0,
        )

    def rarity_of(self, columns: NDArray[np.int64]) -> NDArray[np.float64]:
        """Inverse document frequency of these films, ln(1 + N / (df + 1)): their weights in a query."""
        return np.log1p(self.rater_count / (self.rated_by[columns] + 1))


def above_own_mean(offsets: NDArray[np.int64], stars: NDArray[np.float32], mean: float) -> NDArray[np.float32]:
    """How far each rating, `stars[offsets[u]:offsets[u + 1]]` being rater u's, lies above that rater's own mean.

    Their mean m_u = (sum of stars + 5 mean) / (count + 5) is drawn towards everybody's.
    """
    counts = np.diff(offsets)
    own_means = (sums_by_rater(offsets, stars) + _PRIOR_RATINGS * mean) / (counts + _PRIOR_RATINGS)
    above: NDArray[np.float32] = stars - np.repeat(own_means.astype(np.float32), counts)
    return above


def sums_by_rater(offsets: NDArray[np.int64], values: NDArray[np.float32]) -> NDArray[np.float64]:
    """The sum of each rater's values, `values[offsets[u]:offsets[u + 1]]`, shape (raters,)."""
    is_rater = np.diff(offsets) > 0  # of an empty span reduceat would make the value that follows
    sums = np.zeros(len(is_rater))
    sums[is_rater] = np.add.reduceat(values, offsets[:-1][is_rater], dtype=np.float64)
    return sums


def damped_by_fame(rated_by: NDArray[np.int64]) -> NDArray[np.float32]:
    """(df + 1)^-0.2: what a rating of a film with df ratings says of its rater."""
    return ((rated_by + 1.0) ** -0.2).astype(np.float32)
