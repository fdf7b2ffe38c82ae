"""Who gave way in the past gets more say, within bounds, and is named."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nights.fairness import (
    LEAST,
    MOST,
    NIGHTS_COUNTED,
    GaveWay,
    Say,
    gave_way_most,
    in_words,
    satisfactions,
    weights,
)
from bot.recommend.groups import GroupRanking

ALICE, BOB, CAROL = "alice", "bob", "carol"
# Films 7, 3, 5, 9 and 1, best for the group first: bob ranks them the other way round, carol has seen film 5.
RANKING = GroupRanking(
    columns=np.array([7, 3, 5, 9, 1]),
    scores=np.array([0.9, 0.8, 0.5, 0.3, 0.1]),
    ranks=np.array([[1, 5, 2], [2, 4, 1], [3, 3, 0], [4, 2, 3], [5, 1, 4]]),
)

PAST = st.dictionaries(st.sampled_from("abcdef"), st.lists(st.floats(0, 1), max_size=15), min_size=1)


@pytest.mark.parametrize(
    ("film", "satisfied"),
    [(7, [1.0, 0.0, 0.75]), (1, [0.0, 1.0, 0.25]), (5, [0.5, 0.5, None]), (100, [None, None, None])],
)
def test_satisfaction_is_the_place_of_the_film_in_a_members_own_ranking(
    film: int, satisfied: list[float | None]
) -> None:
    assert satisfactions(RANKING, film) == satisfied


def test_the_only_film_there_is_satisfies() -> None:
    alone = GroupRanking(np.array([4]), np.array([1.0]), np.array([[1, 1]]))
    assert satisfactions(alone, 4) == [1.0, 1.0]


def test_everybody_counts_alike_before_the_first_night() -> None:
    assert weights({ALICE: [], BOB: []}) == {ALICE: 1.0, BOB: 1.0}
    assert weights({}) == {}


def test_who_gave_way_gets_more_say_and_who_had_their_way_less() -> None:
    found = weights({ALICE: [0.99], BOB: [1.0], CAROL: []})
    assert found[ALICE] == pytest.approx(np.exp(0.25))
    assert found[BOB] == pytest.approx(np.exp(-0.25))
    assert found[CAROL] == 1.0


def test_ten_nights_count_and_what_was_before_them_is_forgiven() -> None:
    recent = [0.98] * NIGHTS_COUNTED
    assert weights({ALICE: [*recent, 0.0, 0.0], BOB: [1.0]}) == weights({ALICE: recent, BOB: [1.0]})


@given(past=PAST)
def test_weights_are_bounded_and_go_against_past_satisfaction(past: dict[str, list[float]]) -> None:
    found = weights(past)
    assert set(found) == set(past)
    assert all(LEAST <= weight <= MOST for weight in found.values())
    means = {member: np.mean(nights[:NIGHTS_COUNTED]) for member, nights in past.items() if nights}
    for one in means:
        for other in means:
            if means[one] < means[other] - 1e-9:
                assert found[one] >= found[other]


@given(past=PAST, everywhere=st.floats(-0.5, 0.5))
def test_only_differences_within_the_room_matter(past: dict[str, list[float]], everywhere: float) -> None:
    moved = {member: [value + everywhere for value in nights] for member, nights in past.items()}
    assert weights(moved) == pytest.approx(weights(past), rel=1e-6)


@pytest.mark.parametrize(
    ("weight", "words"),
    [(0.5, Say.HALF), (0.8, Say.THREE_QUARTERS), (1.05, Say.ONCE), (1.45, Say.ONE_AND_A_HALF), (2.0, Say.TWICE)],
)
def test_a_weight_is_said_to_the_nearest_quarter(weight: float, words: Say) -> None:
    assert in_words(weight) is words


def test_who_gave_way_most_is_named_with_all_who_did_alike() -> None:
    assert gave_way_most({ALICE: 1.52, BOB: 0.7, CAROL: 1.1}) == GaveWay((ALICE,), Say.ONE_AND_A_HALF)
    assert gave_way_most({ALICE: 1.52, BOB: 0.7, CAROL: 1.48}) == GaveWay((ALICE, CAROL), Say.ONE_AND_A_HALF)


def test_nobody_is_named_where_all_count_about_alike() -> None:
    assert gave_way_most({ALICE: 1.1, BOB: 0.9}) is None
    assert gave_way_most({}) is None
    assert gave_way_most({ALICE: 0.6, BOB: 0.8}) is None
