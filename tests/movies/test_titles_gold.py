"""The gold list of title queries against MovieLens: the figures that title lookup has to keep."""

from pathlib import Path

import pytest

from benchmarks.titles_gold import Score, is_found, read_gold, score
from bot.movies.catalogue import Catalogue
from bot.movies.movielens import read_dataset
from bot.movies.titles import TitleIndex

GOLD = read_gold()


@pytest.fixture(scope="module")
def index(movielens_dir: Path) -> TitleIndex:
    """An index of the whole MovieLens catalogue."""
    return TitleIndex(Catalogue(read_dataset(movielens_dir).movies))


@pytest.fixture(scope="module")
def checked(index: TitleIndex) -> Score:
    """The answers to the checking half of the list."""
    return score(index, [query for query in GOLD if query.is_checking])


def test_the_gold_list_is_long_and_asks_nothing_twice() -> None:
    assert len(GOLD) >= 300
    assert len({query.text for query in GOLD}) == len(GOLD)
    assert 0.4 < sum(query.is_checking for query in GOLD) / len(GOLD) < 0.6


def test_the_right_film_is_taken_or_first_in_the_question(checked: Score) -> None:
    assert checked.first / checked.films >= 0.96


def test_the_right_film_is_among_the_five_offered(checked: Score) -> None:
    assert checked.shown / checked.films >= 0.99


def test_a_wrong_film_is_hardly_ever_taken(checked: Score) -> None:
    assert checked.taken_wrong / checked.queries <= 0.01


def test_what_is_taken_is_right_ninety_nine_times_in_a_hundred(index: TitleIndex) -> None:
    every = score(index, GOLD)
    assert every.taken_wrong / every.taken <= 0.01


def test_what_means_no_film_is_refused(checked: Score) -> None:
    assert checked.refused / checked.others >= 0.97


def test_films_are_taken_without_a_question_more_often_than_not(checked: Score) -> None:
    assert checked.taken / checked.films >= 0.7


def test_films_are_found_first_by_their_own_title_or_behind_a_better_known_namesake(
    index: TitleIndex, movielens_dir: Path
) -> None:
    films = read_dataset(movielens_dir).movies[::4]
    lost = [movie for movie in films if not is_found(index, movie, movie.title.lower())]
    assert len(lost) / len(films) <= 0.005
