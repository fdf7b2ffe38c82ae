"""Members' words and films' titles come out as they are: no markup takes hold of them, nobody is mentioned."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.chat.marks import in_plain, moment, person
from bot.fronts.discord.plain import escaped, one_line, pieces, shortened_escaped
from tests.fronts.discord.room import takes_hold
from tests.world import NOW

OFTEN = settings(max_examples=200)
TELLING = st.text(alphabet="ab 1.@!&#<>[]()*_~`|\\-+\n:/evryonhs", max_size=300)
ANY = TELLING | st.text(max_size=300)
FRIDAY, ALICE = moment(NOW, "Europe/Berlin"), person("145607444398080004")
SHOWN_FRIDAY, SHOWN_ALICE = "<t:1795802400:F>", "<@145607444398080004>"
MARKED = st.lists(st.sampled_from([FRIDAY, ALICE, "\n", " "]) | TELLING, max_size=12).map("".join)


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


def test_a_moment_is_shown_by_each_readers_clocks_and_a_person_by_name() -> None:
    assert escaped(f"{ALICE} is in on {FRIDAY}, *sure*") == f"{SHOWN_ALICE} is in on {SHOWN_FRIDAY}, \\*sure\\*"


def test_a_moment_at_the_end_of_a_line_tells_how_long_it_is_till_then() -> None:
    assert escaped(f"{FRIDAY}\nbring {ALICE}") == f"{SHOWN_FRIDAY} (<t:1795802400:R>)\nbring {SHOWN_ALICE}"


@pytest.mark.parametrize("key", ["", "everyone", "@everyone", "1> <@2", "٣"])
def test_a_key_that_is_none_of_discords_is_shown_as_it_is(key: str) -> None:
    assert not takes_hold(escaped(person(key)))
    assert shown(escaped(person(key))) == key


@OFTEN
@given(MARKED, st.integers(60, 200))
def test_no_cut_goes_through_a_mark_and_none_is_lost(text: str, limit: int) -> None:
    cut = pieces(text, limit)
    assert all(len(piece) <= limit for piece in cut)
    for mark, drawn in ((FRIDAY, SHOWN_FRIDAY), (ALICE, SHOWN_ALICE)):
        assert sum(piece.count(drawn) for piece in cut) == text.count(mark)
    assert not any(takes_hold(_without_marks(piece)) for piece in cut)


@OFTEN
@given(MARKED, st.integers(60, 200))
@example(f"{FRIDAY}#{FRIDAY}", 60)
def test_a_shortened_text_ends_before_a_mark_or_behind_it(text: str, limit: int) -> None:
    short = shortened_escaped(text, limit)
    assert len(short) <= limit
    assert not takes_hold(_without_marks(short))


@OFTEN
@given(MARKED)
def test_labels_hold_words_in_the_place_of_marks(text: str) -> None:
    assert one_line(text) == " ".join(one_line(in_plain(text)).split())
    assert not re.search("[\ue000-\ue006]|<t:", one_line(text))


@OFTEN
@given(st.text(alphabet="ab\U000f0000\U000f0001\U000f0002\ue002\ue005\ue006 ", max_size=40))
def test_characters_that_stand_for_nothing_are_not_taken_for_marks(text: str) -> None:
    drawn = escaped(f"{text}{ALICE}{text}")
    assert drawn.count(SHOWN_ALICE) >= 1
    assert drawn.replace(SHOWN_ALICE, "", 1).count("\U000f0000") == 2 * text.count("\U000f0000")


def _without_marks(drawn: str) -> str:
    """The text with a letter where each mark stands: what is beside a mark does not start a line."""
    return re.sub(r"<t:\d+:[FR]>|<@\d+>", "m", drawn)
