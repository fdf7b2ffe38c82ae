"""Looking titles up as members type them, over a small catalogue."""

import pytest

from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie
from bot.movies.titles import Decision, Lookup, TitleIndex
from tests.movies.titles_films import CATALOGUE, film

INDEX = TitleIndex(CATALOGUE)


def _first(typed: str) -> Movie:
    lookup = INDEX.find(typed)
    assert lookup.decision is not Decision.NONE, lookup
    return lookup.candidates[0].movie


def _asked(typed: str) -> list[Movie]:
    lookup = INDEX.find(typed)
    assert lookup.decision is Decision.ASK, lookup
    return [candidate.movie for candidate in lookup.candidates]


@pytest.mark.parametrize(
    "typed", ["The Matrix", "matrix", "the matrix", "Matrix, The (1999)", "THE MATRIX", "matrix movie"]
)
def test_a_film_clearly_meant_is_taken_at_once(typed: str) -> None:
    lookup = INDEX.find(typed)
    assert lookup.decision is Decision.TAKE
    assert lookup.candidates[0].movie == film("Matrix, The (1999)")


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("les miserables 1998", "Misérables, Les (1998)"),
        ("Misérables, Les (1995)", "Misérables, Les (1995)"),
        ("l'avventura", "Avventura, L' (Adventure, The) (1960)"),
        ("avventura", "Avventura, L' (Adventure, The) (1960)"),
        ("el laberinto del fauno", "Pan's Labyrinth (Laberinto del fauno, El) (2006)"),
        ("the heat", "Heat, The (2013)"),
        ("heat", "Heat (1995)"),
    ],
)
def test_articles_of_any_language_may_stand_anywhere_or_be_missing(typed: str, label: str) -> None:
    assert _first(typed) == film(label)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("spider man", "Spider-Man (2002)"),
        ("spiderman", "Spider-Man (2002)"),
        ("xmen", "X-Men (2000)"),
        ("oceans eleven", "Ocean's Eleven (2001)"),
        ("mr and mrs smith", "Mr. & Mrs. Smith (2005)"),
        ("ET", "E.T. the Extra-Terrestrial (1982)"),
        ("la confidential", "L.A. Confidential (1997)"),
        ("wall-e", "WALL·E (2008)"),
        ("walle", "WALL·E (2008)"),
        ("mash", "M*A*S*H (a.k.a. MASH) (1970)"),
        ("m.a.s.h.", "M*A*S*H (a.k.a. MASH) (1970)"),
        ("se7en", "Seven (a.k.a. Se7en) (1995)"),
        ("alien³", "Alien³ (a.k.a. Alien 3) (1992)"),
        ("alien 3", "Alien³ (a.k.a. Alien 3) (1992)"),
        ("forrestgump", "Forrest Gump (1994)"),
    ],
)
def test_punctuation_and_stylised_spellings_do_not_matter(typed: str, label: str) -> None:
    assert _first(typed) == film(label)


@pytest.mark.parametrize("typed", ["Amélie", "amelie", "le fabuleux destin d'amelie poulain"])
def test_accents_and_original_titles_work_both_ways(typed: str) -> None:
    assert _first(typed) == film("Amelie (Fabuleux destin d'Amélie Poulain, Le) (2001)")


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("forest gump", "Forrest Gump (1994)"),
        ("shawshenk redemtion", "Shawshank Redemption, The (1994)"),
        ("teh matirx", "Matrix, The (1999)"),
        ("alein", "Alien (1979)"),
        ("pulpp fictionn", "Pulp Fiction (1994)"),
        ("ocean eleven", "Ocean's Eleven (2001)"),
    ],
)
def test_slips_of_a_letter_or_two_are_forgiven(typed: str, label: str) -> None:
    assert _first(typed) == film(label)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("my neighbour totoro", "My Neighbor Totoro (Tonari no Totoro) (1988)"),
        ("the colour of money", "Color of Money, The (1986)"),
        ("terminator 2 judgement day", "Terminator 2: Judgment Day (1991)"),
    ],
)
def test_british_spellings_find_american_titles(typed: str, label: str) -> None:
    assert _first(typed) == film(label)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("rocky 4", "Rocky IV (1985)"),
        ("rocky four", "Rocky IV (1985)"),
        ("the godfather part two", "Godfather: Part II, The (1974)"),
        ("godfather 2", "Godfather: Part II, The (1974)"),
        ("terminator 2", "Terminator 2: Judgment Day (1991)"),
        ("toy story two", "Toy Story 2 (1999)"),
        ("star wars 5", "Star Wars: Episode V - The Empire Strikes Back (1980)"),
        ("ocean's 11", "Ocean's Eleven (2001)"),
        ("hundred and one dalmatians", "101 Dalmatians (One Hundred and One Dalmatians) (1961)"),
        ("toystory2", "Toy Story 2 (1999)"),
    ],
)
def test_numbers_are_understood_in_every_writing(typed: str, label: str) -> None:
    assert _first(typed) == film(label)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("harry potter 3", "Harry Potter and the Prisoner of Azkaban (2004)"),
        ("matrix 2", "Matrix Reloaded, The (2003)"),
    ],
)
def test_a_number_that_no_title_carries_counts_through_the_series_and_asks(typed: str, label: str) -> None:
    assert _asked(typed)[0] == film(label)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("two towers", "Lord of the Rings: The Two Towers, The (2002)"),
        ("empire strikes back", "Star Wars: Episode V - The Empire Strikes Back (1980)"),
        ("dr strangelove", "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb (1964)"),
        (
            "borat",
            "Borat: Cultural Learnings of America for Make Benefit Glorious Nation of Kazakhstan (2006)",
        ),
        ("cuckoo's nest", "One Flew Over the Cuckoo's Nest (1975)"),
        ("shawshank", "Shawshank Redemption, The (1994)"),
        ("good bad ugly", "Good, the Bad and the Ugly, The (Buono, il brutto, il cattivo, Il) (1966)"),
        ("weeping camel", "Weeping Camel, The (2003)"),
    ],
)
def test_a_part_of_a_title_is_enough(typed: str, label: str) -> None:
    assert _first(typed) == film(label)


@pytest.mark.parametrize("typed", ["star wars", "starwars"])
def test_the_name_of_a_series_asks_with_its_best_known_film_first(typed: str) -> None:
    asked = _asked(typed)
    assert asked[0] == film("Star Wars: Episode IV - A New Hope (1977)")
    assert film("Star Wars: Episode VI - Return of the Jedi (1983)") in asked[:5]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("lotr", "Lord of the Rings: The Fellowship of the Ring, The (2001)"),
        ("hp", "Harry Potter and the Sorcerer's Stone (a.k.a. Harry Potter and the Philosopher's Stone) (2001)"),
        ("lotr rotk", "Lord of the Rings: The Return of the King, The (2003)"),
    ],
)
def test_abbreviations_are_read_from_the_initials_of_well_known_films(typed: str, label: str) -> None:
    assert _first(typed) == film(label)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("batman 1966", "Batman (1966)"),
        ("Batman (1966)", "Batman (1966)"),
        ("the thing '11", "Thing, The (2011)"),
        ("the thing 82", "Thing, The (1982)"),
        ("1933 king kong", "King Kong (1933)"),
        ("king kong from 1933", "King Kong (1933)"),
        ("2012", "2012 (2009)"),
        ("2012 2009", "2012 (2009)"),
        ("blade runner 2049", "Blade Runner 2049 (2017)"),
    ],
)
def test_a_year_in_any_form_picks_the_film(typed: str, label: str) -> None:
    lookup = INDEX.find(typed)
    assert lookup.decision is Decision.TAKE
    assert lookup.candidates[0].movie == film(label)


def test_a_remake_far_less_known_is_passed_over_without_a_question() -> None:
    lookup = INDEX.find("batman")
    assert lookup.decision is Decision.TAKE
    assert lookup.candidates[0].movie == film("Batman (1989)")


def test_a_remake_about_as_well_known_is_asked_about() -> None:
    assert _asked("king kong")[:2] == [film("King Kong (2005)"), film("King Kong (1933)")]


def test_a_better_known_film_never_beats_the_very_title() -> None:
    assert _first("aliens") == film("Aliens (1986)")
    assert _first("the thing 2011") == film("Thing, The (2011)")


def test_a_little_known_film_of_just_this_title_is_not_taken_past_a_likely_slip() -> None:
    assert _asked("inglorious bastards")[:2] == [
        film("Inglorious Bastards (Quel maledetto treno blindato) (1978)"),
        film("Inglourious Basterds (2009)"),
    ]


def test_a_title_typed_with_its_punctuation_comes_first_in_the_question() -> None:
    assert _asked("mother")[0] == film("Mother (1996)")
    assert _asked("mother!")[0] == film("Mother! (2017)")


def test_a_film_that_the_catalogue_lacks_is_never_taken_for_its_predecessor() -> None:
    for typed in ("toy story 4", "batman 2022", "the batman"):
        assert INDEX.find(typed).decision is Decision.ASK, typed


@pytest.mark.parametrize(
    ("typed", "label"),
    [("m", "M (1931)"), ("up", "Up (2009)"), ("300", "300 (2007)"), ("big", "Big (1988)"), ("it", "It (2017)")],
)
def test_titles_of_a_letter_a_number_or_a_common_word_are_found(typed: str, label: str) -> None:
    assert _first(typed) == film(label)


@pytest.mark.parametrize("label", ["What We Do in the Shadows (2014)", "Me and Earl and the Dying Girl (2015)"])
def test_titles_that_look_like_sentences_are_taken(label: str) -> None:
    lookup = INDEX.find(film(label).title.lower())
    assert lookup.decision is Decision.TAKE
    assert lookup.candidates[0].movie == film(label)


@pytest.mark.parametrize(
    "typed",
    [
        "#2571",
        "# 2571",
        "tt0133093",
        "TT0133093",
        "https://www.imdb.com/title/tt0133093/?ref_=fn_al_tt_1",
        "<https://m.imdb.com/title/tt0133093/>",
        "https://www.themoviedb.org/movie/603-the-matrix",
        "themoviedb.org/movie/603",
        "look: https://www.imdb.com/title/tt0133093 !",
    ],
)
def test_a_film_may_be_named_by_id_or_link(typed: str) -> None:
    lookup = INDEX.find(typed)
    assert lookup.decision is Decision.TAKE
    assert [candidate.movie for candidate in lookup.candidates] == [film("Matrix, The (1999)")]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "?!",
        "hello",
        "thanks a lot!",
        "good morning everyone",
        "<@123456789012345678>",
        "@everyone",
        "#general",
        "what should we watch tonight",
        "i want to see the matrix again with you",
        "the one where the guy can't remember anything",
        "asdf",
        "qwertyuiop",
        "'; DROP TABLE movies; --",
        "🍿🎬",
        "映画を見たい",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://www.imdb.com/name/nm0000206/",
        "someone@example.com",
        "#999999999",
        "tt9999999",
        "word " * 1000,
        "x" * 5000,
    ],
)
def test_talk_and_nonsense_name_no_film(typed: str) -> None:
    assert INDEX.find(typed).decision is Decision.NONE


def test_a_refusal_still_shows_the_nearest_title() -> None:
    lookup = INDEX.find("matrix watch")
    assert lookup.decision is not Decision.TAKE
    assert lookup.candidates[0].movie == film("Matrix, The (1999)")


def test_no_more_than_ten_films_are_offered_and_confidence_falls() -> None:
    for typed in ("the", "star", "batman", "king"):
        lookup: Lookup = INDEX.find(typed)
        confidences = [candidate.confidence for candidate in lookup.candidates]
        assert len(confidences) <= 10
        assert confidences == sorted(confidences, reverse=True)
        assert all(0 <= confidence <= 1 for confidence in confidences)


def test_a_film_without_a_year_is_found_with_and_without_one() -> None:
    assert _first("babylon 5") == film("Babylon 5")
    assert _first("babylon 5 1993") == film("Babylon 5")


def test_an_empty_catalogue_finds_nothing_and_completes_nothing() -> None:
    empty = TitleIndex(Catalogue([]))
    assert empty.find("matrix") == Lookup(Decision.NONE)
    assert empty.complete("m") == ()


def test_titles_without_any_letter_are_reached_by_their_number() -> None:
    odd = TitleIndex(Catalogue([Movie(1, "..."), Movie(2, "The\nMatrix", 1999)]))
    assert odd.find("#1").candidates[0].movie.title == "..."
    assert odd.find("matrix").candidates[0].movie.movie_id == 2
