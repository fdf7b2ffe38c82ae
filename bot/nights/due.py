"""What a night says by itself and when: its messages, how late each may come, and when the clock moves the night on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.nights.night import MovieNight, Stage
from bot.nights.repeats import Repeat, next_start
from bot.nights.rules import DAYS_AHEAD, TAPS_OPEN_FOR

PICKS_BEFORE_START = (timedelta(days=1), timedelta(hours=2), timedelta(minutes=30), timedelta())
REMINDER_BEFORE_START = timedelta(minutes=30)
LATE_AFTER = timedelta(minutes=10)

_RESULT_AT = Repeat(frozenset(range(7)), time(10))
_A_NIGHTS_SLEEP = timedelta(hours=4)
_NEWS_FOR = timedelta(days=1)


class Kind(StrEnum):
    """What a message is about; of several due at one moment the first here is said first."""

    PICKS = "picks"
    DECISION = "decision"
    REMINDER = "reminder"
    START = "start"
    CALLED_OFF = "called off"
    TAPS = "taps"
    RESULT = "result"
    NEXT = "next"


_ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a night; a night that is moved has another reminder, at another moment."""

    kind: Kind
    due_at: datetime

    @property
    def order(self) -> tuple[datetime, int]:
        """Sorts messages as they are to be said."""
        return self.due_at, _ORDER[self.kind]

    def is_late(self, now: datetime) -> bool:
        """Whether the message has to say that it comes late."""
        return now > self.due_at + LATE_AFTER


def messages(night: MovieNight) -> Sequence[Message]:
    """What the night has to say at its present stage, past and to come."""
    match night.stage:
        case Stage.CANCELLED:
            cancelled_at = night.settled_at or night.start_at
            return [Message(Kind.CALLED_OFF, cancelled_at), *_next(night, cancelled_at)]
        case Stage.RUNNING:
            return [Message(Kind.START, night.start_at)]
        case Stage.OVER:
            return [*(_after(night) if night.was_shown else ()), *_next(night, night.ends_at)]
        case _:
            return _before_start(night) if night.attendees else []


def is_wanted(message: Message, night: MovieNight, now: datetime) -> bool:
    """Whether the message helps anybody by now: not when the night is further, was moved, or too much time has passed.

    A decision that the start has overtaken is told by the start.
    """
    return message in messages(night) and now < _pointless_from(message, night)


def is_still_wanted(message: Message, night: MovieNight, now: datetime) -> bool:
    """The same of a message on which work has begun: picks move the night on before they are shown."""
    are_picks_made = message.kind is Kind.PICKS and night.stage in (Stage.CHOOSING, Stage.VOTING)
    return is_wanted(message, replace(night, stage=Stage.PLANNED) if are_picks_made else night, now)


def moves_at(night: MovieNight) -> datetime | None:
    """When the clock moves the night on, if nobody else does before; None when it is over or cancelled."""
    match night.stage:
        case Stage.OVER | Stage.CANCELLED:
            return None
        case Stage.RUNNING:
            return night.ends_at
        case Stage.VOTING if night.vote_ends_at is not None:
            return min(night.vote_ends_at, night.start_at)
        case _:
            is_waiting_for_picks = night.attendees and not night.poll.entrants
            return night.ends_at if is_waiting_for_picks else night.start_at


def _before_start(night: MovieNight) -> Sequence[Message]:
    said = []
    if night.stage is Stage.PLANNED:
        said.append(Message(Kind.PICKS, _picks_at(night)))
    if night.stage is Stage.DECIDED and night.settled_at is not None:
        said.append(Message(Kind.DECISION, night.settled_at))
    reminder_at = night.start_at - REMINDER_BEFORE_START
    if night.planned_at < reminder_at:
        said.append(Message(Kind.REMINDER, reminder_at))
    return said


def _after(night: MovieNight) -> Sequence[Message]:
    return [Message(Kind.TAPS, night.ends_at), Message(Kind.RESULT, _morning_after(night))]


def _next(night: MovieNight, at: datetime) -> Sequence[Message]:
    """That the next of a repeating night is planned; with nobody left to host it, it repeats no more."""
    return [Message(Kind.NEXT, at)] if night.repeat is not None and night.host else []


def _picks_at(night: MovieNight) -> datetime:
    """A day before the start; for a night that was planned later than that, nearer to it."""
    moments = [night.start_at - before for before in PICKS_BEFORE_START]
    return next((moment for moment in moments if moment > night.planned_at), night.start_at)


def _morning_after(night: MovieNight) -> datetime:
    """Ten o'clock by the clocks of the night's zone, after some sleep."""
    return next_start(_RESULT_AT, night.ends_at + _A_NIGHTS_SLEEP, ZoneInfo(night.zone))


def _pointless_from(message: Message, night: MovieNight) -> datetime:
    match message.kind:
        case Kind.DECISION | Kind.REMINDER:
            return night.start_at
        case Kind.PICKS | Kind.START:
            return night.ends_at
        case Kind.CALLED_OFF:
            return max(message.due_at, night.start_at) + _NEWS_FOR
        case Kind.TAPS | Kind.RESULT:
            return night.ends_at + TAPS_OPEN_FOR
        case Kind.NEXT:
            return night.ends_at + timedelta(days=DAYS_AHEAD)
