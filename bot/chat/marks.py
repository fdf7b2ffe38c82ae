"""Moments and people in our words: every reader sees a moment by their own clocks, and a person as the platform does.

A front takes a text apart with `marked` and draws each part in its own way; where it has none, `in_plain` will do.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.chat.language import day_and_time

# Characters that stand for nothing: no title holds them, and they are taken out of what members write.
_MARK = re.compile(
    "\ue002(?P<at>-?[0-9]+)\ue003(?P<words>[^\ue002-\ue006]*)\ue004|\ue005(?P<key>[^\ue002-\ue006]*)\ue006"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, and how it reads by the clocks of the space."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Person:
    """A member, by the platform's key."""

    key: str


def moment(at: datetime, zone: str) -> str:
    """A moment as our words hold it, in the language spoken; `zone` is an IANA name."""
    local = at.astimezone(ZoneInfo(zone))
    return f"\ue002{int(at.timestamp())}\ue003{day_and_time(local)} ({zone})\ue004"


def person(key: str) -> str:
    """A member as our words hold them."""
    return f"\ue005{key}\ue006"


def marked(text: str) -> Iterator[str | Moment | Person]:
    """The text in parts: words as they stand, moments and people."""
    done = 0
    for found in _MARK.finditer(text):
        if done < found.start():
            yield text[done : found.start()]
        if found["key"] is not None:
            yield Person(found["key"])
        else:
            yield Moment(datetime.fromtimestamp(int(found["at"]), UTC), found["words"])
        done = found.end()
    if done < len(text):
        yield text[done:]


def in_plain(text: str) -> str:
    """The text with moments by the clocks of the space, and people by their keys."""
    return "".join(_plain(part) for part in marked(text))


def _plain(part: str | Moment | Person) -> str:
    match part:
        case Moment(_, words):
            return words
        case Person(key):
            return key
        case _:
            return part
