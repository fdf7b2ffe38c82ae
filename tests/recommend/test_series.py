"""Films of one series are recognised by their names, and films that only sound alike are not."""

import os
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie
from bot.movies.movielens.reading import read_dataset
from bot.recommend.series import series_of
from tests.recommend.series_known import FALSE_FRIENDS, SERIES

ACTION = ("Action", "Adventure")
HORROR = ("Horror", "Sci-Fi")


def films(*told: tuple[str, int | None, tuple[str, ...]], known_as: dict[str, str] | None = None) -> Catalogue:
    others = known_as or {}
    return Catalogue(
        Movie(number, title, year, genres, (others[title],) if title in others else ())
        for number, (title, year, genres) in enumerate(told, 1)
    )


def are_one_series(catalogue: Catalogue) -> bool:
    return len(set(series_of(catalogue).tolist())) == 1


def are_all_alone(catalogue: Catalogue) -> bool:
    return len(set(series_of(catalogue).tolist())) == len(catalogue)


@pytest.mark.parametrize(
    "titles",
    [
        ("Rocky", "Rocky II", "Rocky III"),
        ("Toy Story", "Toy Story 2"),
        ("The Godfather", "The Godfather: Part II"),
        ("Kill Bill: Vol. 1", "Kill Bill: Vol. 2"),
        ("Insidious", "Insidious: Chapter 2"),
        ("Ocean's Eleven", "Ocean's Twelve"),
        ("Alien", "Aliens", "Alien³"),
        ("Pirates of the Caribbean: The Curse of the Black Pearl", "Pirates of the Caribbean: At World's End"),
        ("Mission: Impossible", "Mission: Impossible - Fallout"),
        ("Harry Potter and the Goblet of Fire", "Harry Potter and the Half-Blood Prince"),
        ("Batman", "Batman Returns", "Batman & Robin"),
        ("Planet of the Apes", "Beneath the Planet of the Apes"),
        ("Pokémon 2", "Pokemon 3"),
    ],
)
def test_parts_of_a_series_are_recognised(titles: tuple[str, ...]) -> None:
    assert are_one_series(films(*((title, 1980 + place, ACTION) for place, title in enumerate(titles))))


def test_another_name_of_a_film_tells_its_series() -> None:
    ark, temple = "Raiders of the Lost Ark", "Indiana Jones and the Temple of Doom"
    told = films((ark, 1981, ACTION), (temple, 1984, ACTION), known_as={ark: f"Indiana Jones and the {ark}"})
    assert are_one_series(told)


@pytest.mark.parametrize(
    "titles",
    [
        ("It", "It Happened One Night"),
        ("American Beauty", "American Pie"),
        ("The Girl", "The Girl Next Door", "Gone Girl", "Girl, Interrupted"),
        ("Apollo 13", "Apollo 18"),
        ("Welcome to the Dollhouse", "Welcome to Sarajevo"),
        ("Crash", "Crash"),
        ("Big", "Big Fish"),
    ],
)
def test_films_that_only_sound_alike_are_not_a_series(titles: tuple[str, ...]) -> None:
    assert are_all_alone(films(*((title, 1980 + place, ACTION) for place, title in enumerate(titles))))


def test_a_film_older_than_the_one_it_would_follow_does_not_follow_it() -> None:
    assert are_all_alone(films(("Blade", 1998, ACTION), ("Blade Returns", 1982, ACTION)))


def test_films_without_a_genre_in_common_are_not_a_series() -> None:
    assert are_all_alone(films(("Monster", 2003, ("Crime", "Drama")), ("Monsters", 2010, HORROR)))


def test_a_documentary_about_a_film_is_not_its_second_part() -> None:
    assert are_all_alone(films(("Trekkies", 1990, ACTION), ("Trekkies 2", 1994, ("Action", "Documentary"))))


def test_films_of_unknown_year_and_genre_and_names_without_letters_are_no_trouble() -> None:
    odd = films(("Babylon 5", None, ()), ("...", 1990, ACTION), ("?", None, ()), ("\n", 2000, ()), ("5", 1999, ()))
    assert are_all_alone(odd)


@given(st.lists(st.text(st.sampled_from("aZ ié³İ:-–/&.'\"()!\n02VxIS") | st.characters(), max_size=12), max_size=6))
def test_whatever_is_written_in_a_title_every_film_has_a_series(titles: list[str]) -> None:
    assert series_of(films(*((title, 1990, ACTION) for title in titles))).shape == (len(titles),)


def test_an_empty_catalogue_has_no_series() -> None:
    assert series_of(films()).shape == (0,)


@pytest.fixture(scope="module")
def series_by_name() -> dict[str, int]:
    folder = os.environ.get("REELMATES_MOVIELENS_DIR")
    if not folder:
        pytest.skip("REELMATES_MOVIELENS_DIR names no MovieLens folder")
    catalogue = Catalogue(read_dataset(Path(folder)).movies)
    numbers = series_of(catalogue).tolist()
    return {str(movie): number for movie, number in zip(catalogue, numbers, strict=True)}


def pairs(line: str) -> list[tuple[str, str]]:
    return list(combinations(line.split("; "), 2))


def test_nine_of_ten_pairs_of_well_known_series_are_found(series_by_name: dict[str, int]) -> None:
    found = [series_by_name[one] == series_by_name[other] for line in SERIES for one, other in pairs(line)]
    assert sum(found) >= 0.9 * len(found)


def test_at_most_one_of_forty_false_friends_is_taken_for_a_series(series_by_name: dict[str, int]) -> None:
    wrong = [
        line for line in FALSE_FRIENDS for one, other in pairs(line) if series_by_name[one] == series_by_name[other]
    ]
    assert len(wrong) <= 1, wrong
