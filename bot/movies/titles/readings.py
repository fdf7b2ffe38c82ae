"""What a query may mean: the same words with a year, a number, run-together words or initials read out of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.movies.titles.folding import fold
from bot.movies.titles.numbers import number_of, with_digits

_YEAR = re.compile(r"(?:18[7-9]\d|19\d\d|20[0-4]\d)")
_SHORT_YEAR = re.compile(r"\d\d")
_MENTIONS = re.compile(r"<[@#!:a][^<>\s]{0,80}>|(?<!\w)(?:@|#(?=[^\W\d]))\w+")
_DIGITS_APART = re.compile(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])")
_BEFORE_A_YEAR = frozenset("from in of year".split())
_BEFORE_A_NUMBER = frozenset("part pt vol volume episode ep chapter number no".split())


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a query; `ordinal` is the place of the film in its series, `cost` how far-fetched this is."""

    words: tuple[str, ...]
    year: int | None = None
    ordinal: int | None = None
    cost: float = 0.0


def words_of(query: str) -> tuple[str, ...]:
    """The folded words of a query, without mentions of people and channels."""
    return tuple(fold(_MENTIONS.sub(" ", query)).split())


def plain_readings(words: tuple[str, ...]) -> list[Reading]:
    """The words as they stand, with number phrases in digits, and with a year read out of them."""
    readings = [Reading(words)]
    in_digits = tuple(with_digits(" ".join(words)).split())
    if in_digits != words:
        readings.append(Reading(in_digits, cost=0.1))
    return readings + [dated for reading in readings for dated in _dated(reading)]


def numbered(reading: Reading) -> Iterator[Reading]:
    """The reading with its last number read as the film's place in a series: "harry potter 3"."""
    words = reading.words
    for place in range(len(words) - 1, 0, -1):
        number = number_of(words[place])
        if number is not None and 1 <= number <= 12 and words[place] != "i" and words[place - 1] != "episode":
            start = place - 1 if place > 1 and words[place - 1] in _BEFORE_A_NUMBER else place
            yield replace(reading, words=words[:start] + words[place + 1 :], ordinal=number, cost=reading.cost + 0.8)
            return


def with_digits_apart(reading: Reading) -> Iterator[Reading]:
    """The reading with digits parted from letters: "rocky2"."""
    words = tuple(part for word in reading.words for part in _DIGITS_APART.sub(" ", word).split())
    if words != reading.words:
        yield replace(reading, words=words, cost=reading.cost + 0.2)


def _dated(reading: Reading) -> Iterator[Reading]:
    words = reading.words
    for place in range(len(words) - 1, -1, -1):
        if _YEAR.fullmatch(words[place]):
            yield _without(reading, place, int(words[place]), 0.0)
    if words and _SHORT_YEAR.fullmatch(words[-1]):
        short = int(words[-1])
        yield _without(reading, len(words) - 1, 1900 + short if short >= 30 else 2000 + short, 0.3)


def _without(reading: Reading, place: int, year: int, cost: float) -> Reading:
    words = reading.words
    start = place - 1 if place > 0 and words[place - 1] in _BEFORE_A_YEAR else place
    return replace(reading, words=words[:start] + words[place + 1 :], year=year, cost=reading.cost + cost)
