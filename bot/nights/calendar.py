"""A night as an .ics file, for everyone's own calendar (RFC 5545)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

_PRODUCT = "-//Reelmates//Movie nights//EN"
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NEVER_SHOWN = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What a calendar shows of a night.

    By `night_id`, which no night anywhere else may have, a calendar knows the entry again; the one with the highest
    `revision` counts. `changed_at` is when this revision was made.
    """

    night_id: str
    title: str
    start_at: datetime
    ends_at: datetime
    changed_at: datetime
    revision: int = 0
    place: str = ""
    description: str = ""
    is_cancelled: bool = False


def calendar_file(entry: CalendarEntry) -> bytes:
    """The whole file. Its times are in UTC, so it needs no rules of a zone; as a snapshot it has no METHOD."""
    from icalendar import Calendar, Event  # not at the top: it takes longer to import than the rest of the nights

    event = Event()
    event.add("uid", f"{entry.night_id}@reelmates")
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.revision)
    event.add("dtstart", entry.start_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    for name, text in (("summary", entry.title), ("location", entry.place), ("description", entry.description)):
        if text:
            event.add(name, _showable(text))
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    file: bytes = calendar.to_ical()
    return file


def _showable(text: str) -> str:
    """The text without the control characters that RFC 5545 forbids; every end of a line is a line feed."""
    return _NEVER_SHOWN.sub("", _LINE_END.sub("\n", text))
