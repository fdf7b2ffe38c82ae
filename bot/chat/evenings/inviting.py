"""A night as it stands, who comes, and the file for their calendars."""

import asyncio
from dataclasses import replace
from functools import partial

from bot.chat.evenings import words_of_planning as words
from bot.chat.evenings.cards import NightCards
from bot.chat.evenings.events import told_end, told_winner
from bot.chat.evenings.finding import Finding
from bot.chat.evenings.guest import Guest
from bot.chat.evenings.telling import Telling
from bot.chat.evenings.tools import Tools
from bot.chat.night_commands import Attend, GetCalendar, ShowNight, is_pressed
from bot.chat.reply import Attachment, Reply
from bot.nights import rules
from bot.nights.calendar import CalendarEntry, calendar_file
from bot.nights.night import MovieNight, Stage


class Inviting:
    """Answers about a night as it stands, and takes members' answers to the invitation."""

    def __init__(self, tools: Tools) -> None:
        self._library = tools.library
        self._nights = tools.nights
        self._finding = Finding(tools)
        self._cards = NightCards(tools)
        self._telling = Telling(tools)

    async def show(self, command: ShowNight, guest: Guest) -> Reply:
        """The card of the night: for everybody when it was asked for in words, for the member alone on a press."""
        night = await self._finding.night(command, guest)
        if isinstance(night, Reply):
            return night
        if is_pressed(command):
            return replace(await self._cards.for_one(night, guest.now), private=True)
        return await self._cards.of(night, guest.now)

    async def attend(self, command: Attend, guest: Guest) -> Reply:
        """Whether the member comes; said again, it is said to be known."""
        night = await self._finding.night(command, guest)
        if isinstance(night, Reply):
            return night
        answered = await self._nights.change(
            night.night_id, lambda one: rules.answer(one, guest.key, command.presence), guest.now
        )
        said = partial(_answered, answered, command, guest)
        return await self._telling.below_the_line(answered, said, guest, is_press=is_pressed(command))

    async def calendar(self, command: GetCalendar, guest: Guest) -> Reply:
        """The night as a file for the member's own calendar."""
        night = await self._finding.night(command, guest)
        if isinstance(night, Reply):
            return night
        # In a thread: the first one of a process takes a moment.
        content = await asyncio.to_thread(calendar_file, self._entry(night, guest))
        file = Attachment("movie-night.ics", "text/calendar", content)
        return Reply(words.calendar(), private=True, files=(file,))

    def _entry(self, night: MovieNight, guest: Guest) -> CalendarEntry:
        winner = told_winner(night)
        movie = self._library.film(winner) if winner is not None else None
        return CalendarEntry(
            night_id=night.night_id,
            title=words.title(night, movie),
            start_at=night.start_at,
            ends_at=told_end(night),
            changed_at=guest.now,
            revision=night.revision,
            place=night.place,
            description=words.description(night, movie),
            is_cancelled=night.stage is Stage.CANCELLED,
        )


def _answered(night: MovieNight, command: Attend, guest: Guest) -> str:
    """What a member has answered: below their line for everybody, after a press for them alone."""
    if is_pressed(command):
        said = words.you_answered(night, command.presence, guest.zone)
    else:
        said = words.somebody_answered(guest.key, command.presence)
    return words.lines(said, words.still_hosts(guest.key, night, command.presence))
