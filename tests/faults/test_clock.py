"""A clock that goes backwards, as when a machine is set right: nothing is lost, and the latest stays the latest."""

from tests.world import World, button, ids_of, titles_of


async def test_undo_takes_back_what_was_said_last_though_the_clock_went_back(world: World) -> None:
    await world.say("like Alien (1979)")
    world.clock.advance(days=-400)
    await world.say("like Aliens")
    await world.say("undo")
    assert (await world.say("taste")).text == "You like (1): Alien (1979)"


async def test_verdicts_given_before_and_after_the_clock_went_back_all_count(world: World) -> None:
    await world.say("like Alien (1979)")
    world.clock.advance(days=-400)
    await world.say("dislike Titanic; Notting Hill")
    world.clock.advance(days=800)
    await world.say("dislike Alien (1979)")
    taste = (await world.say("taste")).text
    assert "You like" not in taste
    assert all(title in taste for title in ("Alien (1979)", "Titanic", "Notting Hill"))


async def test_more_goes_on_from_the_latest_list_though_the_clock_went_back(world: World) -> None:
    await world.say("like Alien (1979)")
    first = ids_of(await world.say("recommend 2"))
    world.clock.advance(days=-400)
    second = ids_of(await world.say("more"))
    third = ids_of(await world.say("more"))
    assert len({*first, *second, *third}) == len(first) + len(second) + len(third)


async def test_a_button_of_a_list_from_the_future_still_works(world: World) -> None:
    await world.say("like Alien (1979)")
    shown = await world.say("recommend 2")
    world.clock.advance(days=-400)
    assert titles_of(await world.press(button(shown, "More")))
