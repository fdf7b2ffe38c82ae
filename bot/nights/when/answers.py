"""What comes of words that may mean a time: a moment, a question with moments to choose from, or a refusal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.errors import MemberError
from bot.nights.repeats import Repeat
from bot.nights.rules import DAYS_AHEAD

MOST_CHOICES = 3


class OutOfReach(MemberError):
    """The time has passed, or lies more than 60 days ahead."""


@dataclass(frozen=True, slots=True)
class When:
    """The moment that was meant, in UTC; of a repeating night the first one."""

    start_at: datetime
    repeat: Repeat | None = None


@dataclass(frozen=True, slots=True)
class Unsure:
    """A question, and up to three times to choose from, likeliest first; a single one is to be confirmed."""

    question: str
    choices: tuple[When, ...] = ()


def within_reach(meant: Iterable[When], now: datetime, zone: ZoneInfo) -> tuple[When, ...]:
    """The times that are ahead and near enough, each once; refused when there is none."""
    found = tuple(dict.fromkeys(meant))
    ahead = [when for when in found if when.start_at > now]
    near = tuple(when for when in ahead if when.start_at <= now + timedelta(days=DAYS_AHEAD))
    if near:
        return near
    named = (ahead or found)[0].start_at.astimezone(zone)
    shown = f"{named:%A}, {named.day} {named:%B %Y}"
    if ahead:
        raise OutOfReach(f"{shown} is more than {DAYS_AHEAD} days ahead; name an earlier time.")
    clock = f" at {named:%H:%M}" if named.date() == now.astimezone(zone).date() else ""
    raise OutOfReach(f"{shown}{clock} has passed; name a later time.")


def asked(choices: Sequence[When]) -> Unsure:
    """The question which of these is meant."""
    question = "Do you mean this time?" if len(choices) == 1 else "Which of these times do you mean?"
    return Unsure(question, tuple(choices[:MOST_CHOICES]))
