"""From a query to films with costs: candidates by their words, fitted one by one, far-fetched readings last."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.movies.titles import writings
from bot.movies.titles.initials import Initials
from bot.movies.titles.matching import Fit, Kind, Term, TitleWords, fit, kind_of
from bot.movies.titles.readings import Reading, numbered, plain_readings, with_digits_apart
from bot.movies.titles.shelf import Shelf
from bot.movies.titles.talk import SMALL_TALK, SMALL_WORDS, TALK

FAME = 4.0
_OTHER_NAME = 0.1
_OTHER_WRITING = 0.4
_OTHER_NUMBER = 1.2
_GOOD = 4.3
_TRIED = 40
_WRONG_YEAR = 6.0


class Search:
    """Finds the films that a query may mean, each with its cost: the lower, the likelier."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._initials = Initials(shelf)
        self._kinds = [kind_of(word) for word in shelf.vocabulary.words]
        self._masses = shelf.mass.tolist()
        self._longest = int(np.diff(shelf.starts).max(initial=0)) + 6

    def costs(self, words: tuple[str, ...]) -> dict[int, float]:
        """Films, by their place on the shelf, with what it costs to think that these words mean them."""
        if not words or len(words) > self._longest:
            return {}
        costs: dict[int, float] = {}
        plain = plain_readings(words)
        talk = " ".join(words) in SMALL_TALK
        for reading in plain:
            self._add(costs, reading, self._terms(reading.words, talk))
        for reading in plain:
            self._add_run_together(costs, reading, 0)
        if costs and min(costs.values()) <= _GOOD:
            return costs
        for reading in plain:
            self._add_run_together(costs, reading, _edits_allowed("".join(reading.words)))
        apart = [other for reading in plain for other in with_digits_apart(reading)]
        for reading in apart:
            self._add(costs, reading, self._terms(reading.words, talk))
        if costs and min(costs.values()) <= _GOOD:
            return costs
        for reading in [*plain, *apart]:
            self._add(costs, reading, self._loose_terms(reading.words, talk))
            for other in (reading, *self._one_change(reading)):
                terms = self._terms(other.words, talk)
                if other is not reading:
                    self._add(costs, other, terms)
                if not any(fitted.is_complete and fitted.cost < 2.5 for _, _, fitted in self._fits(other, terms)):
                    for series in numbered(other):
                        self._add(costs, series, self._terms(series.words, talk))
        return costs

    def _one_change(self, reading: Reading) -> Iterator[Reading]:
        words = reading.words
        for place, word in enumerate(words):
            before, after = words[:place], words[place + 1 :]
            if len(word) >= 4 and word not in TALK:
                for split in self._shelf.vocabulary.splits(word):
                    if not self._shelf.holding_all(split):
                        continue
                    yield replace(reading, words=before + split + after, cost=reading.cost + 0.3)
            if word not in TALK and word not in SMALL_WORDS:
                for phrase, times in self._initials.phrases(word, 4 if len(word) > 2 else 3):
                    cost = reading.cost + (3.0, 2.0, 1.2)[min(len(word), 4) - 2] - (0.8 if times > 1 else 0.0)
                    yield replace(reading, words=before + phrase + after, cost=cost)
        for place, (left, right) in enumerate(pairwise(words)):
            if left + right in self._shelf.vocabulary:
                yield replace(
                    reading, words=words[:place] + (left + right,) + words[place + 2 :], cost=reading.cost + 0.3
                )

    def _add(self, costs: dict[int, float], reading: Reading, terms: Sequence[Term]) -> None:
        found = list(self._fits(reading, terms))
        if reading.ordinal is not None:
            found = self._in_series(found, reading.ordinal)
        for film, cost, _ in found:
            costs[film] = min(cost, costs.get(film, cost))

    def _add_run_together(self, costs: dict[int, float], reading: Reading, edits: int) -> None:
        typed = "".join(reading.words)
        if edits and len(typed) < 8:
            return
        for place, distance in self._shelf.run_together.near(typed, edits):
            meant = self._shelf.run_together.strings[place]
            if _digits(meant) != _digits(typed):
                continue
            title = self._shelf.title_run_together(place)
            cost = reading.cost + 0.3 + _cost_of_typing(typed, meant, distance)
            cost += 1.6 if place >= len(self._shelf) else 0.0
            film = int(self._shelf.films[title])
            cost += self._cost_of_film(title, reading.year)
            costs[film] = min(cost, costs.get(film, cost))

    def _in_series(self, found: list[tuple[int, float, Fit]], ordinal: int) -> list[tuple[int, float, Fit]]:
        members: dict[int, tuple[int, float, Fit]] = {}
        for one in found:
            if one[2].is_complete and one[2].is_head and (one[0] not in members or members[one[0]][1] > one[1]):
                members[one[0]] = one
        if not members:
            return []
        best = max(self._shelf.movies[film].rated_by for film in members)
        known = [film for film in members if self._shelf.movies[film].rated_by * 10 >= best]
        known.sort(key=lambda film: (self._shelf.years[film], self._shelf.movies[film].movie_id))
        named_so = [film for film in known if members[film][2].cost < 0.5]
        if named_so:
            known = known[known.index(min(named_so)) :]
        if not 1 < len(known) >= ordinal:
            return []
        film, cost, fitted = members[known[ordinal - 1]]
        return [(film, cost - max(0.0, fitted.cost - 1.0), fitted)]

    def _fits(self, reading: Reading, terms: Sequence[Term]) -> Iterator[tuple[int, float, Fit]]:
        for title in self._candidates(terms, reading.year):
            fitted = fit(terms, self._title_words(title))
            if fitted is None:
                continue
            cost = reading.cost + fitted.cost + self._cost_of_film(title, reading.year)
            yield int(self._shelf.films[title]), cost, fitted

    def _cost_of_film(self, title: int, year: int | None) -> float:
        film = int(self._shelf.films[title])
        cost = FAME * (1 - float(self._shelf.fame[film])) + self._cost_of_year(film, year)
        return cost + (_OTHER_NAME if self._shelf.is_other_name[title] else 0.0)

    def _cost_of_year(self, film: int, year: int | None) -> float:
        if year is None:
            return 0.0
        own = int(self._shelf.years[film])
        if not own:
            return 0.7
        return (-1.0, 1.0, 3.0)[abs(own - year)] if abs(own - year) <= 2 else _WRONG_YEAR

    def _candidates(self, terms: Sequence[Term], year: int | None) -> list[int]:
        shelf = self._shelf
        hits = np.zeros(len(shelf), dtype=np.float32)
        for term in terms:
            for word, cost in term.options.items():
                hits[shelf.holding(word)] += term.mass * (1 - 0.1 * cost)
        top = float(hits.max(initial=0))
        if top <= 0:
            return []
        titles = np.flatnonzero(hits >= 0.45 * top)
        held = hits[titles]
        films = shelf.films[titles]
        score = held / sum(term.mass for term in terms)
        score += 0.3 * held / np.maximum(shelf.title_mass[titles], held)
        score += 0.25 * shelf.fame[films]
        if year is not None:
            score += 0.4 * (np.abs(shelf.years[films] - year) <= 1)
        if len(titles) > _TRIED:
            titles = titles[np.argpartition(score, -_TRIED)[-_TRIED:]]
        return titles.tolist()

    def _title_words(self, title: int) -> TitleWords:
        start, end = self._shelf.starts[title], self._shelf.starts[title + 1]
        words = self._shelf.words[start:end].tolist()
        return TitleWords(
            words,
            self._shelf.pieces[start:end].tolist(),
            [self._masses[word] for word in words],
            [self._kinds[word] for word in words],
        )

    def _terms(self, words: Sequence[str], talk: bool) -> list[Term]:
        return [self._term(word, self._exact_options(word), talk) for word in words]

    def _loose_terms(self, words: Sequence[str], talk: bool) -> list[Term]:
        terms = []
        for place, word in enumerate(words):
            options = self._near_options(word)
            if place == len(words) - 1:
                options |= self._begun_options(word)
            options |= self._exact_options(word)
            terms.append(self._term(word, options, talk))
        return terms

    def _term(self, word: str, options: dict[int, float], talk: bool) -> Term:
        kind = Kind.TALK if talk or word in ("i", "one") else kind_of(word)
        own = self._shelf.vocabulary.number_of.get(word)
        if own is not None:
            mass = self._masses[own]
        else:
            mass = max((self._masses[option] for option in options), default=1.0)
        return Term(word, options, mass, kind)

    def _exact_options(self, word: str) -> dict[int, float]:
        number_of = self._shelf.vocabulary.number_of
        options = {number_of[other]: _OTHER_WRITING for other in writings.other_writings(word) if other in number_of}
        if len(word) > 2 and (other := number_of.get(writings.other_number(word))) is not None:
            options.setdefault(other, _OTHER_NUMBER)
        if word in number_of:
            options[number_of[word]] = 0.0
        return options

    def _near_options(self, word: str) -> dict[int, float]:
        edits = _edits_allowed(word)
        if not edits or word in TALK or word in SMALL_WORDS:
            return {}
        near = []
        for number, distance in self._shelf.vocabulary.near(word, edits):
            other = self._shelf.vocabulary.words[number]
            if _digits(word) != _digits(other):
                continue
            near.append((_cost_of_typing(word, other, distance), int(self._shelf.holding(number)[0]), number))
        return {number: cost for cost, _, number in sorted(near)[:12]}

    def _begun_options(self, word: str) -> dict[int, float]:
        if len(word) < 3 or word in TALK:
            return {}
        begun = self._shelf.vocabulary.beginning_with(word)
        if not begun:
            return {}
        best_known = self._shelf.postings[self._shelf.posting_starts[begun.start : begun.stop]]
        chosen = np.argsort(best_known, kind="stable")[:12] + begun.start
        return {
            number: min(2.5, 0.9 + 0.15 * (len(self._shelf.vocabulary.words[number]) - len(word)))
            for number in chosen.tolist()
        }


def _edits_allowed(word: str) -> int:
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2 if len(word) < 11 else 3


def _cost_of_typing(typed: str, meant: str, edits: int) -> float:
    if edits == 0:
        return 0.0
    if _without_doubles(typed) == _without_doubles(meant):
        return 0.5
    length = len(typed)
    one = 3.0 if length < 4 else 2.4 if length == 4 else 1.3 if length < 7 else 1.0
    cost = one + (edits - 1) * (one + 0.7)
    if typed[0] != meant[0] and typed[:2] != meant[1::-1]:
        cost += 1.0
    return cost


def _without_doubles(word: str) -> str:
    return "".join(letter for letter, following in zip(word, word[1:] + " ", strict=True) if letter != following)


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))
