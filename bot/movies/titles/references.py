"""Films named by number: `#2571`, an IMDb id, an IMDb or TMDB link."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.movies.movie import Movie

_MOVIELENS = re.compile(r"\s*#\s*(\d{1,10})\s*", re.ASCII)
_MOVIELENS_LINK = re.compile(r"movielens\.org/movies/(\d{1,10})", re.IGNORECASE | re.ASCII)
_IMDB = re.compile(r"(?<![^\W_])tt(\d{5,10})(?![^\W_])", re.IGNORECASE | re.ASCII)
_TMDB_LINK = re.compile(r"(?:themoviedb|tmdb)\.org/movie/(\d{1,10})", re.IGNORECASE | re.ASCII)
_ELSEWHERE = re.compile(
    r"https?://|www\.|\b(?:imdb|themoviedb|tmdb|movielens)\.(?:com|org)/|\w@\w[\w.-]*\.\w", re.IGNORECASE
)


class References:
    """The films of a catalogue by their numbers in MovieLens, IMDb and TMDB."""

    def __init__(self, movies: Iterable[Movie]) -> None:
        self._by_movielens: dict[int, Movie] = {}
        self._by_imdb: dict[int, Movie] = {}
        self._by_tmdb: dict[int, Movie] = {}
        for movie in movies:
            self._by_movielens[movie.movie_id] = movie
            if movie.imdb_id and (digits := movie.imdb_id.removeprefix("tt")).isdecimal():
                self._by_imdb.setdefault(int(digits), movie)
            if movie.tmdb_id is not None:
                self._by_tmdb.setdefault(movie.tmdb_id, movie)

    def read(self, text: str) -> "Reference | None":
        """The film that a text refers to by number or link; None when it does nothing of the kind."""
        if found := _MOVIELENS.fullmatch(text) or _MOVIELENS_LINK.search(text):
            return Reference(self._by_movielens.get(int(found[1])))
        if found := _IMDB.search(text):
            return Reference(self._by_imdb.get(int(found[1])))
        if found := _TMDB_LINK.search(text):
            return Reference(self._by_tmdb.get(int(found[1])))
        return Reference(None) if _ELSEWHERE.search(text) else None


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to one film; `movie` is None when the catalogue doesn't hold it or the link leads elsewhere."""

    movie: Movie | None
