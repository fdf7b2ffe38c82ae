"""The picture of a taste: what is counted, that it is always a picture, and that every film shows."""

from io import BytesIO

import pytest
from PIL import Image

from bot.chat.words_of_taste import labels_of
from bot.movies.movie import Movie
from bot.movies.posters.colours import SCHEMES
from bot.taste.chart import HEIGHT, MOST_GENRES, WIDTH, Outline, draw, outline_of
from tests.world import FILMS

LIT = (255, 228, 121)


def picture(outline: Outline) -> Image.Image:
    return Image.open(BytesIO(draw(outline, labels_of(outline))))


def lit(outline: Outline) -> int:
    """How many pixels of the picture are a lit window, as near as a picture made smaller keeps its colours."""
    most = 30
    return sum(
        count
        for count, colour in picture(outline).getcolors(WIDTH * HEIGHT) or ()
        if isinstance(colour, tuple) and all(abs(one - other) <= most for one, other in zip(colour, LIT, strict=True))
    )


def of_decades(*counts: int) -> Outline:
    return Outline(sum(counts), (), tuple((1900 + 10 * place, count) for place, count in enumerate(counts)))


def test_films_are_counted_by_genre_most_first_and_by_decade_without_gaps() -> None:
    films = [
        Movie(1, "One", 1979, ("Horror", "Sci-Fi")),
        Movie(2, "Two", 1971, ("Sci-Fi",)),
        Movie(3, "Three", 2000, ("Drama",)),
        Movie(4, "Four", None, ()),
    ]
    assert outline_of(films) == Outline(
        films=4,
        genres=(("Sci-Fi", 2), ("Drama", 1), ("Horror", 1)),
        decades=((1970, 2), (1980, 0), (1990, 0), (2000, 1)),
    )


def test_only_the_commonest_genres_are_kept() -> None:
    films = [Movie(number, "A film", 1999, tuple(SCHEMES)[: number + 1]) for number in range(len(SCHEMES))]
    assert [name for name, _ in outline_of(films).genres] == list(SCHEMES)[:MOST_GENRES]


@pytest.mark.parametrize(
    "outline",
    [
        outline_of([]),
        outline_of(FILMS[:1]),
        outline_of(FILMS),
        outline_of([Movie(1, "Nothing known")]),
        Outline(1_000_000, (("A genre with a name as long as a sentence", 1_000_000),), ((1990, 1_000_000),)),
        Outline(2, (("科幻", 2), ("", 1)), ((0, 1), (9990, 1))),
        of_decades(*range(1, 14)),
        Outline(2, (), tuple((decade, int(decade in (1880, 2090))) for decade in range(1880, 2100, 10))),
    ],
    ids=["nothing", "one film", "twelve", "a bare film", "a million", "strange names", "all decades", "far apart"],
)
def test_every_taste_has_a_picture_of_one_size(outline: Outline) -> None:
    assert picture(outline).format == "PNG"
    assert picture(outline).size == (WIDTH, HEIGHT)


def test_the_same_taste_gets_the_same_picture() -> None:
    one, other = outline_of(FILMS), outline_of(reversed(FILMS))
    assert draw.__wrapped__(one, labels_of(one)) == draw.__wrapped__(other, labels_of(other))


def test_every_film_lights_a_window() -> None:
    one, two, three = lit(of_decades(1)), lit(of_decades(2)), lit(of_decades(2, 1))
    assert one > 100
    assert two == pytest.approx(2 * one, rel=0.05)
    assert three == pytest.approx(3 * one, rel=0.05)


def test_a_decade_with_more_films_has_a_higher_tower_however_many_they_are() -> None:
    few, many = lit(of_decades(100, 10)), lit(of_decades(100, 90))
    assert many > few


def test_a_genre_liked_more_has_a_longer_bar_in_its_own_colour() -> None:
    def red(count: int) -> int:
        pixels = picture(Outline(9, (("Sci-Fi", 9), ("Action", count)), ())).crop((0, 0, WIDTH // 2, HEIGHT))
        colours = pixels.getcolors(WIDTH * HEIGHT) or ()
        return sum(
            number for number, colour in colours if isinstance(colour, tuple) and colour[0] > 240 > 130 > colour[1]
        )

    assert 0 < red(1) < red(5) < red(9)
