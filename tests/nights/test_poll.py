"""Approval voting, and what settles it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nights.poll import DecidedBy, Entrant, Poll

ALIEN, BRAZIL, CLUE = 1, 2, 3
FILMS = (Entrant(ALIEN, fit=0.2), Entrant(BRAZIL, fit=0.9), Entrant(CLUE, fit=0.9))


def poll(*ballots: set[int], quorum: int = 0) -> Poll:
    """A poll on the three films with these ballots."""
    made = Poll(FILMS, quorum=quorum)
    for number, ballot in enumerate(ballots):
        made = made.cast(f"voter {number}", ballot)
    return made


@pytest.mark.parametrize(
    ("ballots", "quorum", "winner", "decided_by"),
    [
        (({ALIEN}, {ALIEN, BRAZIL}), 0, ALIEN, DecidedBy.VOTES),
        (({ALIEN}, {BRAZIL}), 0, BRAZIL, DecidedBy.FIT),
        (({CLUE}, {BRAZIL}), 0, BRAZIL, DecidedBy.ORDER),
        ((), 0, ALIEN, DecidedBy.NO_VOTES),
        (({BRAZIL}, set()), 2, ALIEN, DecidedBy.QUORUM_MISSED),
        (({BRAZIL}, {CLUE, BRAZIL}), 2, BRAZIL, DecidedBy.VOTES),
    ],
)
def test_a_vote_is_settled(ballots: tuple[set[int], ...], quorum: int, winner: int, decided_by: DecidedBy) -> None:
    result = poll(*ballots, quorum=quorum).result()
    assert result is not None
    assert (result.winner.movie_id, result.decided_by) == (winner, decided_by)


def test_nothing_wins_where_there_is_nothing() -> None:
    assert Poll().result() is None


def test_a_voter_who_changes_their_mind_counts_once() -> None:
    changed = poll({ALIEN}).cast("voter 0", {BRAZIL, CLUE})
    assert changed.counts() == {ALIEN: 0, BRAZIL: 1, CLUE: 1}
    assert not changed.cast("voter 0", set()).ballots


def test_a_film_that_leaves_leaves_every_ballot() -> None:
    left = poll({ALIEN, BRAZIL}, {ALIEN}).without(ALIEN)
    assert left.counts() == {BRAZIL: 1, CLUE: 0}
    assert len(left.ballots) == 1


_BALLOTS = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.sets(st.integers(1, 4)), max_size=9)


@given(ballots=_BALLOTS, quorum=st.integers(0, 4))
def test_counts_add_up_to_the_approvals_given_and_the_winner_is_on_the_list(
    ballots: dict[str, set[int]], quorum: int
) -> None:
    made = Poll(FILMS, quorum=quorum)
    for voter, ballot in ballots.items():
        made = made.cast(voter, ballot)
    given_votes = sum(len(ballot & made.movie_ids) for ballot in ballots.values())
    assert sum(made.counts().values()) == given_votes
    result = made.result()
    assert result is not None
    assert result.winner in FILMS
    assert result.voters == sum(bool(ballot & made.movie_ids) for ballot in ballots.values())
    if result.decided_by in (DecidedBy.VOTES, DecidedBy.FIT, DecidedBy.ORDER):
        assert result.votes == max(made.counts().values())


def test_what_is_known_of_a_film_is_renewed_in_its_place_and_a_label_moves_with_it() -> None:
    before = Poll((Entrant(ALIEN, 0.2, labels=("safest", "wild card")), Entrant(BRAZIL, 0.1, suggested_by="bob")))
    after = before.renewed([Entrant(BRAZIL, 0.8, minutes=142, labels=("safest",)), Entrant(CLUE)])
    assert after.entrants == (
        Entrant(ALIEN, 0.2, labels=("wild card",)),
        Entrant(BRAZIL, 0.8, suggested_by="bob", minutes=142, labels=("safest",)),
    )


def test_films_that_stay_keep_their_places_and_new_ones_take_the_free_ones() -> None:
    assert Poll(FILMS).relisted([Entrant(9), Entrant(8), FILMS[1]]).entrants == (Entrant(9), FILMS[1], Entrant(8))
    assert Poll(FILMS).relisted([FILMS[2]]).entrants == (FILMS[2],)
    assert Poll(FILMS[:1]).relisted([Entrant(9), FILMS[0]]).entrants == (FILMS[0], Entrant(9))
