"""Initials of titles and of their pieces, from which abbreviations such as "lotr" are read."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.movies.titles.shelf import Shelf
from bot.movies.titles.talk import SMALL_WORDS

_SHORTEST, _LONGEST = 2, 10
_CODES = {character: code for code, character in enumerate("abcdefghijklmnopqrstuvwxyz0123456789", start=1)}
_BASE = 40  # more than there are codes, and 40 to the 11th still fits into 64 bits
# Any few letters are the initials of some title; only those of well-known films are in use as abbreviations.
_LEAST_FAME = {2: 0.6, 3: 0.5}
_LEAST_FAME_OF_LONGER = 0.3
_MOST_STRETCHES = 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that an abbreviation stands for; a series when several titles hold them."""

    words: tuple[str, ...]
    is_series: bool


class Initials:
    """Stretches of titles (a piece, or the whole) by first letters, with and without the small words in front.

    A stretch is kept under one integer, its letters' codes as digits to base 40, so that building takes no loop.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        letters = np.array([_CODES.get(word[:1], 0) for word in shelf.vocabulary.words], dtype=np.int64)
        small = np.array([word in SMALL_WORDS for word in shelf.vocabulary.words], dtype=np.bool_)
        starts, ends = _stretches(shelf)
        codes = letters[shelf.words]
        keys = np.zeros(len(starts), dtype=np.int64)
        for offset in range(_LONGEST):
            inside = starts + offset < ends
            keys[inside] += codes[starts[inside] + offset] * _BASE**offset
        for _ in range(2):
            led = small[shelf.words[starts]] & (ends - starts > 1)
            keys = np.concatenate([keys, keys[led] // _BASE])
            starts, ends = np.concatenate([starts, starts[led] + 1]), np.concatenate([ends, ends[led]])
        order = np.lexsort((starts, keys))
        self._keys, self._starts, self._ends = keys[order], starts[order], ends[order]

    def stretches(self, initials: str) -> list[Stretch]:
        """What these initials stand for in well-known titles, best known first; two letters name series only."""
        codes = [_CODES.get(letter, 0) for letter in initials]
        if not _SHORTEST <= len(codes) <= _LONGEST or 0 in codes:
            return []
        key = sum(code * _BASE**place for place, code in enumerate(codes))
        first, last = np.searchsorted(self._keys, [key, key + 1])
        starts, ends = self._starts[first:last], self._ends[first:last]
        phrases = [tuple(self._shelf.words[start:end].tolist()) for start, end in zip(starts, ends, strict=True)]
        films = self._shelf.films[np.searchsorted(self._shelf.starts, starts, side="right") - 1]
        fame = self._shelf.fame[films] >= _LEAST_FAME.get(len(codes), _LEAST_FAME_OF_LONGER)
        times = Counter(phrase for phrase, _ in set(zip(phrases, films.tolist(), strict=True)))
        known = dict.fromkeys(phrase for phrase, is_known in zip(phrases, fame.tolist(), strict=True) if is_known)
        stretches = [Stretch(self._words(phrase), times[phrase] > 1) for phrase in known]
        return [stretch for stretch in stretches if stretch.is_series or len(codes) > _SHORTEST][:_MOST_STRETCHES]

    def _words(self, phrase: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(self._shelf.vocabulary.words[word] for word in phrase)


def _stretches(shelf: Shelf) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the pieces of all titles, and the titles of several pieces, start and end in `shelf.words`."""
    count = len(shelf.words)
    title_starts = shelf.starts[:-1][np.diff(shelf.starts) > 0].astype(np.int64)
    title_ends = np.append(title_starts, count)[1:]
    opens = np.zeros(count, dtype=np.bool_)
    opens[title_starts] = True
    opens[1:] |= np.diff(shelf.pieces) > 0
    piece_starts = np.flatnonzero(opens)
    piece_ends = np.append(piece_starts, count)[1:]
    in_pieces = ~np.isin(title_ends, piece_ends[np.isin(piece_starts, title_starts)])
    starts = np.concatenate([piece_starts, title_starts[in_pieces]])
    ends = np.concatenate([piece_ends, title_ends[in_pieces]])
    fits = (ends - starts >= _SHORTEST) & (ends - starts <= _LONGEST)
    return starts[fits], ends[fits]
