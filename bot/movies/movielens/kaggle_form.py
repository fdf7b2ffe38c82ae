"""Kaggle's "The Movies Dataset": its metadata numbers films by TMDB ids, and links.csv maps MovieLens ids to them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.errors import BadSource
from bot.movies.dataset import Dataset
from bot.movies.movie import Movie
from bot.movies.movielens.csv_form import csv_ratings
from bot.movies.movielens.films import Films, Links, gather, genres_in, read_links
from bot.movies.movielens.grouping import make_dataset
from bot.movies.movielens.ratings import read_ratings
from bot.movies.movielens.tables import File, Folder, Told, counted, name_of, number_in, read_columns, read_header

_COLUMNS = ("id", "title", "original_title", "release_date", "genres", "runtime", "imdb_id")
# Genres are written as a Python or JSON list, `[{'id': 16, 'name': 'Animation'}]`.
_GENRE_NAME = re.compile(r"""["']name["']\s*:\s*["']([^"']+)["']""")
_IMDB_ID = re.compile(r"tt[0-9]{7,}")
_YEAR = re.compile(r"\b(1[89]|20)[0-9]{2}\b")


def read_kaggle_form(folder: Folder, told: Told) -> Dataset:
    """Reads a folder with movies_metadata.csv, links and ratings; the full files are taken before the small ones."""
    links_file, notes_on_links = _full_or_small(folder, "links")
    ratings_file, notes_on_ratings = _full_or_small(folder, "ratings")
    films = _read_films(folder / "movies_metadata.csv", links_file, notes_on_links + notes_on_ratings)
    ratings = read_ratings(csv_ratings(ratings_file), told)
    return make_dataset(name_of(folder), films, ratings, told_in=ratings_file.name)


def _full_or_small(folder: Folder, name: str) -> tuple[File, tuple[str, ...]]:
    full, small = folder / f"{name}.csv", folder / f"{name}_small.csv"
    if full.is_file():
        return full, (f"{full.name} was read, {small.name} was not needed.",) if small.is_file() else ()
    if small.is_file():
        return small, (f"{small.name} was read, as there is no {full.name}.",)
    use = "MovieLens' film numbers stand" if name == "links" else "the ratings stand"
    raise BadSource(f"{folder.name} has movies_metadata.csv but no {full.name}, where {use}.")


@dataclass(frozen=True, slots=True)
class _Metadata:
    title: str
    original_title: str
    year: int | None
    genres: tuple[str, ...]
    runtime_minutes: int | None
    imdb_id: str | None


def _read_films(metadata_file: File, links_file: File, notes: tuple[str, ...]) -> Films:
    metadata, notes_on_metadata = _read_metadata(metadata_file)
    links, notes_on_links = read_links(links_file)
    strangers = sum(link.tmdb_id not in metadata for link in links.values())
    said = [*notes, *notes_on_metadata, *notes_on_links]
    if strangers:
        said.append(f"Left out {counted(strangers, 'film')} of {links_file.name} without metadata.")
    return gather(_movies(links, metadata), f"{metadata_file.name} with {links_file.name}", said)


def _read_metadata(file: File) -> tuple[dict[int, _Metadata], tuple[str, ...]]:
    """Metadata by TMDB id; the published file has lines broken in two, which are left out and counted."""
    table = read_columns(file, read_header(file), _COLUMNS)
    by_id: dict[int, _Metadata] = {}
    broken = 0
    for row in table:
        tmdb_id = number_in(row.cells[0])
        if tmdb_id is None:
            broken += 1
            continue
        _, title, original_title, released, genres, runtime, imdb_id = row.cells
        year = _YEAR.search(released)
        by_id.setdefault(
            tmdb_id,
            _Metadata(
                title=title.strip() or original_title.strip(),
                original_title=original_title.strip(),
                year=int(year[0]) if year else None,
                genres=genres_in("|".join(_GENRE_NAME.findall(genres))),
                runtime_minutes=number_in(runtime) or None,
                imdb_id=imdb_id if _IMDB_ID.fullmatch(imdb_id) else None,
            ),
        )
    note = (f"Left out {counted(broken, 'broken line')} of {file.name}.",) if broken else ()
    return by_id, (*table.notes, *note)


def _movies(links: Mapping[int, Links], metadata: Mapping[int, _Metadata]) -> Iterator[Movie]:
    for movie_id, link in links.items():
        if link.tmdb_id is None or not (facts := metadata.get(link.tmdb_id)):
            continue
        yield Movie(
            movie_id=movie_id,
            title=facts.title,
            year=facts.year,
            genres=facts.genres,
            also_known_as=(facts.original_title,) if facts.original_title != facts.title else (),
            imdb_id=link.imdb_id or facts.imdb_id,
            tmdb_id=link.tmdb_id,
            runtime_minutes=facts.runtime_minutes,
        )
