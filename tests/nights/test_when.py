"""A time in words: right or asked about, never silently wrong; the gold list was written by hand from the rules."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.nights.repeats import moment_at
from bot.nights.rules import DAYS_AHEAD
from bot.nights.when import Doubt, OutOfReach, Unsure, When, read_time

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY_NOON = datetime(2026, 11, 27, 12, tzinfo=BERLIN)
WEEKDAYS = "mon tue wed thu fri sat sun".split()
ZONES = st.sampled_from(
    "Europe/Berlin America/New_York Asia/Kolkata Australia/Lord_Howe Pacific/Apia America/St_Johns Africa/Cairo".split()
).map(ZoneInfo)
NOWS = st.integers(0, 3 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0, fold=0))

# One phrase a line; then, for each moment and zone of the head, the start that a careful person would note down (with
# "every" and the weekdays when it repeats), "refuse", or "ask", with the start that has to be among the choices.
_HEAD, *_LINES = Path(__file__).with_name("when_gold.tsv").read_text(encoding="utf-8").splitlines()
ASKERS = [
    (datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(zone)), ZoneInfo(zone))
    for now, zone in (cell.split() for cell in _HEAD.split("\t")[1:])
]
GOLD = {line.split("\t")[0]: line.split("\t")[1:] for line in _LINES}


def noted(when: When, zone: ZoneInfo) -> str:
    """A time as the gold list writes it."""
    start = when.start_at.astimezone(zone).isoformat(timespec="minutes")
    weekdays = ",".join(WEEKDAYS[day] for day in sorted(when.repeat.weekdays)) if when.repeat else ""
    return f"{start} every {weekdays}" if weekdays else start


def verdict(said: str, wanted: str, now: datetime, zone: ZoneInfo) -> str:
    """What a careful person would say of the answer: right, asked, not offered, refused or silently wrong."""
    kind, _, start = wanted.partition(" ") if wanted.startswith("ask") else (wanted, "", "")
    try:
        read = read_time(said, now, zone)
    except OutOfReach:
        return "right" if kind == "refuse" else "refused"
    if isinstance(read, When):
        return "right" if noted(read, zone) == wanted else "silently wrong"
    if kind == "ask":
        return "right" if not start or start in [noted(choice, zone) for choice in read.choices] else "not offered"
    return "asked"


def read_in_berlin(said: str, now: datetime = FRIDAY_NOON) -> When | Unsure:
    """The words as somebody in Berlin says them."""
    return read_time(said, now, BERLIN)


def start_in_berlin(said: str, now: datetime = FRIDAY_NOON) -> str:
    """The start of a time that needs no question."""
    read = read_in_berlin(said, now)
    assert isinstance(read, When), read
    return noted(read, BERLIN)


def test_the_gold_list_is_long_and_its_moments_differ() -> None:
    assert len(GOLD) >= 150
    assert len(set(ASKERS)) == 5
    assert all(len(cells) == len(ASKERS) for cells in GOLD.values())


@pytest.mark.parametrize("said", GOLD)
def test_a_phrase_is_understood_or_asked_about_and_never_silently_wrong(said: str) -> None:
    verdicts = [verdict(said, wanted, *asker) for wanted, asker in zip(GOLD[said], ASKERS, strict=True)]
    assert set(verdicts) <= {"right", "asked"}


def test_who_speaks_plainly_is_hardly_ever_asked() -> None:
    plain = Counter(
        verdict(said, wanted, *asker)
        for said, cells in GOLD.items()
        for wanted, asker in zip(cells, ASKERS, strict=True)
        if not wanted.startswith("ask")
    )
    assert plain["right"] >= 0.98 * plain.total()


def test_friday_on_a_friday_noon_is_today_and_at_nine_at_night_in_a_week() -> None:
    assert start_in_berlin("friday 8pm") == "2026-11-27T20:00+01:00"
    assert start_in_berlin("friday 8pm", FRIDAY_NOON.replace(hour=21)) == "2026-12-04T20:00+01:00"


def test_a_bare_hour_is_taken_for_the_evening_and_asked_about() -> None:
    read = read_in_berlin("sat 9")
    assert isinstance(read, Unsure)
    assert [noted(choice, BERLIN) for choice in read.choices] == ["2026-11-28T21:00+01:00", "2026-11-28T09:00+01:00"]


def test_a_day_without_a_time_is_asked_for_one() -> None:
    read = read_in_berlin("friday")
    assert isinstance(read, Unsure)
    assert read.doubt is Doubt.WHAT_CLOCK_TIME
    assert "2026-11-27T20:00+01:00" in [noted(choice, BERLIN) for choice in read.choices]


def test_late_in_the_evening_tonight_is_asked_for_a_time_and_not_refused() -> None:
    read = read_in_berlin("tonight", FRIDAY_NOON.replace(hour=22))
    assert read == Unsure(Doubt.WHAT_CLOCK_TIME)


def test_a_refusal_says_what_was_understood() -> None:
    with pytest.raises(OutOfReach) as passed:
        read_in_berlin("today 11am")
    assert (passed.value.local, passed.value.is_ahead) == (FRIDAY_NOON.replace(hour=11), False)
    assert passed.value.is_today
    with pytest.raises(OutOfReach) as far:
        read_in_berlin("31.1. 20:00")
    assert (far.value.local, far.value.is_ahead) == (datetime(2027, 1, 31, 20, tzinfo=BERLIN), True)


def test_words_with_a_zone_of_their_own_are_not_guessed_at() -> None:
    assert read_in_berlin("friday 8pm EST") == Unsure(Doubt.OTHER_ZONE)


def test_a_time_that_summer_time_skips_is_the_next_one_that_exists() -> None:
    evening_before = datetime(2027, 3, 27, 22, tzinfo=BERLIN)
    assert start_in_berlin("sunday 2:30am", evening_before) == "2027-03-28T03:00+02:00"


def test_a_time_that_comes_twice_is_the_first() -> None:
    evening_before = datetime(2026, 10, 24, 22, tzinfo=BERLIN)
    assert start_in_berlin("sunday 2:30am", evening_before) == "2026-10-25T02:30+02:00"


@given(now=NOWS, zone=ZONES, weekday=st.integers(0, 6), clock=CLOCKS)
def test_a_weekday_and_a_time_are_the_next_such_moment(
    now: datetime, zone: ZoneInfo, weekday: int, clock: time
) -> None:
    said = f"{WEEKDAYS[weekday]} {clock:%H:%M}"
    today = now.astimezone(zone).date()
    coming = (moment_at(today + timedelta(days=days), clock, zone) for days in range(9))
    of_that_day = [
        moment
        for days, moment in enumerate(coming)
        if (today + timedelta(days=days)).weekday() == weekday and moment > now
    ]
    read = read_time(said, now, zone)
    if isinstance(read, When):
        assert read == When(of_that_day[0])
    else:  # hours up to twelve may be of the evening, and midnight of either end of the day
        assert 0 < clock.hour <= 12 or (clock.hour, clock.minute) == (0, 0)


PIECES = st.sampled_from(
    "friday fri sat sunday next this every each week weekend day tomorrow tonight today midnight noon at on in the 8 "
    "8pm 20:00 20h 8.30 12 27 november 27.11. 5/12 3rd half past eight two hours days or to - evening night morning "
    "2026 99999999999 31 month uhr freitag demain ago from now around @ ? ½ ٣ İ "
    "halb um so do jeden nächste woche mittag früh abends zwanzig bis übermorgen".split()
)


@settings(max_examples=300)
@given(said=st.lists(PIECES, max_size=7).map(" ".join) | st.text(max_size=40), now=NOWS, zone=ZONES)
@example(said="in 99999999999 days 8pm", now=FRIDAY_NOON, zone=BERLIN)
@example(said="9999-12-31T23:59-23:59", now=FRIDAY_NOON, zone=BERLIN)
@example(said="0001-01-01T00:00+23:59", now=FRIDAY_NOON, zone=BERLIN)
@example(said="8pm " * 400, now=FRIDAY_NOON, zone=BERLIN)
def test_whatever_is_said_every_answer_is_ahead_and_near(said: str, now: datetime, zone: ZoneInfo) -> None:
    try:
        read = read_time(said, now, zone)
    except OutOfReach:
        return
    answers = (read,) if isinstance(read, When) else read.choices
    assert len(answers) <= 3
    assert len(set(answers)) == len(answers)
    assert all(now < answer.start_at <= now + timedelta(days=DAYS_AHEAD) for answer in answers)
    assert all(answer.start_at.tzinfo is UTC for answer in answers)
