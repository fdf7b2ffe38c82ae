"""The nearest raters called as witnesses: what they rated, spread out into tables, with one member's taste in mind."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.recommend.features import FilmFeatures
from bot.recommend.neighbours import Neighbours
from bot.recommend.statistics import DISLIKED_UP_TO, LIKED_FROM, RatingStatistics, above_own_mean, sums_by_rater
from bot.taste.profile import TasteProfile

_ENOUGH_FILMS = 60
_RIDGE = 160.0
_LIFT_PRIOR_VOTES = 2.0
_FEWEST_VOTES = 0.02
_LIKES_COMPARED = 256

Columns = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tastes:
    """A member's profile as catalogue columns; films the catalogue does not know are left out."""

    likes: Columns
    dislikes: Columns
    judged: Columns

    @classmethod
    def of(cls, profile: TasteProfile, features: FilmFeatures) -> "Tastes":
        """Columns in ascending order."""
        columns_of = features.catalogue.columns_of
        return cls(columns_of(sorted(profile.likes)), columns_of(sorted(profile.dislikes)), columns_of(profile.judged))

    def without(self, like: int) -> "Tastes":
        """The same with one liked film, by its column, less."""
        return replace(self, likes=self.likes[self.likes != like])


@dataclass(frozen=True, slots=True)
class Witnesses:
    """The k neighbours and the m films they can speak of: those at least two of them rated, and the profile's own.

    One rating is enough when those films and the profile together are fewer than 60. `films` (m,) are catalogue
    columns, ascending; `place_of` (films of the catalogue,) their positions, -1 for all others. `weights` (k,) are
    squared similarities, the nearest 1. `rated` and `disliked` (m,) count neighbours; `votes` (m,) is the weight of
    those who rated, `approval` (m,) the weighted sum of what they say. `likes` and `surprises` float32 (k, m) are 0
    where a neighbour did not rate. `unmixing` float32 (k, k) is the inverse of the inner products of the neighbours'
    surprises over all films, with the ridge on their diagonal: a reason asks for it once for every liked film.
    """

    films: Columns
    place_of: Columns
    weights: Floats
    rated: NDArray[np.int64]
    disliked: NDArray[np.int64]
    votes: Floats
    approval: Floats
    likes: NDArray[np.float32]
    surprises: NDArray[np.float32]
    unmixing: NDArray[np.float32]

    @classmethod
    def of(
        cls, neighbours: Neighbours, tastes: Tastes, features: FilmFeatures, statistics: RatingStatistics
    ) -> "Witnesses":
        """Spreads the neighbours' ratings out; there must be at least one neighbour."""
        columns = neighbours.columns.astype(np.int64)
        counts = np.bincount(columns, minlength=len(features.years))
        films = _spoken_of(counts, tastes)
        place_of = np.full(len(counts), -1, dtype=np.int64)
        place_of[films] = np.arange(len(films))
        weights = np.square(neighbours.similarities / neighbours.similarities.max())
        surprise = above_own_mean(neighbours.offsets, neighbours.stars, statistics.mean)
        surprise *= features.surprise_weights[columns]

        rows, places = neighbours.rows, place_of[columns]
        lonely = sums_by_rater(neighbours.offsets, np.where(places < 0, np.square(surprise), np.float32(0.0)))
        kept = np.flatnonzero(places >= 0)
        rows, places, stars = rows[kept], places[kept], neighbours.stars[kept]
        voices = weights[rows]
        said = np.maximum(_FEWEST_VOTES, 2.0 + (stars - statistics.mean) / (statistics.deviation or 1.0))
        cells, shape = rows * len(films) + places, (len(weights), len(films))
        surprises = _table(cells, surprise[kept], shape)
        return cls(
            films=films,
            place_of=place_of,
            weights=weights,
            rated=counts[films],
            disliked=np.bincount(places[stars <= DISLIKED_UP_TO], minlength=len(films)),
            votes=np.bincount(places, weights=voices, minlength=len(films)).astype(np.float64),
            approval=np.bincount(places, weights=voices * said, minlength=len(films)).astype(np.float64),
            likes=_table(cells, stars >= LIKED_FROM, shape),
            surprises=surprises,
            unmixing=np.linalg.inv(surprises @ surprises.T + np.diag(lonely + _RIDGE).astype(np.float32)),
        )

    def places(self, columns: Columns) -> Columns:
        """Positions of these films among `films`; the others are dropped."""
        places = self.place_of[columns]
        return places[places >= 0]

    def agreement_with(self, tastes: Tastes) -> NDArray[np.float32]:
        """How far each neighbour was pleased by the likes and displeased by the dislikes, float32 (k,)."""
        likes, dislikes = self.places(tastes.likes), self.places(tastes.dislikes)
        agreement: NDArray[np.float32] = self.surprises[:, likes].sum(axis=1) - self.surprises[:, dislikes].sum(axis=1)
        return agreement

    def log_lifts(self, likes: Columns, places: Columns, statistics: RatingStatistics) -> NDArray[np.float32]:
        """ln(P(likes j | likes i) / P(likes j)) among the neighbours, with two average votes as prior.

        Float32 (likes, places): i runs over columns of `films`, j over positions in it.
        """
        at_large = (statistics.liked_by[self.films[places]] / statistics.rater_count + 0.005).astype(np.float32)
        prior = np.float32(_LIFT_PRIOR_VOTES * self.weights.mean())
        fans = self.likes[:, self.places(likes)] * self.weights[:, None].astype(np.float32)
        lifts = at_places(places, fans.T, self.likes)
        lifts += prior * at_large
        lifts /= fans.sum(axis=0)[:, None] + prior
        lifts /= at_large
        return np.log(lifts, out=lifts)

    def coherence(self, likes: Columns, statistics: RatingStatistics) -> float:
        """How much liking one of these films says of liking another: mean log lift over their pairs, 0 below two."""
        places = self.places(likes[:_LIKES_COMPARED])
        if len(places) < 2:
            return 0.0
        lifts = self.log_lifts(self.films[places], places, statistics)
        return float((lifts.sum() - np.trace(lifts)) / (lifts.size - len(lifts)))


def at_places(places: Columns, left: NDArray[np.float32], table: NDArray[np.float32]) -> NDArray[np.float32]:
    """`left @ table` at these places of the last axis: multiplied first where they are most of the table."""
    if 4 * len(places) < table.shape[1]:
        return left @ table[:, places]
    product: NDArray[np.float32] = (left @ table)[..., places]
    return product


def _spoken_of(counts: NDArray[np.int64], tastes: Tastes) -> Columns:
    shared = counts >= 2
    shared[tastes.judged] = False
    if shared.sum() + len(tastes.likes) + len(tastes.dislikes) < _ENOUGH_FILMS:
        return np.flatnonzero(counts)
    shared[tastes.judged] = counts[tastes.judged] > 0
    return np.flatnonzero(shared)


def _table(cells: Columns, values: NDArray[np.generic], shape: tuple[int, int]) -> NDArray[np.float32]:
    table = np.zeros(shape, dtype=np.float32)
    table.reshape(-1)[cells] = values
    return table
