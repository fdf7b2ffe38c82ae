"""A simulated population of raters: new people with the tastes, the activity and the films of a real set's raters.

Which films a rater rates is a logistic factor model of what the real ones rated (Johnson 2014), how they rate them a
biased factor model of the stars (Koren, Bell and Volinsky 2009). A new rater is a real one mixed with a random one (the
smoothed bootstrap, Efron 1979), so that nobody is a copy. Both models are fitted more closely, and chance is given less
room, than the likelihood of held-out ratings would have it: simulated members are then as easy to please, by the
product and by popularity, as real ones (ml-latest-small, at equal numbers of raters; scale.py shows both).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quality_protocol import RatingTable

Floats = NDArray[np.float32]

_TASTES, _CHOICE_RIDGE = 40, 2.0
# Adam: steps, their length, from which step on they are shorter, the shorter length; how slowly slope and square move.
_STEPS, _STEP, _LAST_STEPS, _LAST_STEP = 120, 0.08, 84, 0.024
_SLOW, _SLOWER = 0.9, 0.98
_LEANINGS, _STARS_RIDGE, _SWEEPS = 8, 15.0, 10
_PRIOR_RATINGS = 4
_STARS_NOISE = 0.4
_CHANCE = 0.8
"""What chance adds to the wish to rate a film, in units of the logistic distribution that the fit assumes."""

_FEWEST = 20
_NEWNESS = 0.3
"""A new rater's traits have 1 - 0.3^2 of their variance from a real rater, and the rest from a random one."""

_AT_ONCE = 500
_FIT_SEED = 50_000


@dataclass(frozen=True, slots=True)
class Population:
    """Over `films`, the table's rated columns: `fame`, `appeal` to tastes, `quality` in stars, `character` to leanings.

    `traits` (raters, 50) are tastes, leanings, own mean and the log of activity; between the nine `limits` a feeling in
    stars becomes a rating, so that half stars are as frequent as in the table.
    """

    table: RatingTable
    films: NDArray[np.int64]
    fame: Floats
    appeal: Floats
    quality: Floats
    character: Floats
    traits: Floats
    limits: Floats

    @classmethod
    def fitted(cls, table: RatingTable) -> "Population":
        """Learns from these raters; seconds for ml-latest-small, memory for a few tables of raters by films."""
        rated = table.dense(np.ones(len(table.stars), dtype=np.float32))
        films = np.flatnonzero(rated.any(axis=0))
        rated, stars = rated[:, films], table.dense(table.stars)[:, films]
        fame, tastes, appeal = _choices(rated)
        quality, own_means, leanings, character = _stars(stars, rated)
        activity = np.log(np.maximum(rated.sum(axis=1) - _FEWEST, 0) + 1)
        traits = np.column_stack([tastes, leanings, own_means, activity]).astype(np.float32)
        rows, places = np.nonzero(rated)
        felt = quality[places] + own_means[rows] + np.einsum("rt,rt->r", leanings[rows], character[places])
        felt += np.random.default_rng(_FIT_SEED).normal(0.0, _STARS_NOISE, len(rows)).astype(np.float32)
        given = np.bincount(np.rint(2 * table.stars).astype(np.int64), minlength=11)[1:]
        limits = np.quantile(felt, np.cumsum(given)[:-1] / given.sum()).astype(np.float32)
        return cls(table, films, fame, appeal, quality, character, traits, limits)

    def raters(self, count: int, seed: int) -> RatingTable:
        """As many new raters of the same catalogue; another seed gives other people."""
        dice = np.random.default_rng([_FIT_SEED, seed])
        parts = [self._some(min(_AT_ONCE, count - first), dice) for first in range(0, count, _AT_ONCE)]
        counts, columns, stars = (np.concatenate(part) for part in zip(*parts, strict=True))
        return RatingTable(self.table.catalogue, np.concatenate([[0], np.cumsum(counts)]), columns, stars)

    def _some(
        self, count: int, dice: np.random.Generator
    ) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
        """Ratings per rater, then film columns, ascending, and stars of one after another."""
        tastes, leanings, own_mean, activity = np.split(self._people(count, dice), _TRAITS, axis=1)
        most = len(self.films) // 2
        counts = np.clip(_FEWEST + np.rint(np.expm1(activity[:, 0])), _FEWEST, most).astype(np.int64)
        wish = tastes @ self.appeal.T + self.fame
        chance = dice.random(wish.shape, dtype=np.float32) + np.float32(1e-9)
        wish += _CHANCE * (np.log(chance) - np.log1p(np.float32(1e-7) - chance))
        limits = np.array([np.partition(row, -own)[-own] for row, own in zip(wish, counts.tolist(), strict=True)])
        rows, places = np.nonzero(wish >= limits[:, None])
        stars = self.quality[places] + own_mean[rows, 0]
        stars += np.einsum("rt,rt->r", leanings[rows], self.character[places])
        stars += dice.normal(0.0, _STARS_NOISE, len(rows)).astype(np.float32)
        halves = 1 + np.searchsorted(self.limits, stars)
        return np.bincount(rows, minlength=count), self.films[places].astype(np.int32), halves.astype(np.float32) / 2

    def _people(self, count: int, dice: np.random.Generator) -> Floats:
        centre = self.traits.mean(axis=0)
        strange = dice.multivariate_normal(np.zeros(len(centre)), np.cov(self.traits.T), count, method="eigh")
        known = self.traits[dice.integers(len(self.traits), size=count)] - centre
        people: Floats = (centre + np.sqrt(1 - _NEWNESS**2) * known + _NEWNESS * strange).astype(np.float32)
        return people


_TRAITS = (_TASTES, _TASTES + _LEANINGS, _TASTES + _LEANINGS + 1)


def _choices(rated: Floats) -> tuple[Floats, Floats, Floats]:
    """Films' fame, raters' tastes, films' appeal: log odds of a rating = activity + fame + taste . appeal; by Adam."""
    raters, films = rated.shape
    dice = np.random.default_rng(_FIT_SEED)
    known = rated.sum(axis=0)
    fame = np.log((known + 0.5) / (raters - known + 0.5))
    tastes, appeal = (dice.normal(0.0, 0.1, (size, _TASTES)).astype(np.float32) for size in (raters, films))
    learned = [np.zeros(raters, dtype=np.float32), fame, tastes, appeal]
    slopes, squares = ([np.zeros_like(part) for part in learned] for _ in range(2))
    for step in range(1, _STEPS + 1):
        activity, fame, tastes, appeal = learned
        error = 1 / (1 + np.exp(-(tastes @ appeal.T + activity[:, None] + fame))) - rated
        gradients = (
            error.sum(axis=1),
            error.sum(axis=0),
            error @ appeal + _CHOICE_RIDGE * tastes,
            error.T @ tastes + _CHOICE_RIDGE * appeal,
        )
        length = _STEP if step <= _LAST_STEPS else _LAST_STEP
        for part, gradient, slope, square in zip(learned, gradients, slopes, squares, strict=True):
            slope += (1 - _SLOW) * (gradient - slope)
            square += (1 - _SLOWER) * (gradient**2 - square)
            part -= length * (slope / (1 - _SLOW**step)) / (np.sqrt(square / (1 - _SLOWER**step)) + 1e-6)
    return learned[1], learned[2], learned[3]


def _stars(stars: Floats, rated: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Films' quality with the mean in it, raters' own means, raters' leanings and films' character."""
    mean = stars.sum() / rated.sum()
    quality, own = np.zeros(rated.shape[1], dtype=np.float32), np.zeros(rated.shape[0], dtype=np.float32)
    for _ in range(_SWEEPS):
        quality = (rated * (stars - mean - own[:, None])).sum(axis=0) / (rated.sum(axis=0) + _PRIOR_RATINGS)
        own = (rated * (stars - mean - quality)).sum(axis=1) / (rated.sum(axis=1) + _PRIOR_RATINGS)
    rest = rated * (stars - mean - own[:, None] - quality)
    character = np.random.default_rng(_FIT_SEED).normal(0.0, 0.3, (rated.shape[1], _LEANINGS)).astype(np.float32)
    leanings = character[:0]
    for _ in range(_SWEEPS):
        leanings = _solved(rated, rest, character)
        character = _solved(rated.T, rest.T, leanings)
    return quality + mean, own, leanings, character


def _solved(rated: Floats, rest: Floats, other: Floats) -> Floats:
    """One half of alternating least squares: a ridge regression of each row of `rest` on the other side's factors."""
    rank = other.shape[1]
    squares = (other[:, :, None] * other[:, None, :]).reshape(len(other), -1)
    systems = (rated @ squares).reshape(-1, rank, rank) + np.float32(_STARS_RIDGE) * np.eye(rank, dtype=np.float32)
    factors: Floats = np.linalg.solve(systems, (rest @ other)[:, :, None])[:, :, 0]
    return factors
