"""Films to watch later, and which one of them tonight."""

from pathlib import Path

import pytest

from bot.chat.reply import Reply
from tests.world import (
    ALIEN,
    ALIENS,
    AMELIE,
    FILMS,
    MATRIX,
    THE_THING,
    THE_THING_AGAIN,
    TITANIC,
    World,
    button,
    dataset,
    ids_of,
    open_world,
    titles_of,
)


def choices(reply: Reply) -> list[str]:
    assert reply.menu is not None
    return [choice.label for choice in reply.menu.choices]


async def test_films_are_put_on_a_list_of_ones_own(world: World) -> None:
    reply = await world.say("later Alien (1979); Titanic")
    assert reply.text.startswith("To watch later: Alien (1979) and Titanic (1997). Your list has 2 films.")
    assert reply.private
    listed = await world.press(button(reply, "My list"))
    assert listed.text.startswith("To watch later (2):\n1. Alien (1979)\n2. Titanic (1997)")
    assert listed.private
    assert "is empty" in (await world.say("later", name="bob")).text


async def test_an_empty_list_says_how_to_begin(world: World) -> None:
    for line in ("later", "pick", "later page 7"):
        assert "Put some on it: later Heat; Fargo; Amélie" in (await world.say(line)).text


async def test_a_title_of_two_films_is_asked_about_and_the_sure_ones_count(world: World) -> None:
    asked = await world.say("later Titanic; the thing; zzzzqqq xyzzy")
    assert "To watch later: Titanic (1997). Your list has one film." in asked.text
    assert "Which “the thing” shall I put on your list?" in asked.text
    assert "I know no film called “zzzzqqq xyzzy”" in asked.text
    assert "To watch later: The Thing (1982)" in (await world.press(button(asked, "The Thing (1982)"))).text


async def test_the_nearest_film_to_an_unknown_title_is_offered(world: World) -> None:
    asked = await world.say("later notting hotel")
    assert "To watch later" not in asked.text
    assert "To watch later: Notting Hill (1999)." in (await world.press(button(asked, "Notting Hill (1999)"))).text


async def test_a_film_on_the_list_is_told_and_not_put_there_twice(world: World) -> None:
    await world.say("later Titanic")
    reply = await world.say("later titanic; Alien (1979)")
    assert "To watch later: Alien (1979). Your list has 2 films." in reply.text
    assert "Titanic (1997) is on your list already." in reply.text


async def test_a_wrong_guess_is_taken_off_with_a_press_and_put_back(world: World) -> None:
    added = await world.say("later titanic")
    dropped = await world.press(button(added, "Take it off"))
    assert dropped.text == "Titanic (1997) is off your list."
    assert "is empty" in (await world.say("later")).text
    await world.press(button(dropped, "Put it back"))
    assert "1. Titanic (1997)" in (await world.say("later")).text


async def test_a_judged_film_leaves_the_list_silently_and_comes_back_with_undo(world: World) -> None:
    await world.say("later Titanic; Alien (1979)")
    world.clock.advance(days=1)
    await world.say("seen Titanic")
    assert (await world.say("later")).text == "To watch later (1):\n1. Alien (1979)"
    await world.say("undo")
    assert "Titanic (1997)" in (await world.say("later")).text


async def test_a_film_judged_before_is_kept_and_told(world: World) -> None:
    await world.say("like Titanic")
    world.clock.advance(minutes=1)
    reply = await world.say("later Titanic")
    assert "what you think of Titanic (1997) before, so it is there to be watched again" in reply.text
    assert "1. Titanic (1997)" in (await world.say("later")).text


async def test_a_long_list_has_pages_of_ten_and_a_menu_to_take_films_off(world: World) -> None:
    await world.say(f"later {'; '.join(f'#{movie.movie_id}' for movie in FILMS)}")
    first = await world.say("later")
    assert "To watch later (12):" in first.text
    assert "Page 1 of 2." in first.text
    assert len(choices(first)) == 10
    second = await world.press(button(first, "Next page"))
    assert "\n11. " in second.text
    assert "Page 2 of 2." in second.text
    assert len(choices(second)) == 2
    assert set(choices(first)) | set(choices(second)) == {str(movie) for movie in FILMS}
    assert (await world.press(button(second, "Next page"))).text == first.text
    assert (await world.say("later page 99")).text == second.text


async def test_a_choice_of_the_menu_takes_the_film_off(world: World) -> None:
    await world.say("later Titanic; Alien (1979)")
    menu = (await world.say("later")).menu
    assert menu is not None
    assert menu.label == "Take one off…"
    choice = next(choice for choice in menu.choices if choice.label == "Alien (1979)")
    assert (await world.press(choice)).text == "Alien (1979) is off your list."
    assert (await world.press(choice)).text == "Alien (1979) is not on your list."


async def test_a_film_is_dropped_by_name(world: World) -> None:
    await world.say(f"later #{THE_THING_AGAIN}; Titanic")
    assert (await world.say("drop the thing")).text == "The Thing (2011) is off your list."
    assert (await world.say("drop the matrix")).text == "The Matrix (1999) is not on your list."
    assert "I know no film called" in (await world.say("drop zzzzqqq xyzzy")).text


async def test_of_two_films_that_may_be_dropped_one_is_asked_for(world: World) -> None:
    await world.say(f"later #{THE_THING_AGAIN}; #{THE_THING}")
    asked = await world.say("drop the thing")
    assert asked.text == "Which “the thing” shall I take off?"
    assert (await world.press(button(asked, "The Thing (1982)"))).text == "The Thing (1982) is off your list."
    assert "1. The Thing (2011)" in (await world.say("later")).text


async def test_the_film_picked_is_the_one_the_taste_ranks_highest(world: World) -> None:
    await world.say("like Alien (1979)")
    ranked = ids_of(await world.say("recommend 10"))
    await world.say(f"later #{ranked[7]}; #{ranked[2]}; #{ranked[5]}")
    reply = await world.say("pick")
    assert ids_of(reply) == [ranked[2]]
    assert "Of the 3 films on your list it is the one I would choose for you." in reply.text
    assert "a chance of about" in reply.cards[0].body
    assert reply.private


async def test_another_one_is_always_another_until_all_were_named(world: World) -> None:
    await world.say("like Matrix")
    await world.say(f"later #{ALIENS}; #{TITANIC}; #{AMELIE}")
    picked = await world.say("pick")
    named = ids_of(picked)
    for _ in range(3):
        world.clock.advance(minutes=1)
        picked = await world.press(button(picked, "Another one"))
        named += ids_of(picked)
    assert set(named[:3]) == {ALIENS, TITANIC, AMELIE}
    assert named[3] == named[0]


async def test_on_another_evening_the_best_film_is_named_first_again(world: World) -> None:
    await world.say("like Matrix")
    await world.say(f"later #{ALIENS}; #{TITANIC}; #{AMELIE}")
    first = titles_of(await world.say("pick"))
    assert titles_of(await world.say("pick")) != first
    world.clock.advance(days=1)
    assert titles_of(await world.say("pick")) == first


async def test_the_picked_card_has_its_verdicts_and_a_way_off_the_list(world: World) -> None:
    await world.say("later Titanic; Alien (1979)")
    picked = await world.say("pick")
    title = str(picked.cards[0].movie)
    world.clock.advance(hours=3)
    assert (await world.press(button(picked, "Like", card=0))).text.startswith(f"You like {title}.")
    other = await world.say("pick")
    assert str(other.cards[0].movie) != title
    assert other.text.startswith("Easy, your list has one film for tonight")
    assert not [one for one in other.buttons if one.label == "Another one"]
    assert "is off your list" in (await world.press(button(other, "Drop", card=0))).text
    assert "is empty" in (await world.say("pick")).text


@pytest.mark.parametrize("verdict", ["seen", "dislike"])
async def test_a_film_seen_or_disliked_is_never_picked(verdict: str, world: World) -> None:
    await world.say(f"{verdict} Titanic")
    world.clock.advance(minutes=1)
    await world.say("later Titanic")
    assert "nothing to choose from" in (await world.say("pick")).text
    await world.say("later Alien (1979)")
    assert titles_of(await world.say("pick")) == titles_of(await world.say("pick")) == ["Alien"]


async def test_a_liked_film_is_picked_after_the_new_ones(world: World) -> None:
    await world.say("like Alien (1979)")
    world.clock.advance(minutes=1)
    await world.say("later Alien (1979); Notting Hill")
    assert titles_of(await world.say("pick")) == ["Notting Hill"]
    assert titles_of(await world.say("pick")) == ["Alien"]


async def test_without_a_taste_a_film_that_many_love_is_picked(world: World) -> None:
    await world.say(f"later #{THE_THING_AGAIN}; #{MATRIX}")
    reply = await world.say("pick")
    assert titles_of(reply) == ["The Matrix"]
    assert "the one that most people love" in reply.text


async def test_the_list_outlives_a_restart_and_a_change_of_data_set(tmp_path: Path) -> None:
    async with open_world(tmp_path / "old") as before:
        await before.say("later Titanic; Alien (1979)")
    (tmp_path / "new").mkdir()
    (tmp_path / "old" / "reelmates.db").rename(tmp_path / "new" / "reelmates.db")
    smaller = dataset([movie for movie in FILMS if movie.movie_id != TITANIC], {1: {ALIEN: 5.0, MATRIX: 4.0}})
    async with open_world(tmp_path / "new", smaller) as after:
        assert f"film #{TITANIC}" in (await after.say("later")).text
        assert titles_of(await after.say("pick")) == titles_of(await after.say("pick")) == ["Alien"]
        menu = (await after.press(button(await after.say("pick"), "My list"))).menu
        assert menu is not None
        for choice in menu.choices:
            assert "is off your list" in (await after.press(choice)).text


async def test_more_titles_than_we_read_are_told(world: World) -> None:
    line = "later " + "; ".join(f"#{movie.movie_id}" for movie in FILMS * 5)
    assert "I read the first 50 titles of a line" in (await world.say(line)).text
