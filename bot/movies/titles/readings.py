"""What a query may mean: the same words with a year, a number, run-together words or initials read out of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.movies.titles.folding import fold
from bot.movies.titles.initials import Initials
from bot.movies.titles.numbers import number_of, with_digits
from bot.movies.titles.shelf import Shelf
from bot.movies.titles.talk import is_talk

_YEAR = re.compile(r"18[7-9]\d|19\d\d|20[0-4]\d", re.ASCII)
_SHORT_YEAR = re.compile(r"\d\d", re.ASCII)
_FIRST_SHORT_YEAR_OF_2000 = 30  # "29" is 2029 and "30" is 1930
_MENTIONS = re.compile(r"<[@#!:at][^<>\s]{0,80}>|(?<!\w)(?:@|#(?=[^\W\d]))\w+", re.IGNORECASE)
_DIGITS_APART = re.compile(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])")
_BEFORE_A_YEAR = frozenset("from in of year".split())
_BEFORE_A_NUMBER = frozenset("part pt vol volume number".split())

_IN_DIGITS = 0.3
_SHORT = 0.3
_APART = 0.2
_PARTED = 0.3
_JOINED = 0.3
_NUMBERED = 0.8
_INITIALS = {2: 3.0, 3: 2.0}
_LONGER_INITIALS = 1.2
_INITIALS_OF_A_SERIES = -0.8
_FEWEST_LETTERS_PARTED = 4
_LONGEST_SERIES = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a query; `cost` is how far-fetched it is."""

    words: tuple[str, ...]
    year: int | None = None
    cost: float = 0.0


def words_of(query: str) -> tuple[str, ...]:
    """The folded words of a query, without mentions of people and channels."""
    return tuple(fold(_MENTIONS.sub(" ", query)).split())


def plain_readings(words: tuple[str, ...]) -> list[Reading]:
    """The words as they stand, with number phrases in digits, and with a year read out of them."""
    readings = [Reading(words)]
    in_digits = tuple(with_digits(" ".join(words)).split())
    if in_digits != words:
        readings.append(Reading(in_digits, cost=_IN_DIGITS))
    return readings + [dated for reading in readings for dated in _dated(reading) if dated.words]


def with_digits_apart(reading: Reading) -> Reading | None:
    """The reading with digits parted from letters: "rocky2"."""
    words = tuple(part for word in reading.words for part in _DIGITS_APART.sub(" ", word).split())
    return replace(reading, words=words, cost=reading.cost + _APART) if words != reading.words else None


def with_ordinal(reading: Reading) -> tuple[Reading, int] | None:
    """The reading without its last number, and the number, as the film's place in a series: "harry potter 3"."""
    words = reading.words
    for place in range(len(words) - 1, 0, -1):
        number = number_of(words[place])
        if number is None or not 1 <= number <= _LONGEST_SERIES or words[place] == "i":
            continue
        if words[place - 1] == "episode":
            return None
        start = place - 1 if place > 1 and words[place - 1] in _BEFORE_A_NUMBER else place
        return replace(reading, words=words[:start] + words[place + 1 :], cost=reading.cost + _NUMBERED), number
    return None


class Readings:
    """Reads queries in ways that only the titles at hand suggest."""

    def __init__(self, shelf: Shelf, initials: Initials) -> None:
        self._shelf = shelf
        self._initials = initials

    def changed(self, reading: Reading) -> Iterator[Reading]:
        """The reading with one change: a word parted, two words joined, or initials spelled out."""
        for place, word in enumerate(reading.words):
            before, after = reading.words[:place], reading.words[place + 1 :]
            for words, cost in self._parted(word):
                yield replace(reading, words=before + words + after, cost=reading.cost + cost)
            for words, cost in self._spelled_out(word):
                spelled = replace(reading, words=before + words + after, cost=reading.cost + cost)
                yield spelled
                yield from self._spelled_out_further(spelled, len(before) + len(words))
        for place, (left, right) in enumerate(pairwise(reading.words)):
            if left + right in self._shelf.vocabulary:
                words = (*reading.words[:place], left + right, *reading.words[place + 2 :])
                yield replace(reading, words=words, cost=reading.cost + _JOINED)

    def _spelled_out_further(self, reading: Reading, start: int) -> Iterator[Reading]:
        """The reading with a second abbreviation spelled out: "lotr rotk"."""
        for place, word in enumerate(reading.words[start:], start):
            for words, cost in self._spelled_out(word):
                changed = reading.words[:place] + words + reading.words[place + 1 :]
                yield replace(reading, words=changed, cost=reading.cost + cost)

    def _parted(self, word: str) -> Iterator[tuple[tuple[str, ...], float]]:
        if len(word) >= _FEWEST_LETTERS_PARTED and not is_talk([word]):
            for words in self._shelf.vocabulary.splits(word):
                if self._shelf.holds_together(words):
                    yield words, _PARTED

    def _spelled_out(self, word: str) -> Iterator[tuple[tuple[str, ...], float]]:
        if is_talk([word]):
            return
        cost = _INITIALS.get(len(word), _LONGER_INITIALS)
        for stretch in self._initials.stretches(word):
            yield stretch.words, cost + (_INITIALS_OF_A_SERIES if stretch.is_series else 0.0)


def _dated(reading: Reading) -> Iterator[Reading]:
    words = reading.words
    for place in range(len(words) - 1, -1, -1):
        if _YEAR.fullmatch(words[place]):
            yield _without(reading, place, int(words[place]), 0.0)
    if words and _SHORT_YEAR.fullmatch(words[-1]):
        short = int(words[-1])
        century = 2000 if short < _FIRST_SHORT_YEAR_OF_2000 else 1900
        yield _without(reading, len(words) - 1, century + short, _SHORT)


def _without(reading: Reading, place: int, year: int, cost: float) -> Reading:
    words = reading.words
    start = place - 1 if place > 0 and words[place - 1] in _BEFORE_A_YEAR else place
    return replace(reading, words=words[:start] + words[place + 1 :], year=year, cost=reading.cost + cost)
