"""Whatever members do, in any order: one winner, never a vetoed one, counts that add up, and no way back."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.errors import MemberError
from bot.nights import rules
from bot.nights.due import moves_at
from bot.nights.night import Actor, Landing, MovieNight, Presence, Room, Stage, Tap
from bot.nights.poll import Entrant, Result
from bot.nights.repeats import Repeat
from bot.nights.rows import member_rows, night_of, night_row

BEGAN = datetime(2026, 11, 27, 12, tzinfo=UTC)
ROOM = Room("discord", "club", "lounge")
MEMBERS = st.sampled_from(["alice", "bob", "carol", "dave"])
ACTORS = st.builds(Actor, MEMBERS, st.booleans())
FILMS = st.integers(1, 12)
PICKS = st.lists(FILMS.map(lambda movie_id: Entrant(movie_id, fit=movie_id % 3)), unique_by=lambda one: one.movie_id)


def kept_and_read(night: MovieNight, forgotten: str = "") -> MovieNight:
    """The night as its rows keep it, without those of a member who was forgotten meanwhile."""
    row = night_row(night)
    details = json.loads(json.dumps(row["details"]))
    return night_of({**row, "details": details}, [one for name, one in member_rows(night).items() if name != forgotten])


class Evening(RuleBasedStateMachine):
    """Members act at random while the clock goes on; what is refused changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.now = BEGAN
        every_friday = Repeat(frozenset({4}), time(20))
        self.night = rules.plan("n1", ROOM, "alice", BEGAN + timedelta(hours=8), BEGAN, repeat=every_friday)
        self.vetoed: set[int] = set()
        self.result = self.night.result
        self.stage = self.night.stage

    @rule(minutes=st.sampled_from([1, 30, 200, 480, 9000]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        once = rules.moved_on(self.night, self.now)
        assert rules.moved_on(once, self.now) == once
        self.night = once

    @rule(member=MEMBERS, presence=st.sampled_from(Presence))
    def answers(self, member: str, presence: Presence) -> None:
        self._try(lambda: rules.answer(self.night, member, presence))

    @rule(picks=PICKS)
    def picks_are_made(self, picks: list[Entrant]) -> None:
        self._try(lambda: rules.choose_from(self.night, picks))

    @rule(member=MEMBERS, movie_id=FILMS)
    def suggests(self, member: str, movie_id: int) -> None:
        self._try(lambda: rules.suggest(self.night, member, Entrant(movie_id)))

    @rule(member=MEMBERS, movie_id=FILMS)
    def vetoes(self, member: str, movie_id: int) -> None:
        if self._try(lambda: rules.veto(self.night, member, movie_id)):
            self.vetoed.add(movie_id)

    @rule(actor=ACTORS, movie_id=FILMS)
    def drops(self, actor: Actor, movie_id: int) -> None:
        if self._try(lambda: rules.drop(self.night, actor, movie_id)):
            self.vetoed.add(movie_id)

    @rule(actor=ACTORS, open_counts=st.booleans())
    def opens_the_vote(self, actor: Actor, open_counts: bool) -> None:
        self._try(lambda: rules.open_vote(self.night, actor, self.now, are_counts_open=open_counts))

    @rule(member=MEMBERS, ballot=st.sets(FILMS, max_size=4))
    def votes(self, member: str, ballot: set[int]) -> None:
        self._try(lambda: rules.vote(self.night, member, ballot & self.night.poll.movie_ids))

    @rule(actor=ACTORS)
    def closes_the_vote(self, actor: Actor) -> None:
        self._try(lambda: rules.close_vote(self.night, actor, self.now))

    @rule(actor=ACTORS, hours=st.integers(-1, 100))
    def reschedules(self, actor: Actor, hours: int) -> None:
        self._try(lambda: rules.reschedule(self.night, actor, self.now + timedelta(hours=hours), self.now))

    @rule(member=MEMBERS)
    def leaves(self, member: str) -> None:
        self.night = rules.left(self.night, member)
        assert member not in str(self.night)

    @rule(member=MEMBERS)
    def is_forgotten(self, member: str) -> None:
        """Forgetting removes the rows of a member, which knows no rules."""
        after = rules.left(self.night, member)
        self.night = kept_and_read(self.night, forgotten=member)
        assert self.night == after
        assert self.night.attendees == after.attendees

    @rule(actor=ACTORS, member=MEMBERS)
    def hands_over(self, actor: Actor, member: str) -> None:
        self._try(lambda: rules.hand_over(self.night, actor, member))

    @rule(member=MEMBERS, movie_id=FILMS)
    def takes_back(self, member: str, movie_id: int) -> None:
        self._try(lambda: rules.take_back(self.night, member, movie_id))

    @rule(landings=st.dictionaries(MEMBERS, st.builds(Landing, st.floats(0, 1), st.none() | st.floats(0, 1))))
    def landings_are_noted(self, landings: dict[str, Landing]) -> None:
        self._try(lambda: rules.expect(self.night, landings))

    @rule(actor=ACTORS, words=st.sampled_from(["horror", "lounge"]))
    def describes(self, actor: Actor, words: str) -> None:
        self._try(lambda: rules.set_theme(self.night, actor, words))
        self._try(lambda: rules.set_place(self.night, actor, words))

    @rule(actor=ACTORS)
    def repeats_no_more(self, actor: Actor) -> None:
        self._try(lambda: rules.stop_repeating(self.night, actor))

    @rule(actor=ACTORS)
    def undoes(self, actor: Actor) -> None:
        self._try(lambda: rules.undo_shown(self.night, actor, self.now))

    @rule(actor=ACTORS)
    def cancels(self, actor: Actor) -> None:
        self._try(lambda: rules.cancel(self.night, actor, self.now))

    @rule(member=MEMBERS, said=st.sampled_from(Tap))
    def taps(self, member: str, said: Tap) -> None:
        self._try(lambda: rules.tap(self.night, member, said, self.now))

    @invariant()
    def the_stage_only_goes_forward(self) -> None:
        assert self.night.stage >= self.stage
        self.stage = self.night.stage

    @invariant()
    def a_result_stays_as_it_is(self) -> None:
        if self.result is not None:
            assert self.night.result is not None
            assert _told(self.night.result) == _told(self.result)
        self.result = self.night.result

    @invariant()
    def no_vetoed_film_is_on_the_list_or_wins(self) -> None:
        assert not self.vetoed & self.night.poll.movie_ids
        assert self.night.result is None or self.night.result.winner.movie_id not in self.vetoed

    @invariant()
    def a_shown_film_has_one_winner(self) -> None:
        if self.night.stage in (Stage.DECIDED, Stage.RUNNING, Stage.OVER):
            assert self.night.result is not None

    @invariant()
    def votes_are_those_of_members_who_come(self) -> None:
        if self.night.stage <= Stage.VOTING:
            assert set(self.night.poll.ballots) <= set(self.night.attendees)
        approvals = sum(len(ballot) for ballot in self.night.poll.ballots.values())
        assert sum(self.night.poll.counts().values()) == approvals

    @invariant()
    def whoever_is_in_has_a_host(self) -> None:
        assert self.night.host or not self.night.attendees

    @invariant()
    def an_open_vote_has_something_to_vote_on(self) -> None:
        assert self.night.stage is not Stage.VOTING or self.night.poll.entrants

    @invariant()
    def the_clock_moves_a_night_when_it_says_and_not_before(self) -> None:
        at = moves_at(self.night)
        if at is None:
            assert rules.moved_on(self.night, self.now + timedelta(days=99)) == self.night
        else:
            assert rules.moved_on(self.night, at - timedelta(microseconds=1)) == self.night
            assert rules.moved_on(self.night, at) != self.night

    @invariant()
    def kept_and_read_again_it_is_the_same_night(self) -> None:
        read = kept_and_read(self.night)
        assert read == self.night
        assert read.attendees == self.night.attendees

    @invariant()
    def nobody_has_more_than_two_suggestions(self) -> None:
        named = [one.suggested_by for one in self.night.poll.entrants if one.suggested_by]
        assert all(named.count(member) <= rules.SUGGESTIONS_EACH for member in named)

    def _try(self, act: Callable[[], MovieNight]) -> bool:
        """Whether it was allowed."""
        try:
            self.night = act()
        except MemberError:
            return False
        return True


def _told(result: Result) -> Result:
    """What everybody sees of it; who suggested the winner may leave."""
    return replace(result, winner=replace(result.winner, suggested_by=None))


TestEvening = Evening.TestCase
TestEvening.settings = settings(max_examples=150, stateful_step_count=40, derandomize=True)
