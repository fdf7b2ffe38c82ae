"""The films of a data set: each id once, each with a name, genres in MovieLens' words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.errors import BadSource
from bot.movies.movie import Movie
from bot.movies.movielens.tables import File, Row, counted, number_in, read_columns, read_header, shown

# Tables by film id stay small; MovieLens' own ids are below 300,000.
_LARGEST_ID = 2**24
_NO_GENRES = "(no genres listed)"
# What ml-1m and TMDB call the genres that today's MovieLens sets call otherwise.
_OTHER_NAMES = {"Children's": "Children", "Family": "Children", "Science Fiction": "Sci-Fi", "Music": "Musical"}


@dataclass(frozen=True, slots=True)
class Films:
    """A catalogue in the making; `told_in` names the file it comes from."""

    movies: tuple[Movie, ...]  # ascending id, each once
    told_in: str
    notes: tuple[str, ...] = ()

    @property
    def ids(self) -> NDArray[np.int64]:
        """(films,), ascending."""
        return np.array([movie.movie_id for movie in self.movies], dtype=np.int64)

    def rated_by(self, raters: NDArray[np.int64]) -> tuple[Movie, ...]:
        """The films with their numbers of raters filled in, (films,)."""
        numbers = zip(self.movies, raters.tolist(), strict=True)
        return tuple(replace(movie, rated_by=number) for movie, number in numbers)


def gather(movies: Iterable[Movie], told_in: str, notes: Iterable[str] = ()) -> Films:
    """Makes a catalogue: the first film of an id counts, and a film without a title is called by its number."""
    by_id: dict[int, Movie] = {}
    said = list(notes)
    untitled: list[str] = []
    repeated = 0
    for movie in movies:
        if movie.movie_id in by_id:
            repeated += 1
            continue
        if not movie.title:
            untitled.append(f"Untitled film {movie.movie_id}")
            movie = replace(movie, title=untitled[-1])
        by_id[movie.movie_id] = movie
    if not by_id:
        raise BadSource(f"{told_in} holds no films.")
    if repeated:
        said.append(f"Left out {counted(repeated, 'line')} of {told_in} for films that earlier lines name.")
    if untitled:
        said.append(f"Called {counted(len(untitled), 'film')} by number, such as “{untitled[0]}”, for want of a title.")
    return Films(tuple(by_id[movie_id] for movie_id in sorted(by_id)), told_in, tuple(said))


def film_id(cell: str, file_name: str, row: Row) -> int:
    """The MovieLens id in a cell; BadSource names the line when it is none."""
    found = number_in(cell)
    if found is None or found > _LARGEST_ID:
        raise BadSource(f"{file_name} line {row.line}: {shown(cell)} is not a film's number.")
    return found


@lru_cache(maxsize=10_000)
def genres_in(cell: str) -> tuple[str, ...]:
    """Genres parted by `|`, each once, by the names that today's MovieLens sets use."""
    genres = (_OTHER_NAMES.get(name.strip(), name.strip()) for name in cell.split("|"))
    return tuple(dict.fromkeys(genre for genre in genres if genre and genre != _NO_GENRES))


@dataclass(frozen=True, slots=True)
class Links:
    """Where a film is found elsewhere."""

    imdb_id: str | None = None
    tmdb_id: int | None = None


def read_links(file: File) -> tuple[dict[int, Links], tuple[str, ...]]:
    """Links by MovieLens id, and notes; rows that cannot be used are left out and counted."""
    header = read_header(file)
    wanted = ["movieId", *(column for column in ("imdbId", "tmdbId") if header.has(column))]
    table = read_columns(file, header, wanted)
    links: dict[int, Links] = {}
    unusable = 0
    for row in table:
        cells = dict(zip(wanted, row.cells, strict=True))
        movie_id = number_in(cells["movieId"])
        if movie_id is None or movie_id > _LARGEST_ID:
            unusable += 1
            continue
        imdb_number = number_in(cells.get("imdbId", "").removeprefix("tt"))
        imdb_id = f"tt{imdb_number:07}" if imdb_number else None
        links.setdefault(movie_id, Links(imdb_id, number_in(cells.get("tmdbId", "")) or None))
    note = (f"Left out {counted(unusable, 'line')} of {file.name} that cannot be used.",) if unusable else ()
    return links, (*table.notes, *note)
