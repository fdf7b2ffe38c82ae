"""What happens to nights on the platforms themselves: a channel is deleted, a member leaves, an event is changed."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat.evenings import words_of_evenings as words
from bot.chat.evenings import words_of_planning
from bot.chat.evenings.cards import NightCards
from bot.chat.evenings.events import Events, told_winner
from bot.chat.evenings.planning import LONGEST_PLACE, LONGEST_THEME
from bot.chat.evenings.tools import Tools
from bot.chat.language import speaking, told
from bot.chat.reply import Reply
from bot.errors import MemberError, OutsideError
from bot.nights import rules
from bot.nights.night import Actor, MovieNight, Room, Stage
from bot.taste.store import Member

_log = logging.getLogger(__name__)

_PLATFORM = Actor("", manages=True)
"""Whoever may change events and channels there manages the space, as far as we are told."""


@dataclass(frozen=True, slots=True)
class EventNews:
    """What a platform's own event shows by now."""

    event_id: str
    title: str
    place: str
    start_at: datetime
    is_cancelled: bool = False


class Happenings:
    """Lets nights follow what members do without words of ours."""

    def __init__(self, tools: Tools, clock: Callable[[], datetime]) -> None:
        self._tools = tools
        self._clock = clock
        self._cards = NightCards(tools)
        self._events = Events(tools)

    async def channel_gone(self, room: Room) -> None:
        """The channel was deleted: its night is cancelled, and none follows."""
        now = self._clock()
        night = await self._tools.nights.open_in(room)
        if night is None:
            return
        after = await self._tools.nights.change(night.night_id, lambda one: _ended(one, now), now)
        await self._events.keep(after, now)

    async def member_left(self, member: Member) -> None:
        """Nothing of an open night names who has left the space; a host is followed by the next."""
        await self._tools.nights.leave(member, self._clock())

    async def event_changed(self, platform: str, space: str, news: EventNews) -> None:
        """Somebody may have changed a night's event on the platform: the night follows, or the event is put back."""
        nights = await self._tools.nights.open_of(platform, space)
        night = next((one for one in nights if news.event_id and one.event_id == news.event_id), None)
        if night is not None:
            with speaking(await self._tools.language_of(night.room)):
                await self._follow(night, news, self._clock())

    async def _follow(self, night: MovieNight, news: EventNews, now: datetime) -> None:
        try:
            after = await self._tools.nights.change(night.night_id, lambda one: self._followed(one, news, now), now)
        except MemberError as refused:
            await self._events.keep(night, now)
            await self._post(night, Reply(words.event_refused(told(refused))))
            return
        if after == rules.moved_on(night, now) or after.stage is Stage.CANCELLED:  # which the night says by itself
            return
        await self._events.keep(after, now)
        card = await self._cards.of(after, now)
        await self._post(after, replace(card, text=f"{words.changed_on_the_event()}\n\n{card.text}"))

    def _followed(self, night: MovieNight, news: EventNews, now: datetime) -> MovieNight:
        """The night as the event shows it; what is the same there is left alone."""
        night = rules.moved_on(night, now)
        if news.is_cancelled:
            return rules.cancel(night, _PLATFORM, now)
        winner = told_winner(night)
        title = words_of_planning.title(night, None if winner is None else self._tools.library.film(winner))
        if news.start_at != night.start_at:
            night = rules.reschedule(night, _PLATFORM, news.start_at, now)
        if news.title != title:
            night = rules.set_theme(night, _PLATFORM, words.theme_of(news.title)[:LONGEST_THEME])
        if news.place != night.place:
            night = rules.set_place(night, _PLATFORM, news.place[:LONGEST_PLACE])
        return night

    async def _post(self, night: MovieNight, reply: Reply) -> None:
        """Says it in the night's room; that it could not be said changes nothing of what was done."""
        if not self._tools.reaches(night.room):
            return
        try:
            await self._tools.post(night.room, reply)
        except OutsideError as error:
            _log.warning("What became of an event could not be told: %s", error)


def _ended(night: MovieNight, now: datetime) -> MovieNight:
    """Without a channel: a film that is running ends as it would, and no other night follows."""
    night = rules.stop_repeating(night, _PLATFORM)
    return rules.cancel(night, _PLATFORM, now) if night.stage < Stage.RUNNING else night
