"""A member's films as files for elsewhere: everything as JSON, and tables that other places can import.

A table says stars where the member said a verdict: five for a like, one for a dislike, none for a film that was seen.
That is what an import makes the same verdicts of.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.movies.movie import Movie
from bot.taste.cells import as_table
from bot.taste.profile import Verdict

OWN_FORMAT = "reelmates"
_STARS = {Verdict.LIKE: 5, Verdict.ASIDE: 5, Verdict.DISLIKE: 1, Verdict.SEEN: None}


class Format(StrEnum):
    """Who shall be able to read the files."""

    JSON = "json"
    LETTERBOXD = "letterboxd"
    IMDB = "imdb"
    MOVIELENS = "movielens"


@dataclass(frozen=True, slots=True)
class Exported:
    """A file, by its name and media type."""

    name: str
    media_type: str
    content: bytes


def export(form: Format, told: Sequence[tuple[Movie, Verdict]], later: Sequence[Movie]) -> Sequence[Exported]:
    """The member's verdicts and films to watch later as one file, or as a table of each that is not empty."""
    if form is Format.JSON:
        return [Exported("reelmates.json", "application/json", _as_json(told, later))]
    table = _TABLES[form]
    files = []
    if told:
        rows = (table.film(movie, _STARS[verdict]) for movie, verdict in told)
        files.append(Exported(f"reelmates-{form}.csv", "text/csv", as_table(table.films, rows)))
    if later:
        wanted = as_table(table.wanted, (table.want(place, movie) for place, movie in enumerate(later, start=1)))
        files.append(Exported(f"reelmates-{form}-watchlist.csv", "text/csv", wanted))
    return files


def _as_json(told: Iterable[tuple[Movie, Verdict]], later: Iterable[Movie]) -> bytes:
    verdicts = dict(told)
    wanted = dict.fromkeys(later)
    films = [_film(movie, verdicts.get(movie), movie in wanted) for movie in verdicts | wanted]
    text = json.dumps({"format": OWN_FORMAT, "version": 1, "films": films}, ensure_ascii=False, indent=1)
    return text.encode(errors="replace")


def _film(movie: Movie, verdict: Verdict | None, is_later: bool) -> Mapping[str, object]:
    return {
        "title": movie.title,
        "year": movie.year,
        "movielens_id": movie.movie_id,
        "imdb_id": movie.imdb_id,
        "tmdb_id": movie.tmdb_id,
        "verdict": None if verdict is None else verdict.name.lower(),
        "later": is_later,
    }


@dataclass(frozen=True, slots=True)
class _Table:
    """How a place writes its tables: the columns of films and of films wanted, and a row of each."""

    films: Sequence[str]
    film: Callable[[Movie, int | None], Sequence[object]]
    wanted: Sequence[str]
    want: Callable[[int, Movie], Sequence[object]]


def _at_imdb(movie: Movie) -> Sequence[object]:
    page = f"https://www.imdb.com/title/{movie.imdb_id}/" if movie.imdb_id else ""
    return movie.title, page, "Movie", movie.year


def _bare(imdb_id: str | None) -> str:
    """IMDb's id as MovieLens writes it."""
    return (imdb_id or "").removeprefix("tt")


_TABLES = {
    # https://letterboxd.com/about/importing-data/
    Format.LETTERBOXD: _Table(
        ("tmdbID", "imdbID", "Title", "Year", "Rating"),
        lambda movie, stars: (movie.tmdb_id, movie.imdb_id, movie.title, movie.year, stars),
        ("tmdbID", "imdbID", "Title", "Year"),
        lambda _, movie: (movie.tmdb_id, movie.imdb_id, movie.title, movie.year),
    ),
    # IMDb has ten stars; its lists have a column "Position", its ratings none.
    Format.IMDB: _Table(
        ("Const", "Your Rating", "Title", "URL", "Title Type", "Year"),
        lambda movie, stars: (movie.imdb_id, stars and 2 * stars, *_at_imdb(movie)),
        ("Position", "Const", "Title", "URL", "Title Type", "Year"),
        lambda place, movie: (place, movie.imdb_id, *_at_imdb(movie)),
    ),
    Format.MOVIELENS: _Table(
        ("movie_id", "imdb_id", "tmdb_id", "rating", "title"),
        lambda movie, stars: (movie.movie_id, _bare(movie.imdb_id), movie.tmdb_id, stars, str(movie)),
        ("movie_id", "imdb_id", "tmdb_id", "title"),
        lambda _, movie: (movie.movie_id, _bare(movie.imdb_id), movie.tmdb_id, str(movie)),
    ),
}
