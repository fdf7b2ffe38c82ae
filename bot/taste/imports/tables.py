"""Rows of a table from elsewhere to films: columns are found by their names, unknown ones are passed over.

The names are those of the exports of Letterboxd, IMDb, TMDB and MovieLens, and of Letterboxd's format for imports.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from bot.taste.imports.rows import ImportedFilm
from bot.taste.imports.unpacking import UnreadableFile

Row = Mapping[str, str]

_TITLES = ("title", "name")
_DAMAGED = "That table is damaged; export it anew and send it as it is."
_LONGEST_ROW = 1024 * 1024
_KNOWN = frozenset("title name const imdbid tmdbid tmdb letterboxduri movieid".split())
_FILMS = frozenset({"", "movie", "film", "tvmovie", "video", "short", "tvspecial", "tvshort"})
_IMDB = re.compile(r"tt\d{5,10}", re.ASCII)
_YEAR = re.compile(r"(?:18|19|20)\d\d", re.ASCII)
_LINE = re.compile(r"(?P<line>[^\r\n]*)(?:\r\n?|\n|\Z)")
_TITLE_AND_YEAR = re.compile(r"(?P<title>.+?)\s*\((?P<year>(?:18|19|20)\d\d)\)\s*", re.ASCII)


class Meaning(StrEnum):
    """What it means that a film without stars stands in a file."""

    SEEN = "seen"
    LOVED = "loved"
    WANTED = "wanted"


def has_header(text: str) -> bool:
    """Whether the first line names columns that we know."""
    first = next(_rows(text[:4096]), [])
    return len(first) > 1 and any(_name(column) in _KNOWN for column in first)


def films_of(text: str, meaning: Meaning) -> Iterator[ImportedFilm]:
    """The films of a table; rows of series and episodes, and rows that name no film, are passed over."""
    rows = _rows(text)
    columns = [_name(column) for column in next(rows, [])]
    # IMDb and TMDB export ten stars, under "Your Rating"; "Rating" alone is TMDB's of everybody, there.
    top = 10.0 if {"yourrating", "rating10"} & set(columns) else 5.0
    if {"const", "position"} <= set(columns):  # a list of IMDb's, as the watchlist is one
        meaning = Meaning.WANTED
    for values in rows:
        film = _film(dict(zip(columns, values, strict=False)), top, meaning)
        if film is not None:
            yield film


def _rows(text: str) -> Iterator[list[str]]:
    """The rows of the table, raising UnreadableFile where it is none; lines may end as on any system."""
    left = _LONGEST_ROW

    def fed() -> Iterator[str]:
        nonlocal left
        for line in lines_of(text):
            left -= len(line)
            if left < 0:  # before the reader makes millions of cells of it
                raise UnreadableFile(_DAMAGED)
            yield f"{line}\n"

    try:
        for row in csv.reader(fed()):
            left = _LONGEST_ROW
            yield row
    except csv.Error as error:
        raise UnreadableFile(_DAMAGED) from error


def _film(row: Row, top: float, meaning: Meaning) -> ImportedFilm | None:
    kind = re.sub(r"[^a-z]", "", row.get("titletype", row.get("type", "")).lower())
    if kind not in _FILMS:
        return None
    title, year = _title_and_year(_first(row, _TITLES), _first(row, ("year", "releaseyear", "releasedate")))
    imdb = _IMDB.search(_first(row, ("const", "imdbid")))
    movie_id = _number(_first(row, ("movieid",)))
    tmdb_id = _number(_first(row, ("tmdbid", "tmdb")))
    if not (title or imdb or tmdb_id or movie_id):
        return None
    stars = stars_of(_first(row, ("yourrating", "rating10") if top > 5 else ("rating",)), top)
    is_bare = stars is None
    return ImportedFilm(
        title,
        year,
        imdb[0] if imdb else _padded(_number(_first(row, ("imdbid",)))),
        tmdb_id,
        movie_id,
        stars,
        is_loved=is_bare and meaning is Meaning.LOVED,
        is_seen=is_bare and meaning is Meaning.SEEN,
        is_wanted=is_bare and meaning is Meaning.WANTED,
    )


def titles_of(text: str) -> Iterator[ImportedFilm]:
    """A plain list: a title a line, with its year in brackets where it has one."""
    for line in lines_of(text):
        title, year = _title_and_year(line.strip().lstrip("-*• \t"), "")
        if title:
            yield ImportedFilm(title, year, is_loved=True)


def lines_of(text: str) -> Iterator[str]:
    """The lines, ended as on any system, one at a time: all at once they take many times the room of the text."""
    return (found["line"] for found in _LINE.finditer(text))


def stars_of(written: object, top: float) -> float | None:
    """Stars from 0.5 to 5 out of a number on a scale up to `top`; None for what is no such number, and for 0."""
    try:
        stars = float(str(written).replace(",", ".")) * 5.0 / top
    except ValueError:
        return None
    return max(0.5, stars) if 0 < stars <= 5 else None


def _title_and_year(title: str, year: str) -> tuple[str, int | None]:
    found = _YEAR.search(year)
    if found:
        return title.strip(), int(found[0])
    both = _TITLE_AND_YEAR.fullmatch(title)
    return (both["title"], int(both["year"])) if both else (title.strip(), None)


def _first(row: Row, names: Sequence[str]) -> str:
    return next((row[name].strip() for name in names if row.get(name, "").strip()), "")


def _number(written: str) -> int | None:
    return int(written) if re.fullmatch(r"\d{1,9}", written, re.ASCII) and int(written) else None


def _padded(number: int | None) -> str | None:
    """IMDb's id from the bare number that MovieLens writes."""
    return None if number is None else f"tt{number:07d}"


def _name(column: str) -> str:
    """A column's name without case, blanks and marks: "TMDb ID" and "tmdb_id" are one."""
    return re.sub(r"[^a-z0-9]", "", column.lower())
