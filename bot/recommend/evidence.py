"""What the neighbours' ratings, and the films themselves, say about every film a member might be shown."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.recommend.features import FilmFeatures
from bot.recommend.neighbours import Neighbours
from bot.recommend.statistics import DISLIKED_UP_TO, LIKED_FROM, RatingStatistics
from bot.taste.profile import TasteProfile

_ENOUGH_FILMS = 60
_RIDGE = 160.0
_LIFT_PRIOR_VOTES = 2.0
_YEARS_APART = 10.0

Floats = NDArray[np.float64]
Columns = NDArray[np.int64]


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
class Evidence:
    """Six features of every candidate film, float64 arrays over `columns` (ascending); recipe V.

    `approval`: log of the neighbours' weighted approval. `fame`: log share of all raters who rated it. `lift`: how much
    more the fans of one liked film like it than raters at large do. `genre` and `year`: closeness to the liked films.
    `surprise`: how far above their own mean raters of the member's taste would put it.
    """

    columns: Columns
    approval: Floats
    fame: Floats
    lift: Floats
    genre: Floats
    year: Floats
    surprise: Floats


@dataclass(frozen=True, slots=True)
class Witnesses:
    """The neighbours as dense tables over the films at least one of them rated.

    `films` (m,) catalogue columns, ascending; `place_of` (films of the catalogue,) their positions, -1 where nobody
    rated; `weights` (k,) squared similarities, the nearest 1; `rated` and `disliked` counts (m,); `likes` and
    `surprises` float32 (k, m), 0 where a neighbour did not rate; `approval` (m,) is the weighted sum of the neighbours' votes; `kernel`
    float32 (k, k) holds the inner products of their surprises, with the ridge on its diagonal.
    """

    films: Columns
    place_of: Columns
    weights: Floats
    rated: NDArray[np.int64]
    disliked: NDArray[np.int64]
    approval: Floats
    likes: NDArray[np.float32]
    surprises: NDArray[np.float32]
    kernel: NDArray[np.float32]

    @classmethod
    def of(cls, neighbours: Neighbours, statistics: RatingStatistics) -> "Witnesses":
        """Spreads the neighbours' ratings out; there must be at least one neighbour."""
        counts = np.bincount(neighbours.columns, minlength=len(statistics.rated_by))
        films = np.flatnonzero(counts)
        place_of = np.full(len(counts), -1, dtype=np.int64)
        place_of[films] = np.arange(len(films))
        rows, places = neighbours.rows, place_of[neighbours.columns]
        cells = rows * len(films) + places
        weights = np.square(neighbours.similarities / neighbours.similarities.max())
        votes: Floats = np.maximum(0.02, 2.0 + (neighbours.stars - statistics.mean) / (statistics.deviation or 1.0))
        surprises = statistics.surprises(neighbours.offsets, neighbours.columns, neighbours.stars)
        surprise_table = _table(cells, surprises, len(weights), len(films))
        return cls(
            films=films,
            place_of=place_of,
            weights=weights,
            rated=counts[films],
            disliked=np.bincount(places[neighbours.stars <= DISLIKED_UP_TO], minlength=len(films)),
            approval=np.bincount(places, weights=weights[rows] * votes, minlength=len(films)).astype(np.float64),
            likes=_table(cells, neighbours.stars >= LIKED_FROM, len(weights), len(films)),
            surprises=surprise_table,
            kernel=surprise_table @ surprise_table.T + np.float32(_RIDGE) * np.eye(len(weights), dtype=np.float32),
        )

    def places(self, columns: Columns) -> Columns:
        """Positions of these films among `films`; those nobody here rated are dropped."""
        places = self.place_of[columns]
        return places[places >= 0]


def gather(witnesses: Witnesses, tastes: Tastes, features: FilmFeatures, statistics: RatingStatistics) -> Evidence:
    """Evidence on every film that at least two neighbours rated and the member has not judged.

    One neighbour is enough when those films and the profile together are fewer than 60.
    """
    return evidence_on(_candidates(witnesses, tastes), witnesses, tastes, features, statistics)


def evidence_on(
    places: Columns, witnesses: Witnesses, tastes: Tastes, features: FilmFeatures, statistics: RatingStatistics
) -> Evidence:
    """Evidence on the films at these places among the witnesses' films."""
    columns = witnesses.films[places]
    return Evidence(
        columns=columns,
        approval=np.log(0.001 + witnesses.approval[places]),
        fame=np.log(statistics.rated_by[columns] / statistics.rater_count + 0.01),
        lift=_lift(places, witnesses, tastes.likes, statistics),
        genre=_genre_closeness(columns, tastes.likes, features),
        year=_year_closeness(columns, tastes.likes, features),
        surprise=_expected_surprise(places, witnesses, tastes),
    )


def _table(cells: Columns, values: NDArray[np.generic], rows: int, width: int) -> NDArray[np.float32]:
    table = np.zeros(rows * width, dtype=np.float32)
    table[cells] = values
    return table.reshape(rows, width)


def _candidates(witnesses: Witnesses, tastes: Tastes) -> Columns:
    unjudged = np.ones(len(witnesses.films), dtype=bool)
    unjudged[witnesses.places(tastes.judged)] = False
    chosen = np.flatnonzero(unjudged & (witnesses.rated >= 2))
    if len(chosen) + len(tastes.likes) + len(tastes.dislikes) >= _ENOUGH_FILMS:
        return chosen
    return np.flatnonzero(unjudged)


def _lift(places: Columns, witnesses: Witnesses, likes: Columns, statistics: RatingStatistics) -> Floats:
    """ln(max over liked films i of P(likes j | likes i) / P(likes j)), with two average votes as prior."""
    at_large = statistics.liked_by[witnesses.films[places]] / statistics.rater_count + 0.005
    prior = _LIFT_PRIOR_VOTES * float(witnesses.weights.mean())
    fans = witnesses.likes[:, witnesses.places(likes)] * witnesses.weights[:, None].astype(np.float32)
    together = _at(places, fans.T, witnesses.likes)
    shares = (together + prior * at_large) / (fans.sum(axis=0)[:, None] + prior)
    best = np.max(shares / at_large, axis=0, initial=0.0 if len(shares) else 1.0)
    if len(shares) < len(likes):
        best = np.maximum(best, 1.0)
    lift: Floats = np.log(best)
    return lift


def _genre_closeness(columns: Columns, likes: Columns, features: FilmFeatures) -> Floats:
    """Cosine of each film's genres and the sum of the liked films' genres; 0 without likes."""
    if not len(likes):
        return np.zeros(len(columns))
    liked = features.genres[likes].sum(axis=0)
    closeness: Floats = (features.genres[columns] @ (liked / np.linalg.norm(liked))).astype(np.float64)
    return closeness


def _year_closeness(columns: Columns, likes: Columns, features: FilmFeatures) -> Floats:
    """Mean over the liked films of exp(-|years apart| / 10); 0 without likes."""
    if not len(likes):
        return np.zeros(len(columns))
    years, counts = np.unique(features.years[likes], return_counts=True)
    own, place = np.unique(features.years[columns], return_inverse=True)
    closeness: Floats = np.exp(-np.abs(own[:, None] - years) / _YEARS_APART) @ (counts / counts.sum())
    return closeness[place]


def _expected_surprise(places: Columns, witnesses: Witnesses, tastes: Tastes) -> Floats:
    """Kernel ridge regression of the member's verdicts on the neighbours' surprises."""
    table = witnesses.surprises
    likes, dislikes = witnesses.places(tastes.likes), witnesses.places(tastes.dislikes)
    agreement = table[:, likes].sum(axis=1) - table[:, dislikes].sum(axis=1)
    expected: Floats = _at(places, np.linalg.solve(witnesses.kernel, agreement), table).astype(np.float64)
    return expected


def _at(places: Columns, left: NDArray[np.float32], table: NDArray[np.float32]) -> NDArray[np.float32]:
    """`left @ table` at these places of the last axis: multiplied first where they are most of the table."""
    if 4 * len(places) < table.shape[1]:
        return left @ table[:, places]
    product: NDArray[np.float32] = (left @ table)[..., places]
    return product
