"""Nights among a server's scheduled events, and what others change in them there."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import discord

from bot.chat.evenings import NightEvent, NotAllowed
from bot.chat.language import _, in_every_language, to_translate
from bot.errors import OutsideError
from bot.fronts.discord.memory import remember
from bot.fronts.discord.plain import one_line, shortened, shortened_escaped
from bot.fronts.discord.refusals import Gone, lacked, translated

MOST_EVENTS = 100
LONGEST_NAME = 100
LONGEST_DESCRIPTION = 1000
LONGEST_PLACE = 100
NO_PLACE = to_translate("To be agreed")
"""Discord wants every event to be somewhere."""

FULL = to_translate("The night is not among this server's events: Discord takes no more than {count} of them.")

_REFUSED = to_translate("I may not keep this server's events in step with the night. Discord says: {reason}")
_LACKING = to_translate(
    "I may not keep this server's events in step with the night: I lack the permission {permission}."
)
_ECHOES_AWAITED = 5
_ENTERS = discord.Permissions(view_channel=True, connect=True)
_MODERATES = _ENTERS | discord.Permissions.stage_moderator()
_OPEN = (discord.EventStatus.scheduled, discord.EventStatus.active)

_Stage = discord.VoiceChannel | discord.StageChannel
_Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """An event as far as others may change a night by it."""

    title: str
    place: str
    start_at: datetime
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class _Written:
    """An event as we have last written it, and the night's own words for that.

    `echoes` are changes of ours that Discord has not told of yet: they may come after a later one is written.
    """

    shown: Shown
    told: Shown
    echoes: list[Shown] = field(default_factory=list)


class GuildEvents:
    """Creates, changes and cancels scheduled events, and tells others' changes from its own."""

    def __init__(self) -> None:
        self._written: dict[int, _Written] = {}

    async def keep(self, guild: discord.Guild, event: NightEvent) -> str:
        """The event's id; "" where it is too late to create one. Raises NotAllowed, or another OutsideError."""
        known = await _find(guild, event.event_id)
        try:
            if known is not None:
                await (self._cancel(guild, known, event) if event.is_cancelled else self._change(guild, known, event))
                return event.event_id
        except Gone:  # since we last heard of it
            pass
        return event.event_id if event.is_cancelled else await self._create(guild, event)

    def changed(self, before: discord.ScheduledEvent, after: discord.ScheduledEvent) -> Shown | None:
        """What others have made of an event, in the night's words where they left those; None for what we did."""
        shown, written = _shown_on(after), self._written.get(after.id)
        if written is None:
            return None if shown == _shown_on(before) else _in_words(after, written)
        if shown in written.echoes:
            written.echoes.remove(shown)
            return None
        return None if shown == written.shown else _in_words(after, written)

    def deleted(self, event: discord.ScheduledEvent) -> Shown | None:
        """An event that was deleted before it began, which is to cancel it."""
        if event.status is not discord.EventStatus.scheduled:
            return None
        return replace(_in_words(event, self._written.get(event.id)), is_cancelled=True)

    async def _create(self, guild: discord.Guild, event: NightEvent) -> str:
        if event.start_at <= discord.utils.utcnow():
            return ""
        _check(guild)
        if sum(one.status in _OPEN for one in guild.scheduled_events) >= MOST_EVENTS:
            raise NotAllowed(FULL, count=MOST_EVENTS)
        fields = _fields(guild, event)
        with translated(_REFUSED):
            created = await guild.create_scheduled_event(
                start_time=event.start_at,
                privacy_level=discord.PrivacyLevel.guild_only,
                **fields,
                **_picture(event),
            )
        self._note(created.id, _shown_of(fields, event), event)
        return str(created.id)

    async def _change(self, guild: discord.Guild, known: discord.ScheduledEvent, event: NightEvent) -> None:
        fields = _fields(guild, event)
        if event.start_at > discord.utils.utcnow():
            fields["start_time"] = event.start_at
        elif known.channel_id and known.status is discord.EventStatus.scheduled:
            fields["status"] = discord.EventStatus.active  # Discord begins only those that are in no channel
        shown = _shown_of(fields, event)
        if _is_shown(known, fields):
            self._note(known.id, shown, event)
        else:
            pictured = _picture(event) if known.name != fields["name"] else {}
            await self._write(guild, known, shown, event, fields | pictured)

    async def _cancel(self, guild: discord.Guild, known: discord.ScheduledEvent, event: NightEvent) -> None:
        is_running = known.status is discord.EventStatus.active
        status = discord.EventStatus.ended if is_running else discord.EventStatus.cancelled
        shown = replace(_shown_on(known), is_cancelled=not is_running)
        await self._write(guild, known, shown, event, {"status": status})

    async def _write(
        self, guild: discord.Guild, known: discord.ScheduledEvent, shown: Shown, event: NightEvent, fields: _Fields
    ) -> None:
        _check(guild)
        before = self._written.get(known.id)
        self._note(known.id, shown, event, shown)
        try:
            with translated(_REFUSED):
                await known.edit(**fields)
        except OutsideError:
            remember(self._written, known.id, before or _Written(_shown_on(known), _told(event)))
            raise

    def _note(self, event_id: int, shown: Shown, event: NightEvent, *echoes: Shown) -> None:
        """Notes what the event shows, and the changes of which Discord has yet to tell us."""
        before = self._written.get(event_id)
        awaited = before.echoes[-_ECHOES_AWAITED:] if before else []
        remember(self._written, event_id, _Written(shown, _told(event), [*awaited, *echoes]))


async def _find(guild: discord.Guild, event_id: str) -> discord.ScheduledEvent | None:
    """The event while it is to come or running; None when it is over, cancelled or deleted."""
    if not event_id:
        return None
    found = guild.get_scheduled_event(int(event_id))
    if found is None:
        try:
            with translated(_REFUSED):
                found = await guild.fetch_scheduled_event(int(event_id))
        except Gone:
            return None
    return found if found.status in _OPEN else None


def _check(guild: discord.Guild) -> None:
    """Raises NotAllowed where the bot may not have events of its own, which is enough to change and cancel them."""
    permitted = guild.me.guild_permissions
    if not permitted.manage_events and (lack := lacked(permitted, "create_events")):
        raise NotAllowed(_LACKING, permission=lack)


def _fields(guild: discord.Guild, event: NightEvent) -> _Fields:
    """What discord.py's create and edit take, without what depends on the moment."""
    channel = _stage_named(guild, event.place)
    place = shortened(one_line(event.place), LONGEST_PLACE) or _(NO_PLACE)
    address = f"https://discord.com/channels/{guild.id}/{event.room.channel}"
    link = _("Who is in, and for which film: {address}", address=address)
    description = shortened_escaped(event.description, LONGEST_DESCRIPTION - len(link) - 1)
    return {
        "name": shortened(one_line(event.title), LONGEST_NAME),
        "description": "\n".join(filter(None, (description, link))),
        "end_time": event.ends_at,
        **({"channel": channel} if channel else {"entity_type": discord.EntityType.external, "location": place}),
    }


def _picture(event: NightEvent) -> _Fields:
    return {"image": event.picture} if event.picture else {}


def _stage_named(guild: discord.Guild, place: str) -> _Stage | None:
    """The voice or stage channel that the place names, by its mention or its name, where the bot may be."""
    mentioned = re.search(r"<#(\d+)>", place, re.ASCII)
    name = re.sub(r"^(?:#|voice |stage )\s*", "", place.strip().casefold())
    stages: tuple[_Stage, ...] = (*guild.voice_channels, *guild.stage_channels)
    wanted = mentioned[1] if mentioned else name
    return next((one for one in stages if wanted in (str(one.id), one.name.casefold()) and _may_host(one)), None)


def _may_host(channel: _Stage) -> bool:
    """Discord takes an event in a channel only from who may enter it, and on a stage from who moderates it."""
    permitted = channel.permissions_for(channel.guild.me)
    needed = _MODERATES if isinstance(channel, discord.StageChannel) else _ENTERS
    return permitted.is_superset(needed)


def _is_shown(known: discord.ScheduledEvent, fields: _Fields) -> bool:
    shown = {
        "name": known.name,
        "description": known.description or "",
        "start_time": known.start_time,
        "end_time": known.end_time,
        "channel": known.channel,
        "entity_type": known.entity_type,
        "location": known.location,
    }
    return all(name in shown and shown[name] == value for name, value in fields.items())


def _told(event: NightEvent) -> Shown:
    return Shown(event.title, event.place, event.start_at, event.is_cancelled)


def _shown_of(fields: _Fields, event: NightEvent) -> Shown:
    place = str(fields["channel"].id) if "channel" in fields else fields["location"]
    return Shown(fields["name"], place, event.start_at, is_cancelled=False)


def _shown_on(event: discord.ScheduledEvent) -> Shown:
    place = str(event.channel_id) if event.channel_id else event.location or ""
    return Shown(event.name, place, event.start_time, event.status is discord.EventStatus.cancelled)


def _in_words(event: discord.ScheduledEvent, written: _Written | None) -> Shown:
    """What the event shows by now, in the night's words as far as we wrote it."""
    shown = _shown_on(event)
    title, place = shown.title, event.channel.name if event.channel else event.location or ""
    if written and shown.title == written.shown.title:
        title = written.told.title
    if written and shown.place == written.shown.place:
        place = written.told.place
    return replace(shown, title=title, place="" if place in in_every_language(NO_PLACE) else place)
