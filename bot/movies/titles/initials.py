"""Initials of titles and of their pieces, from which abbreviations such as "lotr" are read."""

import itertools
from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bot.movies.titles.shelf import Shelf
from bot.movies.titles.talk import ARTICLES

_SHORTEST, _LONGEST = 2, 10
_CODES = {character: code for code, character in enumerate("abcdefghijklmnopqrstuvwxyz0123456789", start=1)}
_BASE = 40  # more than there are codes, and 40 to the 11th still fits into 64 bits


class Initials:
    """Stretches of titles (a piece, or the whole) by the first letters of their words, with or without an article.

    A stretch is kept under one integer, its letters' codes as digits to base 40, so that building takes no loop.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        letters = np.array([_CODES.get(word[:1], 0) for word in shelf.vocabulary.words], dtype=np.int64)
        articles = np.array([word in ARTICLES for word in shelf.vocabulary.words], dtype=np.bool_)
        starts, ends = _stretches(shelf)
        codes = letters[shelf.words]
        keys = np.zeros(len(starts), dtype=np.int64)
        for offset in range(_LONGEST):
            inside = starts + offset < ends
            keys[inside] += codes[starts[inside] + offset] * _BASE**offset
        led = articles[shelf.words[starts]]
        keys = np.concatenate([keys, keys[led] // _BASE])
        starts, ends = np.concatenate([starts, starts[led] + 1]), np.concatenate([ends, ends[led]])
        order = np.lexsort((starts, keys))
        self._keys, self._starts, self._ends = keys[order], starts[order], ends[order]

    def phrases(self, initials: str, limit: int) -> Iterator[tuple[tuple[str, ...], int]]:
        """The word sequences that have these initials, those of the best-known films first; how often each occurs."""
        codes = [_CODES.get(letter, 0) for letter in initials]
        if not _SHORTEST <= len(codes) <= _LONGEST or 0 in codes:
            return
        key = sum(code * _BASE**place for place, code in enumerate(codes))
        first, last = np.searchsorted(self._keys, [key, key + 1])
        least = 0.6 if len(codes) < 4 else 0.3
        fame: dict[tuple[int, ...], float] = {}
        seen: Counter[tuple[int, ...]] = Counter()
        for start, end in zip(self._starts[first:last].tolist(), self._ends[first:last].tolist(), strict=True):
            phrase = tuple(self._shelf.words[start:end].tolist())
            seen[phrase] += 1
            title = int(np.searchsorted(self._shelf.starts, start, side="right")) - 1
            fame.setdefault(phrase, float(self._shelf.fame[self._shelf.films[title]]))
        known = [(phrase, times) for phrase, times in seen.items() if fame[phrase] >= least]
        for phrase, times in known[:limit]:
            if len(codes) > 2 or times > 1:
                yield tuple(self._shelf.vocabulary.words[word] for word in phrase), times


def _stretches(shelf: Shelf) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the pieces of all titles, and the titles of several pieces, start and end in `shelf.words`."""
    count = len(shelf.words)
    title_starts = shelf.starts[:-1][np.diff(shelf.starts) > 0].astype(np.int64)
    title_ends = np.append(title_starts[1:], count)
    opens = np.zeros(count, dtype=np.bool_)
    opens[title_starts] = True
    opens[1:] |= np.diff(shelf.pieces) > 0
    piece_starts = np.flatnonzero(opens)
    piece_ends = np.append(piece_starts[1:], count)
    in_pieces = ~np.isin(title_ends, piece_ends[np.isin(piece_starts, title_starts)])
    starts = np.concatenate([piece_starts, title_starts[in_pieces]])
    ends = np.concatenate([piece_ends, title_ends[in_pieces]])
    fits = (ends - starts >= _SHORTEST) & (ends - starts <= _LONGEST)
    return starts[fits], ends[fits]
