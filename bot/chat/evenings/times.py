"""Times as members say them, and as our own buttons carry them: "@1795809600", "@1795809600 every 45 20:00"."""

import asyncio
import re
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from bot.chat.evenings import words_of_planning as words
from bot.chat.evenings.guest import Guest
from bot.errors import MemberError
from bot.nights.repeats import Repeat
from bot.nights.when import OutOfReach, Unsure, When, read_time

# Days of the week from Monday 0; ten digits of seconds reach into the year 2286.
_EXACT = re.compile(
    r"@(?P<seconds>[0-9]{1,10})(?: every (?P<weekdays>[0-6]{1,7}) (?P<clock>(?:[01][0-9]|2[0-3]):[0-5][0-9]))?"
)


async def meant(said: str, guest: Guest) -> When | Unsure:
    """The time that a member's words mean; in a thread, since the first guess of a process takes a moment."""
    if exact := read(said):
        return exact
    try:
        return await asyncio.to_thread(read_time, said, guest.now, ZoneInfo(guest.zone))
    except OutOfReach as refused:
        raise MemberError(words.out_of_reach(refused)) from refused


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
