"""Films from elsewhere among ours: by an id, by title and year, and by title lookup; only sure ones count."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie
from bot.movies.titles import Decision, TitleIndex
from bot.taste.imports.rows import ImportedFilm

_YEARS_APART = 1
_MOST_LOOKED_UP = 500
_ARTICLE = re.compile(r"^(?:the|a|an|le|la|les|der|die|das|el|los|las|il|lo) (?=\S)")


@dataclass(frozen=True, slots=True)
class Matched:
    """The films found, by MovieLens id, and the rows that name none of ours for sure."""

    found: Mapping[int, ImportedFilm]
    unmatched: Sequence[ImportedFilm]


def match(
    films: Sequence[ImportedFilm],
    catalogue: Catalogue,
    titles: TitleIndex,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Matched:
    """Finds the films in the catalogue; two rows that mean the same film are joined.

    `told` is called after every film with how many are done, of how many.
    """
    shelf = _Shelf(catalogue)
    found: dict[int, ImportedFilm] = {}
    unmatched = []
    lookups_left = _MOST_LOOKED_UP
    for done, film in enumerate(films, start=1):
        movie = shelf.by_id(film) or shelf.by_title(film)
        if movie is None and film.title and lookups_left:
            lookups_left -= 1
            movie = _looked_up(film, titles)
        if movie is None:
            unmatched.append(film)
        else:
            before = found.get(movie.movie_id)
            found[movie.movie_id] = before.joined(film) if before else film
        told(done, len(films))
    return Matched(found, unmatched)


class _Shelf:
    """The catalogue by every name that a row may use."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._by_imdb = {movie.imdb_id: movie for movie in catalogue if movie.imdb_id}
        self._by_tmdb = {movie.tmdb_id: movie for movie in catalogue if movie.tmdb_id}
        self._by_title: dict[str, list[Movie]] = defaultdict(list)
        for movie in catalogue:
            for title in {folded(one) for one in (movie.title, *movie.also_known_as)}:
                self._by_title[title].append(movie)

    def by_id(self, film: ImportedFilm) -> Movie | None:
        """The film by the surest of the row's ids."""
        movie = self._catalogue.get(film.movie_id) if film.movie_id else None
        return movie or self._by_imdb.get(film.imdb_id or "") or self._by_tmdb.get(film.tmdb_id or 0)

    def by_title(self, film: ImportedFilm) -> Movie | None:
        """The one film of that title and, at most a year apart, of that year; without a year, the only one."""
        namesakes = self._by_title.get(folded(film.title), [])
        if film.year is None:
            return namesakes[0] if len(namesakes) == 1 else None
        near = [movie for movie in namesakes if movie.year and abs(movie.year - film.year) <= _YEARS_APART]
        exact = [movie for movie in near if movie.year == film.year]
        return (exact or near)[0] if len(exact) == 1 or len(near) == 1 else None


def folded(title: str) -> str:
    """A title without accents, marks, capitals and article, by which most writings of it are the same."""
    plain = unicodedata.normalize("NFKD", title.replace("&", " and ").casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _ARTICLE.sub("", " ".join(re.sub(r"[^\w]+", " ", letters).split()))


def _looked_up(film: ImportedFilm, titles: TitleIndex) -> Movie | None:
    lookup = titles.find(f"{film.title} ({film.year})" if film.year else film.title)
    if lookup.decision is not Decision.TAKE:
        return None
    movie = lookup.candidates[0].movie
    is_of_that_year = film.year is None or movie.year is None or abs(movie.year - film.year) <= _YEARS_APART
    return movie if is_of_that_year else None
