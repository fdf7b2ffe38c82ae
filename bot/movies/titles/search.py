"""From the words of a query to the films they may mean: readings, candidates by their words, fits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from bot.movies.titles.initials import Initials
from bot.movies.titles.kinds import kind_of
from bot.movies.titles.matching import Fit, Term, TitleWords, fit
from bot.movies.titles.meanings import Meanings, cost_of_typing, edits_allowed, have_same_digits
from bot.movies.titles.readings import Reading, Readings, plain_readings, with_digits_apart, with_ordinal
from bot.movies.titles.series import nth_of_series
from bot.movies.titles.shelf import Shelf
from bot.movies.titles.talk import is_talk

# Costs beside those of words; a film that nobody rated costs the most, the best-known film nothing.
_OBSCURITY = 3.4
_OTHER_NAME = 0.1
_YEARS_OFF = (-1.0, 1.0, 3.0)  # the very year speaks for a film
_WRONG_YEAR = 6.0
_NO_YEAR = 0.7
_RUN_TOGETHER = 0.6
_ONLY_FIRST_PIECE = 1.6
_FEWEST_LETTERS_MISTYPED = 8
_SLIP = 0.6
# Costs of matches up to which ...
_GOOD_ENOUGH = 3.9  # no far-fetched readings are tried
_CLEAR_ENOUGH = 3.0  # a number need not be a place in a series
_WELL_KNOWN = 1.8  # a title in words of talk may be taken
_BEYOND_DOUBT = 0.8  # nobody looks for slips behind the very title
_DARING = 2.1  # a reading may be taken; two letters read as initials may not
_MOST_CANDIDATES = 40
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Match:
    """A film, by its place on the shelf, that a query may mean.

    The likelihood falls by e with each unit of cost. It is exact when the query is word for word a title of the film,
    and sure when nothing in the query hints at another film.
    """

    film: int
    cost: float
    is_exact: bool
    is_sure: bool


class Search:
    """Finds the films that a query may mean."""

    def __init__(self, shelf: Shelf, meanings: Meanings) -> None:
        self._shelf = shelf
        self._meanings = meanings
        self._readings = Readings(shelf, Initials(shelf))
        self._kinds = [kind_of(word) for word in shelf.vocabulary.words]
        self._masses: list[float] = shelf.mass.tolist()
        self._title_words = lru_cache(_REMEMBERED)(self._read_title)

    def matches(self, words: Sequence[str]) -> list[Match]:
        """The films these words may mean, likeliest first; far-fetched readings only while no film fits well."""
        most_words = self._shelf.most_words
        if not words or len(words) > most_words:
            return []
        best: dict[int, Match] = {}
        plain = plain_readings(tuple(words))
        if is_talk(words):
            _keep_best(best, self._talked(plain))
            return _likeliest_first(best)
        apart = [other for other in map(with_digits_apart, plain) if other and len(other.words) <= most_words]
        for matches in (self._as_typed(plain), self._as_typed(apart), self._far_fetched([*plain, *apart])):
            _keep_best(best, matches)
            if any(match.is_exact or match.cost <= _GOOD_ENOUGH for match in best.values()):
                break
        exact = [match.cost for match in best.values() if match.is_exact]
        if exact and min(exact) > _BEYOND_DOUBT:
            _keep_best(best, self._slips(plain[0]))
        return _likeliest_first(best)

    def _talked(self, readings: Iterable[Reading]) -> Iterator[Match]:
        """Titles in just these words, which may be talk all the same; only a well-known film may then be taken."""
        for match in self._as_typed(readings):
            yield replace(match, is_sure=match.is_sure and match.cost <= _WELL_KNOWN)

    def _slips(self, reading: Reading) -> Iterator[Match]:
        """Films that a slip may have hidden behind a little-known film of just this title: "inglorious bastards"."""
        for match in self._fitting(reading, self._meanings.loose(reading.words)):
            yield replace(match, cost=match.cost + _SLIP)

    def _as_typed(self, readings: Iterable[Reading]) -> Iterator[Match]:
        for reading in readings:
            matches = self._fitting(reading, self._meanings.exact(reading.words))
            yield from matches
            if not any(match.is_sure and match.cost <= _CLEAR_ENOUGH for match in matches):
                yield from self._numbered(reading)
            yield from self._run_together(reading, 0)

    def _far_fetched(self, readings: Sequence[Reading]) -> Iterator[Match]:
        for reading in readings:
            yield from self._fitting(reading, self._meanings.loose(reading.words))
            yield from self._run_together(reading, edits_allowed("".join(reading.words)))
        changed = dict.fromkeys(other for reading in readings for other in self._readings.changed(reading))
        yield from self._as_typed(changed)

    def _numbered(self, reading: Reading) -> Iterator[Match]:
        """The film that has this number in a series whose titles carry none."""
        if numbered := with_ordinal(reading):
            series, ordinal = numbered
            found = nth_of_series(self._fits(series, self._meanings.exact(series.words)), ordinal, self._shelf)
            if found is not None:
                yield self._match(series, *found)

    def _fitting(self, reading: Reading, terms: Sequence[Term]) -> list[Match]:
        return [self._match(reading, title, fitted) for title, fitted in self._fits(reading, terms)]

    def _fits(self, reading: Reading, terms: Sequence[Term]) -> list[tuple[int, Fit]]:
        fits = ((title, fit(terms, self._title_words(title))) for title in self._candidates(terms, reading.year))
        return [(title, fitted) for title, fitted in fits if fitted is not None]

    def _match(self, reading: Reading, title: int, fitted: Fit) -> Match:
        film = int(self._shelf.films[title])
        off_by = self._years_off(film, reading.year)
        return Match(
            film,
            reading.cost
            + fitted.cost
            + self._cost_of_film(title)
            + _cost_of_year(reading.year, off_by)
            - fitted.evidence,
            is_exact=reading.cost == fitted.cost == 0.0 and not off_by,
            is_sure=fitted.is_sure and (off_by or 0) <= 1 and reading.cost < _DARING,
        )

    def _run_together(self, reading: Reading, edits: int) -> Iterator[Match]:
        """Titles that are the query's letters, wherever the blanks are: "star wars" and "starwars"."""
        typed = "".join(reading.words)
        if edits and len(typed) < _FEWEST_LETTERS_MISTYPED:
            return
        for place, distance in self._shelf.run_together.near(typed, edits):
            meant = self._shelf.run_together.strings[place]
            if have_same_digits(meant, typed):
                pieces = _ONLY_FIRST_PIECE if self._shelf.is_only_first_piece(place) else 0.0
                cost = _RUN_TOGETHER + pieces + cost_of_typing(typed, meant, distance)
                fitted = Fit(cost, evidence=0.0, is_whole=True, is_sure=True, is_head=True)
                yield self._match(reading, self._shelf.title_run_together(place), fitted)

    def _cost_of_film(self, title: int) -> float:
        obscurity = _OBSCURITY * (1 - float(self._shelf.fame[self._shelf.films[title]]))
        return obscurity + (_OTHER_NAME if self._shelf.is_other_name[title] else 0.0)

    def _years_off(self, film: int, year: int | None) -> int | None:
        own = int(self._shelf.years[film])
        return abs(own - year) if own and year is not None else None

    def _candidates(self, terms: Sequence[Term], year: int | None) -> list[int]:
        """The titles that hold the most of what the terms weigh, and of little else; better-known films first."""
        shelf = self._shelf
        held = np.zeros(len(shelf), dtype=np.float32)
        for term in terms:
            for word, cost in term.options.items():
                held[shelf.holding(word)] += term.mass * (1 - 0.1 * cost)
        top = float(held.max(initial=0))
        if top <= 0:
            return []
        titles = np.flatnonzero(held >= 0.45 * top)
        films, held = shelf.films[titles], held[titles]
        scores = held / sum(term.mass for term in terms)
        scores += 0.3 * held / np.maximum(shelf.title_mass[titles], held)
        scores += 0.25 * shelf.fame[films]
        if year is not None:
            scores += 0.4 * (np.abs(shelf.years[films] - year) <= 1)
        if len(titles) > _MOST_CANDIDATES:
            titles = titles[np.argpartition(scores, -_MOST_CANDIDATES)[-_MOST_CANDIDATES:]]
        found: list[int] = titles.tolist()
        return found

    def _read_title(self, title: int) -> TitleWords:
        span = slice(self._shelf.starts[title], self._shelf.starts[title + 1])
        words = self._shelf.words[span].tolist()
        kinds = [self._kinds[word] for word in words]
        heavy = [place for place, kind in enumerate(kinds) if not kind.is_light]
        light = [place for place, kind in enumerate(kinds) if kind.is_light]
        masses = [self._masses[word] for word in words]
        return TitleWords(words, self._shelf.pieces[span].tolist(), masses, kinds, heavy, light)


def _cost_of_year(year: int | None, off_by: int | None) -> float:
    if year is None:
        return 0.0
    if off_by is None:
        return _NO_YEAR
    return _YEARS_OFF[off_by] if off_by < len(_YEARS_OFF) else _WRONG_YEAR


def _keep_best(best: dict[int, Match], matches: Iterable[Match]) -> None:
    for match in matches:
        known = best.get(match.film)
        if known is None or match.cost < known.cost:
            best[match.film] = match


def _likeliest_first(best: dict[int, Match]) -> list[Match]:
    return sorted(best.values(), key=lambda match: (match.cost, match.film))
