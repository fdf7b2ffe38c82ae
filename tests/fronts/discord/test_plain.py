"""Members' words and films' titles come out as they are: no markup takes hold of them, nobody is mentioned."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.fronts.discord.plain import escaped, pieces, shortened_escaped
from tests.fronts.discord.room import takes_hold

OFTEN = settings(max_examples=200, deadline=None)
TELLING = st.text(alphabet="ab 1.@!&#<>[]()*_~`|\\-+\n:/evryonhs", max_size=300)
ANY = TELLING | st.text(max_size=300)


def shown(markdown: str) -> str:
    """What Discord shows of text in which every mark is escaped."""
    return re.sub(r"\\([^A-Za-z0-9\s])", r"\1", markdown).replace("@\u200b", "@")


@OFTEN
@given(ANY)
def test_exactly_the_words_are_shown(text: str) -> None:
    plain = re.sub(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", " ", text.replace("\u200b", ""))
    assert shown(escaped(plain)) == plain


@OFTEN
@given(ANY)
def test_no_markup_and_no_mention_takes_hold(text: str) -> None:
    assert not takes_hold(escaped(text))


@pytest.mark.parametrize(
    "line",
    ["# a heading", "-# small", "> a quote", ">>> a long quote", "- a list", "+ a list", "1. a list", "  2. a list"],
)
def test_a_line_does_not_start_a_heading_quote_or_list(line: str) -> None:
    safe = escaped(f"before\n{line}").splitlines()[1]
    assert re.match(r"\s*(\d+\\\.|\\[>#+-])", safe)
    assert shown(safe) == line


@pytest.mark.parametrize(
    ("said", "safe"),
    [
        ("[click](https://evil.example)", "\\[click\\](https://evil.example)"),
        ("[a][b](https://evil.example)", "\\[a\\]\\[b\\](https://evil.example)"),
        ("@everyone @here <@123> <@&5> <#9>", "@\u200beveryone @\u200bhere \\<@\u200b123> \\<@\u200b&5> \\<#9>"),
        ("||spoiler|| **bold** `code`", "\\|\\|spoiler\\|\\| \\*\\*bold\\*\\* \\`code\\`"),
        ("see https://example.org/a_b_c", "see https://example.org/a_b_c"),
    ],
)
def test_known_tricks_come_out_harmless(said: str, safe: str) -> None:
    assert escaped(said) == safe


@OFTEN
@given(ANY, st.integers(10, 60))
def test_shortened_words_fit_and_say_so(text: str, limit: int) -> None:
    short = shortened_escaped(text, limit)
    assert len(short) <= limit
    assert short == escaped(text) or short.endswith("…")


def test_shortening_keeps_as_much_as_fits() -> None:
    assert len(shortened_escaped("*" * 500, 100)) > 90
    assert shortened_escaped("short", 100) == "short"


@OFTEN
@given(ANY, st.integers(10, 60))
def test_long_text_is_cut_into_pieces_that_lose_nothing(text: str, limit: int) -> None:
    cut = pieces(text, limit)
    assert all(len(piece) <= limit and piece.strip() for piece in cut)
    plain = re.sub(r"[\x00-\x1f\x7f-\x9f\u200b]", " ", text)
    assert "".join("".join(map(shown, cut)).replace("\u200b", " ").split()) == "".join(plain.split())


def test_text_is_cut_between_lines_and_words() -> None:
    assert pieces("first line here\nsecond line", 20) == ["first line here", "second line"]
    assert pieces("several words in a row", 12) == ["several", "words in a", "row"]
