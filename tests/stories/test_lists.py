"""Lists of films: filters, more, why, and who may change them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from bot.movies.movie import Movie
from bot.movies.posters import Poster
from bot.movies.posters.drawn import DrawnPosters
from bot.recommend.filters import Filters
from tests.world import (
    ALIEN,
    ALIENS,
    AMELIE,
    FILMS,
    MATRIX,
    NOTTING_HILL,
    TITANIC,
    World,
    button,
    ids_of,
    open_world,
    titles_of,
)


async def test_a_newcomer_gets_well_known_films_and_is_told_to_like_three(world: World) -> None:
    reply = await world.say("recommend")
    assert len(reply.cards) == 5
    assert "Like three films" in reply.text
    assert not reply.private


async def test_a_film_with_a_verdict_is_never_recommended(world: World) -> None:
    await world.say("like Matrix")
    await world.say("dislike Titanic")
    await world.say("seen Alien (1979)")
    shown = ids_of(await world.say("recommend 10"))
    assert len(shown) == 9
    assert not {MATRIX, TITANIC, ALIEN} & set(shown)


async def test_more_goes_on_without_repeating_until_nothing_is_left(world: World) -> None:
    await world.say("like Matrix")
    first = await world.say("recommend 4")
    second = await world.press(button(first, "More"))
    third = await world.press(button(second, "More"))
    shown = [*ids_of(first), *ids_of(second), *ids_of(third)]
    assert len(shown) == len(set(shown)) == len(FILMS) - 1
    last = await world.press(button(third, "More"))
    assert not last.cards
    assert last.text == "That was the last film of this list. Say recommend for a fresh one."


async def test_the_same_taste_gets_the_same_list(world: World) -> None:
    for name in ("alice", "bob"):
        await world.say("like Alien (1979); Matrix", name=name)
    assert ids_of(await world.say("recommend", name="alice")) == ids_of(await world.say("recommend", name="bob"))


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("romance", {TITANIC, NOTTING_HILL, AMELIE}),
        ("10 comedy romance", {NOTTING_HILL, AMELIE}),
        ("romance no comedy", {TITANIC}),
        ("horror 1980s", {ALIENS, 2288}),
        ("1999 10", {NOTTING_HILL}),
        ("10 since 2001", {AMELIE, 5618, 91077}),
    ],
)
async def test_filters_hold_in_any_order(world: World, words: str, wanted: set[int]) -> None:
    await world.say("like Matrix")
    assert set(ids_of(await world.say(f"recommend {words}"))) == wanted


async def test_filters_that_nothing_fits_are_told(world: World) -> None:
    await world.say("undo")
    reply = await world.say("recommend western 1930s")
    assert reply.text == "No film is left for “western 1930s”. Leave one of the words out and try again."


async def test_a_film_whose_poster_tells_too_long_a_runtime_makes_way(tmp_path: Path) -> None:
    class LongTitanic(DrawnPosters):
        async def find(self, movies: Sequence[Movie]) -> Mapping[int, Poster]:
            long = {TITANIC: 194}
            return {movie.movie_id: Poster(runtime_minutes=long.get(movie.movie_id, 100)) for movie in movies}

    async with open_world(tmp_path, posters=LongTitanic()) as world:
        assert TITANIC in ids_of(await world.say("recommend 10 romance"))
        assert set(ids_of(await world.say("recommend 10 romance under 2h"))) == {NOTTING_HILL, AMELIE}


async def test_why_names_the_films_that_tie(world: World) -> None:
    await world.say("like Alien (1979)")
    shown = await world.say("recommend")
    place = titles_of(shown).index("Aliens")
    by_place = await world.say(f"why {place + 1}")
    by_button = await world.press(button(shown, "Why", card=place))
    assert by_place.text == by_button.text == "Why Aliens (1986)?"
    assert "Alien (1979)" in by_place.cards[0].body
    assert by_place.private


async def test_why_without_a_list_says_what_to_do(world: World) -> None:
    assert (await world.say("why 1")).text == "You have no list yet. Say recommend first."
    await world.say("recommend 2")
    assert (await world.say("why 7")).text == "Your list has 2 films: say why 1 to why 2."


async def test_another_members_press_counts_for_them_alone(world: World) -> None:
    await world.say("like Matrix", name="alice")
    shown = await world.say("recommend", name="alice")
    note = await world.press(button(shown, "Like", card=0), name="bob")
    assert note.updated is None
    assert note.private
    assert shown.cards[0].movie.title in (await world.say("taste", name="bob")).text
    assert shown.cards[0].movie.title not in (await world.say("taste", name="alice")).text


async def test_more_on_somebody_elses_list_is_ones_own_and_private(world: World) -> None:
    await world.say("like Titanic", name="bob")
    shown = await world.say("recommend romance", name="alice")
    mine = await world.press(button(shown, "More"), name="bob")
    assert mine.private
    assert set(ids_of(mine)) == {NOTTING_HILL, AMELIE}


async def test_buttons_work_after_a_restart(tmp_path: Path) -> None:
    async with open_world(tmp_path) as before:
        await before.say("like Matrix")
        shown = await before.say("recommend 3")
    async with open_world(tmp_path) as after:
        note = await after.press(button(shown, "Dislike", card=0))
        assert note.updated is not None
        assert not set(ids_of(note.updated)) & {shown.cards[0].movie.movie_id}
        more = await after.press(button(shown, "More"))
        assert not set(ids_of(more)) & set(ids_of(shown))


async def test_a_list_that_is_gone_says_so(world: World) -> None:
    assert (await world.say("more zzzzzz")).text == "I no longer have that list. Say recommend for a fresh one."


def test_no_limits_admit_every_film() -> None:
    assert all(Filters().admits(movie, is_famous=False) for movie in FILMS)
