"""What each message of a night says, and the work that is done for it just before."""

import contextlib
from dataclasses import replace
from datetime import datetime

from bot.chat.evenings import words_of_evenings as words
from bot.chat.evenings.cards import NightCards
from bot.chat.evenings.company import Company
from bot.chat.evenings.events import Events, told_winner
from bot.chat.evenings.repeating import Repeating
from bot.chat.evenings.tools import Tools
from bot.chat.language import _
from bot.chat.night_commands import ShowNight
from bot.chat.reply import Button, Reply
from bot.errors import OutsideError
from bot.movies.movie import Movie
from bot.nights import rules
from bot.nights.due import Kind, Message
from bot.nights.night import MovieNight, Stage
from bot.nights.scores import score_of


def token_of(night: MovieNight, message: Message) -> ShowNight:
    """What the button below the message says, and nothing else that the bot ever said: so it is found again."""
    return ShowNight(night.night_id, f"{message.kind.split()[0]} {int(message.due_at.timestamp())}")


class Announcements:
    """Composes the messages of nights."""

    def __init__(self, tools: Tools) -> None:
        self._library = tools.library
        self._nights = tools.nights
        self._settings = tools.settings
        self._cards = NightCards(tools)
        self._company = Company(tools)
        self._events = Events(tools)
        self._repeating = Repeating(tools)

    async def check_turn(self, night: MovieNight, message: Message) -> None:
        """Raises ChannelTaken where the message has to wait for another night to end."""
        if message.kind is Kind.NEXT:
            await self._repeating.check_turn(night)

    async def of(self, night: MovieNight, message: Message, now: datetime) -> Reply | None:
        """The message in words, for everybody; None when it turns out that there is nothing to say.

        Raises a MemberError where the night no longer allows it, and an OutsideError when it cannot be made now.
        """
        zone = (await self._settings.of(night.room.platform, night.room.space)).zone
        reply = await self._composed(night, message, zone, now)
        if reply is None:
            return None
        waits_its_turn = message.kind is Kind.NEXT
        late = words.late(message.due_at, zone) if message.is_late(now) and not waits_its_turn else ""
        label = _("The one before") if waits_its_turn else _("The night")
        buttons = (*reply.buttons, Button(label, token_of(night, message)))
        return replace(reply, text="\n\n".join(filter(None, (late, reply.text))), buttons=buttons)

    async def _composed(self, night: MovieNight, message: Message, zone: str, now: datetime) -> Reply | None:
        match message.kind:
            case Kind.PICKS:
                return await self._picks(night, now)
            case Kind.DECISION:
                return await self._decision(night, now)
            case Kind.REMINDER:
                return Reply(words.reminder(night, zone, self._told_film(night)), calls=night.attendees)
            case Kind.START:
                return await self._start(night, now)
            case Kind.CALLED_OFF:
                return await self._called_off(night, zone, now)
            case Kind.TAPS:
                return await self._below(words.that_was_it(), night, now)
            case Kind.RESULT:
                return self._result(night, zone)
            case Kind.NEXT:
                return await self._next(night, now)

    async def _picks(self, night: MovieNight, now: datetime) -> Reply | None:
        """The picks, made unless somebody was quicker; at the start it is the start that tells the film."""
        if night.stage is Stage.PLANNED:
            settings = await self._settings.of(night.room.platform, night.room.space)
            proposal = await self._company.shortlist(night, settings)
            try:
                night = await self._nights.change(night.night_id, proposal.listed, now)
            except rules.NotPossible:
                return await self._below(words.no_film_for_all(), night, now)
        return None if night.stage >= Stage.RUNNING else await self._below(words.picked(night), night, now)

    async def _decision(self, night: MovieNight, now: datetime) -> Reply:
        night = await self._expecting(night, now)
        return await self._below(words.decided(), night, now, await self._events.keep(night, now))

    async def _start(self, night: MovieNight, now: datetime) -> Reply:
        if not night.landings:
            with contextlib.suppress(OutsideError):  # the start waits for nobody
                night = await self._expecting(night, now)
        film = self._told_film(night)
        return await self._below(
            words.started(night, film) if film else "", night, now, await self._events.keep(night, now)
        )

    async def _called_off(self, night: MovieNight, zone: str, now: datetime) -> Reply:
        if night.settled_at is None or night.settled_at >= night.start_at:  # by the clock, of which no event knows
            await self._events.keep(night, now)
        return Reply(words.called_off(night, zone), calls=night.attendees)

    async def _expecting(self, night: MovieNight, now: datetime) -> MovieNight:
        """The night with where its attendees are expected to land."""
        landings = await self._company.landings(night)
        return await self._nights.change(night.night_id, lambda one: rules.expect(one, landings), now)

    def _result(self, night: MovieNight, zone: str) -> Reply | None:
        film = self._told_film(night)
        return Reply(words.result(night, zone, film, score_of(night))) if film else None

    async def _next(self, night: MovieNight, now: datetime) -> Reply:
        following = await self._repeating.next(night, now)
        refused = await self._events.keep(following, now)
        return await self._below(words.next_planned(following), following, now, refused)

    async def _below(self, line: str, night: MovieNight, now: datetime, *more: str) -> Reply:
        """The night's card, with a line above it and perhaps some below."""
        card = await self._cards.of(night, now)
        return replace(card, text="\n\n".join(filter(None, (line, card.text, *more))))

    def _told_film(self, night: MovieNight) -> Movie | None:
        winner = told_winner(night)
        return None if winner is None else self._library.film(winner)
