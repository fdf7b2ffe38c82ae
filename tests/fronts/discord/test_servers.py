"""Coming to a server, leaving it, coming back; and those that the bot is in at its start."""

from typing import Any

import discord
import pytest
from simcord.backend import serializers
from simcord.builders import ChannelHandle, GuildHandle

from bot.chat.sender import Space
from tests.fronts.discord.room import Room, client_of, text_of
from tests.fronts.discord.script import ScriptedBot


async def _leaves(room: Room, guild: GuildHandle, **more: Any) -> None:
    room.env.backend.emit("GUILD_DELETE", {"id": str(guild.id), **more})
    await room.env.settle()


async def _comes(room: Room, guild: GuildHandle, **more: Any) -> None:
    told = dict(serializers.guild_create_payload(room.env.backend, room.env.backend.get_guild(guild.id)))
    told.pop("unavailable", None)  # Discord leaves it out where a bot is invited
    room.env.backend.emit("GUILD_CREATE", {**told, **more})
    await room.env.settle()


def _said_in(channel: ChannelHandle) -> list[str]:
    return [text_of(one) for one in channel.history()]


async def test_the_bot_greets_once_where_it_is_invited(scripted: Room) -> None:
    await _leaves(scripted, scripted.guild)
    await _comes(scripted, scripted.guild)
    assert _said_in(scripted.channel) == ["Hello, Film Club on discord!"]


async def test_it_greets_where_members_news_are_told(scripted: Room) -> None:
    news = scripted.guild.create_text_channel("news")
    scripted.env.backend.edit_guild(scripted.guild.id, {"system_channel_id": news.id})
    await _leaves(scripted, scripted.guild)
    await _comes(scripted, scripted.guild)
    assert _said_in(news) == ["Hello, Film Club on discord!"]
    assert _said_in(scripted.channel) == []


@pytest.mark.parametrize("denied", [{"send_messages": False}, {"view_channel": False}], ids=["mute", "hidden"])
async def test_it_greets_in_the_first_channel_where_it_may_write(scripted: Room, denied: dict[str, bool]) -> None:
    guild = scripted.env.create_guild("Cinema")
    await scripted.env.settle()
    assert guild.me is not None
    first = guild.create_text_channel("rules", overwrites={guild.me: discord.PermissionOverwrite(**denied)})
    second = guild.create_text_channel("talk")
    await _leaves(scripted, guild)
    await _comes(scripted, guild)
    assert (_said_in(first), _said_in(second)) == ([], ["Hello, Cinema on discord!"])


async def test_a_server_that_sends_the_bot_away_is_noted_and_one_out_of_order_is_not(
    scripted: Room, bot: ScriptedBot
) -> None:
    await _leaves(scripted, scripted.guild, unavailable=True)
    await _comes(scripted, scripted.guild, unavailable=False)
    assert (bot.left, _said_in(scripted.channel)) == ([], [])
    await _leaves(scripted, scripted.guild)
    assert bot.left == [Space(str(scripted.guild.id), "Film Club")]


async def test_at_its_start_the_bot_knows_its_servers(scripted: Room, bot: ScriptedBot) -> None:
    cinema = scripted.env.create_guild("Cinema")
    await scripted.env.restart_bot(client_of(bot, scripted.pictures))
    assert sorted(space.name for space in bot.is_in) == ["Cinema", "Film Club"]
    assert {space.key for space in bot.is_in} == {str(cinema.id), str(scripted.guild.id)}


async def test_a_newcomer_among_servers_is_told_three_things_to_try(room: Room) -> None:
    await _leaves(room, room.guild)
    await _comes(room, room.guild)
    (greeting,) = _said_in(room.channel)
    assert "Film Club" in greeting
    assert "recommend" in greeting
