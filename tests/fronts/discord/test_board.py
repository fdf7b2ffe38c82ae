"""What nights say by themselves on Discord: where it may be said, whether it was said, and to whom."""

from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord.builders import ChannelHandle

from bot.chat.evenings import CannotLook, ChannelGone, NotAllowed
from bot.chat.evenings.announcements import token_of
from bot.chat.night_commands import ShowNight
from bot.chat.reply import Button, Reply
from bot.errors import OutsideError
from bot.fronts.discord.board import DiscordBoard
from bot.fronts.discord.senders import MOST_ASKED
from bot.nights.night import Room as NightRoom
from bot.nights.store import Outbox
from tests.fronts.discord.evening import FRIDAY, Evening
from tests.fronts.discord.room import Room, client_of, labels_of, text_of
from tests.fronts.discord.script import ScriptedBot

CANCELLED = 4
TOKEN = ShowNight("a" * 12, "reminder 1767382200")
REMINDER = Reply("It begins soon.", buttons=(Button("The night", TOKEN),))


def _room(room: Room, channel: ChannelHandle | None = None) -> NightRoom:
    return NightRoom("discord", str(room.guild.id), str((channel or room.channel).id))


def _without(room: Room, **denied: bool) -> NightRoom:
    assert room.guild.me is not None
    overwrites = {room.guild.me: discord.PermissionOverwrite(**denied)}
    return _room(room, room.guild.create_text_channel("strict", overwrites=overwrites))


def _posted(room: Room) -> int:
    return sum(one.method == "POST" and one.path.endswith("/messages") for one in room.env.http_requests)


async def test_it_reaches_the_servers_it_is_in_while_they_are_in_order(scripted: Room, bot: ScriptedBot) -> None:
    here = _room(scripted)
    assert bot.on().reaches(here)
    for elsewhere in (
        NightRoom("slack", here.space, here.channel),
        NightRoom("discord", "1234", here.channel),
        NightRoom("discord", "direct", ""),
    ):
        assert not bot.on().reaches(elsewhere)
        with pytest.raises(OutsideError):
            await bot.on().post(elsewhere, REMINDER)
    scripted.env.backend.emit("GUILD_DELETE", {"id": here.space, "unavailable": True})
    await scripted.env.settle()
    assert not bot.on().reaches(here)


async def test_a_servers_locale_is_the_one_that_it_has_chosen_on_discord(scripted: Room, bot: ScriptedBot) -> None:
    german = scripted.env.create_guild("Kinofreunde", preferred_locale="de")
    await scripted.env.settle()
    assert bot.on().locale_of(NightRoom("discord", str(german.id), "1")) == "de"
    assert bot.on().locale_of(NightRoom("discord", "1234", "1")) == ""


async def test_nothing_is_reached_before_discord_is_connected(scripted: Room, bot: ScriptedBot) -> None:
    unconnected = DiscordBoard(client_of(bot, scripted.pictures), scripted.pictures)
    assert not unconnected.reaches(_room(scripted))


async def test_a_message_is_posted_and_found_again_by_its_button_even_after_a_restart(
    scripted: Room, bot: ScriptedBot
) -> None:
    here, before = _room(scripted), scripted.env.now()
    assert await bot.on().find(here, TOKEN, before) is None
    message_id = await bot.on().post(here, REMINDER)
    await scripted.env.settle()
    assert labels_of(scripted.channel.history()[-1]) == [["The night"]]
    await scripted.env.restart_bot(client_of(bot, scripted.pictures))
    assert await bot.on().find(here, TOKEN, before) == message_id
    assert await bot.on().find(here, ShowNight(TOKEN.night_id, "start 1767384000"), before) is None
    assert await bot.on().find(here, TOKEN, before + timedelta(hours=1)) is None


async def test_the_words_of_others_are_not_taken_for_our_own(scripted: Room, bot: ScriptedBot) -> None:
    components = [{"type": 1, "components": [{"type": 2, "style": 2, "label": "The night", "custom_id": "night"}]}]
    other = scripted.guild.add_member(scripted.env.create_user("another bot", bot=True))
    scripted.env.backend.create_message(scripted.channel.id, other.id, "Mine", components=components)
    assert await bot.on().find(_room(scripted), ShowNight(), scripted.env.now()) is None


@pytest.mark.parametrize(
    ("denied", "lacks"),
    [({"send_messages": False}, "“Send Messages”"), ({"view_channel": False}, "“View Channel”")],
    ids=["mute", "hidden"],
)
async def test_where_the_bot_may_not_write_it_says_which_permission_it_lacks_and_does_not_try(
    scripted: Room, bot: ScriptedBot, denied: dict[str, Any], lacks: str
) -> None:
    with pytest.raises(NotAllowed, match=r"^I may not write in #strict: I lack the permission") as refused:
        await bot.on().post(_without(scripted, **denied), REMINDER)
    assert lacks in str(refused.value)
    assert _posted(scripted) == 0


async def test_without_message_history_it_cannot_look(scripted: Room, bot: ScriptedBot) -> None:
    with pytest.raises(CannotLook, match="“Read Message History”"):
        await bot.on().find(_without(scripted, read_message_history=False), TOKEN, scripted.env.now())


async def test_without_embed_links_an_announcement_comes_in_words(evening: Evening) -> None:
    await evening.plans()
    await evening.room.deprive("embed_links")
    (listed,) = await evening.until(FRIDAY - timedelta(hours=23))
    assert listed.embeds == []
    assert "“Embed Links”" in text_of(listed)
    assert labels_of(listed)[-1][-1] == "The night"


async def test_what_discord_refuses_is_told_in_its_own_words(scripted: Room, bot: ScriptedBot) -> None:
    scripted.env.inject_error("POST", "/channels/*/messages", status=403, code=20016, message="Slow down")
    with pytest.raises(NotAllowed, match="Discord says: Slow down"):
        await bot.on().post(_room(scripted), REMINDER)


@pytest.mark.parametrize("code", [10003, None], ids=["under the message", "before it"])
async def test_a_channel_that_is_deleted_is_gone(scripted: Room, bot: ScriptedBot, code: int | None) -> None:
    here = _room(scripted)
    if code:
        scripted.env.inject_error("POST", "/channels/*/messages", status=404, code=code, message="Unknown Channel")
    else:
        scripted.env.backend.delete_channel(scripted.channel.id)
        await scripted.env.settle()
        assert bot.gone == [here]
    with pytest.raises(ChannelGone):
        await bot.on().post(here, REMINDER)


async def test_a_channel_that_only_our_memory_lacks_is_not_gone(scripted: Room, bot: ScriptedBot) -> None:
    scripted.env.backend.emit("CHANNEL_DELETE", {"id": str(scripted.channel.id), "guild_id": str(scripted.guild.id)})
    await scripted.env.settle()
    await bot.on().post(_room(scripted), REMINDER)
    scripted.env.inject_error("GET", "/channels/*", status=500, message="Oops", times=None)
    with pytest.raises(OutsideError, match="try again soon"):
        await bot.on().post(_room(scripted), REMINDER)


async def test_a_forum_takes_no_messages_of_its_own(scripted: Room, bot: ScriptedBot) -> None:
    forum = scripted.guild.create_forum_channel("talk")
    with pytest.raises(NotAllowed, match="#talk"):
        await bot.on().post(_room(scripted, forum), REMINDER)


@pytest.mark.parametrize("status", [500, 400])
async def test_a_discord_that_does_not_answer_is_somebody_elses_fault(
    scripted: Room, bot: ScriptedBot, status: int
) -> None:
    scripted.env.inject_error("POST", "/channels/*/messages", status=status, message="Oops", times=None)
    with pytest.raises(OutsideError, match="try again soon") as failed:
        await bot.on().post(_room(scripted), REMINDER)
    assert not isinstance(failed.value, NotAllowed | ChannelGone)


async def test_one_member_is_told_directly_and_may_be_closed_to_us(scripted: Room, bot: ScriptedBot) -> None:
    await bot.on().tell(_room(scripted), str(scripted.bob.id), Reply("For you: picks"))
    told = scripted.bob.user.dm_channel.last_message
    assert told is not None
    assert text_of(told) == "For you: picks"
    assert scripted.channel.history() == []
    scripted.env.inject_error("POST", "/channels/*/messages", status=403, code=50007, message="Cannot send")
    with pytest.raises(NotAllowed, match="direct messages"):
        await bot.on().tell(_room(scripted), str(scripted.bob.id), REMINDER)


async def test_those_who_have_left_are_told_apart_and_not_without_end(scripted: Room, bot: ScriptedBot) -> None:
    keys = [str(scripted.alice.id), str(scripted.bob.id)]
    scripted.guild.remove_member(scripted.bob)
    await scripted.env.settle()
    assert list(await bot.on().missing(_room(scripted), keys)) == [str(scripted.bob.id)]
    before = len(scripted.env.http_requests)
    await bot.on().missing(_room(scripted), [str(number) for number in range(10**17, 10**17 + 3 * MOST_ASKED)])
    assert len(scripted.env.http_requests) - before == MOST_ASKED
    scripted.env.inject_error("GET", "/guilds/*/members/*", status=500, message="Oops", times=None)
    with pytest.raises(OutsideError):
        await bot.on().missing(_room(scripted), keys)


async def test_who_has_left_is_neither_named_nor_called(evening: Evening) -> None:
    await evening.plans()
    evening.room.guild.remove_member(evening.bob)
    await evening.picks()
    (reminder,) = await evening.until(FRIDAY - timedelta(minutes=29))
    assert evening.called() == {evening.alice.id, evening.carol.id}
    assert evening.bob.mention not in reminder.content


async def test_a_night_in_a_deleted_channel_is_called_off(evening: Evening) -> None:
    await evening.plans()
    evening.room.env.backend.delete_channel(evening.room.channel.id)
    await evening.room.env.settle()
    await evening.looks()
    told = evening.alice.user.dm_channel.last_message
    assert told is not None
    assert "called off" in text_of(told)
    assert [event.status for event in evening.events()] == [CANCELLED]


async def test_where_the_bot_may_no_longer_write_the_host_is_told_directly(evening: Evening) -> None:
    await evening.plans()
    await evening.picks()
    await evening.room.deprive("send_messages")
    before = len(evening.alice.user.dm_channel.history())
    assert await evening.until(FRIDAY - timedelta(minutes=29)) == []
    (told,) = evening.alice.user.dm_channel.history()[before:]
    assert "“Send Messages”" in text_of(told)


@pytest.mark.parametrize("was_sent", [True, False])
async def test_a_reminder_that_a_killed_process_had_claimed_is_in_the_channel_once(
    evening: Evening, was_sent: bool
) -> None:
    env, pictures = evening.room.env, evening.room.pictures
    await evening.plans()
    await evening.picks()
    await env.advance_time((FRIDAY - timedelta(minutes=30) - env.now()).total_seconds())
    (claim,) = await Outbox(evening.world.database).claim_due(env.now(), lambda _: True)
    if was_sent:
        button = Button("The night", token_of(claim.night, claim.message))
        await DiscordBoard(env.bot, pictures).post(evening.place, Reply("It begins soon.", buttons=(button,)))
    await env.restart_bot(client_of(evening.world.bot, pictures))
    said = await evening.passes(minutes=3)
    assert [labels_of(one) for one in said] == ([] if was_sent else [[["The night"]]])
    assert await evening.passes(minutes=3) == []
