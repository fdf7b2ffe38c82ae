"""Completion while typing: films whose titles go on from what is typed so far."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.movies.titles import writings
from bot.movies.titles.meanings import Meanings
from bot.movies.titles.numbers import with_digits
from bot.movies.titles.shelf import Shelf
from bot.movies.titles.talk import ARTICLES

_FEWEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class _Choice:
    """Words that may stand at one place: all from `first` up to `end`, and `others`."""

    first: int
    end: int
    others: NDArray[np.int32]

    def holds(self, words: NDArray[np.int32]) -> NDArray[np.bool_]:
        in_run: NDArray[np.bool_] = (words >= self.first) & (words < self.end)
        for other in self.others:
            in_run |= words == other
        return in_run


class Completion:
    """Completes titles: typed words must be words of the title, the last of them possibly only the start of one."""

    def __init__(self, shelf: Shelf, meanings: Meanings) -> None:
        self._shelf = shelf
        self._meanings = meanings
        self._is_article = np.array([word in ARTICLES for word in shelf.vocabulary.words], dtype=np.bool_)

    def films(self, words: Sequence[str], limit: int) -> list[int]:
        """Films by their place on the shelf: those with exactly this title, those that begin so, then all others."""
        if not words:
            return list(range(len(self._shelf.movies)))[:limit]
        if len(words) > self._shelf.most_words:
            return []
        *whole, begun = words
        in_digits = with_digits(" ".join(words)).split()
        return (
            self._going_on(whole, begun, limit)
            or self._going_on(in_digits[:-1], in_digits[-1], limit)
            or self._parted(whole, begun, limit)
            or self._mistyped(whole, begun, limit)
        )

    def films_shortened(self, words: Sequence[str], limit: int) -> list[int]:
        """The same with the last letters taken back until something fits, for words mistyped towards their end."""
        if len(words) > self._shelf.most_words:
            return []
        *whole, begun = words
        for length in range(self._longest_start(begun), _FEWEST_LETTERS - 1, -1):
            if found := self._going_on(whole, begun[:length], limit):
                return found
        return []

    def _parted(self, whole: Sequence[str], begun: str, limit: int) -> list[int]:
        """Completes two words that were run together: "spiderm"."""
        for length in range(self._longest_start(begun), 1, -1):
            if begun[:length] not in self._shelf.vocabulary:
                continue
            if found := self._going_on([*whole, begun[:length]], begun[length:], limit):
                return found
        return []

    def _longest_start(self, begun: str) -> int:
        return min(len(begun) - 1, self._shelf.vocabulary.longest)

    def _mistyped(self, whole: Sequence[str], begun: str, limit: int) -> list[int]:
        """Completes after words that are nearly spelled so: "forest gu"."""
        if not whole:
            return []
        return self._completed([self._choice_of_mistyped(word) for word in whole], begun, limit)

    def _going_on(self, whole: Sequence[str], begun: str, limit: int) -> list[int]:
        return self._completed([self._choice_of_word(word) for word in whole], begun, limit)

    def _completed(self, choices: Sequence[_Choice], begun: str, limit: int) -> list[int]:
        held = np.ones(len(self._shelf), dtype=np.bool_)
        for choice in choices:
            held &= self._holding(choice)
        if not held.any():
            return []
        last = self._choice_of_begun(begun)
        titles = np.flatnonzero(held & self._holding(last))
        is_begun, ends = self._begun_as_typed(titles, [*choices, last])
        is_exact = is_begun & (ends == self._shelf.starts[titles + 1])
        is_exact &= self._choice_of_word(begun).holds(self._shelf.words[ends - 1])
        dated = np.flatnonzero(held & self._in_years(begun)) if choices else titles[:0]
        in_order = chain(titles[is_exact], titles[is_begun & ~is_exact], dated, titles[~is_begun])
        return self._first_films(in_order, limit)

    def _first_films(self, titles: Iterable[int], limit: int) -> list[int]:
        films: dict[int, None] = {}
        for title in titles:
            if len(films) >= limit:
                break
            films[int(self._shelf.films[title])] = None
        return list(films)

    def _choice_of_word(self, word: str) -> _Choice:
        number_of = self._shelf.vocabulary.number_of
        writings_of_word = (word, writings.other_number(word), *writings.other_writings(word))
        others = {number_of[other] for other in writings_of_word if other in number_of}
        return _Choice(0, 0, np.array(sorted(others), dtype=np.int32))

    def _choice_of_mistyped(self, word: str) -> _Choice:
        others = {*self._choice_of_word(word).others.tolist(), *self._meanings.mistyped(word)}
        return _Choice(0, 0, np.array(sorted(others), dtype=np.int32))

    def _choice_of_begun(self, begun: str) -> _Choice:
        run = self._shelf.vocabulary.beginning_with(begun)
        return _Choice(run.start, run.stop, self._choice_of_word(begun).others)

    def _holding(self, choice: _Choice) -> NDArray[np.bool_]:
        """Which titles hold at least one of these words."""
        held = np.zeros(len(self._shelf), dtype=np.bool_)
        if choice.end > choice.first:
            held[self._shelf.holding_run(choice.first, choice.end - 1)] = True
        for other in choice.others.tolist():
            held[self._shelf.holding(other)] = True
        return held

    def _begun_as_typed(
        self, titles: NDArray[np.int64], choices: Sequence[_Choice]
    ) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Whether each title begins as typed, with or without its article, and where the words typed end."""
        starts = self._shelf.starts[titles].astype(np.int64)
        behind_article = starts + self._is_article[self._shelf.words[starts]]
        is_plain = self._matches_from(starts, titles, choices)
        is_begun = is_plain | self._matches_from(behind_article, titles, choices)
        ends = np.where(is_plain, starts, behind_article) + len(choices)
        return is_begun, np.minimum(ends, self._shelf.starts[titles + 1])

    def _matches_from(
        self, starts: NDArray[np.int64], titles: NDArray[np.int64], choices: Sequence[_Choice]
    ) -> NDArray[np.bool_]:
        matching: NDArray[np.bool_] = starts + len(choices) <= self._shelf.starts[titles + 1]
        for offset, choice in enumerate(choices):
            places = np.minimum(starts + offset, len(self._shelf.words) - 1)
            matching &= choice.holds(self._shelf.words[places])
        return matching

    def _in_years(self, begun: str) -> NDArray[np.bool_]:
        """Titles of films whose year begins with these digits."""
        if not (begun.isascii() and begun.isdecimal() and 2 <= len(begun) <= 4):
            return np.zeros(len(self._shelf), dtype=np.bool_)
        years = self._shelf.years[self._shelf.films]
        in_years: NDArray[np.bool_] = years // 10 ** (4 - len(begun)) == int(begun)
        return in_years
