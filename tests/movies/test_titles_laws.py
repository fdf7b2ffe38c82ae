"""What holds of every lookup, whatever is typed."""

import random
from collections.abc import Callable

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.movies.titles import Lookup, TitleIndex
from tests.movies.titles_films import CATALOGUE

INDEX = TitleIndex(CATALOGUE)
AGAIN = TitleIndex(CATALOGUE)

# Marks that adorn and part words. The marks with a meaning of their own are left out: & and + are read as "and",
# $ and @ as letters, # begins an id, < > and @ surround mentions, the dot and the slash also make links.
MARKS = '.,;:!?-–—…()[]{}"“”«»¡¿*_~|/'
APOSTROPHES = "'’‘"

_TITLE_WORDS = sorted({word for movie in CATALOGUE for word in movie.title.split() if word.isalpha()})
_TALK = ["i", "want", "the", "watch", "please", "movie", "1999", "2", "iv", "what", "tonight", "matirx", "gump"]
QUERIES = st.lists(st.sampled_from(_TITLE_WORDS[:200] + _TALK), min_size=1, max_size=6)
TITLES = st.sampled_from([movie.title for movie in CATALOGUE])
ANY_TEXT = st.text(max_size=60)


def _answer(typed: str) -> tuple[str, frozenset[int]]:
    lookup = INDEX.find(typed)
    return lookup.decision, frozenset(candidate.movie.movie_id for candidate in lookup.candidates)


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=200), st.text(alphabet="ab1 '&#@<>:/.tTmM²½", max_size=10_000)))
@example("a" * 10_000)
@example("a1" * 5_000)
@example("the matrix " * 900)
@example("hundred and " * 800)
@example("1 234 567 " * 1_000)
@example("½" * 10_000)
@example("\ud800")
def test_any_text_of_up_to_ten_thousand_characters_gets_an_answer(typed: str) -> None:
    assert isinstance(INDEX.find(typed), Lookup)
    assert isinstance(INDEX.complete(typed), tuple)


@settings(max_examples=60)
@given(st.one_of(QUERIES.map(" ".join), ANY_TEXT))
def test_the_same_query_gets_the_same_answer_from_every_index_of_the_catalogue(typed: str) -> None:
    assert INDEX.find(typed) == INDEX.find(typed) == AGAIN.find(typed)
    assert INDEX.complete(typed) == AGAIN.complete(typed)


@settings(max_examples=150)
@given(st.one_of(QUERIES.map(" ".join), TITLES, ANY_TEXT), st.sampled_from([str.upper, str.lower, str.swapcase]))
@example("Straße", str.upper)
@example("<t:1618953630:R>", str.upper)
def test_case_does_not_change_the_answer(typed: str, change: Callable[[str], str]) -> None:
    assert _answer(change(typed)) == _answer(typed)


@settings(max_examples=100)
@given(st.one_of(QUERIES.map(" ".join), TITLES, ANY_TEXT), st.text(alphabet=" \t\n\u00a0", max_size=5))
def test_surrounding_blanks_do_not_change_the_answer(typed: str, blanks: str) -> None:
    assert _answer(f"{blanks}{typed}{blanks}") == _answer(typed)


@settings(max_examples=200)
@given(QUERIES, st.randoms(use_true_random=False))
def test_marks_around_and_between_words_do_not_change_the_answer(words: list[str], chance: random.Random) -> None:
    adorned = " ".join(f"{chance.choice(MARKS)}{word}{chance.choice(MARKS)}" for word in words)
    joined = chance.choice(MARKS.replace("/", "").replace(".", "")).join(words)
    assert _answer(adorned) == _answer(" ".join(words))
    assert _answer(joined) == _answer(" ".join(words))


@settings(max_examples=100)
@given(st.one_of(QUERIES.map(" ".join), TITLES), st.randoms(use_true_random=False))
def test_apostrophes_may_be_left_out_or_put_in_anywhere(typed: str, chance: random.Random) -> None:
    without = typed
    for apostrophe in APOSTROPHES:
        without = without.replace(apostrophe, "")
    within = "".join(f"{letter}{chance.choice(APOSTROPHES)}" if letter.isalpha() else letter for letter in without)
    assert _answer(without) == _answer(typed)
    assert _answer(within) == _answer(typed)
