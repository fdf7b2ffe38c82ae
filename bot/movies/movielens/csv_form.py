"""Today's MovieLens sets: ratings.csv, movies.csv and, where there is one, links.csv."""

from collections.abc import Iterator, Mapping

from bot.errors import BadSource
from bot.movies.dataset import Dataset
from bot.movies.movie import Movie, read_label
from bot.movies.movielens.films import Films, Links, film_id, gather, genres_in, read_links
from bot.movies.movielens.grouping import make_dataset
from bot.movies.movielens.ratings import RatingsTable, read_ratings
from bot.movies.movielens.tables import File, Folder, Rows, Told, name_of, read_columns, read_header

_NO_LINKS = "There is no links.csv, so posters will be looked for by title."


def read_csv_form(folder: Folder, told: Told) -> Dataset:
    """Reads a folder with ratings.csv and movies.csv."""
    ratings = csv_ratings(folder / "ratings.csv")
    return make_dataset(name_of(folder), _read_films(folder), read_ratings(ratings, told), told_in="ratings.csv")


def csv_ratings(file: File) -> RatingsTable:
    """Finds rater, film and stars by the file's first line."""
    header = read_header(file)
    rater, film, stars = (header.place_of(column) for column in ("userId", "movieId", "rating"))
    return RatingsTable(file, header.delimiter, (rater, film, stars), header_lines=1)


def _read_films(folder: Folder) -> Films:
    file = folder / "movies.csv"
    table = read_columns(file, read_header(file), ("movieId", "title", "genres"))
    links, notes = _links(folder)
    return gather(_movies(table, links), file.name, (*table.notes, *notes))


def _links(folder: Folder) -> tuple[Mapping[int, Links], tuple[str, ...]]:
    file = folder / "links.csv"
    if not file.is_file():
        return {}, (_NO_LINKS,)
    try:
        return read_links(file)
    except BadSource as error:
        return {}, (f"The links to IMDb were left out: {error}",)


def _movies(table: Rows, links: Mapping[int, Links]) -> Iterator[Movie]:
    for row in table:
        if not row.fits:
            raise BadSource(
                f"movies.csv line {row.line} does not have as many columns as its first line; "
                "a title with a comma in it needs quotation marks."
            )
        movie_id = film_id(row.cells[0], "movies.csv", row)
        label = read_label(row.cells[1])
        found = links.get(movie_id, Links())
        yield Movie(
            movie_id=movie_id,
            title=label.title,
            year=label.year,
            genres=genres_in(row.cells[2]),
            also_known_as=label.also_known_as,
            imdb_id=found.imdb_id,
            tmdb_id=found.tmdb_id,
        )
