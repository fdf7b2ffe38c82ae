"""Drawn title cards: a picture for every film, whatever its title."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.movies.movie import Movie
from bot.movies.posters import NO_POSTER
from bot.movies.posters.colours import PLAIN, SCHEMES, Colour, palette_of
from bot.movies.posters.drawn import MOST_TURN, DrawnPosters, draw_card
from bot.movies.posters.lettering import readable_title, typeface
from bot.movies.posters.motifs import MOTIFS
from tests.world import FILMS

LONG_TITLE = "The Night of the Day of the Dawn of the Son of the Bride of the Return of the Revenge of the Terror " * 2
TITLES = ["M", "9", "Up", "The Matrix", LONG_TITLE[:150], "X" * 150, "Word " * 80, "", " ", "*batteries not included"]


def card(movie: Movie) -> Image.Image:
    return Image.open(BytesIO(draw_card(movie))).convert("RGB")


def drawn_anew(movie: Movie) -> bytes:
    draw_card.cache_clear()
    return draw_card(movie)


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of the Web Content Accessibility Guidelines, 1 to 21."""

    def luminance(colour: Colour) -> float:
        linear = [((c / 255 + 0.055) / 1.055) ** 2.4 if c > 10 else c / 255 / 12.92 for c in colour]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


async def test_without_a_key_every_film_is_found_no_poster() -> None:
    source = DrawnPosters()
    assert await source.find(FILMS[:2]) == {FILMS[0].movie_id: NO_POSTER, FILMS[1].movie_id: NO_POSTER}
    await source.close()


@pytest.mark.parametrize("movie", FILMS, ids=str)
def test_a_card_is_a_png_of_two_to_three(movie: Movie) -> None:
    picture = Image.open(BytesIO(draw_card(movie)))
    assert (picture.format, picture.size) == ("PNG", (400, 600))


@pytest.mark.parametrize("movie", FILMS, ids=str)
def test_the_same_film_always_gets_the_same_card(movie: Movie) -> None:
    assert drawn_anew(movie) == drawn_anew(movie)


@pytest.mark.parametrize("genre", [*MOTIFS, "Telenovela"])
def test_two_films_of_a_genre_never_get_the_same_picture(genre: str) -> None:
    """Eight films, so that every motif of the genre has its turn."""
    films = [Movie(number, "The Thing", 1982, (genre, "Drama")) for number in range(8)]
    assert len({card(movie).crop((0, 0, 400, 400)).tobytes() for movie in films}) == len(films)


def test_every_genre_has_its_own_colour() -> None:
    assert set(SCHEMES) == set(MOTIFS)
    grounds = {palette_of(scheme, None, 0).ground for scheme in (*SCHEMES.values(), PLAIN)}
    assert len(grounds) == len(SCHEMES) + 1


@pytest.mark.parametrize("genre", SCHEMES)
@pytest.mark.parametrize("turn", [-MOST_TURN, 0, MOST_TURN])
def test_a_title_is_readable_on_its_ground(genre: str, turn: float) -> None:
    palette = palette_of(SCHEMES[genre], None, turn)
    assert contrast(palette.ink, palette.panel) >= 4.5


@pytest.mark.parametrize("title", TITLES)
def test_a_title_of_any_length_stays_on_its_card(title: str) -> None:
    picture = card(Movie(1, title, 1999))
    ground = picture.getpixel((399, 599))
    margins = [(0, 440, 29, 600), (372, 440, 400, 600), (0, 576, 400, 600)]
    for margin in margins:
        assert picture.crop(margin).getcolors() == [((margin[2] - margin[0]) * (margin[3] - margin[1]), ground)]
    assert len(picture.crop((30, 440, 371, 576)).getcolors(100_000) or []) > 1


def test_a_short_title_is_written_large_and_a_long_one_small() -> None:
    def height(title: str) -> int:
        picture = card(Movie(1, title)).crop((0, 440, 400, 548))
        ground = picture.getpixel((0, 0))
        return sum(picture.crop((0, y, 400, y + 1)).getcolors() != [(400, ground)] for y in range(108))

    assert height("H") > 2 * height("H" * 34)


@pytest.mark.parametrize(
    ("movie", "title"),
    [
        (Movie(1, "Amélie"), "Amélie"),
        (Movie(1, "Ame\u0301lie"), "Amélie"),
        (Movie(1, "Łódź – ½"), "Łódź – ½"),
        (Movie(1, "Иди и смотри"), "Иди и смотри"),
        (Movie(1, "ﬁne 🎬 film"), "ﬁne film"),
        (Movie(1, "Ｍａｔｒｉｘ"), "Matrix"),
        (Movie(1, "A\u200bB\nC"), "AB C"),
        (Movie(1, "七人の侍", 1954, also_known_as=("Seven Samurai",)), "Seven Samurai"),
        (Movie(1, "七人の侍 II", 1954), "1954"),
        (Movie(1, "七人の侍"), "#1"),
        (Movie(1, "שלום", also_known_as=("سلام", "Shalom")), "Shalom"),
        (Movie(1, "", 1999), "1999"),
        (Movie(1, "$", 1971), "$"),
        (Movie(1, "Z\u0335\u0327\u031ao\u0335\u0327\u031ae", 2020), "Zoe"),
    ],
)
def test_a_title_is_written_in_letters_that_the_font_has(movie: Movie, title: str) -> None:
    assert readable_title(movie) == title


@settings(max_examples=150)
@given(st.text(max_size=160))
def test_no_title_shows_a_box_in_the_place_of_a_letter(title: str) -> None:
    font = typeface("Regular", 32)
    box = bytes(font.getmask("\U0010ffff"))
    written = readable_title(Movie(1, title, 1999))
    assert written.strip()
    assert all(bytes(font.getmask(letter)) != box for letter in written if letter != " ")


@settings(max_examples=20)
@given(
    st.text(max_size=200), st.lists(st.sampled_from([*MOTIFS, "Telenovela", "悲劇"]), max_size=5), st.integers(0, 10**9)
)
def test_every_film_there_could_be_gets_a_card(title: str, genres: list[str], movie_id: int) -> None:
    assert card(Movie(movie_id, title, 1999, tuple(genres))).size == (400, 600)


def test_a_film_of_many_genres_names_as_many_as_fit() -> None:
    picture = card(Movie(1, "Everything", 1999, tuple(MOTIFS)))
    ground = picture.getpixel((399, 599))
    assert picture.crop((372, 555, 400, 600)).getcolors() == [(28 * 45, ground)]
