"""What a member told us: pages, a picture, and a way to take films out."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.chat.reply import Reply
from bot.movies.movie import Movie
from tests.world import ALIEN, FILMS, MATRIX, THE_THING, TITANIC, World, button, dataset, open_world

MANY = tuple(Movie(number, f"Film {number}", 1960 + number % 60, ("Drama",)) for number in range(1, 201))


def labels(reply: Reply) -> list[str]:
    return [one.label for one in reply.buttons]


async def test_who_has_told_nothing_hears_how_to_begin(world: World) -> None:
    reply = await world.say("taste")
    assert reply.text.startswith("You have told me nothing yet. Start with three films you love")
    assert reply.picture is None
    assert reply.menu is None


async def test_films_stand_under_their_verdict_newest_first(world: World) -> None:
    for line in ("like Matrix", "seen Titanic", "like Alien (1979)", "dislike Notting Hill", "like Aliens"):
        await world.say(line)
        world.clock.advance(minutes=1)
    await world.say("aside Aliens")
    reply = await world.say("taste")
    assert reply.private
    for line in (
        "You like (2): Alien (1979), The Matrix (1999)",
        "Not for you (1): Notting Hill (1999)",
        "Seen (1): Titanic (1997)",
        "Liked, but out of your taste (1): Aliens (1986)",
    ):
        assert line in reply.text.splitlines()
    assert labels(reply) == ["Undo"]


async def test_the_picture_shows_the_liked_films_and_says_so_in_words(world: World) -> None:
    await world.say("like Alien (1979); Matrix; Spirited Away")
    await world.say("dislike Titanic")
    picture = (await world.say("taste")).picture
    assert picture is not None
    assert picture.media_type == "image/png"
    assert Image.open(BytesIO(picture.content)).size == (900, 500)
    assert picture.alt == (
        "A chart of the 3 films you like. Genres: Sci-Fi 2, Action 1, Adventure 1, Animation 1, Fantasy 1, Horror 1. "
        "Decades: 1970s 1, 1990s 1, 2000s 1."
    )


async def test_without_a_like_there_is_no_picture(world: World) -> None:
    await world.say("dislike Titanic")
    await world.say("seen Matrix")
    reply = await world.say("taste")
    assert reply.picture is None
    assert "Not for you (1): Titanic (1997)" in reply.text


async def test_a_long_taste_is_turned_page_by_page_and_back(tmp_path: Path) -> None:
    async with open_world(tmp_path, dataset(MANY, {1: {movie.movie_id: 4.0 for movie in MANY}})) as world:
        for first in range(1, 201, 40):
            await world.say("like " + "; ".join(f"#{number}" for number in range(first, first + 40)))
        page = await world.say("taste")
        assert page.picture is not None
        assert labels(page) == ["Next page", "Undo"]
        listed = films_of(page)
        for number in range(2, 21):
            page = await world.press(button(page, "Next page"))
            assert f"Page {number} of 20." in page.text
            assert "You like (200):" in page.text
            assert page.picture is None
            listed += films_of(page)
        assert labels(page) == ["Previous page", "Undo"]
        assert sorted(listed) == sorted(str(movie) for movie in MANY)
        assert films_of(await world.say("taste 999")) == films_of(page)
        assert "Page 19 of 20." in (await world.press(button(page, "Previous page"))).text


def films_of(page: Reply) -> list[str]:
    """The films on a page; its menu offers the same."""
    assert page.menu is not None
    told = page.text.splitlines()[0].split(": ", maxsplit=1)[1].split(", ")
    assert [choice.label for choice in page.menu.choices] == told
    assert len(told) == 10
    return told


async def test_a_choice_of_the_menu_takes_the_film_out_and_undo_puts_it_back(world: World) -> None:
    await world.say(f"like #{ALIEN}; #{MATRIX}; #{THE_THING}")
    menu = (await world.say("taste")).menu
    assert menu is not None
    assert menu.label == "Take one out…"
    choice = next(choice for choice in menu.choices if choice.label == "The Thing (1982)")
    forgotten = await world.press(choice)
    assert forgotten.text == "I have forgotten what you said of The Thing (1982)."
    assert "The Thing" not in (await world.say("taste")).text
    await world.press(button(forgotten, "Undo"))
    assert "The Thing (1982)" in (await world.say("taste")).text


async def test_films_that_the_catalogue_no_longer_knows_are_shown_by_number(tmp_path: Path) -> None:
    async with open_world(tmp_path / "old") as before:
        await before.say(f"like #{TITANIC}; #{ALIEN}")
    (tmp_path / "new").mkdir()
    (tmp_path / "old" / "reelmates.db").rename(tmp_path / "new" / "reelmates.db")
    smaller = dataset([movie for movie in FILMS if movie.movie_id != TITANIC], {1: {ALIEN: 5.0, MATRIX: 4.0}})
    async with open_world(tmp_path / "new", smaller) as after:
        reply = await after.say("taste")
        assert f"film #{TITANIC}" in reply.text
        assert "Alien (1979)" in reply.text
        assert reply.picture is not None
        assert "the one film you like" in reply.picture.alt


async def test_a_page_is_shown_anew_without_the_film_taken_out(world: World) -> None:
    await world.say("like Alien (1979); Titanic")
    page = await world.say("taste")
    assert page.menu is not None
    choice = next(one for one in page.menu.choices if one.label == "Titanic (1997)")
    taken = await world.press(choice)
    assert taken.updated is not None
    assert "Titanic" not in taken.updated.text
    assert "Alien (1979)" in taken.updated.text


async def test_the_later_list_is_shown_anew_without_the_film_taken_off(world: World) -> None:
    await world.say("later Alien (1979); Titanic")
    page = await world.say("later")
    assert page.menu is not None
    taken = await world.press(page.menu.choices[0])
    assert taken.updated is not None
    assert "To watch later (1)" in taken.updated.text
