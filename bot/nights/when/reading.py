"""From words to a moment: our own grammar reads weekdays, clock times and "every", the rest is guessed and asked about.

Whatever is not certain comes back as a question, with the moments that may be meant.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.nights.repeats import Repeat, moment_at, next_start
from bot.nights.when.answers import MOST_CHOICES, Doubt, Unsure, When, asked, within_reach
from bot.nights.when.clock import Clock, bare_clock, take_clock, take_dotted
from bot.nights.when.days import Days, Said, days_of, fitting, said_by, weekdays_of
from bot.nights.when.guessing import guess_dates, guess_moment, is_span
from bot.nights.when.wording import plainly

LONGEST_WORDS = 100
SMALL_HOURS_END = 5
_USUAL_TIMES = (time(19), time(20), time(21))
_MOST_USUAL_TIME = time(20)
_WITH_OFFSET = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d)?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII)
_ZONES = re.compile(r"\b(?:utc|gmt|[ecmp][sd]?t|bst|cest|[we]et|ist|jst|aest|aedt|mes?z)\b")


@dataclass(frozen=True, slots=True)
class _Slot:
    """A clock time on a day, or on the day after it: "friday midnight" may be either."""

    clock: time
    shift: int = 0


def read_time(words: str, now: datetime, zone: ZoneInfo) -> When | Unsure:
    """What the words mean, said at this moment by somebody in this zone.

    Raises `OutOfReach` for what has passed or lies too far ahead.
    """
    words, now = words.strip(), now.astimezone(UTC)
    plain = plainly(words[: LONGEST_WORDS + 1])
    if not plain or len(words) > LONGEST_WORDS:
        return Unsure(Doubt.UNREADABLE)
    if _WITH_OFFSET.fullmatch(words):
        return _exact(words, now, zone)
    if _ZONES.search(plain):
        return Unsure(Doubt.OTHER_ZONE)
    moment = guess_moment(plain, now)
    if moment is not None:
        return asked(within_reach([When(moment)], now, zone))
    return _by_day_and_clock(plain, now, zone)


def _exact(words: str, now: datetime, zone: ZoneInfo) -> When | Unsure:
    try:
        moment = datetime.fromisoformat(words.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        return Unsure(Doubt.UNREADABLE)
    return within_reach([When(moment)], now, zone)[0]


def _by_day_and_clock(plain: str, now: datetime, zone: ZoneInfo) -> When | Unsure:
    local = now.astimezone(zone)
    clock, said = _clock_and_day(plain, local.date())
    slots = _slots(clock, said)
    if not slots or (clock is None and not said.names_a_day):
        return Unsure(Doubt.WHAT_CLOCK_TIME if clock is None and said.names_a_day else Doubt.UNREADABLE)
    is_sure = len(slots) == 1 and clock is not None and _is_sure(clock, said)
    if "every" in said.marks:
        return _repeating(said, slots, is_sure, now, zone)
    days = _days(said, local)
    if days is None:
        return Unsure(Doubt.UNREADABLE)
    if said.is_tonight and slots[0].clock.hour < SMALL_HOURS_END:
        days = replace(days, step=1)
    if clock is None:
        return _without_clock(days, slots, now, zone)
    choices = within_reach(_moments(days, slots, now, zone), now, zone)
    if "plural" in said.marks:
        return asked((*_repeats(frozenset(said.weekdays), slots[:1], now, zone), *choices))
    return choices[0] if is_sure and days.is_sure else asked(choices)


def _clock_and_day(plain: str, today: date) -> tuple[Clock | None, Said]:
    counts_from_now = is_span(plain)
    clock, rest = take_clock(plain, beside_a_span=counts_from_now)
    if clock is None:
        clock, rest = take_dotted(rest)
    said = said_by(rest.split(), today)
    return (clock, said) if clock or counts_from_now else _take_bare_clock(said)


def _take_bare_clock(said: Said) -> tuple[Clock | None, Said]:
    """A number as a clock time, where the words leave no other use for it: "sat 9", "27 november 8"."""
    numbers = [word for word in said.unknown if word.isdecimal()]
    is_alone = len(numbers) == len(said.others) == 1
    is_last = len(said.others) > 2 and said.others[-1].isdecimal() and len(said.others[-1]) <= 2
    names_another = len(numbers) > 1 or bool(said.ordinals)
    clock = bare_clock(said.others[-1]) if is_alone or (is_last and names_another) else None
    return clock, said if clock is None else replace(said, others=said.others[:-1])


def _slots(clock: Clock | None, said: Said) -> tuple[_Slot, ...]:
    """The clock times in the parts of the day that were named; without any, the usual ones.

    The midnight of a named day may be its beginning or its end, and the small hours of a night belong to two days.
    """
    times = [one for one in (clock.times if clock else _USUAL_TIMES) if said.is_in_parts(one)]
    if said.is_tonight or not said.names_a_day:
        return tuple(map(_Slot, times))
    ends = time(SMALL_HOURS_END) if said.parts & {"evening", "night"} else time(0, 1)
    return tuple(_Slot(one, shift) for one in times for shift in ((1, 0) if one < ends else (0,)))


def _without_clock(days: Days, slots: Sequence[_Slot], now: datetime, zone: ZoneInfo) -> Unsure:
    """The usual times of one day, or the most usual one of several; today's may all have passed."""
    if len(days.dates) > 1:
        slots = [slot for slot in slots if slot.clock == _MOST_USUAL_TIME] or slots
    found = tuple(_moments(days, slots, now, zone))
    is_late = now.astimezone(zone).date() in days.dates and all(when.start_at <= now for when in found)
    return Unsure(Doubt.WHAT_CLOCK_TIME, () if is_late else within_reach(found, now, zone)[:MOST_CHOICES])


def _is_sure(clock: Clock, said: Said) -> bool:
    """Whether one clock time is left without doubt: "8pm", or "8" in an evening."""
    left = [one for one in clock.times if said.is_in_parts(one)]
    was_settled = clock.is_sure or (len(left) == 1 < len(clock.times) and left[0].hour >= SMALL_HOURS_END)
    return was_settled and not said.marks & {"roughly", "range"}


def _days(said: Said, local: datetime) -> Days | None:
    today = local.date()
    if not said.unknown:
        return days_of(said, today, is_small_hours=local.hour < SMALL_HOURS_END)
    if said.days_off or said.dates or said.marks - {"this", "roughly", "range"}:
        return None
    return fitting(guess_dates(" ".join(said.others), today), said, is_sure=False)


def _moments(days: Days, slots: Sequence[_Slot], now: datetime, zone: ZoneInfo) -> Iterable[When]:
    for day in days.dates:
        likeliest = moment_at(day + timedelta(days=slots[0].shift), slots[0].clock, zone)
        first = day + timedelta(days=days.step if likeliest <= now else 0)
        for slot in slots:
            yield When(moment_at(first + timedelta(days=slot.shift), slot.clock, zone))


def _repeating(said: Said, slots: Sequence[_Slot], is_sure: bool, now: datetime, zone: ZoneInfo) -> When | Unsure:
    weekdays = weekdays_of(said)
    if weekdays is None:
        return Unsure(Doubt.OTHER_REPEAT)
    choices = _repeats(weekdays, slots, now, zone)
    return choices[0] if is_sure else asked(choices)


def _repeats(weekdays: frozenset[int], slots: Sequence[_Slot], now: datetime, zone: ZoneInfo) -> tuple[When, ...]:
    shifted = (Repeat(frozenset((day + slot.shift) % 7 for day in weekdays), slot.clock) for slot in slots)
    return tuple(When(next_start(repeat, now, zone), repeat) for repeat in shifted)
