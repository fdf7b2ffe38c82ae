"""A night among the server's scheduled events: created, moved and cancelled from either side."""

import copy
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import discord
import pytest
from simcord.backend.models import ScheduledEvent

from bot.chat.evenings import NightEvent, NotAllowed
from bot.chat.marks import moment, person
from bot.errors import OutsideError
from bot.fronts.discord.events import FULL, MOST_EVENTS, NO_PLACE, GuildEvents
from bot.nights.night import Room as NightRoom
from tests.fronts.discord.evening import FRIDAY, Evening
from tests.fronts.discord.room import Room, answer_of, client_of, text_of
from tests.fronts.discord.script import ScriptedBot

ACTIVE, ENDED, CANCELLED = 2, 3, 4
EXTERNAL, VOICE = 3, 2
SATURDAY = FRIDAY + timedelta(days=1)


def _event(evening: Evening) -> ScheduledEvent:
    (event,) = evening.events()
    return event


async def _somebody_changes(evening: Evening, **changes: Any) -> list[str]:
    """What the bot says in the channel after somebody has changed the event on Discord."""
    before = len(evening.room.channel.history())
    event = _event(evening)
    evening.room.env.backend.edit_scheduled_event(evening.room.guild.id, event.id, changes)
    await evening.room.env.settle()
    await evening.looks()
    return [text_of(one) for one in evening.room.channel.history()[before:]]


async def test_a_planned_night_is_an_event_with_its_time_place_and_cover(evening: Evening) -> None:
    await evening.plans(theme="horror", place="at bob's")
    event = _event(evening)
    assert event.name == "Movie night: horror"
    assert (event.entity_type, event.entity_metadata) == (EXTERNAL, {"location": "at bob's"})
    assert datetime.fromisoformat(event.scheduled_start_time) == FRIDAY
    assert event.scheduled_end_time
    assert datetime.fromisoformat(event.scheduled_end_time) > FRIDAY
    (created,) = [one.json for one in evening.room.env.http_requests if one.path.endswith("/scheduled-events")]
    assert created["image"].startswith("data:image/")
    assert created["privacy_level"] == discord.PrivacyLevel.guild_only.value
    assert created["entity_type"] == EXTERNAL


async def test_an_event_follows_the_night_and_nobody_is_told_of_it_twice(evening: Evening) -> None:
    await evening.plans()
    said = len(evening.room.channel.history())
    await evening.room.slash("night move", time="saturday 8pm")
    await evening.room.slash("night theme", theme="comedy")
    await evening.room.slash("night place", place="at bob's")
    event = _event(evening)
    assert datetime.fromisoformat(event.scheduled_start_time) == SATURDAY
    assert (event.name, event.entity_metadata) == ("Movie night: comedy", {"location": "at bob's"})
    await evening.looks()
    assert len(evening.room.channel.history()) == said + 3


async def test_a_cancelled_night_cancels_its_event(evening: Evening) -> None:
    await evening.plans()
    asked = answer_of(await evening.room.slash("cancel"))
    await evening.presses(evening.alice, asked, "Yes, call it off")
    assert _event(evening).status == CANCELLED


async def test_a_night_follows_an_event_that_somebody_moves_renames_and_relocates(evening: Evening) -> None:
    await evening.plans()
    (told,) = await _somebody_changes(evening, scheduled_start_time=SATURDAY.isoformat())
    assert f"<t:{int(SATURDAY.timestamp())}:F>" in told
    assert "Where" not in told
    (told,) = await _somebody_changes(evening, name="Movie night: comedy", entity_metadata={"location": "at bob's"})
    assert "comedy" in told
    assert "Where: at bob's" in told
    assert f"<t:{int(SATURDAY.timestamp())}:F>" in told


@pytest.mark.parametrize("how", ["cancels", "deletes"])
async def test_a_night_whose_event_somebody_cancels_or_deletes_is_called_off(evening: Evening, how: str) -> None:
    await evening.plans()
    before = len(evening.room.channel.history())
    if how == "cancels":
        await _somebody_changes(evening, status=CANCELLED)
    else:
        evening.room.env.backend.delete_scheduled_event(evening.room.guild.id, _event(evening).id)
        await evening.room.env.settle()
        await evening.looks()
    (told,) = evening.room.channel.history()[before:]
    assert "called off" in text_of(told)
    assert [event.status for event in evening.events()] in ([CANCELLED], [])


async def test_a_voice_channel_that_the_place_names_holds_the_event_and_is_begun_with_the_night(
    evening: Evening,
) -> None:
    lounge = evening.room.guild.create_voice_channel("Lounge")
    await evening.plans(place="voice lounge")
    event = _event(evening)
    assert (event.entity_type, event.channel_id) == (VOICE, lounge.id)
    (told,) = await _somebody_changes(evening, scheduled_start_time=SATURDAY.isoformat())
    assert "Where: voice lounge" in told
    await evening.room.slash("night place", place="elsewhere")
    assert (_event(evening).entity_type, _event(evening).channel_id) == (EXTERNAL, None)
    await evening.room.slash("night place", place=f"in {lounge.mention}")
    assert (_event(evening).entity_type, _event(evening).channel_id) == (VOICE, lounge.id)


async def test_without_the_permission_the_night_is_planned_and_the_reply_names_what_is_lacking(
    evening: Evening,
) -> None:
    await evening.room.deprive("create_events", "manage_events")
    planned = answer_of(await evening.room.slash("night plan", time="friday 8pm"))
    assert "A movie night is planned" in text_of(planned)
    assert "I lack the permission “Create Events”." in text_of(planned)
    assert evening.events() == []


async def test_where_discord_refuses_the_event_the_night_is_planned_without(evening: Evening) -> None:
    evening.room.env.inject_error("POST", "/guilds/*/scheduled-events", status=500, message="Oops", times=None)
    planned = answer_of(await evening.room.slash("night plan", time="friday 8pm"))
    assert "A movie night is planned" in text_of(planned)
    assert evening.events() == []


def _night(room: Room, **changes: Any) -> NightEvent:
    """A night in the room's channel, tomorrow for two hours."""
    start_at = room.env.now() + timedelta(days=1)
    place = NightRoom("discord", str(room.guild.id), str(room.channel.id))
    night = NightEvent("", place, "Movie night", "Be there.", "at bob's", start_at, start_at + timedelta(hours=2))
    return replace(night, **changes)


async def _keep(room: Room, bot: ScriptedBot, night: NightEvent) -> str:
    with room.env.time_context():
        event_id = await bot.on().keep_event(night)
    await room.env.settle()
    return event_id


def _events(room: Room) -> list[ScheduledEvent]:
    return list(room.env.backend.get_guild(room.guild.id).scheduled_events.values())


async def test_whatever_a_night_says_keeps_to_discords_limits(scripted: Room, bot: ScriptedBot) -> None:
    long = f"{person('123456789012345678')} *and* {moment(FRIDAY, 'UTC')} {'word ' * 500}"
    await _keep(scripted, bot, _night(scripted, title=long, description=long, place=long))
    (event,) = _events(scripted)
    assert len(event.name) == 100
    assert event.description is not None
    assert 900 < len(event.description) <= 1000
    assert event.description.startswith("<@123456789012345678> \\*and\\* <t:")
    assert event.description.endswith(f"https://discord.com/channels/{scripted.guild.id}/{scripted.channel.id}")
    assert event.entity_metadata is not None
    assert len(event.entity_metadata["location"]) == 100
    assert "\ue005" not in str(event)


async def test_a_night_without_a_place_is_somewhere_all_the_same(scripted: Room, bot: ScriptedBot) -> None:
    await _keep(scripted, bot, _night(scripted, place=""))
    (event,) = _events(scripted)
    assert event.entity_metadata == {"location": NO_PLACE}


async def test_nothing_is_written_where_nothing_has_changed(scripted: Room, bot: ScriptedBot) -> None:
    night = _night(scripted)
    night = replace(night, event_id=await _keep(scripted, bot, night))
    assert await _keep(scripted, bot, night) == night.event_id
    assert [one.method for one in scripted.env.http_requests if "scheduled-events" in one.path] == ["POST"]


async def test_an_event_that_is_gone_is_created_anew_and_none_in_the_past(scripted: Room, bot: ScriptedBot) -> None:
    night = _night(scripted)
    night = replace(night, event_id=await _keep(scripted, bot, night))
    scripted.env.backend.edit_scheduled_event(scripted.guild.id, int(night.event_id), {"status": CANCELLED})
    await scripted.env.settle()
    again = await _keep(scripted, bot, night)
    assert again not in ("", night.event_id)
    del scripted.env.backend.get_guild(scripted.guild.id).scheduled_events[int(again)]  # while we were not connected
    once_more = await _keep(scripted, bot, replace(night, event_id=again, title="Another title"))
    assert once_more not in ("", again)
    assert await _keep(scripted, bot, replace(night, event_id="1", start_at=scripted.env.now())) == ""
    assert await _keep(scripted, bot, replace(night, event_id="1", is_cancelled=True)) == "1"


async def test_a_hundred_events_are_as_many_as_discord_takes(scripted: Room, bot: ScriptedBot) -> None:
    for number in range(MOST_EVENTS):
        scripted.guild.create_scheduled_event(f"Event {number}", start_time=FRIDAY.isoformat())
    await scripted.env.settle()
    with pytest.raises(NotAllowed, match=str(MOST_EVENTS)) as refused:
        await _keep(scripted, bot, _night(scripted))
    assert str(refused.value) == FULL.format(count=MOST_EVENTS)


async def test_an_event_in_a_voice_channel_is_begun_by_the_bot_and_ended_when_called_off(
    scripted: Room, bot: ScriptedBot
) -> None:
    lounge = scripted.guild.create_voice_channel("lounge")
    await scripted.env.settle()
    night = _night(scripted, place="#lounge")
    night = replace(night, event_id=await _keep(scripted, bot, night))
    known = scripted.env.backend.get_scheduled_event(scripted.guild.id, int(night.event_id))
    assert known.channel_id == lounge.id
    # The pretended Discord begins every event by itself; the real one does not where it is in a channel.
    night = replace(night, start_at=scripted.env.now())
    await _keep(scripted, bot, night)
    assert known.status == ACTIVE
    await _keep(scripted, bot, replace(night, is_cancelled=True))
    assert known.status == ENDED


async def test_a_voice_channel_that_is_closed_to_the_bot_is_a_mere_name(scripted: Room, bot: ScriptedBot) -> None:
    scripted.guild.create_voice_channel("lounge")
    scripted.guild.create_stage_channel("stage")
    await scripted.deprive("connect")
    for place in ("lounge", "stage"):
        event_id = await _keep(scripted, bot, _night(scripted, place=place))
        event = scripted.env.backend.get_scheduled_event(scripted.guild.id, int(event_id))
        assert (event.channel_id, event.entity_metadata) == (None, {"location": place})


async def test_only_what_others_change_is_told_and_in_the_nights_own_words(scripted: Room, bot: ScriptedBot) -> None:
    night = _night(scripted, title="x" * 150, place="")
    night = replace(night, event_id=await _keep(scripted, bot, night))
    await _keep(scripted, bot, replace(night, start_at=night.start_at + timedelta(hours=1)))
    assert bot.changed == []
    later = night.start_at + timedelta(hours=3)
    scripted.env.backend.edit_scheduled_event(
        scripted.guild.id, int(night.event_id), {"scheduled_start_time": later.isoformat()}
    )
    await scripted.env.settle()
    assert bot.changed == [(night.event_id, night.title, "", later, False)]


async def test_a_change_of_ours_that_failed_is_somebody_elses_when_it_comes(scripted: Room, bot: ScriptedBot) -> None:
    night = _night(scripted)
    night = replace(night, event_id=await _keep(scripted, bot, night))
    scripted.env.inject_error("PATCH", "/guilds/*/scheduled-events/*", status=500, message="Oops", times=None)
    with pytest.raises(OutsideError):
        await _keep(scripted, bot, replace(night, title="Another"))
    for name in (night.title, "Another"):
        scripted.env.backend.edit_scheduled_event(scripted.guild.id, int(night.event_id), {"name": name})
        await scripted.env.settle()
    assert [title for _, title, *_ in bot.changed] == ["Another"]


async def test_a_process_that_has_written_nothing_yet_tells_what_it_sees_change(
    scripted: Room, bot: ScriptedBot
) -> None:
    event_id = await _keep(scripted, bot, _night(scripted, place=""))
    await scripted.env.restart_bot(client_of(bot, scripted.pictures))
    for changes in ({"description": "Something else"}, {"name": "Another"}):
        scripted.env.backend.edit_scheduled_event(scripted.guild.id, int(event_id), changes)
        await scripted.env.settle()
    assert [(title, place) for _, title, place, _, _ in bot.changed] == [("Another", "")]


async def test_an_echo_that_comes_after_a_later_change_is_still_our_own(scripted: Room, bot: ScriptedBot) -> None:
    night = _night(scripted)
    await _keep(scripted, bot, night)
    guild = scripted.env.bot.get_guild(scripted.guild.id)
    (known,) = guild.scheduled_events
    events, echoes = GuildEvents(), []
    for hours in (1, 2):
        moved = replace(night, event_id=str(known.id), start_at=night.start_at + timedelta(hours=hours))
        with scripted.env.time_context():
            await events.keep(guild, moved)
        await scripted.env.settle()
        echoes.append(copy.copy(known))
    first, second = echoes
    assert events.changed(known, first) is None
    assert events.changed(first, second) is None
    assert events.changed(second, first) is not None
