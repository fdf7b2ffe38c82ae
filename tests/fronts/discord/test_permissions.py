"""What the bot may not do it says in words, with the permission's name."""

import logging

import discord
import pytest
from simcord.builders import ChannelHandle

from bot.fronts.discord.delivery import ANSWERED
from tests.fronts.discord.room import Room, answer_of, films_of, labels_of, text_of


def _without(room: Room, **denied: bool) -> ChannelHandle:
    me = room.guild.me
    assert me is not None
    return room.guild.create_text_channel("strict", overwrites={me: discord.PermissionOverwrite(**denied)})


async def _asks(room: Room, channel: ChannelHandle, line: str) -> discord.Message:
    await room.says("!like Matrix")
    await room.alice.send(channel, line)
    assert channel.last_message is not None
    return channel.last_message


@pytest.mark.parametrize("slash", [False, True], ids=["typed", "slash"])
async def test_without_embed_links_the_films_come_in_words_and_the_buttons_stay(room: Room, slash: bool) -> None:
    channel = _without(room, embed_links=False)
    shown = await _asks(room, channel, "!recommend 3")
    if slash:
        shown = answer_of(await room.alice.slash(channel, "recommend", count=3)).message
    assert shown.embeds == []
    assert "“Embed Links”" in text_of(shown)
    assert "1. " in text_of(shown)
    assert "reel mates" in text_of(shown)
    assert [row[0] for row in labels_of(shown)] == ["1 👍", "2 👍", "3 👍", "More"]


async def test_without_attach_files_the_cards_come_without_pictures(room: Room) -> None:
    shown = await _asks(room, _without(room, attach_files=False), "!recommend 3")
    assert len(films_of(shown)) == 3
    assert shown.attachments == []
    assert "“Attach Files”" in text_of(shown)


async def test_without_attach_files_a_chart_is_told_in_words(room: Room) -> None:
    shown = await _asks(room, _without(room, attach_files=False), "!taste")
    assert shown.attachments == []
    assert "“Attach Files”" in text_of(shown)
    assert "A chart of the one film you like. Genres: Action 1" in text_of(shown)


async def test_without_attach_files_asked_for_files_are_refused_in_words(room: Room) -> None:
    channel = _without(room, attach_files=False)
    result = await room.alice.slash(channel, "mydata")
    assert "“Attach Files”" in text_of(answer_of(result))
    assert answer_of(result).attachments == []


async def test_the_notice_is_given_only_where_something_is_missing(room: Room) -> None:
    channel = _without(room, embed_links=False, attach_files=False)
    assert "permission" not in text_of(await _asks(room, channel, "!undo"))
    assert "permission" not in text_of(await room.says("!recommend"))


async def test_a_press_changes_a_list_in_words_in_words(room: Room) -> None:
    channel = _without(room, embed_links=False)
    listed = await _asks(room, channel, "!recommend 3")
    await room.alice.click(listed, label="1 👍")
    now = next(one for one in channel.history() if one.id == listed.id)
    assert now.embeds == []
    assert text_of(now) != text_of(listed)


async def test_without_message_history_the_answer_comes_without_a_reference(room: Room) -> None:
    answer = await _asks(room, _without(room, read_message_history=False), "!taste")
    assert answer.reference is None
    assert "The Matrix" in text_of(answer)
    assert "“Read Message History”" in text_of(answer)


async def test_where_the_bot_may_not_speak_it_tells_the_member_directly(room: Room) -> None:
    channel = _without(room, send_messages=False)
    await room.alice.send(channel, "!taste")
    told = room.alice.user.dm_channel.last_message
    assert told is not None
    assert "“Send Messages”" in text_of(told)
    assert channel.mention in text_of(told)


async def test_where_the_bot_may_not_speak_in_threads_it_names_that_permission(room: Room) -> None:
    channel = _without(room, send_messages_in_threads=False)
    thread = room.env.backend.create_thread(channel.id, "Tonight", room.alice.id)
    await room.alice.send(ChannelHandle(room.env, room.guild, thread), "!taste")
    told = room.alice.user.dm_channel.last_message
    assert told is not None
    assert "“Send Messages in Threads”" in text_of(told)


async def test_where_it_cannot_reach_the_member_either_the_log_says_so_once(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    channel = _without(room, send_messages=False)
    room.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, message="Cannot send messages")
    with caplog.at_level(logging.WARNING, "bot"):
        await room.alice.send(channel, "!taste")
    assert len(caplog.records) == 1
    assert ANSWERED not in caplog.text


async def test_a_channel_that_is_deleted_under_the_answer_costs_one_line_in_the_log(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    room.env.inject_error("POST", "/channels/*/messages", status=404, code=10003, message="Unknown Channel")
    with caplog.at_level(logging.WARNING, "bot"):
        assert await room.ignores("!taste")
    assert ["Unknown Channel" in record.message for record in caplog.records] == [True]
