"""The title index: every title of the catalogue, ready to be looked up and completed."""

import math

from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie
from bot.movies.titles.completion import Completion
from bot.movies.titles.lookup import Candidate, Decision, Lookup
from bot.movies.titles.readings import words_of
from bot.movies.titles.references import References
from bot.movies.titles.search import Search
from bot.movies.titles.shelf import Shelf

_NONE_OF_THEM = 8.0
_TAKE = 0.75
_TOO_FAR = 7.5
_MOST = 10


class TitleIndex:
    """Finds films of one catalogue by what members type."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._shelf = Shelf(catalogue)
        self._references = References(self._shelf.movies)
        self._search = Search(self._shelf)
        self._completion = Completion(self._shelf)

    def find(self, words: str) -> Lookup:
        """The film meant by these words, the films to ask about, or none."""
        if reference := self._references.read(words):
            if reference.movie is None:
                return Lookup(Decision.NONE)
            return Lookup(Decision.TAKE, (Candidate(reference.movie, 1.0),))
        return self._decide(self._search.costs(words_of(words)))

    def _decide(self, costs: dict[int, float]) -> Lookup:
        ranked = sorted(costs.items(), key=lambda item: (item[1], item[0]))[:_MOST]
        weights = [math.exp(-cost) for _, cost in ranked]
        total = sum(weights) + math.exp(-_NONE_OF_THEM)
        candidates = tuple(
            Candidate(self._shelf.movies[film], weight / total)
            for (film, cost), weight in zip(ranked, weights, strict=True)
            if cost < _NONE_OF_THEM + 3
        )
        if not ranked or ranked[0][1] > _TOO_FAR:
            return Lookup(Decision.NONE, candidates)
        if candidates[0].confidence >= _TAKE:
            return Lookup(Decision.TAKE, candidates)
        return Lookup(Decision.ASK, candidates)

    def complete(self, typed: str, limit: int = 25) -> tuple[Movie, ...]:
        """Films whose title goes on from what is typed so far, best first."""
        if reference := self._references.read(typed):
            return (reference.movie,)[:limit] if reference.movie else ()
        words = words_of(typed)
        if films := self._completion.films(words, limit):
            return tuple(self._shelf.movies[film] for film in films)
        lookup = self._decide(self._search.costs(words))
        if lookup.decision is not Decision.NONE:
            return tuple(candidate.movie for candidate in lookup.candidates)[:limit]
        return tuple(self._shelf.movies[film] for film in self._completion.films_shortened(words, limit))
