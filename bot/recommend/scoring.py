"""From the nearest raters to unseen films, best first: recipe V, explained in docs/recommendation.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from bot.movies.catalogue import Catalogue
from bot.recommend.evidence import Evidence, Tastes, Witnesses, gather
from bot.recommend.features import FilmFeatures
from bot.recommend.neighbours import Neighbours
from bot.recommend.statistics import RatingStatistics
from bot.taste.profile import SparseVector, TasteProfile

NEIGHBOURS_WANTED = 160

_WEIGHTS = {
    "approval": (0.843, 0.313),
    "fame": (0.164, -0.441),
    "lift": (0.096, 0.450),
    "genre": (0.147, 0.441),
    "year": (0.092, 0.141),
    "surprise": (3.015, 1.813),
}
_DISLIKED_GENRE = 0.4


class Mood(StrEnum):
    """How far from the well-known films a member wants to be led."""

    FAMILIAR = "familiar"
    BALANCED = "balanced"
    ADVENTUROUS = "adventurous"


@dataclass(frozen=True, slots=True)
class ScoredFilms:
    """Catalogue columns and their scores, best first; equal scores by lower film id."""

    columns: NDArray[np.int64]
    scores: NDArray[np.float64]

    @classmethod
    def best_first(cls, columns: NDArray[np.int64], scores: NDArray[np.float64]) -> "ScoredFilms":
        """Orders films given in ascending column order."""
        order = np.argsort(-scores, kind="stable")
        return cls(columns[order], scores[order])

    def __len__(self) -> int:
        return len(self.columns)

    def followed_by(self, others: "ScoredFilms") -> "ScoredFilms":
        """These films, then those of `others` not among them, each with the lowest score of these."""
        more = others.columns[~np.isin(others.columns, self.columns)]
        lowest = np.full(len(more), self.scores[-1] if len(self) else 0.0)
        return ScoredFilms(np.concatenate([self.columns, more]), np.concatenate([self.scores, lowest]))


@dataclass(frozen=True, slots=True)
class Balance:
    """How much each kind of evidence counts for one profile in one mood.

    `weights` by the names of Evidence's features; `disliked_genres` (labels,) is taken off a film's score.
    """

    weights: Mapping[str, float]
    disliked_genres: NDArray[np.float32]

    @classmethod
    def of(cls, tastes: Tastes, features: FilmFeatures, statistics: RatingStatistics, mood: Mood) -> "Balance":
        """The balance for a profile with at least one like."""
        length = np.log(min(len(tastes.likes), 20)) / np.log(20)
        weights = {name: float(at_one + added * length) for name, (at_one, added) in _WEIGHTS.items()}
        weights["fame"] -= _niche_damping(tastes, statistics, mood)
        disliked = features.genres[tastes.dislikes].sum(axis=0) / (len(tastes.dislikes) + 1)
        return cls(weights, (_DISLIKED_GENRE * disliked).astype(np.float32))

    def weigh(self, evidence: Evidence, features: FilmFeatures) -> NDArray[np.float64]:
        """The score of every film of the evidence."""
        scores = np.zeros(len(evidence.columns))
        for name, weight in self.weights.items():
            scores += weight * getattr(evidence, name)
        if self.disliked_genres.any():
            scores -= features.genres[evidence.columns] @ self.disliked_genres
        return scores


def query_vector(profile: TasteProfile, catalogue: Catalogue, statistics: RatingStatistics) -> SparseVector | None:
    """The liked films by MovieLens id, each weighing its rarity; None when the catalogue knows none of them."""
    columns = catalogue.columns_of(sorted(profile.likes))
    if not len(columns):
        return None
    return SparseVector(catalogue.movie_ids[columns], statistics.rarity[columns].astype(np.float32))


def score_unseen(
    neighbours: Neighbours,
    profile: TasteProfile,
    features: FilmFeatures,
    statistics: RatingStatistics,
    mood: Mood,
) -> ScoredFilms:
    """Every film the neighbours can speak for and the member has not judged; without neighbours, the most liked."""
    tastes = Tastes.of(profile, features)
    if not len(neighbours) or not len(tastes.likes):
        return most_liked(profile, features, statistics)
    return score_by(Witnesses.of(neighbours, statistics), tastes, features, statistics, mood)


def score_by(
    witnesses: Witnesses, tastes: Tastes, features: FilmFeatures, statistics: RatingStatistics, mood: Mood
) -> ScoredFilms:
    """The same by neighbours whose ratings are spread out already; there must be a like."""
    evidence = gather(witnesses, tastes, features, statistics)
    scores = Balance.of(tastes, features, statistics, mood).weigh(evidence, features)
    return ScoredFilms.best_first(evidence.columns, scores)


def most_liked(profile: TasteProfile, features: FilmFeatures, statistics: RatingStatistics) -> ScoredFilms:
    """The unjudged films by number of raters who liked them, which is their score: for members without a like."""
    unjudged = np.ones(len(statistics.liked_by), dtype=bool)
    unjudged[Tastes.of(profile, features).judged] = False
    columns = np.flatnonzero(unjudged)
    return ScoredFilms.best_first(columns, statistics.liked_by[columns].astype(np.float64))


def _niche_damping(tastes: Tastes, statistics: RatingStatistics, mood: Mood) -> float:
    if mood is Mood.ADVENTUROUS:
        return 0.3
    if len(tastes.likes) < 2 or mood is Mood.FAMILIAR:
        return 0.0
    most_famous = np.log(statistics.rater_count / (statistics.rated_by[tastes.likes] + 1)).min()
    return float(min(0.15, 0.25 * max(0.0, most_famous - 1.2)))
