"""Being addressed, being unclear, and direct messages."""

from bot.chat.sender import Sender, Space
from tests.world import World, button, member


async def test_a_channel_line_without_the_prefix_is_not_for_the_bot(world: World) -> None:
    for line in ("like Matrix", "!", "!!!", "", "   ", "! ?"):
        assert await world.bot.hear(line, member(is_direct=False)) is None
    assert await world.bot.hear("!like Matrix", member(is_direct=False)) is not None


async def test_an_unknown_command_gets_the_nearest_one_as_a_button(world: World) -> None:
    reply = await world.say("!recomend")
    assert "Did you mean recommend?" in reply.text
    assert (await world.press(button(reply, "Recommend"))).cards


async def test_a_bare_title_is_asked_for_a_verdict(world: World) -> None:
    reply = await world.say("blade runner")
    assert reply.text == "Blade Runner (1982): what do you say of it?"
    assert (await world.press(button(reply, "Dislike"))).text.startswith("Noted: Blade Runner (1982) is not for you.")


async def test_help_with_a_commands_name_tells_all_of_its_kind_in_full(world: World) -> None:
    told = (await world.say("help veto")).text
    assert "take one film off the list, in secret" in told
    assert "five films for those who come" in told
    assert "films you love" not in told


async def test_help_fits_a_message_of_any_platform(world: World) -> None:
    assert len((await world.say("!help", is_direct=False)).text) < 2000


async def test_help_names_every_command(world: World) -> None:
    text = (await world.say("help")).text
    for name in ("like", "dislike", "seen", "recommend", "more", "why", "taste", "forget", "undo", "about"):
        assert f"\n{name}" in text


async def test_about_names_whose_data_it_is(world: World) -> None:
    text = (await world.say("about")).text
    assert "MovieLens" in text
    assert "OMDb" in text


async def test_a_command_without_its_film_says_what_is_missing(world: World) -> None:
    assert (await world.say("like")).text == "Which film? Say it like this: like The Matrix"
    assert "taste" in [one.label.lower() for one in (await world.say("forget")).buttons]


async def test_a_filter_that_means_nothing_is_told(world: World) -> None:
    assert "“bananas”" in (await world.say("recommend bananas")).text
    assert (await world.say("recommend 11")).text == "I can show 1 to 10 films at once."


async def test_a_direct_message_acts_in_the_shared_space(world: World) -> None:
    home = Space("guild-1", "Film Club")
    await world.bot.hear("like Matrix", Sender("test", "7", "alice", home, is_direct=True))
    direct = Sender("test", "7", "alice", None, (home,), is_direct=True)
    reply = await world.bot.hear("taste", direct)
    assert reply is not None
    assert "The Matrix" in reply.text


async def test_with_several_shared_spaces_a_direct_message_asks_once_and_remembers(world: World) -> None:
    spaces = (Space("guild-1", "Film Club"), Space("guild-2", "Work"))
    direct = Sender("test", "7", "alice", None, spaces, is_direct=True)
    asked = await world.bot.hear("like Matrix", direct)
    assert asked is not None
    await world.bot.answer(button(asked, "Work").command, direct)
    liked = await world.bot.hear("like Matrix", direct)
    assert liked is not None
    assert liked.text.startswith("You like The Matrix (1999).")
    at_work = await world.bot.hear("taste", Sender("test", "7", "alice", spaces[1], is_direct=True))
    assert at_work is not None
    assert "The Matrix" in at_work.text


async def test_a_direct_message_without_a_shared_space_has_its_own(world: World) -> None:
    alone = Sender("test", "8", "bob", None, (), is_direct=True)
    assert await world.bot.hear("like Matrix", alone) is not None
    reply = await world.bot.hear("taste", alone)
    assert reply is not None
    assert "The Matrix" in reply.text
