"""Clock times in words: "8pm", "half past eight", "20h", and the bare "8" that may mean two of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time

_UNIT = r"(?:uhr|oclock|h|heures)"
_WITH_HALF = r"(?:at )?(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap])m?"
_WITH_COLON = rf"(?:at )?(?P<hour>\d{{1,2}}):(?P<minute>[0-5]\d)(?: ?{_UNIT})?"
_WITH_AT = r"at (?P<hour>\d{1,2})(?:\.(?P<minute>[0-5]\d))?"
_WITH_UNIT = (
    rf"(?:at )?(?P<hour>\d{{1,2}})\.(?P<minute>[0-5]\d) ?{_UNIT}",
    rf"(?:at )?(?P<hour>\d\d)(?P<minute>[0-5]\d) ?(?:{_UNIT}|hours|hrs)",
    rf"(?:at )?(?P<hour>\d{{1,2}})(?:(?:h| ?uhr ?)(?P<minute>[0-5]\d)| ?{_UNIT})",
)
_WITH_DOT = r"(?P<hour>\d{1,2})\.(?P<minute>00|1[3-9]|[2-5]\d)"
_DOTTED = r"(?P<hour>\d{1,2})\.(?P<minute>0[1-9]|1[0-2])"
_BARE = re.compile(r"(?P<hour>\d{1,2})|(?P<hours>\d\d)(?P<minute>[0-5]\d)")


def _compiled(*forms: str) -> list[re.Pattern[str]]:
    return [re.compile(rf"(?<![\w.:/]){form}(?![\w:/]|\.\d|\.$|\. )") for form in forms]


_FORMS = _compiled(_WITH_HALF, _WITH_COLON, *_WITH_UNIT, _WITH_AT, _WITH_DOT)
_FORMS_BESIDE_A_SPAN = _compiled(_WITH_HALF, _WITH_COLON, _WITH_AT)
_FORMS_LIKE_DATES = _compiled(_DOTTED)


@dataclass(frozen=True, slots=True)
class Clock:
    """The times that may be meant, likeliest first; sure when nobody would mean another."""

    times: tuple[time, ...]
    is_sure: bool = False


def take_clock(plain: str, beside_a_span: bool = False) -> tuple[Clock | None, str]:
    """The clock time that the words tell for certain to be one, and the other words.

    Beside a span of time, as in "in 2h", a number with a unit is no clock time. Several times are one that is unsure.
    """
    found: list[Clock] = []
    for form in _FORMS_BESIDE_A_SPAN if beside_a_span else _FORMS:
        plain = _take(form, plain, found)
    return _joined(found), plain


def take_dotted(plain: str) -> tuple[Clock | None, str]:
    """A clock time that could be a date as well, "8.10" or "20.11", and the other words; never sure."""
    found: list[Clock] = []
    for form in _FORMS_LIKE_DATES:
        plain = _take(form, plain, found)
    clock = _joined(found)
    return clock and replace(clock, is_sure=False), plain


def bare_clock(number: str) -> Clock | None:
    """What a number means when it has to be a clock time; never sure."""
    match = _BARE.fullmatch(number)
    if match is None:
        return None
    clock = _read(match["hour"] or match["hours"], match["minute"])
    return clock and replace(clock, is_sure=False)


def _take(form: re.Pattern[str], plain: str, found: list[Clock]) -> str:
    def taken(match: re.Match[str]) -> str:
        parts = match.groupdict()
        clock = _read(parts["hour"], parts.get("minute"), parts.get("half"))
        if clock is None:
            return match[0]
        found.append(clock)
        return " "

    return form.sub(taken, plain)


def _read(hour: str, minute: str | None, half: str | None = None) -> Clock | None:
    """A clock time by its parts; without a half of the day, an hour up to twelve is the later one, or the earlier."""
    hours, minutes = int(hour), int(minute or 0)
    if half:
        return Clock((time(hours % 12 + 12 * (half == "p"), minutes),), True) if 1 <= hours <= 12 else None
    if (hours, minutes) == (24, 0):
        return Clock((time(0),), True)
    if hours > 23:
        return None
    if hours > 12 or hour.startswith("0"):
        return Clock((time(hours, minutes),), True)
    return Clock((time(hours % 12 + 12, minutes), time(hours % 12, minutes)))


def _joined(clocks: Sequence[Clock]) -> Clock | None:
    times = tuple(dict.fromkeys(one for clock in clocks for one in clock.times))
    if not times:
        return None
    return Clock(times, len(times) == 1 and clocks[0].is_sure)
