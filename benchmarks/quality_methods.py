"""The methods the product is compared with, written here in a few lines each."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.recommend.neighbours import Neighbours
from bot.recommend.rater_vectors import rater_vectors
from bot.recommend.statistics import LIKED_FROM, RatingStatistics
from bot.taste.profile import SparseVector
from quality_protocol import LIST_LENGTH, Columns, Draw, Fold, RatingTable

Floats = NDArray[np.float32]
_TIE_SEED = 30_000


class Method(Protocol):
    """Something that lists ten films for a profile."""

    def top(self, draw: Draw) -> Columns:
        """At most ten columns, best first, none of the profile's."""
        ...


class ExactIndex:
    """The nearest raters by plain arithmetic: what any engine behind the product must find too."""

    def __init__(self, table: RatingTable) -> None:
        self._table = table
        self.movie_ids = table.catalogue.movie_ids
        self._vectors = table.dense(rater_vectors(table.offsets, table.stars).values)

    def nearest(self, taste: SparseVector, limit: int) -> Neighbours:
        """As NeighbourIndex.nearest, without waiting."""
        columns = self._table.catalogue.columns_of(taste.indices.tolist())
        similarities = (self._vectors[:, columns] @ taste.values).astype(np.float64)
        order = np.argsort(-similarities, kind="stable")[:limit]
        order = order[similarities[order] > 0]
        found = self._table.of_raters(order)
        return Neighbours(order, similarities[order], found.offsets, found.columns, found.stars)


@dataclass(frozen=True)
class Ranked:
    """A textbook method: a score for every film of the catalogue, ties broken by one fixed random order."""

    score: Callable[[Draw], NDArray[np.floating]]

    def top(self, draw: Draw) -> Columns:
        """The ten highest scores outside the profile."""
        scores = self.score(draw).astype(np.float64)
        scores[draw.typed] = -np.inf
        floor = np.partition(scores, -LIST_LENGTH)[-LIST_LENGTH]
        best = np.flatnonzero(scores >= floor)
        tie_order = np.random.default_rng(_TIE_SEED).permutation(len(scores))
        return best[np.lexsort((tie_order[best], -scores[best]))][:LIST_LENGTH]


class Textbook:
    """Tables that several textbook methods share, built from the training raters of one fold."""

    def __init__(self, fold: Fold) -> None:
        self.statistics: RatingStatistics = fold.statistics
        self._table = fold.training

    @cached_property
    def likes(self) -> Floats:
        """1 where a rater gave at least 4 stars."""
        return self._table.dense((self._table.stars >= LIKED_FROM).astype(np.float32))

    @cached_property
    def rated(self) -> Floats:
        """1 where a rater rated."""
        return self._table.dense(np.ones(len(self._table.stars), dtype=np.float32))

    @cached_property
    def z(self) -> Floats:
        """Standard scores over all ratings."""
        statistics = self.statistics
        return self._table.dense((self._table.stars - np.float32(statistics.mean)) / np.float32(statistics.deviation))

    @cached_property
    def grades(self) -> Floats:
        """2 for at least 4 stars, 1 for 3 and 3.5, else 0."""
        stars = self._table.stars
        return self._table.dense((stars >= 3.0).astype(np.float32) + (stars >= LIKED_FROM))


def textbook_methods(fold: Fold) -> dict[str, Method]:
    """Every method but the product, learned from the fold's training raters."""
    tables = Textbook(fold)
    scores: dict[str, Callable[[Draw], NDArray[np.floating]]] = {
        "popularity": lambda _: tables.statistics.liked_by,
        "S1": tutorial(tables.z, tables.rated),
        "S2": tutorial(tables.z, tables.z),
        "user-kNN": user_neighbours(tables.likes),
        "item-kNN": item_neighbours(tables.likes),
        "EASE likes": ease(tables.likes, ridge=1000.0),
        "EASE best": ease_best(tables.grades, len(fold.training.stars), tables.statistics),
        "U": recipe_u(tables, ExactIndex(fold.training)),
    }
    return {name: Ranked(score) for name, score in scores.items()}


def tutorial(stored: Floats, counted: Floats, nearest: int = 20) -> Callable[[Draw], Floats]:
    """S1 and S2: the raters nearest by dot product; each adds its similarity times `counted` to the films it rated."""

    def score(draw: Draw) -> Floats:
        similarities = stored[:, draw.likes].sum(axis=1) - stored[:, draw.dislikes].sum(axis=1)
        best = np.argsort(-similarities, kind="stable")[:nearest]
        votes: Floats = similarities[best] @ counted[best] if counted is not stored else counted[best].sum(axis=0)
        return votes

    return score


def user_neighbours(likes: Floats, nearest: int = 40) -> Callable[[Draw], Floats]:
    """Cosine over liked films; the nearest raters vote for what they like with their similarity."""
    lengths = np.sqrt(likes.sum(axis=1)) + 1e-9

    def score(draw: Draw) -> Floats:
        cosines = likes[:, draw.likes].sum(axis=1) / lengths
        best = np.argsort(-cosines, kind="stable")[:nearest]
        votes: Floats = cosines[best] @ likes[best]
        return votes

    return score


def item_neighbours(likes: Floats, shrinkage: float = 20.0) -> Callable[[Draw], Floats]:
    """Shrunk cosine between films over the raters who like them, summed over the likes (Sarwar et al., 2001)."""
    lengths = np.sqrt(likes.sum(axis=0))

    def score(draw: Draw) -> Floats:
        together = likes[:, draw.likes].T @ likes
        cosines: Floats = together / (np.outer(lengths[draw.likes], lengths) + np.float32(shrinkage))
        return cosines.sum(axis=0)

    return score


def ease(matrix: Floats, ridge: float) -> Callable[[Draw], Floats]:
    """Steck's closed-form item-item regression (2019): B = -P_ij / P_jj with P = (X'X + ridge)^-1, diagonal 0.

    With fewer raters than films P comes from the small side: (I - X' (XX' + ridge)^-1 X) / ridge.
    """
    raters, films = matrix.shape
    if raters <= films:
        inner = np.linalg.inv(matrix.astype(np.float64) @ matrix.T + ridge * np.eye(raters)).astype(np.float32)
        halfway = inner @ matrix
        diagonal = 1.0 - np.einsum("uj,uj->j", matrix, halfway)

        def score(draw: Draw) -> Floats:
            pulled: Floats = (matrix[:, draw.likes].sum(axis=1) @ halfway) / diagonal
            return pulled

        return score
    gram = (matrix.T @ matrix).astype(np.float64)
    gram[np.diag_indices(films)] += ridge
    inverse = np.linalg.inv(gram).astype(np.float32)
    weights = -inverse / np.diag(inverse)
    return lambda draw: weights[draw.likes].sum(axis=0)


def ease_best(grades: Floats, rating_count: int, statistics: RatingStatistics) -> Callable[[Draw], Floats]:
    """EASE over graded stars, famous films scaled down and the scores damped by fame."""
    scaled = grades * ((statistics.rated_by + 1.0) ** -0.4).astype(np.float32)
    scaled *= np.float32(np.sqrt(rating_count / np.square(scaled).sum(dtype=np.float64)))
    plain = ease(scaled, ridge=2000.0)
    size = statistics.rated_by + 0.02 * statistics.rater_count
    return lambda draw: plain(draw) / size ** (-0.6 + 0.3 * np.log(min(draw.size, 20)))


def recipe_u(tables: Textbook, index: ExactIndex) -> Callable[[Draw], Floats]:
    """Recipe U, the step before the product's own: 80 nearest raters, one damped sum of their stars."""
    statistics = tables.statistics
    size = statistics.rated_by + 0.01 * statistics.rater_count
    nearest = 80 if statistics.rater_count <= 1000 else 160

    def score(draw: Draw) -> Floats:
        likes = np.sort(draw.likes)
        taste = SparseVector(index.movie_ids[likes], statistics.rarity_of(likes).astype(np.float32))
        found = index.nearest(taste, nearest)
        votes = np.square(found.similarities)[found.rows] * (
            2.0 + (found.stars - statistics.mean) / statistics.deviation
        )
        totals = np.bincount(found.columns, weights=votes, minlength=len(size))
        damped: Floats = totals / size ** (0.05 + 0.15 * np.log(min(draw.size, 5)))
        return damped

    return score
