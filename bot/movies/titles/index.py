"""The title index: every title of the catalogue, ready to be looked up and completed."""

from dataclasses import replace

from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie
from bot.movies.titles.completion import Completion
from bot.movies.titles.decision import decide
from bot.movies.titles.lookup import Candidate, Decision, Lookup
from bot.movies.titles.meanings import Meanings
from bot.movies.titles.readings import words_of
from bot.movies.titles.references import References
from bot.movies.titles.search import Search
from bot.movies.titles.shelf import Shelf


class TitleIndex:
    """Finds films of one catalogue by what members type."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._shelf = Shelf(catalogue)
        self._references = References(self._shelf.movies)
        meanings = Meanings(self._shelf)
        self._search = Search(self._shelf, meanings)
        self._completion = Completion(self._shelf, meanings)

    def find(self, words: str) -> Lookup:
        """The film meant by these words, an id or a link, the films to ask about, or none."""
        if reference := self._references.read(words):
            if reference.movie is None:
                return Lookup(Decision.NONE)
            return Lookup(Decision.TAKE, (Candidate(reference.movie, 1.0),))
        lookup = decide(self._search.matches(words_of(words)), self._shelf.movies)
        return _literal_titles_first(lookup, words)

    def complete(self, typed: str, limit: int = 25) -> tuple[Movie, ...]:
        """Films whose title goes on from what is typed so far, best first."""
        if reference := self._references.read(typed):
            return (reference.movie,)[:limit] if reference.movie else ()
        words = words_of(typed)
        if not words and typed.strip():
            return ()
        if films := self._completion.films(words, limit):
            return tuple(self._shelf.movies[film] for film in films)
        lookup = decide(self._search.matches(words), self._shelf.movies)
        if lookup.decision is not Decision.NONE:
            return tuple(candidate.movie for candidate in lookup.candidates)[:limit]
        return tuple(self._shelf.movies[film] for film in self._completion.films_shortened(words, limit))


def _literal_titles_first(lookup: Lookup, typed: str) -> Lookup:
    """Where we have to ask, a title typed with its very punctuation comes first: "mother!" before "Mother"."""
    typed = typed.strip().casefold()
    if lookup.decision is not Decision.ASK or all(letter.isalnum() or letter.isspace() for letter in typed):
        return lookup
    movies = sorted((one.movie for one in lookup.candidates), key=lambda movie: movie.title.casefold() != typed)
    confidences = (one.confidence for one in lookup.candidates)
    return replace(lookup, candidates=tuple(map(Candidate, movies, confidences)))
