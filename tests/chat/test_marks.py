"""Moments and people in our words."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.grammar import parse, spell
from bot.chat.marks import Moment, Person, in_plain, marked, moment, person

FRIDAY_EVENING = datetime(2026, 11, 27, 19, 0, tzinfo=UTC)


def test_a_text_comes_apart_into_words_moments_and_people() -> None:
    text = f"Come on {moment(FRIDAY_EVENING, 'Europe/Berlin')}, says {person('alice')}."
    assert list(marked(text)) == [
        "Come on ",
        Moment(FRIDAY_EVENING, "Friday, 27 November 2026, 20:00 (Europe/Berlin)"),
        ", says ",
        Person("alice"),
        ".",
    ]


def test_a_plain_text_has_the_clocks_of_the_space_and_the_keys_of_people() -> None:
    text = f"{person('bob')} comes on {moment(FRIDAY_EVENING, 'UTC')}"
    assert in_plain(text) == "bob comes on Friday, 27 November 2026, 19:00 (UTC)"


@given(words=st.text(st.characters(exclude_categories=["Cs", "Co"])))
def test_words_without_marks_stay_as_they_are(words: str) -> None:
    assert in_plain(words) == words


@given(st.text(st.sampled_from("a1 \ue002\ue003\ue004\ue005\ue006")))
def test_a_member_cannot_write_marks(words: str) -> None:
    assert spell(parse(f"suggest {words}")) == in_plain(spell(parse(f"suggest {words}")))
