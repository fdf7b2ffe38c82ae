"""The offline test: which raters are held out, which films they tell us, and how a list of films is judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.movies.catalogue import Catalogue
from bot.movies.dataset import Dataset
from bot.recommend.statistics import DISLIKED_UP_TO, LIKED_FROM, RatingStatistics

PROFILE_SIZES = (1, 3, 5, 10, 20)
TUNING_SEEDS = tuple(range(10))
CHECKING_SEEDS = (100, 101, 102)
LIST_LENGTH = 10
FOLDS = 5
_FOLD_SEED = 20_000
_SAMPLE_SEED = 10_000

Columns = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RatingTable:
    """Ratings by rater: those of rater u are `columns[offsets[u]:offsets[u + 1]]`, ascending, with their `stars`."""

    catalogue: Catalogue
    offsets: NDArray[np.int64]
    columns: NDArray[np.int32]
    stars: NDArray[np.float32]

    @classmethod
    def of(cls, data: Dataset) -> "RatingTable":
        """The whole of a data set as the product reads it."""
        catalogue = Catalogue(data.movies)
        columns = np.searchsorted(catalogue.movie_ids, data.movie_ids).astype(np.int32)
        return cls(catalogue, data.offsets, columns, data.half_stars.astype(np.float32) / 2)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def sample(self, raters: int) -> "RatingTable":
        """At most so many raters, always the same ones."""
        if len(self) <= raters:
            return self
        chosen = np.random.default_rng(_SAMPLE_SEED).choice(len(self), raters, replace=False)
        return self.of_raters(np.sort(chosen))

    def of_raters(self, raters: Columns) -> "RatingTable":
        """The same films, these raters only, in the order given."""
        counts = self.offsets[raters + 1] - self.offsets[raters]
        offsets = np.concatenate([[0], np.cumsum(counts)])
        places = np.repeat(self.offsets[raters] - offsets[:-1], counts) + np.arange(offsets[-1])
        return RatingTable(self.catalogue, offsets, self.columns[places], self.stars[places])

    def rater(self, number: int) -> tuple[Columns, NDArray[np.float32]]:
        """One rater's film columns and stars."""
        own = slice(self.offsets[number], self.offsets[number + 1])
        return self.columns[own].astype(np.int64), self.stars[own]

    def dense(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """One value per rating as a (raters, films) table, 0 where there is no rating."""
        table = np.zeros((len(self), len(self.catalogue)), dtype=np.float32)
        table[np.repeat(np.arange(len(self)), np.diff(self.offsets)), self.columns] = values
        return table

    def statistics(self) -> RatingStatistics:
        """What the product counts at ingest."""
        return RatingStatistics.count(len(self.catalogue), self.offsets, self.columns, self.stars)


@dataclass(frozen=True, slots=True)
class Draw:
    """A held-out rater played as a member: the films they type, and the liked ones we hope to find."""

    rater: int
    seed: int
    size: int
    likes: Columns
    dislikes: Columns
    targets: Columns

    @property
    def typed(self) -> Columns:
        """Every film of the profile."""
        return np.concatenate([self.likes, self.dislikes])


@dataclass(frozen=True)
class Fold:
    """Four fifths of the raters to learn from, one fifth to test on."""

    number: int
    whole: RatingTable
    held_out: Columns

    @cached_property
    def training(self) -> RatingTable:
        """The indexed raters."""
        return self.whole.of_raters(np.setdiff1d(np.arange(len(self.whole)), self.held_out))

    @cached_property
    def statistics(self) -> RatingStatistics:
        """Counted over the indexed raters."""
        return self.training.statistics()

    def draws(self, seeds: Sequence[int], famous: bool, sizes: Sequence[int] = PROFILE_SIZES) -> Iterator[Draw]:
        """Profiles of the held-out raters; `famous` draws a film in proportion to its training ratings + 1."""
        weights = self.statistics.rated_by + 1.0 if famous else np.ones(len(self.whole.catalogue))
        for rater in self.held_out.tolist():
            columns, stars = self.whole.rater(rater)
            for seed in seeds:
                yield from _draws_of(rater, seed, columns, stars, weights, sizes)


def folds_of(table: RatingTable) -> list[Fold]:
    """Five folds over the raters, always the same."""
    order = np.random.default_rng(_FOLD_SEED).permutation(len(table))
    return [Fold(number, table, np.sort(order[number::FOLDS])) for number in range(FOLDS)]


def _draws_of(
    rater: int,
    seed: int,
    columns: Columns,
    stars: NDArray[np.float32],
    weights: NDArray[np.float64],
    sizes: Sequence[int],
) -> Iterator[Draw]:
    labelled = (stars >= LIKED_FROM) | (stars <= DISLIKED_UP_TO)
    columns, liked = columns[labelled], stars[labelled] >= LIKED_FROM
    if not liked.any():
        return
    # The weighted draw without replacement of Efraimidis and Spirakis: ascending exponential waiting times.
    order = np.argsort(np.random.default_rng([seed, rater]).exponential(size=len(columns)) / weights[columns])
    first_like = int(np.argmax(liked[order]))
    order = np.concatenate([order[[first_like]], np.delete(order, first_like)])
    for size in sizes:
        typed, rest = order[:size], order[size:]
        targets = columns[rest[liked[rest]]]
        if len(typed) == size and len(targets):
            likes, dislikes = columns[typed[liked[typed]]], columns[typed[~liked[typed]]]
            yield Draw(rater, seed, size, likes, dislikes, np.sort(targets))


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How one list of at most ten films fared: ndcg, recall, hit, bad and rated of the first five, tail recall,
    and the mean percentile of fame of the films shown."""

    ndcg: float
    recall: float
    hit: float
    bad: float
    rated: float
    tail: float
    fame: float


@dataclass(frozen=True)
class Judge:
    """Judges lists against what the held-out raters really liked; one per fold."""

    fold: Fold

    @cached_property
    def _tail_weights(self) -> NDArray[np.float64]:
        """Steck's weights (2011): a hit on a film rated by few counts for more."""
        weights: NDArray[np.float64] = (self.fold.statistics.rated_by + 1.0) ** -0.5
        return weights

    @cached_property
    def _fame(self) -> NDArray[np.float64]:
        rated_by = self.fold.statistics.rated_by
        ranks = np.searchsorted(np.sort(rated_by), rated_by, side="right")
        return 100.0 * ranks / len(rated_by)

    def judge(self, draw: Draw, shown: Columns) -> Verdicts:
        """`shown` holds the columns of the list, best first."""
        shown = shown[:LIST_LENGTH]
        hits = np.isin(shown, draw.targets)
        wanted = min(LIST_LENGTH, len(draw.targets))
        tail = self._tail_weights
        columns, stars = self.fold.whole.rater(draw.rater)
        first_five = stars[np.isin(columns, shown[:5])]
        return Verdicts(
            ndcg=float(_DISCOUNTS[: len(shown)] @ hits / _DISCOUNTS[:wanted].sum()),
            recall=hits.sum() / wanted,
            hit=float(hits[:5].any()),
            bad=float((first_five <= DISLIKED_UP_TO).sum()),
            rated=float(len(first_five)),
            tail=float(tail[shown[hits]].sum() / tail[draw.targets].sum()),
            fame=float(self._fame[shown].mean()) if len(shown) else 0.0,
        )


_DISCOUNTS = 1.0 / np.log2(np.arange(LIST_LENGTH) + 2.0)
