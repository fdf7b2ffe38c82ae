"""Installations that have been begun: each is known by a word that is used once, within ten minutes."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Column, String, Table, delete, insert

from bot.database import METADATA, Database, Moment

slack_states = Table(
    "slack_states",
    METADATA,
    Column("state", String(64), primary_key=True),
    Column("expires_at", Moment, nullable=False, index=True),
)

LASTS = timedelta(minutes=10)
_BYTES = 24


class States:
    """Gives such words out and takes them back, through restarts."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def issue(self) -> str:
        """A word that nobody can guess; those that have expired are forgotten."""
        state, now = secrets.token_urlsafe(_BYTES), self._clock()
        async with self._database.writing() as connection:
            await connection.execute(delete(slack_states).where(slack_states.c.expires_at <= now))
            await connection.execute(insert(slack_states).values(state=state, expires_at=now + LASTS))
        return state

    async def consume(self, state: str) -> bool:
        """Whether it was given out, has not expired, and comes back for the first time."""
        known = (slack_states.c.state == state) & (slack_states.c.expires_at > self._clock())
        async with self._database.writing() as connection:
            return (await connection.execute(delete(slack_states).where(known))).rowcount > 0
