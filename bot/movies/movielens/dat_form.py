"""The older `::` form of ml-1m: ratings.dat, movies.dat and users.dat, without header lines."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.errors import BadSource
from bot.movies.dataset import Dataset
from bot.movies.movie import Movie, read_label
from bot.movies.movielens.films import film_id, gather, genres_in
from bot.movies.movielens.grouping import make_dataset
from bot.movies.movielens.ratings import RatingsTable, read_ratings
from bot.movies.movielens.tables import Folder, Rows, Told, counted, name_of, number_in, read_double_colons

# Parted at each single colon, so that the fast parser reads it: `1::1193::5::978300760` has empty cells between.
_COLUMNS = (0, 2, 4)
_FACTS = ("gender", "age", "occupation", "zip")


def read_dat_form(folder: Folder, told: Told) -> Dataset:
    """Reads a folder with ratings.dat and movies.dat; users.dat becomes the raters' facts, coded as in the file."""
    films = gather(_movies(read_double_colons(folder / "movies.dat")), "movies.dat")
    ratings = RatingsTable(folder / "ratings.dat", ":", _COLUMNS, header_lines=0)
    dataset = make_dataset(name_of(folder), films, read_ratings(ratings, told), told_in="ratings.dat")
    raters = folder / "users.dat"
    return _with_facts(dataset, read_double_colons(raters)) if raters.is_file() else dataset


def _movies(table: Rows) -> Iterator[Movie]:
    for row in table:
        if len(row.cells) < 3:
            raise BadSource(f"movies.dat line {row.line} is not of the form “number::title::genres”.")
        number, *title, genres = row.cells
        label = read_label("::".join(title))
        movie_id = film_id(number, "movies.dat", row)
        yield Movie(movie_id, label.title, label.year, genres_in(genres), label.also_known_as)


def _with_facts(dataset: Dataset, table: Rows) -> Dataset:
    raters = set(dataset.rater_ids.tolist())
    facts: dict[int, Mapping[str, str]] = {}
    unusable = 0
    for row in table:
        rater = number_in(row.cells[0])
        if rater is None or len(row.cells) != 1 + len(_FACTS):
            unusable += 1
        elif rater in raters:
            facts[rater] = dict(zip(_FACTS, row.cells[1:], strict=True))
    note = (f"Left out {counted(unusable, 'line')} of users.dat that cannot be used.",) if unusable else ()
    return replace(dataset, rater_facts=facts, notes=(*dataset.notes, *note))
