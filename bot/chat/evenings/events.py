"""A night as the platform's own event, kept in step with ours."""

import asyncio
import logging
from datetime import datetime, timedelta

from bot.chat.evenings import words_of_planning as words
from bot.chat.evenings.board import NightEvent, NotAllowed
from bot.chat.evenings.tools import Tools
from bot.chat.evenings.words_of_cards import movie_night
from bot.chat.language import speaking, told
from bot.errors import OutsideError
from bot.movies.movie import Movie
from bot.movies.posters.drawn import draw_card
from bot.nights import rules
from bot.nights.night import USUAL_MINUTES, MovieNight, Stage

_log = logging.getLogger(__name__)


class Events:
    """Brings platforms' own events in step with our nights."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def keep(self, night: MovieNight, now: datetime) -> str:
        """Creates, changes or cancels the night's event; a sentence to tell where the bot may not, else nothing.

        An event is worth no failure: when the platform does not answer, the night goes on without. That there can be
        none is told once, when the night is planned.
        """
        is_there_none = night.stage is Stage.CANCELLED and not night.event_id
        if is_there_none or not self._tools.reaches(night.room):
            return ""
        try:
            with speaking(await self._tools.language_of(night.room)):
                event_id = await self._tools.boards[night.room.platform].keep_event(await self._event(night))
        except NotAllowed as refused:
            return told(refused) if night.event_id or not night.revision else ""
        except OutsideError as error:
            _log.warning("The event of a night is not in step: %s (%s)", error, error.__cause__)
            return ""
        if event_id != night.event_id:
            await self._tools.nights.change(night.night_id, lambda one: rules.set_event(one, event_id), now)
        return ""

    async def _event(self, night: MovieNight) -> NightEvent:
        winner = told_winner(night)
        movie = self._tools.library.film(winner) if winner is not None else None
        return NightEvent(
            event_id=night.event_id,
            room=night.room,
            title=words.title(night, movie),
            description=words.description(night, movie),
            place=night.place,
            start_at=night.start_at,
            ends_at=told_end(night),
            is_cancelled=night.stage is Stage.CANCELLED,
            picture=await asyncio.to_thread(draw_card, movie or Movie(0, movie_night())),
        )


def told_winner(night: MovieNight) -> int | None:
    """The film id that may be told of: of a blind date none before its start, of a night without a film none at all."""
    is_told = night.stage in (Stage.RUNNING, Stage.OVER) or (night.stage is Stage.DECIDED and not night.is_blind)
    return night.result.winner.movie_id if night.result and is_told else None


def told_end(night: MovieNight) -> datetime:
    """When the night ends, as far as that may be told: a film's runtime could give it away."""
    return night.ends_at if told_winner(night) is not None else night.start_at + timedelta(minutes=USUAL_MINUTES)
