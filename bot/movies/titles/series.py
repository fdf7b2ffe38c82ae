"""Films of a series by number, where the titles carry none: the third "Harry Potter"."""

from collections.abc import Iterable
from dataclasses import replace

from bot.movies.titles.matching import Fit
from bot.movies.titles.shelf import Shelf

_AT_LEAST_AS_KNOWN = 0.1  # as the best-known film of the series; keeps namesakes and spin-offs out
_NAMED_SO = 0.5
_COST = 1.0


def nth_of_series(fits: Iterable[tuple[int, Fit]], ordinal: int, shelf: Shelf) -> tuple[int, Fit] | None:
    """The title of the film at this place, by year, among those that the name of the series fits.

    A series begins with the film that bears just its name, where there is one; remakes of that don't count.
    """
    members: dict[int, tuple[int, Fit]] = {}
    for title, fitted in fits:
        film = int(shelf.films[title])
        if fitted.is_whole and fitted.is_head and (film not in members or fitted.cost < members[film][1].cost):
            members[film] = (title, fitted)
    if not members:
        return None
    best_known = max(shelf.movies[film].rated_by for film in members)
    films = [film for film in members if shelf.movies[film].rated_by >= _AT_LEAST_AS_KNOWN * best_known]
    films.sort(key=lambda film: (shelf.years[film], shelf.movies[film].movie_id))
    namesakes = [film for film in films if members[film][1].cost < _NAMED_SO]
    if namesakes:
        first = min(namesakes)
        films = [film for film in films[films.index(first) :] if film == first or film not in namesakes]
    if not 1 < len(films) >= ordinal:
        return None
    title, fitted = members[films[ordinal - 1]]
    return title, replace(fitted, cost=min(fitted.cost, _COST), is_sure=False)
