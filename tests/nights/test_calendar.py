"""The file that puts a night into everyone's calendar."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from bot.nights.calendar import CalendarEntry, calendar_file

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = CalendarEntry(
    night_id="5f0c",
    title="Horror night",
    start_at=datetime(2026, 11, 27, 20, tzinfo=BERLIN),
    ends_at=datetime(2026, 11, 27, 22, 30, tzinfo=BERLIN),
    changed_at=datetime(2026, 11, 20, 12, tzinfo=UTC),
    place="voice lounge",
    description="Say in the channel that you are in.",
)


def opened(file: bytes) -> Event:
    """The one entry of a file, as a calendar reads it."""
    calendar = Calendar.from_ical(file)
    (event,) = calendar.events
    assert not event.errors
    return event


def test_a_night_is_one_entry_with_its_times_and_words() -> None:
    event = opened(calendar_file(NIGHT))
    assert event.start == NIGHT.start_at
    assert event.end == NIGHT.ends_at
    words = (event["summary"], event["location"], event["description"])
    assert words == (NIGHT.title, NIGHT.place, NIGHT.description)
    assert event["status"] == "CONFIRMED"


def test_the_file_reads_as_every_calendar_expects() -> None:
    lines = calendar_file(NIGHT).split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    required = {b"VERSION:2.0", b"UID:5f0c@reelmates", b"DTSTAMP:20261120T120000Z", b"SEQUENCE:0"}
    assert required | {b"DTSTART:20261127T190000Z", b"DTEND:20261127T213000Z"} <= set(lines)
    assert any(line.startswith(b"PRODID:") for line in lines)


def test_a_changed_night_is_the_same_entry_with_a_higher_revision() -> None:
    before = opened(calendar_file(NIGHT))
    after = opened(calendar_file(replace(NIGHT, start_at=NIGHT.start_at.replace(hour=21), revision=1)))
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after.start.astimezone(BERLIN).hour == 21


def test_a_cancelled_night_says_so() -> None:
    event = opened(calendar_file(replace(NIGHT, is_cancelled=True, revision=2)))
    assert event["status"] == "CANCELLED"


def test_a_night_without_a_place_has_no_empty_one() -> None:
    assert b"LOCATION" not in calendar_file(replace(NIGHT, place=""))


def test_the_same_night_gives_the_same_file() -> None:
    assert calendar_file(NIGHT) == calendar_file(NIGHT)


def test_nobody_writes_lines_into_the_file_by_a_title() -> None:
    title = "Alien\r\nATTACH:file\u2028URL:there\x85X:y\rZ:z"
    lines = calendar_file(replace(NIGHT, title=title)).decode().splitlines()
    assert not [line for line in lines if line.startswith(("ATTACH", "URL", "X:", "Z:"))]


@given(title=st.text(min_size=1), description=st.text())
def test_any_words_come_back_as_they_were_but_for_what_no_calendar_shows(title: str, description: str) -> None:
    file = calendar_file(replace(NIGHT, title=title, description=description))
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert not [line for line in file.split(b"\r\n") if b"\n" in line or b"\r" in line]
    event = opened(file)
    for said, kept in ((title, event.get("summary", "")), (description, event.get("description", ""))):
        printed = [character for character in said if character.isprintable()]
        assert [character for character in kept if character.isprintable()] == printed
