"""Exact times as our own buttons carry them: "@1795809600", or "@1795809600 every 45 20:00" of a repeating night."""

import re
from datetime import UTC, datetime, time

from bot.nights.repeats import Repeat
from bot.nights.when import When

# Days of the week from Monday 0; ten digits of seconds reach into the year 2286.
_EXACT = re.compile(
    r"@(?P<seconds>[0-9]{1,10})(?: every (?P<weekdays>[0-6]{1,7}) (?P<clock>(?:[01][0-9]|2[0-3]):[0-5][0-9]))?"
)


def spelled(when: When) -> str:
    """The words that `read` reads back as this time."""
    exact = f"@{int(when.start_at.timestamp())}"
    if when.repeat is None:
        return exact
    weekdays = "".join(str(day) for day in sorted(when.repeat.weekdays))
    return f"{exact} every {weekdays} {when.repeat.clock:%H:%M}"


def read(words: str) -> When | None:
    """The time that `spelled` wrote; None for any other words."""
    found = _EXACT.fullmatch(words)
    if found is None:
        return None
    start_at = datetime.fromtimestamp(int(found["seconds"]), UTC)
    if found["weekdays"] is None:
        return When(start_at)
    weekdays = frozenset(int(day) for day in found["weekdays"])
    return When(start_at, Repeat(weekdays, time.fromisoformat(found["clock"])))
