"""Which night is meant: the one a button names, the one of the channel, or the one that its member can only mean."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.chat.asking import CHOICES_OFFERED
from bot.chat.evenings import words_of_planning as words
from bot.chat.evenings.guest import Guest
from bot.chat.evenings.tools import Tools
from bot.chat.grammar import LONGEST_TOKEN, spell
from bot.chat.night_commands import OfNightCommand, ShowNight, TapFilm, UndoShown
from bot.chat.reply import Button, Reply
from bot.errors import MemberError
from bot.nights import rules
from bot.nights.night import MovieNight, Stage
from bot.nights.store import UnknownNight

_LONGEST_FILM = timedelta(days=1)


class Finding:
    """Finds the night that a command is about."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def night(self, command: OfNightCommand, guest: Guest) -> MovieNight | Reply:
        """The night that is meant, as the clock has moved it on, or the question which; raises MemberError for none.

        A night that has ended is found by its id; without one only to be looked at, and to be judged, for a week.
        """
        if command.night_id is not None:
            return await self._named(command.night_id, guest)
        if isinstance(command, TapFilm | UndoShown):
            found = await self._to_judge(guest)
        else:
            found = await self._open(guest)
        if not found and isinstance(command, ShowNight):
            found = await self._past(guest)
        if not found:
            raise MemberError(words.none_to_judge() if isinstance(command, TapFilm | UndoShown) else words.none_open())
        return found[0] if len(found) == 1 else self._question(command, found, guest)

    async def _named(self, night_id: str, guest: Guest) -> MovieNight:
        night = await self._tools.nights.get(night_id)
        if night is None or not _is_of_space(night, guest):
            raise UnknownNight(words.gone())
        return rules.moved_on(night, guest.now)

    async def _open(self, guest: Guest) -> Sequence[MovieNight]:
        """The open night of the channel; outside of channels the only one that the member is in, or all there are."""
        if guest.room.channel:
            night = await self._tools.nights.open_in(guest.room)
            return _going_on([night] if night else [], guest)
        nights = _going_on(await self._tools.nights.open_of(guest.room.platform, guest.room.space), guest)
        theirs = [night for night in nights if guest.key in night.attendees]
        return theirs if len(theirs) == 1 else nights

    async def _to_judge(self, guest: Guest) -> Sequence[MovieNight]:
        """The night whose film is running, to be told that it is too early; else the past one; else what is open."""
        nights = await self._open(guest)
        running = [night for night in nights if night.stage is Stage.RUNNING]
        return running or await self._past(guest) or nights

    async def _past(self, guest: Guest) -> Sequence[MovieNight]:
        """The latest night that took place in the channel, or that the member was at, within a week."""
        since = guest.now - rules.TAPS_OPEN_FOR
        platform, space, channel = guest.room.platform, guest.room.space, guest.room.channel
        kept = await self._tools.nights.history(platform, space, since - _LONGEST_FILM)
        over = [*kept, *(rules.moved_on(one, guest.now) for one in await self._tools.nights.open_of(platform, space))]
        past = [
            night
            for night in over
            if night.stage is Stage.OVER
            and night.ends_at >= since
            and (night.room.channel == channel if channel else guest.key in night.attendance)
        ]
        return sorted(past, key=lambda night: night.start_at)[-1:]

    def _question(self, command: OfNightCommand, nights: Sequence[MovieNight], guest: Guest) -> Reply:
        choices = tuple(
            Button(words.night_label(night, guest.zone), replace(command, night_id=night.night_id)) for night in nights
        )
        if any(len(spell(choice.command)) > LONGEST_TOKEN for choice in choices):
            raise MemberError(words.say_it_there())
        return Reply(words.which_night(), buttons=choices[:CHOICES_OFFERED], private=True)


def _is_of_space(night: MovieNight, guest: Guest) -> bool:
    return (night.room.platform, night.room.space) == (guest.room.platform, guest.room.space)


def _going_on(nights: Sequence[MovieNight], guest: Guest) -> list[MovieNight]:
    moved = (rules.moved_on(night, guest.now) for night in nights)
    return [night for night in moved if night.stage < Stage.OVER]
