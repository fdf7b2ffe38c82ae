"""What comes of words that may mean a time: a moment, a question with moments to choose from, or a refusal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from bot.errors import MemberError
from bot.nights.repeats import Repeat
from bot.nights.rules import DAYS_AHEAD

MOST_CHOICES = 3


class OutOfReach(MemberError):
    """The time that was understood, `local` by the clocks of its zone, has passed, or lies more than 60 days ahead.

    With `is_today` it has passed on the very day on which it was said.
    """

    def __init__(self, local: datetime, is_ahead: bool, is_today: bool = False) -> None:
        super().__init__("That time has passed, or lies more than {days} days ahead.", days=DAYS_AHEAD)
        self.local = local
        self.is_ahead = is_ahead
        self.is_today = is_today


class Doubt(Enum):
    """Why words are not certain to mean a time."""

    WHETHER_THIS = auto()
    WHICH = auto()
    WHAT_CLOCK_TIME = auto()
    OTHER_ZONE = auto()
    OTHER_REPEAT = auto()
    UNREADABLE = auto()


@dataclass(frozen=True, slots=True)
class When:
    """The moment that was meant, in UTC; of a repeating night the first one."""

    start_at: datetime
    repeat: Repeat | None = None


@dataclass(frozen=True, slots=True)
class Unsure:
    """A doubt, and up to three times to choose from, likeliest first; a single one is to be confirmed."""

    doubt: Doubt
    choices: tuple[When, ...] = ()


def within_reach(meant: Iterable[When], now: datetime, zone: ZoneInfo) -> tuple[When, ...]:
    """The times that are ahead and near enough, each once; refused when there is none."""
    found = tuple(dict.fromkeys(meant))
    ahead = [when for when in found if when.start_at > now]
    near = tuple(when for when in ahead if when.start_at <= now + timedelta(days=DAYS_AHEAD))
    if near:
        return near
    named = (ahead or found)[0].start_at.astimezone(zone)
    raise OutOfReach(named, bool(ahead), is_today=named.date() == now.astimezone(zone).date())


def asked(choices: Sequence[When]) -> Unsure:
    """Asks which of these is meant."""
    doubt = Doubt.WHETHER_THIS if len(choices) == 1 else Doubt.WHICH
    return Unsure(doubt, tuple(choices[:MOST_CHOICES]))
