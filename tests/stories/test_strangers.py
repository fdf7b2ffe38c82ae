"""Words behind the prefix that are meant for another bot."""

from dataclasses import replace

from bot.chat.reply import Reply
from tests.world import World, member


async def _heard(world: World, line: str) -> Reply | None:
    return await world.bot.hear(line, replace(member(is_direct=False), manages=True))


async def test_unknown_words_are_answered_until_that_is_switched_off(world: World) -> None:
    assert await _heard(world, "!play despacito") is not None
    await _heard(world, "!settings unknown off")
    assert await _heard(world, "!play despacito") is None


async def test_what_may_be_meant_for_us_is_answered_even_then(world: World) -> None:
    await _heard(world, "!settings unknown off")
    for line in ("!liek Matrix", "!blade runner", "!recommend", "!help"):
        assert await _heard(world, line) is not None
    assert (await world.say("play despacito")).text


async def test_a_member_is_at_home_where_they_have_said_something(world: World) -> None:
    assert await world.bot.homes("test", "alice") == []
    await world.say("like Alien (1979)")
    assert await world.bot.homes("test", "alice") == ["home"]
