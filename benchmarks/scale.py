"""Whether the nearest raters stay good witnesses as their number grows: simulated populations, the product's own path.

    python benchmarks/scale.py [--data DIR] [--quick | --raters NUMBER ...] [--json FILE]

New raters are drawn from a model fitted to real ones (population.py). The first 240 of them play members and are not
indexed; nDCG@10 of the familiar mood on their famous films is compared, paired, between the vectors that suit few
raters and those of the product. At 50,000 raters other choices are compared as well. Times are those of scoring alone,
without the search, as ratios within the run.
"""

import argparse
import asyncio
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import fmean, median

import numpy as np
from numpy.typing import NDArray

from bot.movies.movielens import read_dataset, read_packaged
from bot.recommend.neighbours import NEIGHBOURS, Neighbours
from bot.recommend.rater_vectors import rater_vectors
from bot.recommend.recommender import Recommender
from bot.recommend.scoring import Mood
from bot.recommend.series import series_of
from bot.taste.profile import SparseVector, TasteProfile
from population import Population
from quality_protocol import LIST_LENGTH, PROFILE_SIZES, Columns, Draw, Fold, Judge, RatingTable, folds_of

SIZES = (5_000, 20_000, 50_000, 160_000)
QUICK_SIZES = (2_000, 10_000)
MEMBERS, QUICK_MEMBERS = 240, 60
_STUDIED_AT = 50_000
_FEW = 1_000
_SEED = 7
_TIMED_AT = 5

PRODUCT, AS_AMONG_FEW = "product", "as among few raters"
Scores = dict[int, NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to store raters, as the values of their ratings, and the number of neighbours to ask for."""

    values: NDArray[np.float32]
    neighbours: int = NEIGHBOURS


class FilmwiseIndex:
    """A NeighbourIndex by plain arithmetic over many raters: their values by film, added up for the films liked.

    `searched_s` is how long the last search took, `usual_ratings` the median number of ratings of those it found.
    """

    def __init__(self, table: RatingTable) -> None:
        self._table = table
        self._order = np.argsort(table.columns, kind="stable")
        self._raters = np.repeat(np.arange(len(table), dtype=np.int32), np.diff(table.offsets))[self._order]
        self._starts = np.searchsorted(table.columns[self._order], np.arange(len(table.catalogue) + 1))
        self._choice = Choice(np.empty(0, dtype=np.float32), 0)
        self.searched_s = 0.0
        self.usual_ratings = 0.0

    def by_film(self, choice: Choice) -> Choice:
        """The same with its values in this index's order, which `take` wants."""
        return Choice(choice.values[self._order], choice.neighbours)

    def take(self, choice: Choice) -> None:
        """Answers by this choice from now on."""
        self._choice = choice

    async def nearest(self, taste: SparseVector, limit: int) -> Neighbours:
        """As NeighbourIndex.nearest, but for as many neighbours as were chosen."""
        began = time.perf_counter()
        similarities = np.zeros(len(self._table))
        for column, weight in zip(
            self._table.catalogue.columns_of(taste.indices.tolist()).tolist(), taste.values.tolist(), strict=True
        ):
            own = slice(self._starts[column], self._starts[column + 1])
            similarities[self._raters[own]] += weight * self._choice.values[own]
        wanted = min(self._choice.neighbours, len(similarities) - 1)
        least = max(-np.partition(-similarities, wanted)[wanted], np.finfo(np.float64).tiny)
        near = np.flatnonzero(similarities >= least)
        near = near[np.argsort(-similarities[near], kind="stable")][: self._choice.neighbours]
        found = self._table.of_raters(near)
        self.usual_ratings = float(np.median(np.diff(found.offsets))) if len(near) else 0.0
        self.searched_s = time.perf_counter() - began
        return Neighbours(near, similarities[near], found.offsets, found.columns, found.stars)

    async def close(self) -> None:
        """Nothing to let go of."""


class Outcome:
    """By profile size: nDCG@10 of each member (nan: too few films), and of each answer the median number of ratings of
    the neighbours and the seconds of scoring.
    """

    def __init__(self, members: int) -> None:
        self.ndcg: Scores = {size: np.full(members, np.nan) for size in PROFILE_SIZES}
        self.ratings: dict[int, list[float]] = {size: [] for size in PROFILE_SIZES}
        self.scoring_s: dict[int, list[float]] = {size: [] for size in PROFILE_SIZES}


@dataclass(frozen=True)
class Trial:
    """Members who draw their films, and the raters they are answered from."""

    fold: Fold
    draws: Sequence[Draw]
    judge: Judge
    index: FilmwiseIndex
    recommender: Recommender

    @classmethod
    def of(cls, fold: Fold, series: Columns) -> "Trial":
        """The fold's held-out raters are the members; one draw of famous films each."""
        index = FilmwiseIndex(fold.training)
        recommender = Recommender(index, fold.training.catalogue, fold.statistics, series)
        return cls(fold, list(fold.draws([_SEED], famous=True)), Judge(fold), index, recommender)

    def run(self, choices: Iterable[tuple[str, Choice]]) -> dict[str, Outcome]:
        """Every member's list by each choice, in turn for each profile, so that a busy moment slows all alike."""
        prepared = {name: self.index.by_film(choice) for name, choice in choices}
        outcomes = {name: Outcome(len(self.fold.held_out)) for name in prepared}
        for draw in self.draws:
            for name, choice in prepared.items():
                self.index.take(choice)
                self._answer(draw, outcomes[name])
        return outcomes

    def _answer(self, draw: Draw, outcome: Outcome) -> None:
        ids = self.fold.whole.catalogue.movie_ids
        taste = TasteProfile(frozenset(ids[draw.likes].tolist()), frozenset(ids[draw.dislikes].tolist()))
        began = time.perf_counter()
        ranking = asyncio.run(self.recommender.rank(taste, Mood.FAMILIAR))
        outcome.scoring_s[draw.size].append(time.perf_counter() - began - self.index.searched_s)
        outcome.ratings[draw.size].append(self.index.usual_ratings)
        verdicts = self.judge.judge(draw, ranking.films.columns[:LIST_LENGTH])
        outcome.ndcg[draw.size][np.searchsorted(self.fold.held_out, draw.rater)] = verdicts.ndcg


def main() -> None:
    """Measures, prints and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("REELMATES_MOVIELENS_DIR"), help="MovieLens folder")
    populations = parser.add_mutually_exclusive_group()
    populations.add_argument("--quick", action="store_true", help="small populations, a quarter of the members")
    populations.add_argument("--raters", type=int, nargs="+", default=SIZES, help="how many, from few to many")
    parser.add_argument("--json", type=Path, help="where to write every figure")
    options = parser.parse_args()
    real = RatingTable.of(read_dataset(Path(options.data)) if options.data else read_packaged())
    series = series_of(real.catalogue)
    population = Population.fitted(real)
    report: dict[str, object] = {}
    if not options.quick:
        report["likeness"] = _likeness(real, population, series)
    sizes, members = (QUICK_SIZES, QUICK_MEMBERS) if options.quick else (options.raters, MEMBERS)
    grown: dict[str, Scores] = {}
    for size in sizes:
        trial = Trial.of(_fold(population, size, members), series)
        outcomes = trial.run(_choices(trial.fold.training))
        _print_outcomes(f"{size:,} raters, {members} members", outcomes)
        grown[f"{size:,}"] = outcomes[PRODUCT].ndcg
        report[str(size)] = {name: _as_json(outcome) for name, outcome in outcomes.items()}
    _print_growth(grown)
    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _fold(population: Population, size: int, members: int) -> Fold:
    """The same members before any number of raters."""
    return Fold(0, population.raters(members + size, _SEED), np.arange(members))


def _choices(table: RatingTable) -> Iterator[tuple[str, Choice]]:
    """What is compared: two choices at every size, and the others at one."""
    made, few = (rater_vectors(table.offsets, table.stars, among) for among in (len(table), _FEW))
    yield AS_AMONG_FEW, Choice(few.values)
    yield PRODUCT, Choice(made.values)
    if len(table) != _STUDIED_AT:
        return
    yield "240 neighbours alone", Choice(few.values, 240)
    yield "320 neighbours alone", Choice(few.values, 320)
    yield "product's vectors with 240 neighbours", Choice(made.values, 240)
    squares = few.scales**4
    levels = _scaled(table, few.values, 1.0 / few.scales)
    scaled = partial(_scaled, table, levels)
    yield "exponent 3/8, light raters not set back", Choice(scaled(squares**0.375))
    yield "square root, light raters set back", Choice(scaled(squares**0.25 * np.maximum(1.0, 300 / squares)))
    yield "a floor of a hundred ratings", Choice(scaled((squares + 600) ** 0.25))
    yield "no norm", Choice(levels)
    yield "L2 norm", Choice(scaled(squares**0.5))


def _scaled(table: RatingTable, values: NDArray[np.float32], scales: NDArray[np.float64]) -> NDArray[np.float32]:
    """Every rating's value divided by its rater's scale."""
    per_rating = np.repeat(scales, np.diff(table.offsets))
    return (values / per_rating).astype(np.float32)


def _likeness(real: RatingTable, population: Population, series: Columns) -> dict[str, object]:
    """How like the real raters the simulated ones are: the product and mere popularity, at equal numbers of raters."""
    folds = folds_of(real)
    people = {
        "real": [Trial.of(fold, series) for fold in folds],
        "simulated": [Trial.of(_fold(population, len(folds[0].training), MEMBERS), series)],
    }
    print(f"\nnDCG@10 over profiles of {' / '.join(map(str, PROFILE_SIZES))} films, {len(folds[0].training)} raters\n")
    likeness: dict[str, object] = {}
    for name, trials in people.items():
        outcomes = [trial.run(_choices(trial.fold.training))[PRODUCT] for trial in trials]
        ours = [np.nanmean(np.concatenate([one.ndcg[size] for one in outcomes])) for size in PROFILE_SIZES]
        famous = [fmean(value for trial in trials for value in _popularity(trial, size)) for size in PROFILE_SIZES]
        print(f"{name:12} product {_row(ours)}   popularity {_row(famous)}", flush=True)
        likeness[name] = {"product": list(map(float, ours)), "popularity": famous}
    return likeness


def _popularity(trial: Trial, size: int) -> Iterator[float]:
    most_liked = np.argsort(-trial.fold.statistics.liked_by, kind="stable")[: LIST_LENGTH + max(PROFILE_SIZES)]
    for draw in trial.draws:
        if draw.size == size:
            yield trial.judge.judge(draw, most_liked[~np.isin(most_liked, draw.typed)][:LIST_LENGTH]).ndcg


def _print_outcomes(title: str, outcomes: Mapping[str, Outcome]) -> None:
    base = outcomes[AS_AMONG_FEW]
    print(f"\n{title}\n\n| | nDCG@10 | difference to the first | ratings of the nearest to one film | scoring time |")
    print("|---|---|---|---|---|")
    for name, outcome in outcomes.items():
        time_ratio = median(outcome.scoring_s[_TIMED_AT]) / median(base.scoring_s[_TIMED_AT])
        print(
            f"| {name} | {_row(map(np.nanmean, outcome.ndcg.values()))} | "
            f"{_differences(outcome.ndcg, base.ndcg)} | {median(outcome.ratings[1]):.0f} | {time_ratio:.2f} |",
            flush=True,
        )


def _print_growth(grown: Mapping[str, Scores]) -> None:
    first, *others = grown
    if not others:
        return
    print(f"\nThe product with more raters: paired differences of nDCG@10 to {first} raters\n")
    for size in others:
        print(f"{size:>8} raters: {_differences(grown[size], grown[first])}")


def _differences(scores: Scores, base: Scores) -> str:
    gaps = [gap[~np.isnan(gap)] for gap in (scores[size] - base[size] for size in PROFILE_SIZES)]
    return " / ".join(f"{gap.mean():+.3f}±{gap.std(ddof=1) / len(gap) ** 0.5:.3f}" for gap in gaps)


def _row(values: Iterable[float]) -> str:
    return " / ".join(f"{value:.3f}" for value in values)


def _as_json(outcome: Outcome) -> dict[str, object]:
    return {
        "ndcg": {size: float(np.nanmean(values)) for size, values in outcome.ndcg.items()},
        "ratings of nearest": {size: median(values) for size, values in outcome.ratings.items()},
        "scoring ms": {size: 1e3 * median(values) for size, values in outcome.scoring_s.items()},
    }


if __name__ == "__main__":
    main()
