"""Days in words: "friday", "tomorrow", "next week sunday", "27.11."; what is left goes to a library's reading."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import chain

_WEEKDAYS = {
    word: weekday
    for weekday, words in enumerate(
        (
            "monday mon montag lundi",
            "tuesday tue tues dienstag mardi",
            "wednesday wed weds mittwoch mercredi",
            "thursday thu thur thurs donnerstag jeudi",
            "friday fri freitag vendredi",
            "saturday sat samstag sonnabend samedi",
            "sunday sun sonntag dimanche",
        )
    )
    for word in words.split()
}
_DAYS_OFF = {
    word: days
    for days, words in enumerate(
        (
            "yesterday gestern hier",
            "today tonight tonite heute aujourd'hui",
            "tomorrow tmrw tmr tmw tomorow tommorow tommorrow morgen demain",
            "overmorrow",
        ),
        start=-1,
    )
    for word in words.split()
}
_PARTS = {
    word: part
    for part, words in {
        "morning": "morning",
        "afternoon": "afternoon",
        "evening": "evening abend abends soir",
        "night": "night tonight tonite nacht nachts nuit",
    }.items()
    for word in words.split()
}
_MARKS = {
    word: mark
    for mark, words in {
        "every": "every each weekly jeden jede jeder jedes wöchentlich chaque",
        "next": "next nächste nächsten nächster nächstes prochain prochaine",
        "next month": "nextmonth",
        "this": "this diesen diese dieser dieses",
        "week": "week woche",
        "day": "day tag",
        "weekdays": "weekday weekdays",
        "weekend": "weekend weekends wochenende",
        "range": "to - until till bis",
        "roughly": "around about ish roughly circa ca gegen ab maybe after before or oder ou",
    }.items()
    for word in words.split()
}
_SPANS = frozenset(word for word, mark in _MARKS.items() if mark in ("week", "day"))
_FILLERS = frozenset(
    "at on the coming upcoming of and & sharp please um am den der von kommenden kommende und bitte le à".split()
)
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)?")
_EITHER_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:/(\d{4}|\d\d))?")
_YEAR_FIRST = re.compile(r"(\d{4})/(\d\d)/(\d\d)")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class Days:
    """The days that may be meant, likeliest first; sure when nobody would mean another.

    When the time on one of them has passed, the day `step` days later is meant; with a step of 0 it stays passed.
    """

    dates: tuple[date, ...]
    is_sure: bool = True
    step: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """What words tell of a day, sorted by kind.

    Weekdays count from Monday 0, `days_off` from today, `ordinals` are days of a month. `dates` holds what each date of
    digits may mean. `others` are the words that say none of this, among ordinals, in the order in which they were said.
    """

    weekdays: tuple[int, ...] = ()
    days_off: tuple[int, ...] = ()
    dates: tuple[tuple[date, ...], ...] = ()
    ordinals: tuple[int, ...] = ()
    parts: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    others: tuple[str, ...] = ()

    @property
    def unknown(self) -> tuple[str, ...]:
        """The words that need somebody else to read them."""
        return tuple(word for word in self.others if not _ORDINAL.fullmatch(word))

    @property
    def is_tonight(self) -> bool:
        """Whether the evening of today and the small hours after it are meant."""
        return self.days_off == (0,) and bool(self.parts & {"evening", "night"})

    @property
    def names_a_day(self) -> bool:
        """Whether more than a clock time was said."""
        return bool(self.weekdays or self.days_off or self.dates or self.others or "weekend" in self.marks)

    def is_in_parts(self, clock: time) -> bool:
        """Whether the time lies in every part of the day that was named."""
        return all(_is_in(part, clock) for part in self.parts)


def said_by(words: Sequence[str], today: date) -> Said:
    """The words of a day, sorted."""
    days = [_singular(word) for word in words]
    dates = [tuple(_numeric_dates(word, today)) for word in words]
    known = _MARKS.keys() | _DAYS_OFF.keys() | _PARTS.keys() | _FILLERS
    marks = {_MARKS[word] for word in words if word in _MARKS}
    if not marks & {"next", "every"}:  # "in a week" is no business of ours
        known, marks = known - _SPANS, marks - {"week", "day"}
    return Said(
        weekdays=tuple(_WEEKDAYS[day] for day in days if day in _WEEKDAYS),
        days_off=tuple(_DAYS_OFF[word] for word in words if word in _DAYS_OFF),
        dates=tuple(found for found in dates if found),
        ordinals=tuple(int(match[1]) for match in map(_ORDINAL.fullmatch, words) if match),
        parts=frozenset(_PARTS[word] for word in words if word in _PARTS),
        marks=frozenset(marks | {"plural" for day, word in zip(days, words, strict=True) if day != word}),
        others=tuple(
            word
            for word, day, found in zip(words, days, dates, strict=True)
            if not (found or day in _WEEKDAYS or word in known)
        ),
    )


def days_of(said: Said, today: date, is_small_hours: bool) -> Days | None:
    """The days that are meant, None when the words contradict each other or say more than is known here.

    In the small hours "tomorrow" may mean the day that has begun already.
    """
    dates = _dates_of(said, today)
    kinds = sum(map(bool, (said.weekdays, said.days_off, said.dates or said.ordinals, "weekend" in said.marks)))
    if said.unknown or said.marks & {"every", "day", "weekdays"} or kinds > 1 + bool(said.weekdays and dates):
        return None
    if dates:
        return fitting(dates, said, is_sure=not said.marks & {"next", "week"})
    if said.weekdays or "weekend" in said.marks:
        return _weekdays_ahead(said, today)
    if said.dates or said.ordinals or said.marks & {"next", "next month", "week"}:
        return None
    if said.days_off:
        early = [off - 1 for off in said.days_off if off > 0 and is_small_hours]
        days = tuple(today + timedelta(days=off) for off in dict.fromkeys((*said.days_off, *early)))
        return Days(days, len(days) == 1)
    return Days((today,), step=1)


def fitting(dates: Sequence[date], said: Said, is_sure: bool) -> Days | None:
    """The dates that are of the weekday that was named with them; None when there are none."""
    left = tuple(day for day in dates if not said.weekdays or day.weekday() in said.weekdays)
    return Days(left, is_sure and len(dates) == 1) if left else None


def weekdays_of(said: Said) -> frozenset[int] | None:
    """The days of the week on which a night is to repeat, None when that is more than is known here."""
    if said.days_off or said.dates or said.others or said.marks & {"next", "next month", "this"}:
        return None
    groups = {"day": range(7), "weekdays": range(5)}
    grouped = [groups[mark] for mark in said.marks & groups.keys()]
    is_range = "range" in said.marks and len(said.weekdays) > 1
    if is_range or "weekend" in said.marks or len(grouped) + bool(said.weekdays) != 1:
        return None
    return frozenset(said.weekdays or grouped[0])


def _weekdays_ahead(said: Said, today: date) -> Days | None:
    weekdays = said.weekdays or [5, 6]
    is_one = len(set(weekdays)) == 1
    if "week" in said.marks:
        return _in_next_week(weekdays[0], today) if is_one and "next" in said.marks else None
    first = [today + timedelta(days=(weekday - today.weekday()) % 7) for weekday in dict.fromkeys(weekdays)]
    if "next" in said.marks:
        coming = [day + timedelta(days=7) if day == today else day for day in first]
        return Days((*coming, *(day + timedelta(days=7) for day in coming)), is_sure=False)
    return Days(tuple(first), is_one, step=0 if "this" in said.marks else 7)


def _in_next_week(weekday: int, today: date) -> Days:
    """By weeks that begin on Monday and by weeks that begin on Sunday; sure when they agree."""
    by_monday = today + timedelta(days=7 - today.weekday() + weekday)
    by_sunday = today + timedelta(days=7 - (today.weekday() + 1) % 7 + (weekday + 1) % 7)
    dates = tuple(dict.fromkeys((by_monday, by_sunday)))
    return Days(dates, len(dates) == 1)


def _dates_of(said: Said, today: date) -> tuple[date, ...]:
    coming = [today + timedelta(days=days) for days in range(62)]
    if "next month" in said.marks:
        coming = [day for day in coming if day.month == today.month % 12 + 1]
    by_ordinal = [next((day for day in coming if day.day == ordinal), None) for ordinal in said.ordinals]
    return tuple(dict.fromkeys([*chain.from_iterable(said.dates), *filter(None, by_ordinal)]))


def _singular(word: str) -> str:
    """A weekday without the ending of "fridays"; any other word as it is."""
    singular = word.removesuffix("s").removesuffix("'")
    return singular if word not in _WEEKDAYS and singular in _WEEKDAYS else word


def _numeric_dates(word: str, today: date) -> Iterator[date]:
    """The dates that a word of digits may mean: day first with two dots, either first otherwise, or the year first."""
    if match := _YEAR_FIRST.fullmatch(word):
        yield from next_dates(int(match[2]), int(match[3]), int(match[1]), today)
    elif match := _DAY_FIRST.fullmatch(word):
        yield from next_dates(int(match[2]), int(match[1]), _year(match[3]), today)
    elif match := _EITHER_FIRST.fullmatch(word):
        first, second = int(match[1]), int(match[2])
        for day, month in dict.fromkeys(((first, second), (second, first))):
            yield from next_dates(month, day, _year(match[3]), today)


def _year(digits: str | None) -> int | None:
    return int(digits) + 2000 * (len(digits) == 2) if digits else None


def next_dates(month: int, day: int, year: int | None, today: date) -> Iterator[date]:
    """The date of this month and day: in its year, or the next one not before today; none when there is no such day."""
    for one in [today.year, today.year + 1] if year is None else [year]:
        try:
            found = date(one, month, day)
        except ValueError:
            continue
        if year is not None or found >= today:
            yield found
            return


def _is_in(part: str, clock: time) -> bool:
    begins, ends = {"morning": (5, 12), "afternoon": (12, 18), "evening": (17, 24), "night": (18, 29)}[part]
    return begins <= clock.hour < ends or begins <= clock.hour + 24 < ends
