"""What is known of every film besides its ratings: genres and years, as arrays over the catalogue."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.movies.catalogue import Catalogue
from bot.recommend.statistics import RatingStatistics

_NO_GENRE = ("(no genres listed)",)


@dataclass(frozen=True, slots=True)
class FilmFeatures:
    """Arrays over catalogue columns: `genres` float32 (films, labels), rows of unit length; `years` int64 (films,).

    A film without a year is given the median year of the rated films; no genre counts as a genre of its own.
    """

    catalogue: Catalogue
    genres: NDArray[np.float32]
    years: NDArray[np.int64]

    @classmethod
    def of(cls, catalogue: Catalogue, statistics: RatingStatistics) -> "FilmFeatures":
        """Reads the features off the catalogue's films."""
        return cls(catalogue, _unit_genres(catalogue), _years(catalogue, statistics))


def _unit_genres(catalogue: Catalogue) -> NDArray[np.float32]:
    label_of: dict[str, int] = {}
    rows: list[int] = []
    labels: list[int] = []
    for row, movie in enumerate(catalogue):
        for genre in movie.genres or _NO_GENRE:
            rows.append(row)
            labels.append(label_of.setdefault(genre, len(label_of)))
    genres = np.zeros((len(catalogue), len(label_of)), dtype=np.float32)
    genres[rows, labels] = 1.0
    genres /= np.sqrt(genres.sum(axis=1, keepdims=True))
    return genres


def _years(catalogue: Catalogue, statistics: RatingStatistics) -> NDArray[np.int64]:
    years = np.array([movie.year or 0 for movie in catalogue], dtype=np.int64)
    known = years[(years > 0) & (statistics.rated_by > 0)]
    years[years == 0] = int(np.median(known)) if len(known) else 0
    return years
