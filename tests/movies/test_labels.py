"""Taking the titles of MovieLens apart."""

import pytest

from bot.movies.movie import Label, read_label


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("Matrix, The (1999)", "The Matrix"),
        ("Beautiful Mind, A (2001)", "A Beautiful Mind"),
        ("American Tail, An (1986)", "An American Tail"),
        ("Misérables, Les (1995)", "Les Misérables"),
        ("Boot, Das (1981)", "Das Boot"),
        ("Avventura, L' (1960)", "L'Avventura"),
        ("Avventura, L’ (1960)", "L’Avventura"),
        ("Giornata particolare, Una (1977)", "Una Giornata particolare"),
        ("Vitelloni, I (1953)", "I Vitelloni"),
        ("Norte, El (1984)", "El Norte"),
        ("Hip Hop Witch, Da (2000)", "Da Hip Hop Witch"),
        ("Crow, The: Wicked Prayer (2005)", "The Crow: Wicked Prayer"),
        ("Fast and the Furious: Tokyo Drift, The (2006)", "The Fast and the Furious: Tokyo Drift"),
        ("Good, the Bad and the Ugly, The (1966)", "The Good, the Bad and the Ugly"),
    ],
)
def test_a_moved_article_of_any_language_goes_back_in_front(label: str, title: str) -> None:
    assert read_label(label).title == title


@pytest.mark.parametrize("title", ["Paris, Texas", "Kiss Me, Guido", "One, Two, Three", "Me, Myself & Irene"])
def test_other_commas_stay_where_they_are(title: str) -> None:
    assert read_label(f"{title} (1990)") == Label(title, 1990)


def test_other_names_in_brackets_are_kept_in_their_order() -> None:
    label = read_label("Léon: The Professional (a.k.a. The Professional) (Léon) (1994)")
    assert label == Label("Léon: The Professional", 1994, ("The Professional", "Léon"))


@pytest.mark.parametrize("mark", ["a.k.a.", "aka", "a.k.a", "A.K.A."])
def test_also_known_as_is_understood_however_it_is_written(mark: str) -> None:
    assert read_label(f"Seven ({mark} Se7en) (1995)") == Label("Seven", 1995, ("Se7en",))


def test_an_article_is_moved_in_other_names_too() -> None:
    assert read_label("Postman, The (Postino, Il) (1994)").also_known_as == ("Il Postino",)


def test_a_name_is_not_repeated_as_another_name() -> None:
    assert read_label("Bride, The (Bride, The) (Braut, Die) (Braut, Die) (1985)").also_known_as == ("Die Braut",)


@pytest.mark.parametrize(
    "title",
    [
        "Frontière(s)",
        "(500) Days of Summer",
        "Evangelion: 1.0 You Are (Not) Alone",
        "Birdman: Or (The Unexpected Virtue of Ignorance)",
    ],
)
def test_brackets_that_belong_to_the_title_stay_in_it(title: str) -> None:
    assert read_label(f"{title} (2010)") == Label(title, 2010)


def test_a_name_in_brackets_may_hold_brackets() -> None:
    assert read_label("Shame (Skam (en bok)) (1968)") == Label("Shame", 1968, ("Skam (en bok)",))


@pytest.mark.parametrize(
    ("label", "year"),
    [
        ("Alien (1979)", 1979),
        ("Alien (1979) ", 1979),
        ("Alien ( 1979 )", 1979),
        ("Alien (1979", 1979),
        ("Alien (1979-1981)", 1979),
        ("Alien (1979–)", 1979),
        ("Alien", None),
    ],
)
def test_a_year_is_read_in_every_form_that_occurs(label: str, year: int | None) -> None:
    assert read_label(label) == Label("Alien", year)


def test_a_number_in_the_title_is_not_its_year() -> None:
    assert read_label("Babylon 5") == Label("Babylon 5", None)
    assert read_label("2012 (2009)") == Label("2012", 2009)
    assert read_label("1984") == Label("1984", None)


def test_a_label_of_nothing_but_brackets_is_a_title() -> None:
    assert read_label("(Untitled) (2009)") == Label("(Untitled)", 2009)
    assert read_label("") == Label("", None)
