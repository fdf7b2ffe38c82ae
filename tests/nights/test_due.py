"""What a night says by itself, when, and until when it is worth saying."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.nights import rules
from bot.nights.due import Kind, Message, is_still_wanted, is_wanted, messages
from bot.nights.night import MovieNight, Presence
from bot.nights.repeats import Repeat
from tests.nights.evening import ALICE, BOB, HOST, NOW, OVER, PICKS, ROOM, START, planned, voting

HALF_AN_HOUR = timedelta(minutes=30)
FRIDAYS = Repeat(frozenset({4}), time(20))


def said(night: MovieNight) -> dict[Kind, datetime]:
    """When the night says what."""
    return {message.kind: message.due_at for message in messages(night)}


def test_an_evening_says_in_turn_what_there_is_to_say() -> None:
    assert said(planned()) == {Kind.PICKS: START - timedelta(days=1), Kind.REMINDER: START - HALF_AN_HOUR}
    night = voting()
    assert said(night) == {Kind.REMINDER: START - HALF_AN_HOUR}
    night = rules.moved_on(night, START - HALF_AN_HOUR)
    assert said(night) == {Kind.DECISION: START - HALF_AN_HOUR, Kind.REMINDER: START - HALF_AN_HOUR}
    night = rules.moved_on(night, START)
    assert said(night) == {Kind.START: START}
    night = rules.moved_on(night, OVER)
    assert said(night) == {Kind.TAPS: OVER, Kind.RESULT: datetime(2026, 11, 30, 10, tzinfo=UTC)}


def test_a_vote_closed_early_is_decided_at_once() -> None:
    closed_at = NOW + timedelta(hours=3)
    assert said(rules.close_vote(voting(), ALICE, closed_at))[Kind.DECISION] == closed_at


@pytest.mark.parametrize(
    ("ahead", "picks_before"),
    [
        (timedelta(hours=25), timedelta(days=1)),
        (timedelta(days=1), timedelta(hours=2)),
        (timedelta(hours=3), timedelta(hours=2)),
        (timedelta(hours=1), HALF_AN_HOUR),
        (timedelta(minutes=20), timedelta()),
    ],
)
def test_picks_come_a_day_before_or_as_early_as_the_planning_leaves_room(
    ahead: timedelta, picks_before: timedelta
) -> None:
    assert said(planned(start_at=NOW + ahead))[Kind.PICKS] == NOW + ahead - picks_before


def test_a_night_planned_within_half_an_hour_needs_no_reminder() -> None:
    assert Kind.REMINDER not in said(planned(start_at=NOW + HALF_AN_HOUR))
    assert Kind.REMINDER in said(planned(start_at=NOW + timedelta(minutes=31)))


def test_a_night_that_is_moved_has_another_reminder() -> None:
    night = rules.reschedule(planned(), ALICE, START + timedelta(hours=1), NOW)
    assert said(night)[Kind.REMINDER] == START + HALF_AN_HOUR


def test_with_nobody_in_there_is_nothing_to_say_but_that_it_is_called_off() -> None:
    night = rules.answer(rules.answer(planned(), HOST, Presence.OUT), BOB, Presence.MAYBE)
    assert said(night) == {}
    assert said(rules.moved_on(night, START)) == {Kind.CALLED_OFF: START}


def test_a_cancelled_night_is_called_off_at_once() -> None:
    assert said(rules.cancel(planned(), ALICE, NOW)) == {Kind.CALLED_OFF: NOW}


def test_a_night_that_was_not_watched_after_all_has_no_result() -> None:
    night = rules.moved_on(voting(), OVER)
    assert said(rules.undo_shown(night, ALICE, OVER)) == {}


def test_the_next_of_a_repeating_night_is_planned_when_it_is_over_or_cancelled() -> None:
    night = replace(voting(), repeat=FRIDAYS)
    assert Kind.NEXT not in said(night)
    assert said(rules.moved_on(night, OVER))[Kind.NEXT] == OVER
    assert said(rules.cancel(night, ALICE, NOW))[Kind.NEXT] == NOW
    assert Kind.NEXT not in said(rules.cancel(rules.stop_repeating(night, ALICE), ALICE, NOW))
    hostless = rules.left(rules.left(night, HOST), BOB)
    assert Kind.NEXT not in said(rules.moved_on(hostless, OVER))


@pytest.mark.parametrize(
    ("zone", "start", "result"),
    [
        ("UTC", "2026-11-28T20:00+00:00", "2026-11-29T10:00+00:00"),
        ("UTC", "2026-11-28T23:00+00:00", "2026-11-29T10:00+00:00"),
        ("UTC", "2026-11-29T04:00+00:00", "2026-11-30T10:00+00:00"),
        ("UTC", "2026-11-28T14:00+00:00", "2026-11-29T10:00+00:00"),
        ("Europe/Berlin", "2026-11-28T20:00+01:00", "2026-11-29T10:00+01:00"),
        ("America/New_York", "2026-11-28T20:00-05:00", "2026-11-29T10:00-05:00"),
        ("Asia/Kathmandu", "2026-11-28T20:00+05:45", "2026-11-29T10:00+05:45"),
        ("Europe/Berlin", "2027-03-27T20:00+01:00", "2027-03-28T10:00+02:00"),  # summer time begins that night
        ("Europe/Berlin", "2027-10-30T20:00+02:00", "2027-10-31T10:00+01:00"),  # and ends
    ],
)
def test_the_result_comes_at_ten_the_next_morning_by_the_clocks_of_the_space(
    zone: str, start: str, result: str
) -> None:
    start_at = datetime.fromisoformat(start)
    night = rules.choose_from(rules.plan("n1", ROOM, HOST, start_at, start_at - timedelta(days=2), zone), PICKS)
    night = rules.moved_on(night, start_at + timedelta(hours=3))
    assert said(night)[Kind.RESULT] == datetime.fromisoformat(result)


LAST_MOMENTS: list[tuple[Kind, MovieNight, datetime]] = [
    (Kind.PICKS, planned(), OVER),
    (Kind.DECISION, rules.moved_on(voting(), START - HALF_AN_HOUR), START),
    (Kind.REMINDER, planned(), START),
    (Kind.START, rules.moved_on(voting(), START), OVER),
    (Kind.CALLED_OFF, rules.cancel(planned(), ALICE, NOW), START + timedelta(days=1)),
    (Kind.TAPS, rules.moved_on(voting(), OVER), OVER + timedelta(days=7)),
    (Kind.RESULT, rules.moved_on(voting(), OVER), OVER + timedelta(days=7)),
    (Kind.NEXT, rules.moved_on(replace(voting(), repeat=FRIDAYS), OVER), OVER + timedelta(days=60)),
]


def test_every_kind_has_a_last_moment() -> None:
    assert [kind for kind, *_ in LAST_MOMENTS] == list(Kind)


@pytest.mark.parametrize(("kind", "night", "last"), LAST_MOMENTS, ids=[kind for kind, *_ in LAST_MOMENTS])
def test_a_message_is_worth_saying_until_its_last_moment(kind: Kind, night: MovieNight, last: datetime) -> None:
    message = next(one for one in messages(night) if one.kind is kind)
    assert is_wanted(message, night, last - timedelta(seconds=1))
    assert not is_wanted(message, night, last)


def test_what_the_night_has_left_behind_is_not_wanted() -> None:
    night = rules.moved_on(voting(), START - HALF_AN_HOUR)
    for message in messages(night):
        assert not is_wanted(message, rules.moved_on(night, START), START)
        assert not is_wanted(message, rules.cancel(night, ALICE, START - HALF_AN_HOUR), START - HALF_AN_HOUR)


def test_picks_that_are_made_still_have_to_be_shown_by_whom_had_begun() -> None:
    picks = Message(Kind.PICKS, START - timedelta(days=1))
    chosen = rules.choose_from(planned(), PICKS)
    for night in (chosen, rules.open_vote(chosen, ALICE, NOW)):
        assert not is_wanted(picks, night, picks.due_at)
        assert is_still_wanted(picks, night, picks.due_at)
    assert not is_still_wanted(picks, rules.cancel(chosen, ALICE, NOW), picks.due_at)
    assert not is_still_wanted(picks, rules.moved_on(chosen, START), START)


def test_a_message_is_late_after_ten_minutes() -> None:
    message = Message(Kind.START, START)
    assert not message.is_late(START + timedelta(minutes=10))
    assert message.is_late(START + timedelta(minutes=10, seconds=1))


def test_a_decision_is_said_before_the_reminder_of_the_same_moment() -> None:
    night = rules.moved_on(voting(), START - HALF_AN_HOUR)
    shuffled: Sequence[Message] = sorted(messages(night), key=lambda message: message.kind, reverse=True)
    assert [one.kind for one in sorted(shuffled, key=lambda one: one.order)] == [Kind.DECISION, Kind.REMINDER]
    earlier = replace(shuffled[0], due_at=NOW)
    assert min([*shuffled, earlier], key=lambda one: one.order) == earlier
