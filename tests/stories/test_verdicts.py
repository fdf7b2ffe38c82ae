"""Telling the bot what one likes, and taking it back."""

from dataclasses import replace

from bot.chat.sender import Space
from tests.world import ALIEN, MATRIX, THE_THING, THE_THING_AGAIN, World, button, member


async def test_several_films_are_liked_at_once(world: World) -> None:
    reply = await world.say("!like Matrix; alien (1979); Toy Story")
    assert reply.text.startswith("You like The Matrix (1999), Alien (1979) and Toy Story (1995).")
    assert reply.private


async def test_a_film_is_named_with_its_year_and_can_be_refused(world: World) -> None:
    reply = await world.say("like blade runner")
    assert "Blade Runner (1982)" in reply.text
    note = await world.press(button(reply, "Not that one"))
    assert "I took Blade Runner (1982) back" in note.text
    assert (await world.say("taste")).text.startswith("You have told me nothing yet")


async def test_a_title_of_two_films_is_asked_about_and_the_answer_counts(world: World) -> None:
    reply = await world.say("like the thing")
    asked = {one.label: one for one in reply.buttons}
    assert {"The Thing (1982)", "The Thing (2011)"} <= asked.keys()
    note = await world.press(asked["The Thing (1982)"])
    assert note.text.startswith("You like The Thing (1982).")


async def test_the_newest_verdict_wins(world: World) -> None:
    await world.say("like Titanic")
    await world.say("dislike Titanic")
    taste = (await world.say("taste")).text
    assert "Not for you (1): Titanic (1997)" in taste
    assert "You like" not in taste


async def test_a_verdict_given_twice_is_told_and_changes_nothing(world: World) -> None:
    await world.say("seen Amelie")
    assert (await world.say("seen Amelie")).text.startswith("I know that you have seen Amelie (2001).")
    await world.say("undo")
    assert (await world.say("undo")).text == "There is nothing to take back."


async def test_undo_takes_back_one_line_at_a_time(world: World) -> None:
    await world.say("like Matrix; Alien (1979)")
    await world.say("dislike Matrix")
    assert (await world.say("undo")).text == "The Matrix (1999) is liked again."
    text = (await world.say("undo")).text
    assert "The Matrix (1999) is back to no verdict." in text
    assert "Alien (1979) is back to no verdict." in text


async def test_a_film_is_forgotten_by_name(world: World) -> None:
    await world.say(f"like #{MATRIX}; #{THE_THING_AGAIN}")
    assert (await world.say("forget the thing")).text == "I have forgotten what you said of The Thing (2011)."
    assert (await world.say("forget Alien (1979)")).text == "You have told me nothing about Alien (1979)."


async def test_an_unknown_title_is_told_and_the_known_ones_count(world: World) -> None:
    reply = await world.say("like Matrix; zzzzqqq xyzzy")
    assert "You like The Matrix (1999)." in reply.text
    assert "I know no film called “zzzzqqq xyzzy”" in reply.text


async def test_members_and_spaces_have_tastes_of_their_own(world: World) -> None:
    await world.say("like Matrix", name="alice")
    assert (await world.say("taste", name="bob")).text.startswith("You have told me nothing yet")
    elsewhere = replace(member("alice"), space=Space("club", "Film Club"))
    reply = await world.bot.hear("taste", elsewhere)
    assert reply is not None
    assert reply.text.startswith("You have told me nothing yet")


async def test_a_long_taste_is_paged(world: World) -> None:
    films = "; ".join(f"#{movie.movie_id}" for movie in world.library.catalogue)
    await world.say(f"like {films}")
    await world.say(f"dislike #{ALIEN}; #{THE_THING}")
    first, second = await world.say("taste"), await world.say("taste 2")
    assert "You like (10):" in first.text
    assert "Not for you (2):" not in first.text
    assert (
        "Not for you (2): The Thing (1982), Alien (1979)" in second.text
        or "Alien (1979), The Thing (1982)" in second.text
    )
