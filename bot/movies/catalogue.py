"""Every film of the ingested data set, in one fixed order."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from bot.movies.movie import Movie


class Catalogue:
    """Films in ascending id; a film's position here is its column in every array of the index."""

    def __init__(self, movies: Iterable[Movie]) -> None:
        self.movies: tuple[Movie, ...] = tuple(sorted(movies, key=lambda movie: movie.movie_id))
        self.movie_ids: NDArray[np.int64] = np.array([movie.movie_id for movie in self.movies], dtype=np.int64)
        self._column_of = {movie.movie_id: column for column, movie in enumerate(self.movies)}
        if len(self._column_of) != len(self.movies):
            raise ValueError("a film id occurs twice in the catalogue")

    def __len__(self) -> int:
        return len(self.movies)

    def __iter__(self) -> Iterator[Movie]:
        return iter(self.movies)

    def __contains__(self, movie_id: int) -> bool:
        return movie_id in self._column_of

    def get(self, movie_id: int) -> Movie | None:
        """The film with this MovieLens id, or None."""
        column = self._column_of.get(movie_id)
        return None if column is None else self.movies[column]

    def columns_of(self, movie_ids: Iterable[int]) -> NDArray[np.int64]:
        """Columns of the films that the catalogue knows, in the order given; unknown ids are dropped."""
        columns = (self._column_of.get(movie_id) for movie_id in movie_ids)
        return np.array([column for column in columns if column is not None], dtype=np.int64)
