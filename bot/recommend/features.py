"""What is known of every film before anybody asks: genres, years, fame and praise, as arrays over the catalogue."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.movies.catalogue import Catalogue
from bot.recommend.statistics import RatingStatistics, damped_by_fame

_NO_GENRE = ("(no genres listed)",)
_PRIOR_RATINGS = 5


@dataclass(frozen=True, slots=True)
class FilmFeatures:
    """Arrays over catalogue columns.

    `genres` float32 (films, labels) has rows of unit length; no genre counts as a genre of its own. `years` int64: a
    film without one is given the median year of the rated films. `fame` float64 is the log share of raters who rated
    it, `praise` the log share of those who liked it, drawn towards the average as by five ratings more. `by_likes`
    int64 holds the columns themselves, those most raters liked first. `surprise_weights` float32 turn stars above a
    rater's own mean into a surprise, E_ui = gamma (r_ui - m_u) (df_i + 1)^-0.2.
    """

    catalogue: Catalogue
    genres: NDArray[np.float32]
    years: NDArray[np.int64]
    fame: NDArray[np.float64]
    praise: NDArray[np.float64]
    by_likes: NDArray[np.int64]
    surprise_weights: NDArray[np.float32]

    @classmethod
    def of(cls, catalogue: Catalogue, statistics: RatingStatistics) -> "FilmFeatures":
        """Reads the features off the catalogue's films and their counts."""
        return cls(
            catalogue=catalogue,
            genres=_unit_genres(catalogue),
            years=_years(catalogue, statistics),
            fame=np.log(statistics.rated_by / max(statistics.rater_count, 1) + 0.01),
            praise=_praise(statistics),
            by_likes=np.argsort(-statistics.liked_by, kind="stable"),
            surprise_weights=damped_by_fame(statistics.rated_by) * np.float32(statistics.surprise_unit),
        )


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


def _praise(statistics: RatingStatistics) -> NDArray[np.float64]:
    usual = (statistics.liked_by.sum() + 1.0) / (statistics.rated_by.sum() + 2.0)
    praise: NDArray[np.float64] = np.log(
        (statistics.liked_by + _PRIOR_RATINGS * usual) / (statistics.rated_by + _PRIOR_RATINGS)
    )
    return praise
