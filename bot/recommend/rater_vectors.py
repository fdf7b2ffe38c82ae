"""The sparse vector stored for every rater, from which their stars can be read back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.recommend.statistics import LIKED_FROM

_SEEN, _LIKED = 2.0, 3.0
_STEP = 0.01
_LOWEST = 0.5


@dataclass(frozen=True, slots=True)
class RaterVectors:
    """One sparse vector per rater: `values` float32 (ratings,), in the ratings' order; `scales` float64 (raters,)."""

    values: NDArray[np.float32]
    scales: NDArray[np.float64]


def rater_vectors(offsets: NDArray[np.int64], stars: NDArray[np.float32]) -> RaterVectors:
    """Vectors of raters whose ratings are `stars[offsets[u]:offsets[u + 1]]`; their dimensions are the films rated.

    v_ui = a_ui / (sum_j a_uj^2)^(1/4), the square root of the L2 norm (recipe U): a_ui is about 3 for a liked film
    and about 2 for another, and rises by 0.01 a star, so that it also carries the rating. A rater without ratings
    gets scale 1.
    """
    levels = _level_of(stars.astype(np.float64))
    counts = np.diff(offsets)
    rows = np.repeat(np.arange(len(counts)), counts)
    squares = np.bincount(rows, weights=levels * levels, minlength=len(counts))
    scales = np.where(counts > 0, squares, 1.0) ** 0.25
    return RaterVectors((levels / scales[rows]).astype(np.float32), scales)


def stars_of(values: NDArray[np.float32], scale: float | NDArray[np.float64]) -> NDArray[np.float32]:
    """The stars, in halves, that a rater's stored values stand for; `scale` is theirs, or one per value."""
    levels = values.astype(np.float64) * scale
    liked = levels >= (_SEEN + _LIKED) / 2
    stars = np.where(liked, LIKED_FROM + (levels - _LIKED) / _STEP, _LOWEST + (levels - _SEEN) / _STEP)
    halves: NDArray[np.float32] = (np.rint(stars * 2) / 2).astype(np.float32)
    return halves


def _level_of(stars: NDArray[np.float64]) -> NDArray[np.float64]:
    liked = stars >= LIKED_FROM
    return np.where(liked, _LIKED + _STEP * (stars - LIKED_FROM), _SEEN + _STEP * (stars - _LOWEST))
