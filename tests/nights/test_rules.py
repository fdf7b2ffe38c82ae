"""A night by its rules: who may do what, when, and what the clock does by itself."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.nights import rules
from bot.nights.night import Actor, Landing, MovieNight, Presence, Room, Stage, Tap
from bot.nights.poll import DecidedBy, Entrant
from bot.nights.repeats import Repeat

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
START = NOW + timedelta(hours=8)
ROOM = Room("discord", "club", "lounge")
HOST, BOB, CAROL = "alice", "bob", "carol"
ALICE = Actor(HOST)
PICKS = tuple(Entrant(movie_id, fit=1 - movie_id / 100) for movie_id in range(1, 9))


def planned(*attendees: str) -> MovieNight:
    """A night of alice's with these attendees besides her."""
    night = rules.plan("n1", ROOM, HOST, START, NOW)
    for member in attendees:
        night = rules.answer(night, member, Presence.IN)
    return night


def choosing(*attendees: str) -> MovieNight:
    """The same with a shortlist of five and three films in reserve."""
    return rules.choose_from(planned(*attendees), PICKS)


def voting(*attendees: str) -> MovieNight:
    """The same with an open vote."""
    return rules.open_vote(choosing(*attendees), ALICE, NOW)


def shown(night: MovieNight) -> list[int]:
    """The film ids on the list."""
    return [entrant.movie_id for entrant in night.poll.entrants]


def test_the_host_of_a_new_night_is_in() -> None:
    assert planned().attendees == (HOST,)


@pytest.mark.parametrize("start_at", [NOW, NOW - timedelta(minutes=1), NOW + timedelta(days=60, minutes=1)])
def test_the_past_and_the_far_future_are_refused(start_at: datetime) -> None:
    with pytest.raises(rules.NotPossible):
        rules.plan("n1", ROOM, HOST, start_at, NOW)


def test_an_evening_from_plan_to_the_last_tap() -> None:
    night = rules.vote(rules.vote(voting(BOB), HOST, {2}), BOB, {2, 3})
    night = rules.moved_on(night, START - timedelta(minutes=30))
    assert night.stage is Stage.DECIDED
    assert night.result is not None
    assert (night.result.winner.movie_id, night.result.votes, night.result.voters) == (2, 2, 2)
    night = rules.moved_on(night, START)
    assert night.stage is Stage.RUNNING
    night = rules.moved_on(night, START + timedelta(minutes=150))
    assert night.stage is Stage.OVER
    night = rules.tap(night, BOB, Tap.LOVED, night.ends_at)
    assert rules.tap(night, BOB, Tap.FINE, night.ends_at).taps == {BOB: Tap.FINE}


def test_everything_that_is_overdue_happens_at_once() -> None:
    night = rules.moved_on(rules.vote(voting(BOB), BOB, {3}), START + timedelta(days=1))
    assert night.stage is Stage.OVER
    assert night.result is not None
    assert night.result.winner.movie_id == 3


def test_the_runtime_of_the_winner_tells_when_the_evening_is_over() -> None:
    night = rules.choose_from(planned(), [Entrant(1, minutes=95)])
    night = rules.moved_on(night, START)
    assert night.ends_at == START + timedelta(minutes=95)


def test_a_night_with_nobody_in_is_called_off_at_its_start() -> None:
    night = rules.answer(choosing(), HOST, Presence.OUT)
    assert rules.moved_on(night, START - timedelta(seconds=1)).stage is Stage.CHOOSING
    assert rules.moved_on(night, START).stage is Stage.CANCELLED


def test_a_night_without_a_list_waits_for_picks_and_not_for_ever() -> None:
    night = planned(BOB)
    assert rules.moved_on(night, START).stage is Stage.PLANNED
    late = rules.moved_on(rules.choose_from(night, PICKS), START + timedelta(minutes=1))
    assert late.result is not None
    assert late.result.decided_by is DecidedBy.NO_VOTES
    assert rules.moved_on(night, START + timedelta(minutes=150)).stage is Stage.CANCELLED


def test_who_can_no_longer_come_has_no_vote() -> None:
    night = rules.vote(voting(BOB), BOB, {1})
    night = rules.answer(night, BOB, Presence.MAYBE)
    assert not night.poll.ballots
    assert rules.vote(night, BOB, {1}).attendees == (HOST, BOB)
    with pytest.raises(rules.NotPossible):
        rules.vote(rules.answer(night, BOB, Presence.OUT), BOB, {1})


def test_a_voter_who_had_not_answered_is_in() -> None:
    assert rules.vote(voting(), CAROL, {1}).attendees == (HOST, CAROL)


def test_a_veto_and_a_drop_leave_the_same_list_behind() -> None:
    night = choosing(BOB, CAROL)
    vetoed, dropped = rules.veto(night, BOB, 2), rules.drop(night, ALICE, 2)
    assert shown(vetoed) == shown(dropped) == [1, 3, 4, 5, 6]
    assert (vetoed.poll, vetoed.reserve, vetoed.gone) == (dropped.poll, dropped.reserve, dropped.gone)


def test_others_are_lined_up_to_step_up_in_the_place_of_a_film() -> None:
    night = rules.veto(choosing(BOB, CAROL), BOB, 2)
    lined_up = rules.line_up(night, [*PICKS, Entrant(9, labels=("safest",))], unserved=1)
    assert [one.movie_id for one in lined_up.reserve] == [7, 8, 9]
    assert lined_up.unserved == 1
    assert shown(rules.drop(lined_up, ALICE, 1)) == [3, 4, 5, 6, 7]


def test_a_label_goes_to_the_film_that_steps_up_and_from_the_one_that_had_it() -> None:
    labelled = rules.choose_from(planned(BOB), [Entrant(1), Entrant(2, labels=("safest",))])
    after = rules.drop(rules.line_up(labelled, [Entrant(3, labels=("safest",))], unserved=0), ALICE, 1)
    assert [one.labels for one in after.poll.entrants] == [(), ("safest",)]


def test_a_member_has_one_veto_and_only_who_comes_has_it() -> None:
    night = rules.veto(choosing(BOB), BOB, 1)
    with pytest.raises(rules.NotPossible):
        rules.veto(night, BOB, 3)
    with pytest.raises(rules.NotPossible):
        rules.veto(night, CAROL, 3)


def test_a_vetoed_film_does_not_come_back_by_any_door() -> None:
    night = rules.veto(choosing(BOB), BOB, 1)
    assert 1 not in shown(rules.choose_from(night, PICKS))
    with pytest.raises(rules.NotPossible):
        rules.suggest(night, CAROL, Entrant(1))


def test_the_last_film_cannot_be_vetoed() -> None:
    night = rules.choose_from(planned(BOB), PICKS[:1])
    with pytest.raises(rules.NotPossible):
        rules.veto(night, BOB, 1)


def test_a_member_suggests_two_films_and_may_take_one_back() -> None:
    night = rules.suggest(rules.suggest(choosing(BOB), BOB, Entrant(50)), BOB, Entrant(51))
    with pytest.raises(rules.NotPossible):
        rules.suggest(night, BOB, Entrant(52))
    with pytest.raises(rules.NotPossible):
        rules.suggest(night, CAROL, Entrant(50))
    with pytest.raises(rules.NotPossible):
        rules.take_back(night, CAROL, 50)
    assert shown(rules.suggest(rules.take_back(night, BOB, 50), BOB, Entrant(52))) == [1, 2, 3, 4, 5, 51, 52]


def test_a_list_never_grows_beyond_what_one_message_can_hold_buttons_for() -> None:
    members = [f"member {number}" for number in range(10)]
    night = planned(*members)
    for place, movie_id in enumerate(range(50, 50 + rules.LONGEST_SHORTLIST)):
        night = rules.suggest(night, members[place // 2], Entrant(movie_id))
    with pytest.raises(rules.NotPossible, match="20 films"):
        rules.suggest(night, HOST, Entrant(99))
    assert len(rules.choose_from(night, PICKS).poll.entrants) == rules.LONGEST_SHORTLIST


def test_suggestions_and_films_with_votes_stay_when_the_list_is_made_anew() -> None:
    night = rules.suggest(voting(BOB), BOB, Entrant(50))
    night = rules.vote(night, BOB, {3})
    again = rules.choose_from(night, [Entrant(movie_id) for movie_id in (60, 61, 62, 63, 64, 65)])
    assert shown(again) == [60, 61, 3, 62, 63, 50]
    assert again.stage is Stage.VOTING
    assert again.poll.ballots == {BOB: frozenset({3})}


FOR_THE_HOST: list[Callable[[MovieNight, Actor], MovieNight]] = [
    lambda night, actor: rules.drop(night, actor, 1),
    lambda night, actor: rules.open_vote(night, actor, NOW),
    lambda night, actor: rules.reschedule(night, actor, START + timedelta(hours=1), NOW),
    lambda night, actor: rules.hand_over(night, actor, BOB),
    lambda night, actor: rules.cancel(night, actor, NOW),
    lambda night, actor: rules.set_theme(night, actor, "horror"),
    lambda night, actor: rules.set_place(night, actor, "the garden"),
    rules.stop_repeating,
    lambda night, actor: rules.close_vote(rules.open_vote(night, ALICE, NOW), actor, NOW),
]


@pytest.mark.parametrize("act", FOR_THE_HOST)
def test_the_host_and_those_who_manage_lead_a_night_and_nobody_else(
    act: Callable[[MovieNight, Actor], MovieNight],
) -> None:
    with pytest.raises(rules.NotYours):
        act(choosing(BOB), Actor(BOB))
    assert act(choosing(BOB), ALICE) == act(choosing(BOB), Actor(BOB, manages=True))


def test_when_the_host_leaves_the_first_attendee_leads_and_their_names_go() -> None:
    night = rules.suggest(rules.vote(voting(BOB, CAROL), HOST, {1}), HOST, Entrant(50))
    night = rules.left(rules.veto(night, HOST, 2), HOST)
    assert night.host == BOB
    assert HOST not in (*night.attendees, *night.poll.ballots, *night.vetoed_by)
    assert all(entrant.suggested_by != HOST for entrant in night.poll.entrants)
    assert 50 in shown(night)
    assert rules.left(rules.left(night, BOB), CAROL).host == ""


def test_whoever_comes_to_a_night_that_has_lost_its_host_leads_it() -> None:
    assert rules.answer(rules.left(planned(), HOST), CAROL, Presence.MAYBE).host == ""
    assert rules.answer(rules.left(planned(), HOST), CAROL, Presence.IN).host == CAROL


def test_the_winner_does_not_tell_who_suggested_it_once_they_have_left() -> None:
    night = rules.choose_from(rules.suggest(planned(BOB), BOB, Entrant(50)), PICKS)
    night = rules.vote(rules.open_vote(night, ALICE, NOW), BOB, {50})
    night = rules.left(rules.close_vote(night, ALICE, NOW), BOB)
    assert BOB not in str(night)
    assert night.result is not None
    assert night.result.winner.movie_id == 50


def test_the_last_film_of_a_vote_cannot_be_taken_back_nor_lost_by_new_picks() -> None:
    night = rules.suggest(planned(BOB), BOB, Entrant(50))
    assert not shown(rules.take_back(night, BOB, 50))
    with pytest.raises(rules.NotPossible):
        rules.take_back(rules.open_vote(night, ALICE, NOW), BOB, 50)
    with pytest.raises(rules.NotPossible):
        rules.choose_from(voting(BOB), [])


def test_a_decided_night_that_is_moved_keeps_its_vote_as_it_was() -> None:
    night = rules.close_vote(voting(), ALICE, NOW)
    assert night.settled_at == NOW
    assert rules.reschedule(night, ALICE, START + timedelta(days=1), NOW).vote_ends_at == night.vote_ends_at


def test_who_came_are_those_who_were_in_and_did_not_say_otherwise_and_those_who_judged_the_film() -> None:
    night = rules.moved_on(voting(BOB), START + timedelta(hours=3))
    night = rules.tap(rules.tap(night, BOB, Tap.ABSENT, night.ends_at), CAROL, Tap.LOVED, night.ends_at)
    assert night.attendance == (HOST, CAROL)


def test_the_host_undoes_a_wrong_watched_within_a_week_and_taps_stay() -> None:
    night = rules.expect(rules.close_vote(voting(BOB), ALICE, NOW), {BOB: Landing(0.9), CAROL: Landing(0.1)})
    assert night.landings == {BOB: Landing(0.9)}
    night = rules.moved_on(night, START + timedelta(hours=3))
    night = rules.tap(night, BOB, Tap.FINE, night.ends_at)
    undone = rules.undo_shown(night, ALICE, night.ends_at + timedelta(days=7))
    assert (undone.was_shown, undone.landings, undone.taps) == (False, {}, {BOB: Tap.FINE})
    with pytest.raises(rules.NotNow):
        rules.tap(undone, CAROL, Tap.FINE, night.ends_at)
    with pytest.raises(rules.NotYours):
        rules.undo_shown(night, Actor(BOB), night.ends_at)
    with pytest.raises(rules.NotNow):
        rules.undo_shown(night, ALICE, night.ends_at + timedelta(days=7, seconds=1))


def test_what_a_calendar_shows_is_a_revision_and_what_it_does_not_is_none() -> None:
    night = rules.reschedule(planned(), ALICE, START + timedelta(hours=1), NOW)
    night = rules.set_place(rules.set_theme(night, ALICE, "horror"), ALICE, "the garden")
    assert (night.theme, night.place, night.revision) == ("horror", "the garden", 3)
    night = rules.open_vote(rules.choose_from(rules.answer(night, BOB, Presence.IN), PICKS), ALICE, NOW)
    assert night.revision == 3
    assert rules.close_vote(night, ALICE, NOW).revision == rules.cancel(night, ALICE, NOW).revision == 4


def test_who_can_no_longer_come_after_the_vote_has_voted_all_the_same() -> None:
    night = rules.close_vote(rules.vote(voting(BOB), BOB, {3}), ALICE, NOW)
    assert rules.answer(night, BOB, Presence.OUT).poll == night.poll


def test_too_few_voters_decide_nothing_where_a_quorum_is_set() -> None:
    night = rules.open_vote(choosing(BOB), ALICE, NOW, quorum=2)
    closed = rules.close_vote(rules.vote(night, BOB, {3}), ALICE, NOW)
    assert closed.result is not None
    assert (closed.result.winner.movie_id, closed.result.decided_by) == (1, DecidedBy.QUORUM_MISSED)


def test_the_next_of_a_repeating_night_keeps_its_clock_time_in_the_zone_of_the_space() -> None:
    fridays = Repeat(frozenset({4}), time(20))
    night = rules.plan("n1", ROOM, HOST, START, NOW, "UTC", "horror", "the garden", fridays)
    cancelled = rules.cancel(night, ALICE, NOW)
    following = rules.next_of(cancelled, "n2", NOW, "Europe/Berlin")
    assert following.start_at == datetime(2026, 12, 4, 19, tzinfo=UTC)
    assert (following.night_id, following.zone, following.attendees) == ("n2", "Europe/Berlin", (HOST,))
    assert (following.theme, following.place, following.repeat) == ("horror", "the garden", fridays)
    late = rules.next_of(cancelled, "n2", NOW + timedelta(days=30), "UTC")
    assert late.start_at == datetime(2027, 1, 1, 20, tzinfo=UTC)


def test_nothing_follows_a_night_that_does_not_repeat_or_has_no_host() -> None:
    night = rules.plan("n1", ROOM, HOST, START, NOW, repeat=Repeat(frozenset({4}), time(20)))
    for alone in (rules.stop_repeating(night, ALICE), rules.left(night, HOST)):
        with pytest.raises(rules.NotPossible):
            rules.next_of(alone, "n2", NOW, "UTC")


def test_a_vote_moves_with_its_night() -> None:
    night = rules.reschedule(voting(), ALICE, START + timedelta(days=1), NOW)
    assert night.vote_ends_at == START + timedelta(days=1, minutes=-30)


@pytest.mark.parametrize(
    "act",
    [
        lambda night: rules.vote(night, BOB, {1}),
        lambda night: rules.veto(night, BOB, 1),
        lambda night: rules.suggest(night, BOB, Entrant(50)),
        lambda night: rules.choose_from(night, PICKS),
        lambda night: rules.drop(night, ALICE, 1),
        lambda night: rules.open_vote(night, ALICE, NOW),
        lambda night: rules.close_vote(night, ALICE, NOW),
    ],
)
@pytest.mark.parametrize("at", [START - timedelta(minutes=30), START, START + timedelta(hours=3)])
def test_nothing_said_after_the_end_changes_the_result(act: Callable[[MovieNight], MovieNight], at: datetime) -> None:
    night = rules.moved_on(voting(BOB), at)
    with pytest.raises(rules.NotNow):
        act(night)


def test_taps_are_taken_for_a_week() -> None:
    night = rules.moved_on(voting(BOB), START + timedelta(hours=3))
    with pytest.raises(rules.NotNow):
        rules.tap(night, BOB, Tap.FINE, night.ends_at + timedelta(days=7, seconds=1))
    with pytest.raises(rules.NotNow):
        rules.tap(voting(BOB), BOB, Tap.FINE, NOW)
