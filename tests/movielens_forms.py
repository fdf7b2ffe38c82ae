"""Small handmade data sets, written to a folder in every form that we read."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FilmRow:
    """A film as data sets write it, and (title, year, other_titles) as we should read it."""

    movie_id: int
    label: str
    title: str
    year: int | None
    genres: tuple[str, ...]
    imdb: int | None = None
    tmdb: int | None = None
    minutes: int | None = None
    other_titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One rating of a rater."""

    rater: int
    movie_id: int
    stars: float
    given_at: int = 978_300_760


TOY_STORY, MATRIX, SEVEN, AMELIE, CONVERSATION, SERIES, UNRATED = 1, 2571, 47, 4973, 1120, 108_583, 140_000

FILMS = (
    FilmRow(TOY_STORY, "Toy Story (1995)", "Toy Story", 1995, ("Animation", "Comedy"), 114709, 862, 81),
    FilmRow(SEVEN, "Seven (a.k.a. Se7en) (1995)", "Seven", 1995, ("Thriller",), 114369, 807, 127, ("Se7en",)),
    FilmRow(CONVERSATION, 'Talk, "Quoted", Twice (1974)', 'Talk, "Quoted", Twice', 1974, ("Drama",), 71360, 592, 113),
    FilmRow(MATRIX, "Matrix, The (1999)", "The Matrix", 1999, ("Action", "Sci-Fi"), 133093, 603, 136),
    FilmRow(AMELIE, "Amélie (2001)", "Amélie", 2001, ("Comedy", "Romance"), 211915, 194, 122),
    FilmRow(SERIES, "A Show Without a Year", "A Show Without a Year", None, ()),
    FilmRow(UNRATED, "Nobody's Film (2014)", "Nobody's Film", 2014, ("Children",), 10_000_001, 900),
)

RATINGS = (
    RatingRow(1, TOY_STORY, 4),
    RatingRow(1, SEVEN, 5),
    RatingRow(1, MATRIX, 1),
    RatingRow(2, MATRIX, 5),
    RatingRow(2, AMELIE, 2),
    RatingRow(5, TOY_STORY, 3),
    RatingRow(5, CONVERSATION, 4),
    RatingRow(5, SERIES, 2),
)


def write_csv_form(
    folder: Path, films: Sequence[FilmRow] = FILMS, ratings: Sequence[RatingRow] = RATINGS, delimiter: str = ","
) -> Path:
    """Today's MovieLens form: ratings.csv, movies.csv and links.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    write_ratings(folder / "ratings.csv", ratings, delimiter)
    movies = ((film.movie_id, film.label, "|".join(film.genres) or "(no genres listed)") for film in films)
    _write_table(folder / "movies.csv", ("movieId", "title", "genres"), movies, delimiter)
    write_links(folder / "links.csv", films, delimiter)
    return folder


def write_dat_form(folder: Path, films: Sequence[FilmRow] = FILMS, ratings: Sequence[RatingRow] = RATINGS) -> Path:
    """ml-1m's form: ratings.dat, movies.dat and users.dat, parted by `::`, in Latin-1."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = {
        "ratings.dat": [f"{row.rater}::{row.movie_id}::{row.stars:g}::{row.given_at}" for row in ratings],
        "movies.dat": [f"{film.movie_id}::{film.label}::{'|'.join(film.genres)}" for film in films],
        "users.dat": [f"{rater}::F::25::{rater % 20}::0{rater:04}" for rater in sorted({row.rater for row in ratings})],
    }
    for name, content in lines.items():
        (folder / name).write_text("\n".join([*content, ""]), encoding="latin-1")
    return folder


def write_kaggle_form(folder: Path, films: Sequence[FilmRow] = FILMS, ratings: Sequence[RatingRow] = RATINGS) -> Path:
    """The Movies Dataset's form, with two lines that broke in the middle, as in the published file."""
    folder.mkdir(parents=True, exist_ok=True)
    columns = "adult,budget,genres,id,imdb_id,original_title,overview,release_date,runtime,title"
    metadata = [
        (
            "False",
            0,
            str([{"id": number, "name": name} for number, name in enumerate(_tmdb_genres(film))]),
            film.tmdb,
            f"tt{film.imdb:07}" if film.imdb else "",
            film.other_titles[0] if film.other_titles else film.title,
            "Once upon a time,\nin two lines.",
            f"{film.year}-10-30" if film.year else "",
            f"{film.minutes or 0}.0",
            film.title,
        )
        for film in films
        if film.tmdb
    ]
    broken = [(" - Written by Nobody", 0.065, "/a.jpg", "1997-08-20", "104.0"), ("Released", "", "", "tt0113002")]
    _write_table(folder / "movies_metadata.csv", columns.split(","), [*metadata, *broken])
    write_links(folder / "links.csv", films)
    write_ratings(folder / "ratings.csv", ratings)
    return folder


def write_ml_100k_form(folder: Path) -> Path:
    """ml-100k's form, which numbers films in a way of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "u.data").write_text("196\t242\t3\t881250949\n")
    (folder / "u.item").write_text("1|Toy Story (1995)|01-Jan-1995||0|0|0|1|1|1\n")
    return folder


def write_ratings(file: Path, ratings: Iterable[RatingRow], delimiter: str = ",") -> Path:
    """A ratings.csv."""
    rows = ((row.rater, row.movie_id, f"{row.stars:.1f}", row.given_at) for row in ratings)
    return _write_table(file, ("userId", "movieId", "rating", "timestamp"), rows, delimiter)


def write_links(file: Path, films: Iterable[FilmRow], delimiter: str = ",") -> Path:
    """A links.csv."""
    rows = ((film.movie_id, f"{film.imdb:07}" if film.imdb else "", film.tmdb or "") for film in films)
    return _write_table(file, ("movieId", "imdbId", "tmdbId"), rows, delimiter)


def zipped(folder: Path) -> Path:
    """A zip beside the folder, with the folder in it, as GroupLens packs its sets."""
    archive = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(folder.iterdir()):
            packed.write(file, f"{folder.name}/{file.name}")
    return archive


def _tmdb_genres(film: FilmRow) -> list[str]:
    said = {"Sci-Fi": "Science Fiction", "Children": "Family", "Musical": "Music"}
    return [said.get(genre, genre) for genre in film.genres]


def _write_table(file: Path, header: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str = ",") -> Path:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    file.write_text(text.getvalue(), encoding="utf-8", newline="")
    return file
