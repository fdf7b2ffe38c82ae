"""Times as buttons carry them, and members as members name them."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.evenings.times import read, spelled
from bot.chat.grammar import parse, spell
from bot.chat.mentions import member_among, mentioned
from bot.chat.night_commands import MoveNight, PlanNight
from bot.nights.repeats import Repeat
from bot.nights.when import When

MOMENTS = st.integers(0, 9_999_999_999).map(
    lambda seconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
CLOCKS = st.builds(time, st.integers(0, 23), st.integers(0, 59))
REPEATS = st.builds(Repeat, st.frozensets(st.integers(0, 6), min_size=1), CLOCKS)
TIMES = st.builds(When, MOMENTS, st.none() | REPEATS)


@given(TIMES)
def test_a_time_on_a_button_is_read_back_as_it_was_meant(when: When) -> None:
    assert read(spelled(when)) == when
    for command in (PlanNight(spelled(when), "horror", "", True), MoveNight(spelled(when), "abcdefghijkl")):
        assert parse(spell(command)) == command


@pytest.mark.parametrize(
    "words", ["", "friday 8pm", "@", "@12345678901", "@1 every 7 20:00", "@1 every 4 24:00", "@1 "]
)
def test_other_words_are_no_exact_time(words: str) -> None:
    assert read(words) is None


def test_a_member_is_known_by_mention_key_and_name_in_any_capitals() -> None:
    assert mentioned("<@42>") == mentioned(" <@!42> ") == mentioned("<@42|bob>") == "42"
    assert mentioned("@42") is None
    assert member_among("<@42>", ["41", "42"]) == "42"
    assert member_among(" @Bob", ["alice", "bob"]) == "bob"
    assert member_among("carol", ["alice", "bob"]) is None


def test_capitals_count_where_two_members_differ_by_them_only() -> None:
    assert member_among("bob", ["Bob", "bob"]) == "bob"
    assert member_among("BOB", ["Bob", "bob"]) is None
