"""Ratings in any order, grouped rater by rater: plain numpy, and no Python loop over ratings."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.errors import BadSource
from bot.movies.dataset import Dataset
from bot.movies.movielens.films import Films
from bot.movies.movielens.tables import counted

_COUNTED_AT_ONCE = 1 << 22


@dataclass(frozen=True, slots=True)
class RatingColumns:
    """Ratings as they come, three arrays of one length."""

    rater_ids: NDArray[np.int32]
    movie_ids: NDArray[np.int32]
    half_stars: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.half_stars)

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> "RatingColumns":
        """The ratings that a mask or an order picks."""
        return RatingColumns(self.rater_ids[chosen], self.movie_ids[chosen], self.half_stars[chosen])


def half_stars_in(stars: NDArray[np.floating]) -> NDArray[np.uint8] | None:
    """Stars as half stars, 1..10, of the same shape; None unless each is one of 0.5, 1, ... 5."""
    doubled = stars * 2
    fine = (doubled >= 1) & (doubled <= 10) & (doubled == np.rint(doubled))
    return doubled.astype(np.uint8) if fine.all() else None


def make_dataset(name: str, films: Films, parts: Iterable[RatingColumns], told_in: str) -> Dataset:
    """Groups the ratings of known films; of a pair of rater and film that comes again, the last rating counts.

    Needs about 30 bytes a rating at its peak, 20 where the ratings come sorted by rater and film.
    """
    columns, notes = _known(parts, films, told_in)
    columns = _sorted(columns)
    same_rater = columns.rater_ids[1:] == columns.rater_ids[:-1]
    repeated = np.append(same_rater & (columns.movie_ids[1:] == columns.movie_ids[:-1]), False)
    if again := int(repeated.sum()):
        notes = (*notes, f"Left out {counted(again, 'rating')} that a later one of the same rater and film replaces.")
        columns = columns.where(~repeated)
        same_rater = columns.rater_ids[1:] == columns.rater_ids[:-1]
    offsets = np.concatenate(([0], np.flatnonzero(~same_rater) + 1, [len(columns)])).astype(np.int64)
    return Dataset(
        name=name,
        movies=films.rated_by(_raters_of_films(columns.movie_ids, films)),
        rater_ids=columns.rater_ids[offsets[:-1]].astype(np.int64),
        offsets=offsets,
        movie_ids=columns.movie_ids,
        half_stars=columns.half_stars,
        rater_facts={},
        notes=(*films.notes, *notes),
    )


def _known(parts: Iterable[RatingColumns], films: Films, told_in: str) -> tuple[RatingColumns, tuple[str, ...]]:
    """Joins the ratings of the catalogue's films; the others are counted in a note."""
    kept: list[RatingColumns] = []
    strangers: list[NDArray[np.int32]] = [np.empty(0, np.int32)]
    left_out = 0
    column_of = _column_of_film(films)
    for part in parts:
        known = column_of[np.minimum(part.movie_ids, len(column_of) - 1)] >= 0
        kept.append(part if known.all() else part.where(known))
        strangers.append(np.unique(part.movie_ids[~known]))
        left_out += len(part) - len(kept[-1])
    if not any(map(len, kept)):
        if left_out:
            raise BadSource(f"None of the ratings in {told_in} is of a film that {films.told_in} names.")
        raise BadSource(f"{told_in} holds no ratings.")
    joined = RatingColumns(
        np.concatenate([part.rater_ids for part in kept]),
        np.concatenate([part.movie_ids for part in kept]),
        np.concatenate([part.half_stars for part in kept]),
    )
    if not left_out:
        return joined, ()
    unknown = counted(len(np.unique(np.concatenate(strangers))), "film")
    return joined, (f"Left out {counted(left_out, 'rating')} of {unknown} that {films.told_in} lacks.",)


def _column_of_film(films: Films) -> NDArray[np.int32]:
    """The film's place in the catalogue by its id, -1 where there is none; the last entry stands for larger ids."""
    ids = films.ids
    column_of = np.full(int(ids[-1]) + 2, -1, dtype=np.int32)
    column_of[ids] = np.arange(len(ids), dtype=np.int32)
    return column_of


def _sorted(columns: RatingColumns) -> RatingColumns:
    """By rater, then film; ratings of one pair keep their order."""
    raters, movies = columns.rater_ids, columns.movie_ids
    fine = raters[1:] > raters[:-1]
    fine |= (raters[1:] == raters[:-1]) & (movies[1:] >= movies[:-1])
    if fine.all():
        return columns
    return columns.where(np.argsort(raters.astype(np.int64) << 32 | movies, kind="stable"))


def _raters_of_films(movie_ids: NDArray[np.int32], films: Films) -> NDArray[np.int64]:
    """How many raters each film has, (films,), in the catalogue's order."""
    column_of = _column_of_film(films)
    raters = np.zeros(len(films.movies), dtype=np.int64)
    for start in range(0, len(movie_ids), _COUNTED_AT_ONCE):
        raters += np.bincount(column_of[movie_ids[start : start + _COUNTED_AT_ONCE]], minlength=len(raters))
    return raters
