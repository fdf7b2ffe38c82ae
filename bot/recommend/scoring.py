"""From the nearest raters to unseen films, best first; docs/recommendation.md has the formulas and their sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from bot.movies.catalogue import Catalogue
from bot.recommend.evidence import SIGNALS, Evidence, gather
from bot.recommend.features import FilmFeatures
from bot.recommend.statistics import RatingStatistics
from bot.recommend.witnesses import Tastes, Witnesses
from bot.taste.profile import SparseVector, TasteProfile

# What a signal weighs: for one like, added with the length l of the profile, with l squared, with its rarity.
_WEIGHTS = {
    "approval": (1.000, 0.474, 0.139, 0.150),
    "fame": (0.034, -0.682, 0.086, 0.098),
    "lift": (0.288, 0.608, -0.038, -0.034),
    "together": (-0.045, 0.123, -0.046, -0.031),
    "genre": (0.142, 0.577, -0.097, 0.118),
    "year": (-0.035, 0.187, 0.056, 0.244),
    "surprise": (3.202, 0.820, 0.989, 1.006),
    "age": (-0.012, 0.019, 0.007, 0.030),
    "praise": (0.340, -0.279, 0.034, -0.001),
}
# Added for a profile whose films are all of one kind: more of that kind, well known or not.
_KINSHIP = {"lift": 0.2, "genre": 2.0, "year": 0.5, "fame": -0.8}
_DISLIKED_GENRE = 0.3

_MOST_LIKES = 20
_KINSHIP_RISES_OVER = 0.5


class Mood(StrEnum):
    """How far from the well-known films a member wants to be led."""

    FAMILIAR = "familiar"
    BALANCED = "balanced"
    ADVENTUROUS = "adventurous"


@dataclass(frozen=True, slots=True)
class _Leaning:
    """From which kinship of the liked films on a mood looks for more of their kind, how much, and less fame for all.

    `less_fame` counts for one like, `less_fame_by_length` is added with the length of the profile; `unity_of_one` is
    what one film alone counts for as a kind.
    """

    kinship_from: float
    kinship_weight: float
    less_fame: float
    less_fame_by_length: float = 0.0
    unity_of_one: float = 0.45


_LEANINGS = {
    Mood.FAMILIAR: _Leaning(kinship_from=1.5, kinship_weight=0.3, less_fame=0.0),
    Mood.BALANCED: _Leaning(kinship_from=1.8, kinship_weight=1.0, less_fame=0.02),
    Mood.ADVENTUROUS: _Leaning(
        kinship_from=1.4, kinship_weight=1.0, less_fame=0.1, less_fame_by_length=0.3, unity_of_one=2.0
    ),
}


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


@dataclass(frozen=True, slots=True)
class Balance:
    """How much each kind of evidence counts for one profile in one mood.

    `weights` float64 (len(SIGNALS),); `disliked_genres` float32 (labels,) is taken off a film's score.
    """

    weights: NDArray[np.float64]
    disliked_genres: NDArray[np.float32]

    @classmethod
    def of(
        cls,
        witnesses: Witnesses,
        tastes: Tastes,
        features: FilmFeatures,
        statistics: RatingStatistics,
        mood: Mood,
    ) -> "Balance":
        """The balance for a profile with at least one like."""
        rarity = np.log(statistics.rater_count / (statistics.rated_by[tastes.likes] + 1))
        length = np.log(min(len(tastes.likes), _MOST_LIKES)) / np.log(_MOST_LIKES)
        weights = np.array([1.0, length, length**2, np.clip(rarity.mean() - 1.0, 0.0, 3.0)]) @ _BY_PROFILE
        leaning = _LEANINGS[mood]
        kinship = _kinship(witnesses, tastes, features, statistics, leaning.unity_of_one)
        strength = np.clip((kinship - leaning.kinship_from) / _KINSHIP_RISES_OVER, 0.0, 1.0)
        weights += leaning.kinship_weight * strength * _BY_KINSHIP
        weights[SIGNALS.index("fame")] -= leaning.less_fame + leaning.less_fame_by_length * length
        disliked = features.genres[tastes.dislikes].sum(axis=0) / (len(tastes.dislikes) + 1)
        return cls(weights, (_DISLIKED_GENRE * disliked).astype(np.float32))

    def weigh(self, evidence: Evidence, features: FilmFeatures) -> NDArray[np.float64]:
        """The score of every film of the evidence."""
        scores: NDArray[np.float64] = self.weights @ evidence.signals
        if self.disliked_genres.any():
            scores -= (features.genres @ self.disliked_genres)[evidence.columns]
        return scores


def query_vector(profile: TasteProfile, catalogue: Catalogue, statistics: RatingStatistics) -> SparseVector | None:
    """The liked films by MovieLens id, each weighing its rarity; None when the catalogue knows none of them."""
    columns = catalogue.columns_of(sorted(profile.likes))
    if not len(columns):
        return None
    return SparseVector(catalogue.movie_ids[columns], statistics.rarity_of(columns).astype(np.float32))


def score_unseen(
    witnesses: Witnesses, tastes: Tastes, features: FilmFeatures, statistics: RatingStatistics, mood: Mood
) -> ScoredFilms:
    """Every film the neighbours can speak for and the member has not judged; there must be a like."""
    evidence = gather(witnesses, tastes, features, statistics)
    scores = Balance.of(witnesses, tastes, features, statistics, mood).weigh(evidence, features)
    return ScoredFilms.best_first(evidence.columns, scores)


def most_liked(profile: TasteProfile, features: FilmFeatures, statistics: RatingStatistics) -> ScoredFilms:
    """The unjudged films by number of raters who liked them, which is their score: for members without a like."""
    columns = _most_liked_but(profile, np.empty(0, dtype=np.int64), features)
    return ScoredFilms(columns, statistics.liked_by[columns].astype(np.float64))


def with_the_rest(
    scored: ScoredFilms, profile: TasteProfile, features: FilmFeatures, statistics: RatingStatistics
) -> ScoredFilms:
    """These films, then every other unjudged one, those most raters liked first, with the lowest score of these."""
    if not len(scored):
        return most_liked(profile, features, statistics)
    others = _most_liked_but(profile, scored.columns, features)
    scores = np.concatenate([scored.scores, np.full(len(others), scored.scores[-1])])
    return ScoredFilms(np.concatenate([scored.columns, others]), scores)


def _most_liked_but(profile: TasteProfile, listed: NDArray[np.int64], features: FilmFeatures) -> NDArray[np.int64]:
    left = np.ones(len(features.by_likes), dtype=bool)
    left[features.catalogue.columns_of(profile.judged)] = False
    left[listed] = False
    return features.by_likes[left[features.by_likes]]


def _kinship(
    witnesses: Witnesses,
    tastes: Tastes,
    features: FilmFeatures,
    statistics: RatingStatistics,
    unity_of_one: float,
) -> float:
    """How far the liked films are of one kind: liked by the same raters, of the same genres, none of them famous.

    About 1.3 for films picked at random, 1.7 and more for those of one niche.
    """
    likes = tastes.likes
    rarity = np.log(statistics.rater_count / (statistics.rated_by[likes] + 1)).min()
    genres = float(np.linalg.norm(features.genres[likes].sum(axis=0)))
    unity = genres / len(likes) if len(likes) > 1 else unity_of_one
    return max(witnesses.coherence(likes, statistics), 0.0) / 4 + 0.3 * float(rarity) + unity


def _by_signal(weights: Mapping[str, float]) -> NDArray[np.float64]:
    return np.array([weights.get(name, 0.0) for name in SIGNALS])


_BY_PROFILE = np.array([_by_signal({name: row[part] for name, row in _WEIGHTS.items()}) for part in range(4)])
_BY_KINSHIP = _by_signal(_KINSHIP)
