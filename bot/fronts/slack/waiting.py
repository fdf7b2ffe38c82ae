"""Messages whose answers take longer than Slack waits: noted before Slack is told that they came, until answered."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, String, Table, delete, insert, select

from bot.database import METADATA, Database, Moment
from bot.errors import DatabaseUnavailable

_log = logging.getLogger(__name__)

slack_waiting = Table(
    "slack_waiting",
    METADATA,
    Column("event_id", String(64), primary_key=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("ts", String(32), nullable=False),
    Column("thread", String(32), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("noted_at", Moment, nullable=False),
)

WAIT_FOR = timedelta(minutes=10)
"""After that nobody expects an answer any more."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Where a message stands; `thread` is "" outside of threads, `kind` is that of the event that told of it."""

    event_id: str
    team: str
    channel: str
    ts: str
    thread: str
    kind: str

    @classmethod
    def of(cls, event_id: str, team: str, event: Mapping[str, Any]) -> "Waiting":
        """The message of an event."""
        thread = str(event.get("thread_ts") or "")
        return cls(event_id, team, str(event["channel"]), str(event["ts"]), thread, str(event["type"]))


class WaitingLines:
    """What waits, through restarts; it knows neither who said what nor what was said."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def note(self, waiting: Waiting) -> None:
        """Keeps it; what cannot be kept now may be lost with the process."""
        mine = slack_waiting.c.event_id == waiting.event_id
        try:
            async with self._database.writing() as connection:
                await connection.execute(delete(slack_waiting).where(mine))
                await connection.execute(insert(slack_waiting).values(**asdict(waiting), noted_at=self._clock()))
        except DatabaseUnavailable as error:
            _log.warning("Slack: what waits for an answer cannot be noted: %s", error.__cause__)

    async def drop(self, event_id: str) -> None:
        """It waits no longer."""
        try:
            async with self._database.writing() as connection:
                await connection.execute(delete(slack_waiting).where(slack_waiting.c.event_id == event_id))
        except DatabaseUnavailable as error:
            _log.warning("Slack: an answered message stays noted: %s", error.__cause__)

    async def all(self) -> Sequence[Waiting]:
        """What still waits, the longest first; what has waited too long is forgotten."""
        columns = [slack_waiting.c[one.name] for one in fields(Waiting)]
        async with self._database.writing() as connection:
            await connection.execute(delete(slack_waiting).where(slack_waiting.c.noted_at <= self._clock() - WAIT_FOR))
            rows = await connection.execute(select(*columns).order_by(slack_waiting.c.noted_at))
            return [Waiting(*row) for row in rows]
