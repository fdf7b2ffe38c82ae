"""Events that have been answered: Slack sends one again when it is in doubt, and nobody wants two answers."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy import Column, String, Table, delete, insert, select

from bot.database import METADATA, Database, Moment
from bot.errors import DatabaseUnavailable
from bot.fronts.slack.turns import Turns

_log = logging.getLogger(__name__)

slack_events = Table(
    "slack_events",
    METADATA,
    Column("event_id", String(64), primary_key=True),
    Column("answered_at", Moment, nullable=False, index=True),
)

KEPT_FOR = timedelta(minutes=10)


class SeenEvents:
    """Remembers answered events for ten minutes, through restarts; it knows nothing of who said what."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._turns = Turns()

    async def once(self, event_id: str, answer: Callable[[], Awaitable[bool]]) -> None:
        """Answers the event unless that was done before; where it is being done, returns when it is.

        It counts as answered when `answer` has returned True: one that a stop cut short is answered when it comes
        again, and one that is not for us is not noted at all.
        """
        async with self._turns.at(event_id):
            if not await self._is_answered(event_id) and await answer():
                await self._note(event_id)

    async def _is_answered(self, event_id: str) -> bool:
        """What cannot be looked up counts as unanswered: rather two answers than none."""
        try:
            return await self._is_noted(event_id)
        except DatabaseUnavailable as error:
            _log.warning("Slack: what was answered cannot be looked up: %s", error.__cause__)
            return False

    async def _is_noted(self, event_id: str) -> bool:
        since = self._clock() - KEPT_FOR
        noted = select(slack_events.c.event_id).where(
            slack_events.c.event_id == event_id, slack_events.c.answered_at > since
        )
        async with self._database.reading() as connection:
            return await connection.scalar(noted) is not None

    async def _note(self, event_id: str) -> None:
        now = self._clock()
        old = (slack_events.c.answered_at <= now - KEPT_FOR) | (slack_events.c.event_id == event_id)
        try:
            async with self._database.writing() as connection:
                await connection.execute(delete(slack_events).where(old))
                await connection.execute(insert(slack_events).values(event_id=event_id, answered_at=now))
        except DatabaseUnavailable as error:
            _log.warning("Slack: what was answered cannot be noted: %s", error.__cause__)
