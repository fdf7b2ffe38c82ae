"""Words reach Slack as words: no markup, no calls to everybody, nothing cut in two that belongs together."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.marks import moment, person
from bot.fronts.slack.mrkdwn import People, drawn, one_line, pieces, shortened
from tests.world import NOW

LIVE = re.compile(r"(?<!\u200d)[*_~`](?!\u200d)|<(?!https?://|!date\^|@U)|(?:^|\n)&gt;")
MARKED = st.text(alphabet="*_~`<>&@:! a\n|", max_size=80)


def read(mrkdwn: str) -> str:
    """What a member reads of words without marks."""
    return html.unescape(mrkdwn.replace("\u200d", ""))


@given(MARKED)
def test_words_are_shown_exactly_and_no_markup_takes_hold(text: str) -> None:
    assert read(drawn(text)) == text
    assert not LIVE.search(drawn(text))


@pytest.mark.parametrize("call", ["<!channel>", "<!here|here>", "<@UBOB>", "<#CFILMS>", "@channel", "@here"])
def test_nobody_is_called_by_a_members_words(call: str) -> None:
    assert "<" not in drawn(f"The film {call}")
    assert "@channel" not in drawn(call)
    assert "@here" not in drawn(call)


def test_an_emojis_name_stays_a_name() -> None:
    assert drawn("10:30 :fire: now") == "10:30 :\u200dfire: now"


def test_an_address_can_be_followed() -> None:
    assert drawn("See https://films.example/a_b?x=1&y=2.") == "See <https://films.example/a_b?x=1&amp;y=2.>"


def test_a_moment_is_shown_by_each_readers_clocks_and_falls_back_to_words() -> None:
    shown = drawn(moment(NOW, "Europe/Berlin"))
    assert shown == "<!date^1795802400^{date_long_pretty} {time}|Friday, 27 November 2026, 19:00 (Europe/Berlin)>"


def test_a_person_is_named_and_only_who_is_called_is_mentioned() -> None:
    text = f"{person('UALICE')} and {person('UBOB')} and {person('UCAROL')}"
    people = People({"UALICE": "Alice", "UBOB": "*Bob*"}, ("UALICE", "not an id>"))
    assert read(drawn(text, people)) == "<@UALICE> and *Bob* and UCAROL"
    assert drawn(person("not an id>"), people) == "not an id\u200d&gt;"


@settings(max_examples=40)
@given(st.text(max_size=300) | MARKED, st.integers(90, 200))
def test_pieces_keep_the_limit_and_every_word(text: str, limit: int) -> None:
    found = pieces(text, limit)
    assert all(0 < len(piece) <= limit for piece in found)
    assert "".join(read("".join(found)).split()) == "".join(read(drawn(text)).split())


def test_pieces_are_cut_at_lines_before_words() -> None:
    assert pieces("one two\nthree four five", 13) == ["one two", "three four", "five"]


def test_no_cut_goes_through_a_mark() -> None:
    text = f"{'x' * 50}{moment(NOW, 'UTC')}"
    assert shortened(text, 80) == f"{'x' * 50}…"
    assert [len(piece) > 60 for piece in pieces(text, 110)] == [False, True]


def test_a_label_is_one_line_of_plain_words() -> None:
    assert one_line(f"For {person('UBOB')}\n*at*  {moment(NOW, 'UTC')}", 60, People({"UBOB": "Bob"})).startswith(
        "For Bob *at* Friday, 27 November"
    )
    assert one_line("x" * 80, 75) == f"{'x' * 74}…"
    assert one_line("\n \t", 75) == "…"
