"""Completion while typing, over a small catalogue."""

import pytest

from bot.movies.movie import Movie
from bot.movies.titles import TitleIndex
from tests.movies.titles_films import CATALOGUE, film

INDEX = TitleIndex(CATALOGUE)


def _titles(typed: str) -> list[str]:
    return [movie.title for movie in INDEX.complete(typed)]


def test_the_best_known_films_that_begin_as_typed_come_first() -> None:
    assert _titles("mat") == ["The Matrix", "The Matrix Reloaded", "The Matrix Revolutions"]
    assert _titles("the mat") == ["The Matrix", "The Matrix Reloaded", "The Matrix Revolutions"]


def test_a_title_typed_in_full_comes_before_better_known_ones_that_go_on() -> None:
    assert _titles("m")[0] == "M"
    assert _titles("it")[0] == "It"
    assert _titles("batman")[0] == "Batman"


def test_words_from_the_middle_of_a_title_are_completed() -> None:
    assert _titles("two tow") == ["The Lord of the Rings: The Two Towers"]
    assert _titles("cuckoos n") == ["One Flew Over the Cuckoo's Nest"]


@pytest.mark.parametrize("typed", ["spider-m", "spider m", "spiderm", "SPIDER-MA"])
def test_hyphens_blanks_and_case_do_not_matter_while_typing(typed: str) -> None:
    assert _titles(typed)[0] == "Spider-Man"


def test_accents_and_other_names_are_completed() -> None:
    assert _titles("amé")[0] == "Amelie"
    assert _titles("laberinto") == ["Pan's Labyrinth"]
    assert "101 Dalmatians" in _titles("hundred and one d")


def test_a_year_narrows_the_films_while_it_is_typed() -> None:
    assert INDEX.complete("batman 1966") == (film("Batman (1966)"),)
    assert INDEX.complete("batman (198") == (film("Batman (1989)"),)


def test_numbers_are_completed_in_every_writing() -> None:
    assert _titles("rocky 4") == ["Rocky IV"]
    assert _titles("godfather part 2") == ["The Godfather: Part II"]


def test_a_slip_before_or_in_the_word_being_typed_is_forgiven() -> None:
    assert _titles("forest gu")[0] == "Forrest Gump"
    assert _titles("shawhsan")[0] == "The Shawshank Redemption"
    assert _titles("termnator")[0] == "The Terminator"


def test_an_id_or_a_link_completes_to_its_film() -> None:
    assert INDEX.complete("#2571") == (film("Matrix, The (1999)"),)
    assert INDEX.complete("https://www.imdb.com/title/tt0110912/") == (film("Pulp Fiction (1994)"),)
    assert INDEX.complete("https://example.com/matrix") == ()


def test_before_anything_is_typed_the_best_known_films_are_shown() -> None:
    by_fame = sorted(CATALOGUE, key=lambda movie: -movie.rated_by)
    assert [movie.title for movie in INDEX.complete("", 3)] == [movie.title for movie in by_fame[:3]]


def test_nonsense_completes_to_nothing() -> None:
    for typed in ("zzzz", "$$$", "x" * 5000, "word " * 1000):
        assert INDEX.complete(typed) == ()


def test_no_film_is_shown_twice_and_no_more_than_asked_for() -> None:
    shown: tuple[Movie, ...] = INDEX.complete("the", 7)
    assert len(shown) == 7
    assert len(set(shown)) == 7
