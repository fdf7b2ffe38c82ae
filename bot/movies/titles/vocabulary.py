"""The words of all titles in alphabetical order, and which of them are spelled nearly alike."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

_BITS = 32
_AT_ONCE = 8192  # strings whose letters are counted at once, which takes 2 MiB
_LAST_CHARACTER = "\U0010ffff"


class Spellings:
    """Strings that can be asked for those within a few edits of a word.

    Each string carries a 64-bit signature: one bit for each letter it holds and a second for each it holds twice
    (letters are told apart by their code modulo 32, which keeps a to z apart).
    An insertion or deletion changes at most one bit, a change of letter two, a swap of neighbours none. So most strings
    are ruled out by their signatures and lengths before any distance is worked out.
    """

    def __init__(self, strings: Sequence[str]) -> None:
        self.strings = strings
        lengths = np.fromiter(map(len, strings), dtype=np.int32, count=len(strings))
        self._by_length = np.argsort(lengths, kind="stable")
        self._lengths = lengths[self._by_length]
        self._signatures = _signatures(strings)[self._by_length]

    def near(self, word: str, edits: int) -> Iterator[tuple[int, int]]:
        """Places of the strings within so many edits (insert, drop, change, swap) of the word, with their edits."""
        first, end = np.searchsorted(self._lengths, [len(word) - edits, len(word) + edits + 1])
        differing = np.bitwise_count(self._signatures[first:end] ^ _signatures([word])[0])
        longer = np.abs(self._lengths[first:end] - len(word))
        places = self._by_length[first:end][differing + longer <= 2 * edits].tolist()
        choices = [self.strings[place] for place in places]
        found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=edits, limit=None)
        for _, distance, choice in found:
            yield places[choice], int(distance)


class Vocabulary:
    """Every word of the titles; a word's number is its place in alphabetical order."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(set(words))
        self.number_of = {word: number for number, word in enumerate(self.words)}
        self.longest = max(map(len, self.words), default=0)
        self._spellings = Spellings(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def __contains__(self, word: str) -> bool:
        return word in self.number_of

    def near(self, word: str, edits: int) -> Iterator[tuple[int, int]]:
        """Numbers of the words within so many edits of this one, with their edits."""
        return self._spellings.near(word, edits)

    def beginning_with(self, start: str) -> range:
        """Numbers of the words that begin so; they follow one another."""
        return range(bisect_left(self.words, start), bisect_left(self.words, start + _LAST_CHARACTER))

    def splits(self, word: str) -> Iterator[tuple[str, ...]]:
        """Ways to read words that were run together, the fewest and longest words first."""
        ways: list[list[tuple[str, ...]]] = [[()]]
        for end in range(1, min(len(word), _LONGEST_RUN) + 1):
            found = [
                (*way, word[start:end])
                for start in range(max(0, end - _LONGEST_WORD), end)
                if word[start:end] in self.number_of
                for way in ways[start]
            ]
            ways.append(sorted(found, key=_fewest_then_longest)[:_MOST_SPLITS])
        if len(word) <= _LONGEST_RUN:
            yield from (way for way in ways[-1] if len(way) > 1 and sum(len(piece) == 1 for piece in way) < 2)


_LONGEST_RUN = 40
_LONGEST_WORD = 16
_MOST_SPLITS = 4


def _fewest_then_longest(way: tuple[str, ...]) -> tuple[int, int]:
    return len(way), -sum(len(word) ** 2 for word in way)


def _signatures(strings: Sequence[str]) -> NDArray[np.uint64]:
    """One signature for each string, as `Spellings` describes it."""
    parts = [_signatures_of_few(strings[start : start + _AT_ONCE]) for start in range(0, len(strings), _AT_ONCE)]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint64)


def _signatures_of_few(strings: Sequence[str]) -> NDArray[np.uint64]:
    characters = np.frombuffer("".join(strings).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    lengths = np.fromiter(map(len, strings), dtype=np.int64, count=len(strings))
    owners = np.repeat(np.arange(len(strings)), lengths)
    counts = np.bincount(owners * _BITS + characters % _BITS, minlength=len(strings) * _BITS).reshape(-1, _BITS)
    bits = np.uint64(1) << np.arange(_BITS, dtype=np.uint64)
    once = (counts >= 1) @ bits
    twice = (counts >= 2) @ bits
    signatures: NDArray[np.uint64] = once | twice << np.uint64(_BITS)
    return signatures
