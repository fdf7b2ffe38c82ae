"""A repeating night keeps its clock time, whatever the clocks of its zone are turned to."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nights.repeats import Repeat, moment_at, next_start

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAYS_AT_EIGHT = Repeat(frozenset({4}), time(20))
ZONES = st.sampled_from(
    "Europe/Berlin America/New_York Asia/Kolkata Australia/Lord_Howe America/St_Johns Africa/Cairo Asia/Beirut".split()
).map(ZoneInfo)
MOMENTS = st.integers(0, 3 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
REPEATS = st.builds(
    Repeat,
    st.frozensets(st.integers(0, 6), min_size=1),
    st.builds(time, st.integers(0, 23), st.integers(0, 59)),
)


def starts(repeat: Repeat, after: datetime, zone: ZoneInfo, count: int) -> list[datetime]:
    """The next occurrences, each planned when the one before has begun."""
    found: list[datetime] = []
    for _ in range(count):
        found.append(next_start(repeat, found[-1] if found else after, zone))
    return found


def test_a_friday_night_stays_at_eight_when_summer_time_begins() -> None:
    before, after = starts(FRIDAYS_AT_EIGHT, datetime(2027, 3, 20, tzinfo=UTC), BERLIN, 2)
    assert (before.hour, after.hour) == (19, 18)
    assert [start.astimezone(BERLIN).hour for start in (before, after)] == [20, 20]


def test_a_night_that_begins_now_is_followed_by_the_one_of_the_next_week() -> None:
    start = next_start(FRIDAYS_AT_EIGHT, datetime(2026, 11, 27, 18, 59, tzinfo=UTC), BERLIN)
    assert start == datetime(2026, 11, 27, 19, tzinfo=UTC)
    assert next_start(FRIDAYS_AT_EIGHT, start, BERLIN) - start == timedelta(days=7)


def test_a_space_that_changes_its_zone_keeps_the_clock_time_from_the_next_night_on() -> None:
    start = next_start(FRIDAYS_AT_EIGHT, datetime(2026, 11, 27, 21, tzinfo=UTC), ZoneInfo("Asia/Kolkata"))
    assert start == datetime(2026, 12, 4, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "clock", "moment"),
    [
        ("Europe/Berlin", date(2027, 3, 28), time(2), "2027-03-28T01:00+00:00"),
        ("Europe/Berlin", date(2027, 3, 28), time(2, 59), "2027-03-28T01:00+00:00"),
        ("America/New_York", date(2027, 3, 14), time(2, 30), "2027-03-14T07:00+00:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 10), "2026-10-03T15:30+00:00"),
        ("Africa/Cairo", date(2026, 4, 24), time(0, 15), "2026-04-23T22:00+00:00"),
        ("Pacific/Apia", date(2011, 12, 30), time(20), "2011-12-30T10:00+00:00"),
    ],
)
def test_a_skipped_time_is_moved_to_the_moment_of_the_change(zone: str, day: date, clock: time, moment: str) -> None:
    assert moment_at(day, clock, ZoneInfo(zone)) == datetime.fromisoformat(moment)


def test_a_time_that_comes_twice_is_the_first() -> None:
    assert moment_at(date(2026, 10, 25), time(2, 30), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(repeat=REPEATS, after=MOMENTS, zone=ZONES)
def test_the_next_start_is_later_within_eight_days_and_at_its_clock_time(
    repeat: Repeat, after: datetime, zone: ZoneInfo
) -> None:
    start = next_start(repeat, after, zone)
    local = start.astimezone(zone)
    assert after < start < after + timedelta(days=8)
    assert local.weekday() in repeat.weekdays
    assert local.time() >= repeat.clock
    was_skipped = local.time() > repeat.clock
    assert not was_skipped or (start - timedelta(minutes=1)).astimezone(zone).utcoffset() != local.utcoffset()


@given(repeat=REPEATS, after=MOMENTS, zone=ZONES)
def test_no_start_lies_between_a_moment_and_the_next_start(repeat: Repeat, after: datetime, zone: ZoneInfo) -> None:
    start = next_start(repeat, after, zone)
    assert next_start(repeat, start - timedelta(seconds=1), zone) == start
    between = after + (start - after) / 2
    assert next_start(repeat, between, zone) == start


@given(repeat=REPEATS, after=MOMENTS, zone=ZONES)
def test_a_year_of_nights_has_one_on_each_of_its_days(repeat: Repeat, after: datetime, zone: ZoneInfo) -> None:
    count = 52 * len(repeat.weekdays)
    days = [start.astimezone(zone).date() for start in starts(repeat, after, zone, count)]
    assert all(earlier < later for earlier, later in pairwise(days))
    assert days[-1] - days[0] < timedelta(days=52 * 7)
