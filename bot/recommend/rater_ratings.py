"""Every rating of a data set by rater, and the neighbours read out of them."""

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.recommend.neighbours import Neighbours

Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True, slots=True)
class RaterRatings:
    """Every rating, by rater: `rater_ids` int64 (raters,) ascending, `offsets` int64 (raters + 1,), and at
    `offsets[row]:offsets[row + 1]` the catalogue `columns` int32 (ascending) and `half_stars` uint8 (1 to 10).
    """

    rater_ids: NDArray[np.int64]
    offsets: NDArray[np.int64]
    columns: NDArray[np.int32]
    half_stars: NDArray[np.uint8]

    def fit(self, raters: int, ratings: int) -> bool:
        """Whether the arrays have the types and shapes told above, for this many raters and ratings."""
        told = ((np.int64, raters), (np.int64, raters + 1), (np.int32, ratings), (np.uint8, ratings))
        arrays: tuple[NDArray[Any], ...] = (self.rater_ids, self.offsets, self.columns, self.half_stars)
        if any(array.dtype != kind or array.shape != (size,) for array, (kind, size) in zip(arrays, told, strict=True)):
            return False
        return self.offsets[0] == 0 and self.offsets[-1] == ratings and bool((np.diff(self.offsets) >= 0).all())


def neighbours_of(found: list[tuple[int, float]], ratings: RaterRatings) -> Neighbours:
    """Neighbours from (rater id, dot product) pairs, their ratings read from the mapped arrays."""
    nearest = sorted(((rater, score) for rater, score in found if score > 0), key=lambda pair: (-pair[1], pair[0]))
    raters = np.array([rater for rater, _ in nearest], dtype=np.int64)
    rows = np.searchsorted(ratings.rater_ids, raters)
    starts, ends = ratings.offsets[rows], ratings.offsets[rows + 1]
    spans = list(zip(starts.tolist(), ends.tolist(), strict=True))
    return Neighbours(
        raters=raters,
        similarities=np.array([score for _, score in nearest], dtype=np.float64),
        offsets=np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(ends - starts)]),
        columns=_joined([ratings.columns[start:end] for start, end in spans], ratings.columns),
        stars=stars_of_halves(_joined([ratings.half_stars[start:end] for start, end in spans], ratings.half_stars)),
    )


def _joined(parts: list[NDArray[Number]], like: NDArray[Number]) -> NDArray[Number]:
    return np.concatenate([like[:0], *parts])


def stars_of_halves(half_stars: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Stars from counts of half stars."""
    return half_stars.astype(np.float32) * np.float32(0.5)
