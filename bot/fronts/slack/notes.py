"""What is kept of Slack in the database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.database import Database
from bot.fronts.slack.installs import Installs
from bot.fronts.slack.seen import SeenEvents
from bot.fronts.slack.states import States
from bot.fronts.slack.waiting import WaitingLines


@dataclass(frozen=True, slots=True)
class Notes:
    """Events that were answered or wait to be, installations, and installations that were begun."""

    seen: SeenEvents
    waiting: WaitingLines
    installs: Installs
    states: States

    @classmethod
    def of(cls, database: Database, clock: Callable[[], datetime]) -> "Notes":
        """Those in this database."""
        return cls(
            SeenEvents(database, clock),
            WaitingLines(database, clock),
            Installs(database, clock),
            States(database, clock),
        )
