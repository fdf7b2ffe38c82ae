"""What a typed word can stand for: itself, its other writings, and, when read loosely, words spelled nearly so."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from bot.movies.titles import writings
from bot.movies.titles.kinds import Kind, kind_of
from bot.movies.titles.matching import Term
from bot.movies.titles.shelf import Shelf
from bot.movies.titles.talk import SMALL_TALK, SMALL_WORDS, TALK

_OTHER_WRITING = 0.4
_OTHER_WRITING_OF_I = 2.5
_OTHER_NUMBER = 0.8
_OTHER_NUMBER_OF_LONGER = 0.45
_OTHER_NUMBER_OF_A_WORD = 1.6
_MISTYPED_TALK = 0.8
_BEGUN = 0.9
_EACH_LETTER_TO_COME = 0.15
_MOST_BEGUN = 2.5
_BEGUN_THOUGH_A_WORD = 1.5
_DOUBLED = 0.5
_OTHER_LETTER_IN_A_SHORT_WORD = 4.5
_WRONG_AT_ONCE = 1.0
_MOST_OPTIONS = 12
_FEWEST_LETTERS_BEGUN = 4
_PRONOUNS = frozenset({"i", "one"})
_REMEMBERED = 2048


class Meanings:
    """Turns typed words into terms, over the vocabulary of one shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._masses: list[float] = shelf.mass.tolist()
        self._exact_options = lru_cache(_REMEMBERED)(self._find_exact_options)
        self._loose_options = lru_cache(_REMEMBERED)(self._find_loose_options)

    def exact(self, words: Sequence[str]) -> list[Term]:
        """The terms for words that are taken to be spelled well."""
        kinds = _kinds_of(words)
        return [self._term(word, self._exact_options(word), kind) for word, kind in zip(words, kinds, strict=True)]

    def loose(self, words: Sequence[str]) -> list[Term]:
        """The terms for words that may be mistyped, the last of which may be unfinished."""
        options = [self._loose_options(word) for word in words]
        options[-1] = options[-1] | self._options_of_begun(words[-1])
        return [
            self._term(word, loose | self._exact_options(word), kind)
            for word, loose, kind in zip(words, options, _kinds_of(words), strict=True)
        ]

    def mistyped(self, word: str) -> Iterable[int]:
        """The words of the vocabulary that may be meant by a mistyped one."""
        return self._loose_options(word)

    def _term(self, word: str, options: Mapping[int, float], kind: Kind) -> Term:
        own = self._shelf.vocabulary.number_of.get(word)
        masses = [self._masses[own]] if own is not None else [self._masses[option] for option in options]
        return Term(options, max(masses, default=1.0), kind, len(word))

    def _find_exact_options(self, word: str) -> dict[int, float]:
        number_of = self._shelf.vocabulary.number_of
        cost = _OTHER_WRITING_OF_I if word == "i" else _OTHER_WRITING
        options = {number_of[other]: cost for other in writings.other_writings(word) if other in number_of}
        other = number_of.get(writings.other_number(word))
        if other is not None and len(word) > 2:
            unknown = _OTHER_NUMBER_OF_LONGER if len(word) > 5 else _OTHER_NUMBER
            options.setdefault(other, _OTHER_NUMBER_OF_A_WORD if word in number_of else unknown)
        if word in number_of:
            options[number_of[word]] = 0.0
        return options

    def _find_loose_options(self, word: str) -> dict[int, float]:
        edits = edits_allowed(word)
        if not edits or word in SMALL_WORDS or not word[0].isalpha():
            return {}
        offers = []
        for number, distance in self._shelf.vocabulary.near(word, edits):
            meant = self._shelf.vocabulary.words[number]
            if have_same_digits(meant, word):
                best_known = int(self._shelf.holding(number)[0])
                offers.append((cost_of_typing(word, meant, distance), best_known, number))
        more = _MISTYPED_TALK if word in TALK else 0.0
        return {number: cost + more for cost, _, number in sorted(offers)[:_MOST_OPTIONS]}

    def _options_of_begun(self, word: str) -> dict[int, float]:
        vocabulary = self._shelf.vocabulary
        begun = vocabulary.beginning_with(word)
        if len(word) < _FEWEST_LETTERS_BEGUN or word in TALK or not begun:
            return {}
        best_known = self._shelf.postings[self._shelf.posting_starts[begun.start : begun.stop]]
        chosen = np.argsort(best_known, kind="stable")[:_MOST_OPTIONS] + begun.start
        more = _BEGUN + (_BEGUN_THOUGH_A_WORD if word in vocabulary else 0.0)
        return {
            number: min(_MOST_BEGUN, more + _EACH_LETTER_TO_COME * (len(vocabulary.words[number]) - len(word)))
            for number in chosen.tolist()
        }


def _kinds_of(words: Sequence[str]) -> list[Kind]:
    if " ".join(words) in SMALL_TALK:
        return [Kind.TALK] * len(words)
    return [Kind.TALK if word in _PRONOUNS else kind_of(word) for word in words]


def edits_allowed(word: str) -> int:
    """How many letters of a word of this length may be wrong."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2 if len(word) < 11 else 3


def cost_of_typing(typed: str, meant: str, edits: int) -> float:
    """What it costs to think that one word was typed for another; slips in short words prove little."""
    if edits == 0:
        return 0.0
    if _without_doubles(typed) == _without_doubles(meant):
        return _DOUBLED
    length = len(typed)
    if length <= 4 and length == len(meant) and sorted(typed) != sorted(meant):
        return _OTHER_LETTER_IN_A_SHORT_WORD
    first = 3.0 if length < 4 else 2.4 if length == 4 else 1.3 if length < 7 else 1.0
    further = first + (1.5 if length < 8 else 0.7)
    is_wrong_at_once = typed[0] != meant[0] and typed[:2] != meant[1::-1]
    return first + further * (edits - 1) + (_WRONG_AT_ONCE if is_wrong_at_once else 0.0)


def have_same_digits(one: str, other: str) -> bool:
    """Whether two texts hold the same digits in the same order; a digit is never a slip."""
    return _digits(one) == _digits(other)


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def _without_doubles(word: str) -> str:
    return "".join(letter for letter, following in zip(word, f"{word[1:]} ", strict=True) if letter != following)
