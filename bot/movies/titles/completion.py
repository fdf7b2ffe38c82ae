"""Completion while typing: films whose titles go on from what is typed so far."""

from collections.abc import Sequence
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from bot.movies.titles import writings
from bot.movies.titles.shelf import Shelf
from bot.movies.titles.talk import ARTICLES

_FEWEST_LETTERS = 3


class Completion:
    """Completes titles: typed words must be words of the title, the last of them possibly only the start of one."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._is_article = np.array([word in ARTICLES for word in shelf.vocabulary.words], dtype=np.bool_)
        self._lengths = np.diff(shelf.starts)

    def films(self, words: Sequence[str], limit: int) -> list[int]:
        """Films by their place on the shelf: those with exactly this title, those that begin so, then all others."""
        if not words:
            return list(range(len(self._shelf.movies)))[:limit]
        *whole, begun = words
        return self._going_on(whole, begun, limit) or self._parted(whole, begun, limit)

    def films_shortened(self, words: Sequence[str], limit: int) -> list[int]:
        """The same with the last letters taken back until something fits, for words mistyped towards their end."""
        *whole, begun = words
        for length in range(len(begun) - 1, _FEWEST_LETTERS - 1, -1):
            if found := self._going_on(whole, begun[:length], limit):
                return found
        return []

    def _parted(self, whole: Sequence[str], begun: str, limit: int) -> list[int]:
        """Completes two words that were run together: "spiderm"."""
        for length in range(len(begun) - 1, 1, -1):
            if begun[:length] not in self._shelf.vocabulary:
                continue
            if found := self._going_on([*whole, begun[:length]], begun[length:], limit):
                return found
        return []

    def _going_on(self, whole: Sequence[str], begun: str, limit: int) -> list[int]:
        held = np.ones(len(self._shelf), dtype=np.bool_)
        options = [self._options(word) for word in whole]
        for words in options:
            held &= self._holding(words)
        last = self._options_of_begun(begun)
        titles = np.flatnonzero(held & self._holding(last))
        starts, is_begun = self._begun_as_typed(titles, [*options, last])
        ends_there = starts + len(options) + 1 == self._shelf.starts[titles + 1]
        final = self._shelf.words[np.minimum(starts + len(options), len(self._shelf.words) - 1)]
        is_exact = is_begun & ends_there & np.isin(final, self._options(begun))
        dated = np.flatnonzero(held & self._in_years(begun)) if whole else titles[:0]
        in_order = chain(titles[is_exact], titles[is_begun & ~is_exact], dated, titles[~is_begun])
        films = dict.fromkeys(int(self._shelf.films[title]) for title in in_order)
        return list(islice(films, limit))

    def _options(self, word: str) -> NDArray[np.int32]:
        number_of = self._shelf.vocabulary.number_of
        words = {number_of[other] for other in (word, *writings.other_writings(word)) if other in number_of}
        return np.array(sorted(words), dtype=np.int32)

    def _options_of_begun(self, begun: str) -> NDArray[np.int32]:
        begun_words = self._shelf.vocabulary.beginning_with(begun)
        return np.union1d(np.arange(begun_words.start, begun_words.stop, dtype=np.int32), self._options(begun))

    def _holding(self, words: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Which titles hold at least one of these words."""
        held = np.zeros(len(self._shelf), dtype=np.bool_)
        runs = np.split(words, np.flatnonzero(np.diff(words) > 1) + 1) if words.size else []
        for run in runs:
            held[self._shelf.holding_run(int(run[0]), int(run[-1]))] = True
        return held

    def _begun_as_typed(
        self, titles: NDArray[np.int64], options: Sequence[NDArray[np.int32]]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Where each title's words begin (behind its article unless that is typed), and whether they are as typed."""
        first = self._shelf.starts[titles].astype(np.int64)
        plain = self._match_from(first, titles, options)
        behind = first + self._is_article[self._shelf.words[first]]
        behind_matches = self._match_from(behind, titles, options)
        return np.where(plain, first, behind), plain | behind_matches

    def _match_from(
        self, starts: NDArray[np.int64], titles: NDArray[np.int64], options: Sequence[NDArray[np.int32]]
    ) -> NDArray[np.bool_]:
        matching = starts + len(options) <= self._shelf.starts[titles + 1]
        for offset, words in enumerate(options):
            places = np.minimum(starts + offset, len(self._shelf.words) - 1)
            matching &= np.isin(self._shelf.words[places], words)
        return matching

    def _in_years(self, begun: str) -> NDArray[np.bool_]:
        """Titles of films whose year begins with these digits."""
        if not (begun.isdigit() and 2 <= len(begun) <= 4):
            return np.zeros(len(self._shelf), dtype=np.bool_)
        years = self._shelf.years[self._shelf.films]
        return years // 10 ** (4 - len(begun)) == int(begun)
