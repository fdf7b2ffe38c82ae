"""What the bot is told of who speaks: where, what they may change there, and how they write a command."""

from simcord.builders import ChannelHandle

from bot.chat.sender import Channel, Sender, Space
from bot.fronts.discord.senders import MOST_ASKED
from tests.fronts.discord.room import Room
from tests.fronts.discord.script import ScriptedBot


def _channel(room: Room) -> Channel:
    return Channel(str(room.channel.id), "films")


async def test_a_line_tells_its_server_and_its_channel(scripted: Room, bot: ScriptedBot) -> None:
    await scripted.says("!like Matrix")
    space = Space(str(scripted.guild.id), "Film Club")
    expected = Sender("discord", str(scripted.alice.id), "alice", space, channel=_channel(scripted))
    assert bot.heard == [("!like Matrix", expected)]


async def test_a_mention_makes_every_line_direct_and_is_how_commands_are_written(
    scripted: Room, bot: ScriptedBot
) -> None:
    await scripted.says(f"{scripted.mention}, like Matrix")
    ((line, sender),) = bot.heard
    assert line == "like Matrix"
    assert scripted.guild.me is not None
    assert (sender.is_direct, sender.manner) == (True, f"@{scripted.guild.me.display_name} ")


async def test_a_thread_belongs_to_its_channel(scripted: Room, bot: ScriptedBot) -> None:
    thread = scripted.env.backend.create_thread(scripted.channel.id, "Tonight", scripted.alice.id)
    handle = ChannelHandle(scripted.env, scripted.guild, thread)
    await scripted.alice.send(handle, "!like Matrix")
    await scripted.alice.slash(handle, "undo")
    assert bot.heard[0][1].channel == _channel(scripted)
    assert bot.asked[0][1].channel == _channel(scripted)


async def test_a_slash_command_and_a_press_tell_the_channel_too(scripted: Room, bot: ScriptedBot) -> None:
    await scripted.slash("undo")
    ((_, sender),) = bot.asked
    assert (sender.channel, sender.manner, sender.manages) == (_channel(scripted), "/", False)


async def test_who_manages_the_server_is_told_from_who_does_not(scripted: Room, bot: ScriptedBot) -> None:
    dora = scripted.who_manages()
    await scripted.says("!settings", dora)
    await scripted.slash("undo", dora)
    await scripted.says("!settings", scripted.bob)
    assert [sender.manages for _, sender in bot.heard] == [True, False]
    assert [sender.manages for _, sender in bot.asked] == [True]


async def test_in_direct_messages_bare_words_are_how_commands_are_written(scripted: Room, bot: ScriptedBot) -> None:
    await scripted.alice.send_dm(f"{scripted.mention} like Matrix")
    await scripted.alice.user.slash("undo")
    (_, sender), (_, by_slash) = bot.heard[0], bot.asked[0]
    assert (sender.is_direct, sender.manner, sender.manages, sender.space) == (True, "", False, None)
    assert [space.name for space in sender.shared] == ["Film Club"]
    assert (by_slash.manner, by_slash.channel) == ("/", Channel("", ""))


async def test_one_who_left_the_server_no_longer_shares_it(scripted: Room, bot: ScriptedBot) -> None:
    scripted.guild.remove_member(scripted.bob)
    await scripted.bob.send_dm("like Matrix")
    assert bot.heard[0][1].shared == ()


async def test_a_restarted_bot_in_many_servers_asks_first_where_it_keeps_something_of_the_member(
    scripted: Room, bot: ScriptedBot
) -> None:
    for number in range(MOST_ASKED + 5):
        scripted.env.create_guild(f"Server {number}")
    last = scripted.env.create_guild("The last one")
    last.add_member(scripted.alice.user)
    await scripted.env.settle()
    bot.at_home = [str(last.id)]
    await scripted.alice.user.send_dm("taste")
    assert Space(str(last.id), "The last one") in bot.heard[-1][1].shared
