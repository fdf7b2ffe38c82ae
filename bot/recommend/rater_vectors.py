"""The sparse vector stored for every rater, from which their stars can be read back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.recommend.crowding import crowding
from bot.recommend.statistics import LIKED_FROM

_SEEN, _LIKED = 2.0, 3.0
_STEP = 0.01
_LOWEST = 0.5
_EXPONENT, _EXPONENT_MORE = 0.25, 0.125
_LIGHT_BELOW = 300.0
"""Sum of squares of a rater of about fifty films; in a full crowd those with less count for proportionally less."""


@dataclass(frozen=True, slots=True)
class RaterVectors:
    """One sparse vector per rater: `values` float32 (ratings,), in the ratings' order; `scales` float64 (raters,)."""

    values: NDArray[np.float32]
    scales: NDArray[np.float64]


def rater_vectors(offsets: NDArray[np.int64], stars: NDArray[np.float32], among: int | None = None) -> RaterVectors:
    """Vectors of raters whose ratings are `stars[offsets[u]:offsets[u + 1]]`; their dimensions are the films rated.

    v_ui = a_ui / scale_u: a_ui is about 3 for a liked film and about 2 for another, and rises by 0.01 a star, so that
    it also carries the rating. Among few raters the scale is the square root of the L2 norm (recipe U); among many it
    grows faster with the number of films, and sets back raters of few, who would else be nearest to every short profile
    (docs/decisions/0005). `among` is the number of all raters, if these are not all.
    """
    levels = _level_of(stars.astype(np.float64))
    counts = np.diff(offsets)
    rows = np.repeat(np.arange(len(counts)), counts)
    squares = np.bincount(rows, weights=levels * levels, minlength=len(counts))
    scales = _scales(np.where(counts > 0, squares, 1.0), len(counts) if among is None else among)
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


def _scales(squares: NDArray[np.float64], raters: int) -> NDArray[np.float64]:
    """By what raters are divided whose values have these sums of squares; `raters` is the number of all."""
    crowded = crowding(raters)
    scales: NDArray[np.float64] = squares ** (_EXPONENT + _EXPONENT_MORE * crowded)
    return scales * np.maximum(1.0, crowded * _LIGHT_BELOW / squares)
