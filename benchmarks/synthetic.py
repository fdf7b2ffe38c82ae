"""Writes a made-up data set in MovieLens' form, of any size: ratings.csv, movies.csv and links.csv.

    python benchmarks/synthetic.py --raters 331000 --ratings 33000000 --films 86000 --seed 1 FOLDER

Ratings per rater are log-normal above twenty, films are known by Zipf's law, and raters have tastes: each is at home in
three of 48 kinds of film, sees more of those and likes them better. The same seed and sizes write the same bytes.
Ratings are made and written a million at a time.
"""

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from synthetic_films import KINDS, Films

FEWEST = 20
"""Ratings that every rater gives at least, as in MovieLens."""

_SPREAD = 1.4
_RATINGS_AT_ONCE = 1_000_000
_TURNS_BY_FAME = 8
_AT_HOME = 3
_SHARES_AT_HOME = (0.30, 0.50, 0.60)
"""Cumulative shares of a rater's films that are drawn from the first, second and third kind; the rest from all."""

_STARS_MORE_AT_HOME = 0.35
_USUAL_STARS = 3.5
_LINE = b"0000000,000000,0.0,0000000000\r\n"
_RATER, _FILM, _STARS, _TIME = slice(0, 7), slice(8, 14), 15, slice(19, 29)
_FIRST_TIME, _LAST_TIME, _BUSY_FOR_S = 900_000_000, 1_690_000_000, 2_000_000

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ratings:
    """A run of ratings by rater, films ascending: rater numbers from 1, film places, half stars, seconds since 1970."""

    raters: Integers
    films: Integers
    half_stars: Integers
    seconds: Integers


def main() -> None:
    """Writes the three files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raters", type=int, default=6_000)
    parser.add_argument("--ratings", type=int, default=1_000_000)
    parser.add_argument("--films", type=int, default=4_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    try:
        write_dataset(options.folder, options.raters, options.ratings, options.films, options.seed)
    except ValueError as error:
        sys.exit(str(error))
    print(f"{options.ratings} ratings of {options.films} films by {options.raters} raters in {options.folder}")


def write_dataset(folder: Path, raters: int, ratings: int, films: int, seed: int) -> None:
    """Makes the folder and its files; raises ValueError when the sizes do not fit together."""
    counts = ratings_per_rater(raters, ratings, films, seed)
    made = Films.made(films, seed)
    folder.mkdir(parents=True, exist_ok=True)
    _write_csv(folder / "movies.csv", ("movieId", "title", "genres"), made.rows())
    _write_csv(folder / "links.csv", ("movieId", "imdbId", "tmdbId"), made.links())
    with (folder / "ratings.csv").open("wb") as file:
        file.write(b"userId,movieId,rating,timestamp\r\n")
        for run in rated(counts, made):
            file.write(_lines(run, made.ids))


def ratings_per_rater(raters: int, ratings: int, films: int, seed: int) -> Integers:
    """How many films each rater rates: twenty and a log-normal number more, never over half of the films."""
    most = films // 2
    if not raters * FEWEST <= ratings <= raters * most:
        raise ValueError(f"Each of {raters} raters rates {FEWEST} to {most} of {films} films; {ratings} do not fit.")
    dice = np.random.default_rng([seed, 4])
    more = dice.lognormal(0.0, _SPREAD, raters)
    counts: Integers = FEWEST + (more * ((ratings - raters * FEWEST) / more.sum())).astype(np.int64)
    np.minimum(counts, most, out=counts)
    while missing := ratings - int(counts.sum()):
        willing = np.flatnonzero(counts < most)
        counts[dice.choice(willing, min(missing, len(willing)), replace=False)] += 1
    return counts


def rated(counts: Integers, films: Films) -> Iterator[Ratings]:
    """The ratings of all raters in order, a million or so at a time."""
    ends = np.cumsum(counts)
    runs = np.searchsorted(ends, np.arange(_RATINGS_AT_ONCE, ends[-1], _RATINGS_AT_ONCE)) + 1
    edges = np.unique(np.concatenate([[0], runs, [len(counts)]]))
    for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        dice = np.random.default_rng([films.seed, 5, first])
        homes = dice.integers(0, KINDS, (last - first, _AT_HOME))
        rows, seen = _films_seen(counts[first:last], homes, films, dice)
        at_home = (homes[rows] == films.kinds[seen][:, None]).any(axis=1)
        yield Ratings(
            raters=rows + first + 1,
            films=seen,
            half_stars=_half_stars(rows, seen, at_home, films, dice),
            seconds=_seconds(rows, last - first, dice),
        )


def _films_seen(
    counts: Integers, homes: Integers, films: Films, dice: np.random.Generator
) -> tuple[Integers, Integers]:
    """Rows (places in `counts`) and films, ascending, each film once for a rater.

    Films drawn twice are drawn again: some times as before, from then on from all films alike, known or not.
    """
    order, running = films.by_kind
    finished: list[Integers] = []
    seen = np.empty(0, dtype=np.int64)
    missing = counts
    for turn in count():
        rows = np.repeat(np.arange(len(counts)), missing)
        if turn < _TURNS_BY_FAME:
            places = np.searchsorted(running, _kinds_drawn(homes[rows], dice) + dice.random(len(rows)), side="right")
            drawn = order[np.minimum(places, len(order) - 1)]
        else:
            drawn = dice.integers(0, len(films), len(rows))
        seen = _distinct(np.concatenate([seen, rows * len(films) + drawn]))
        owners = seen // len(films)
        missing = np.where(missing > 0, counts - np.bincount(owners, minlength=len(counts)), 0)
        is_short = missing[owners] > 0
        finished.append(seen[~is_short])
        seen = seen[is_short]
        if not len(seen):
            break
    seen = np.sort(np.concatenate(finished))
    return seen // len(films), seen % len(films)


def _distinct(values: Integers) -> Integers:
    """Sorted, each once; np.unique hashes numbers like these fifty times slower."""
    values = np.sort(values)
    distinct: Integers = values[np.concatenate([[True], values[1:] != values[:-1]])]
    return distinct


def _kinds_drawn(homes: Integers, dice: np.random.Generator) -> Integers:
    """For every film to draw, the kind it is drawn from; KINDS stands for all films."""
    choice = np.searchsorted(_SHARES_AT_HOME, dice.random(len(homes)), side="right")
    anywhere = np.full((len(homes), 1), KINDS)
    kinds: Integers = np.take_along_axis(np.hstack([homes, anywhere]), choice[:, None], axis=1)[:, 0]
    return kinds


def _half_stars(
    rows: Integers, seen: Integers, at_home: NDArray[np.bool_], films: Films, dice: np.random.Generator
) -> Integers:
    raters = dice.normal(0.0, 0.4, rows[-1] + 1)
    stars = _USUAL_STARS + raters[rows] + films.quality[seen] + _STARS_MORE_AT_HOME * (at_home - 0.5)
    stars += dice.normal(0.0, 0.8, len(rows))
    half_stars: Integers = np.clip(np.rint(2 * stars), 1, 10).astype(np.int64)
    return half_stars


def _seconds(rows: Integers, raters: int, dice: np.random.Generator) -> Integers:
    began = dice.integers(_FIRST_TIME, _LAST_TIME, raters)
    return began[rows] + dice.integers(0, _BUSY_FOR_S, len(rows))


def _lines(run: Ratings, movie_ids: Integers) -> bytes:
    """Lines of ratings.csv: digits set into copies of one line, then leading zeros left out."""
    lines = np.tile(np.frombuffer(_LINE, dtype=np.uint8), (len(run.raters), 1))
    kept = np.ones(lines.shape, dtype=bool)
    for values, where in ((run.raters, _RATER), (movie_ids[run.films], _FILM), (run.seconds, _TIME)):
        _set_digits(lines[:, where], kept[:, where], values)
    lines[:, _STARS] += (run.half_stars // 2).astype(np.uint8)
    lines[:, _STARS + 2] += (5 * (run.half_stars % 2)).astype(np.uint8)
    return lines[kept].tobytes()


def _set_digits(digits: NDArray[np.uint8], kept: NDArray[np.bool_], values: Integers) -> None:
    rest = values.astype(np.uint32)  # division is twice as quick in 32 bits
    for place in range(digits.shape[1] - 1, -1, -1):
        kept[:, place] = rest > 0
        rest, digit = np.divmod(rest, np.uint32(10))
        digits[:, place] += digit.astype(np.uint8)


def _write_csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
