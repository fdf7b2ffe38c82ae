"""A night is planned, changed and called off, by words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from bot.chat.evenings import times
from bot.chat.evenings import words_of_planning as words
from bot.chat.evenings.cards import NightCards
from bot.chat.evenings.events import Events
from bot.chat.evenings.finding import Finding
from bot.chat.evenings.guest import Guest
from bot.chat.evenings.telling import Said, Telling
from bot.chat.evenings.tools import Tools
from bot.chat.grammar import LONGEST_TOKEN, spell
from bot.chat.language import _, speaking, told
from bot.chat.mentions import member_among
from bot.chat.night_commands import (
    BlindDate,
    CancelNight,
    HandOver,
    MoveNight,
    PlanNight,
    RelocateNight,
    RethemeNight,
    ShowNight,
    StopRepeating,
    is_pressed,
)
from bot.chat.reply import Button, Reply
from bot.chat.space_settings import Planners
from bot.database import new_id
from bot.errors import MemberError
from bot.nights import rules
from bot.nights.night import MovieNight, Stage
from bot.nights.store import ChannelTaken
from bot.nights.when import Doubt, Unsure, When

LONGEST_THEME = 60
LONGEST_PLACE = 100

_Change = RethemeNight | RelocateNight | HandOver | BlindDate | StopRepeating
_Rule = Callable[[MovieNight], MovieNight]


class Planning:
    """Answers about when and where a night is, about what, and who hosts it."""

    def __init__(self, tools: Tools) -> None:
        self._nights = tools.nights
        self._finding = Finding(tools)
        self._cards = NightCards(tools)
        self._events = Events(tools)
        self._telling = Telling(tools)

    async def plan(self, command: PlanNight, guest: Guest) -> Reply:
        """A new night in the channel, or the question when it is to be."""
        if not guest.room.channel:
            raise MemberError(words.only_in_a_channel())
        if guest.asker.settings.planning is Planners.MANAGERS and not guest.manages:
            raise MemberError(words.only_managers())
        _check_lengths(command.theme, command.place)
        when = await times.meant(command.when, guest)
        if isinstance(when, Unsure):
            return _question(when.doubt, when.choices, command, guest.zone)
        night = _planned(command, when, guest)
        try:
            await self._add(night, guest)
        except ChannelTaken as taken:
            return await self._taken(told(taken), guest)
        refused, is_zone_open = await self._events.keep(night, guest.now), await self._is_zone_open(guest)
        card = await self._cards.of(night, guest.now)
        with speaking(card.language):
            hint = words.hint_of_zone() if is_zone_open else ""
            return replace(card, text=f"{words.invitation()}\n\n{words.lines(card.text, refused, hint)}")

    async def move(self, command: MoveNight, guest: Guest) -> Reply:
        """Another time, of which those who are in are notified; or the question which."""
        night = await self._finding.night(command, guest)
        if isinstance(night, Reply):
            return night
        when = await times.meant(command.when, guest)
        if isinstance(when, Unsure):
            single = tuple(choice for choice in when.choices if choice.repeat is None)
            return _question(when.doubt, single, command, guest.zone)
        if when.repeat is not None:
            raise MemberError(words.move_one_night())
        start_at = when.start_at
        moved = await self._nights.change(
            night.night_id, lambda one: rules.reschedule(one, guest.actor, start_at, guest.now), guest.now
        )
        refused = await self._events.keep(moved, guest.now)
        return await self._told(
            moved, lambda: words.lines(words.moved(moved, guest.zone), refused), command, guest, calls=moved.attendees
        )

    async def cancel(self, command: CancelNight, guest: Guest) -> Reply:
        """Asks first. That a night is called off its channel hears from the night itself."""
        night = await self._finding.night(command, guest)
        if isinstance(night, Reply):
            return night
        rules.cancel(night, guest.actor, guest.now)
        if not command.is_sure:
            sure = Button(_("Yes, call it off"), CancelNight(True, night.night_id))
            keep = Button(_("Keep it"), ShowNight(night.night_id))
            return Reply(words.ask_to_cancel(night, guest.zone), buttons=(sure, keep), private=True)
        cancelled = await self._nights.change(
            night.night_id, lambda one: rules.cancel(one, guest.actor, guest.now), guest.now
        )
        said = words.lines(words.cancelled(cancelled, guest.zone), await self._events.keep(cancelled, guest.now))
        return Reply(said, private=True, updated=await self._cards.of(cancelled, guest.now))

    async def change(self, command: _Change, guest: Guest) -> Reply:
        """Another theme, place or host, a blind date or none, and no night after this one."""
        night = await self._finding.night(command, guest)
        if isinstance(night, Reply):
            return night
        how, tell = _ruled(command, night, guest)
        changed = await self._nights.change(night.night_id, how, guest.now)
        refused = await self._events.keep(changed, guest.now)
        calls = (changed.host,) if isinstance(command, HandOver) else ()
        return await self._told(changed, lambda: words.lines(tell(changed), refused), command, guest, calls)

    async def _told(
        self, night: MovieNight, said: Said, command: MoveNight | _Change, guest: Guest, calls: Sequence[str]
    ) -> Reply:
        """What became of the night, said to the room; nobody is called for what they did themselves."""
        reply = await self._telling.to_room(night, said, guest, is_press=is_pressed(command))
        others = tuple(member for member in calls if member != guest.key)
        return reply if reply.private else replace(reply, calls=others)

    async def _add(self, night: MovieNight, guest: Guest) -> None:
        """Keeps the night; one before it in its channel that the clock has ended makes room."""
        standing = await self._nights.open_in(night.room)
        if standing and rules.moved_on(standing, guest.now).stage >= Stage.OVER:
            await self._nights.change(standing.night_id, lambda one: one, guest.now)
        await self._nights.add(night)

    async def _taken(self, sentence: str, guest: Guest) -> Reply:
        standing = await self._nights.open_in(guest.room)
        buttons = (Button(_("See the night"), ShowNight(standing.night_id)),) if standing else ()
        return Reply(sentence, buttons=buttons, private=True)

    async def _is_zone_open(self, guest: Guest) -> bool:
        """Whether to tell one who may how to set the clocks of the space: until its first night has taken place."""
        if not guest.manages or guest.zone != "UTC":
            return False
        since = guest.now - timedelta(days=rules.DAYS_AHEAD)
        return not await self._nights.history(guest.room.platform, guest.room.space, since)


def _planned(command: PlanNight, when: When, guest: Guest) -> MovieNight:
    return rules.plan(
        new_id(),
        guest.room,
        guest.key,
        when.start_at,
        guest.now,
        zone=guest.zone,
        theme=command.theme,
        place=command.place,
        repeat=when.repeat,
        is_blind=command.is_blind,
    )


def _question(doubt: Doubt, choices: Sequence[When], command: PlanNight | MoveNight, zone: str) -> Reply:
    """Which of the times is meant: one press each, or in words where they don't go on a button."""
    asked = words.question(doubt, zone)
    buttons = tuple(
        Button(words.time_label(choice, zone), replace(command, when=times.spelled(choice))) for choice in choices
    )
    if any(len(spell(button.command)) > LONGEST_TOKEN for button in buttons):
        return Reply(words.say_exactly(asked, choices, command, zone), private=True)
    return Reply(words.asked_by(asked, choices, zone), buttons=buttons, private=True)


def _ruled(command: _Change, night: MovieNight, guest: Guest) -> tuple[_Rule, Callable[[MovieNight], str]]:
    """What a command makes of the night, and what is said of it afterwards."""
    actor = guest.actor
    match command:
        case RethemeNight(theme):
            _check_lengths(theme=theme)
            return lambda one: rules.set_theme(one, actor, theme), words.rethemed
        case RelocateNight(place):
            _check_lengths(place=place)
            return lambda one: rules.set_place(one, actor, place), words.relocated
        case HandOver(said):
            member = member_among(said, night.attendees)
            if member is None:
                raise MemberError(words.no_such_host())
            return lambda one: rules.hand_over(one, actor, member), words.handed_over
        case BlindDate(is_blind):
            return lambda one: rules.set_blind(one, actor, is_blind), words.blinded
        case StopRepeating():
            return lambda one: rules.stop_repeating(one, actor), words.stopped_repeating
        case _:
            assert_never(command)


def _check_lengths(theme: str = "", place: str = "") -> None:
    if len(theme) > LONGEST_THEME:
        raise MemberError(words.theme_too_long(LONGEST_THEME))
    if len(place) > LONGEST_PLACE:
        raise MemberError(words.place_too_long(LONGEST_PLACE))
