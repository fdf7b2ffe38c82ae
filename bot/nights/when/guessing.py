"""What a library makes of words that our own grammar does not know; never more than a guess."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from bot.nights.when.days import next_dates

if TYPE_CHECKING:
    from dateparser.date import DateData

_LANGUAGES = ("en", "de", "fr")
_WORD = re.compile(r"[^\W\d_]{3}")  # shorter ones are too often a name of a day or month in some language
_SPAN = re.compile(r"\b(?:in|dans) |\bfrom now\b")
_SPAN_OF_HOURS = re.compile(r"\b(?:h|hrs?|hours?|mins?|minutes?|stunden?|minuten?|heures?)\b|\dh\b|\dm(?:in)?\b")


def is_span(plain: str) -> bool:
    """Whether the words count from now on, as "in three days" does."""
    return _SPAN.search(plain) is not None


def guess_moment(plain: str, now: datetime) -> datetime | None:
    """The minute that a span of hours or minutes leads to, in UTC."""
    if not (is_span(plain) and _SPAN_OF_HOURS.search(plain)):
        return None
    found = _parsed(plain, now.astimezone(UTC).replace(tzinfo=None), "DMY")
    moment: datetime | None = found and found.date_obj
    return moment and moment.replace(tzinfo=UTC, second=0, microsecond=0)


def guess_dates(plain: str, today: date) -> tuple[date, ...]:
    """The days that the words may mean, by either order of day and month; a date without a year is the next one.

    A day that ignores one of the numbers that were said is none.
    """
    if not _WORD.search(plain):
        return ()
    midnight = datetime.combine(today, time())
    found = [_parsed(plain, midnight, order) for order in ("DMY", "MDY")]
    days = dict.fromkeys(day for one in found if one is not None for day in _days_in(one, plain, today))
    return tuple(days)


def _days_in(found: "DateData", plain: str, today: date) -> Iterator[date]:
    numbers = {int(number) for number in re.findall(r"\d+", plain)}
    day: date = found.date_obj.date()
    if is_span(plain):
        yield day
        return
    year = day.year if "year" in found.parts else None
    is_counted_back = year is not None and not numbers & {year, year % 100}  # "a week" is read as a week ago
    if "time" not in found.parts and not is_counted_back:
        days = next_dates(day.month, day.day, year, today)
        yield from (one for one in days if numbers <= {one.day, one.month, one.year, one.year % 100})


def _parsed(plain: str, base: datetime, order: str) -> "DateData | None":
    from dateparser import DateDataParser  # not at the top: it takes longer to import than most answers to be given

    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "current_period", "DATE_ORDER": order, "TIMEZONE": "UTC"}
    try:
        found = DateDataParser(languages=_LANGUAGES, settings=settings).get_date_data(plain)
    except (ValueError, OverflowError):  # some numbers are too large for it
        return None
    is_of_use = found.date_obj is not None and found.date_obj.tzinfo is None and "day" in found.parts
    return found if is_of_use else None
