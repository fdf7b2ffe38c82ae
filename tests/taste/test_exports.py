"""Films taken away: what a file says is read back as what was told, in every form that can say it."""

import csv
import io
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie
from bot.movies.titles import TitleIndex
from bot.taste.exports import Exported, Format, export
from bot.taste.imports import match, read_history, verdicts_of
from bot.taste.profile import Verdict
from tests.world import ALIEN, AMELIE, FILMS, MATRIX, TITANIC

CATALOGUE = Catalogue(FILMS)
TITLES = TitleIndex(CATALOGUE)
TABLES = [form for form in Format if form is not Format.JSON]
_IDS = st.sampled_from([movie.movie_id for movie in FILMS])
_WITHOUT_ASIDE = st.sampled_from([Verdict.LIKE, Verdict.DISLIKE, Verdict.SEEN])


def film(movie_id: int) -> Movie:
    found = CATALOGUE.get(movie_id)
    assert found is not None
    return found


def exported(form: Format, told: Mapping[int, Verdict], later: Sequence[int]) -> Sequence[Exported]:
    return export(form, [(film(movie_id), verdict) for movie_id, verdict in told.items()], list(map(film, later)))


def brought(files: Sequence[Exported]) -> tuple[Mapping[int, Verdict], set[int]]:
    """What an import of these files makes of them."""
    told: dict[int, Verdict] = {}
    later: set[int] = set()
    for file in files:
        found = match(read_history(file.content, file.name).films, CATALOGUE, TITLES).found
        told |= verdicts_of(found)
        later |= {movie_id for movie_id, one in found.items() if one.is_for_later}
    return told, later


@given(told=st.dictionaries(_IDS, st.sampled_from(Verdict)), later=st.lists(_IDS, unique=True))
def test_our_own_file_brings_everything_back(told: dict[int, Verdict], later: list[int]) -> None:
    files = exported(Format.JSON, told, later)
    if told or later:
        assert brought(files) == (told, set(later))


@pytest.mark.parametrize("form", TABLES)
@given(told=st.dictionaries(_IDS, _WITHOUT_ASIDE), later=st.lists(_IDS, unique=True))
def test_a_table_brings_back_verdicts_and_films_to_watch(
    form: Format, told: dict[int, Verdict], later: list[int]
) -> None:
    assert brought(exported(form, told, later)) == (told, set(later))


@pytest.mark.parametrize("form", TABLES)
def test_a_like_that_was_put_aside_is_a_like_elsewhere(form: Format) -> None:
    assert brought(exported(form, {ALIEN: Verdict.ASIDE}, [])) == ({ALIEN: Verdict.LIKE}, set())


def test_letterboxd_finds_the_columns_it_imports() -> None:
    told = {MATRIX: Verdict.LIKE, TITANIC: Verdict.DISLIKE, ALIEN: Verdict.SEEN}
    films, wanted = (file.content.decode("utf-8-sig") for file in exported(Format.LETTERBOXD, told, [AMELIE]))
    assert list(csv.reader(io.StringIO(films))) == [
        ["tmdbID", "imdbID", "Title", "Year", "Rating"],
        ["603", "tt0133093", "The Matrix", "1999", "5"],
        ["597", "tt0120338", "Titanic", "1997", "1"],
        ["348", "tt0078748", "Alien", "1979", ""],
    ]
    assert wanted.splitlines()[1] == "194,tt0211915,Amelie,2001"


@pytest.mark.parametrize("form", TABLES)
@pytest.mark.parametrize("title", ['=HYPERLINK("http://x.y";"win")', "+1", "-30-", "@SUM(A1)", "\t=1", "＝1+1"])
def test_a_title_that_a_spreadsheet_would_run_is_made_harmless(title: str, form: Format) -> None:
    movie = Movie(MATRIX, title, 1999, ("Drama",), (), "tt0133093", 603)
    for file in export(form, [(movie, Verdict.LIKE)], [movie]):
        cells = [cell for row in csv.reader(io.StringIO(file.content.decode("utf-8-sig"))) for cell in row]
        assert any(cell.startswith(f"'{title}") for cell in cells)
        assert not any(cell.startswith(title) for cell in cells)


def test_our_own_file_with_rubbish_in_it_gives_the_films_that_are_there() -> None:
    content = (
        '{"format": "reelmates", "films": [7, {"movielens_id": true}, {"movielens_id": 2571, "verdict": "like"}, '
        '{"title": ["x"], "year": "1999", "verdict": "adored", "imdb_id": "tt0078748", "later": 1}, '
        '{"movielens_id": 1721, "later": true}]}'
    )
    films = read_history(content.encode(), "x").films
    assert verdicts_of(match(films, CATALOGUE, TITLES).found) == {MATRIX: Verdict.LIKE}
    assert [one.movie_id for one in films if one.is_for_later] == [TITANIC]
