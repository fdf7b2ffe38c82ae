"""Repeating nights: a clock time on days of the week, kept whatever the season."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Repeat:
    """Days of the week, Monday 0 to Sunday 6, at least one, and a clock time of whole minutes."""

    weekdays: frozenset[int]
    clock: time


def next_start(repeat: Repeat, after: datetime, zone: ZoneInfo) -> datetime:
    """The first moment of the repeat later than `after`, in UTC, by the clocks of the zone."""
    today = after.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(8))
    moments = (moment_at(day, repeat.clock, zone) for day in days if day.weekday() in repeat.weekdays)
    return next(moment for moment in moments if moment > after)


def moment_at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """When the clocks of the zone show this, in UTC.

    UTC, because Python's sums and comparisons within one zone forget its changes. What a change to summer time skips
    is moved to the next moment that exists; what occurs twice means the first.
    """
    shown = datetime.combine(day, clock)
    while True:
        moment = shown.replace(tzinfo=zone).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == shown:
            return moment
        shown += timedelta(minutes=1)
