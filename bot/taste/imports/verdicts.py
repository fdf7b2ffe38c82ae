"""Stars from elsewhere become verdicts: each member's scale is their own."""

from collections.abc import Iterable, Mapping
from math import sqrt

from bot.taste.imports.rows import ImportedFilm
from bot.taste.profile import Verdict

_USUAL_MEAN, _USUAL_SPREAD, _AS_MANY = 3.4, 1.0, 5
_LIKED_FROM, _DISLIKED_TO = 0.35, -0.75
_SURELY_LIKED, _SURELY_DISLIKED = 5.0, 1.0
_NEVER_LIKED_BELOW, _NEVER_DISLIKED_ABOVE = 3.0, 3.0


def verdicts_of(films: Mapping[int, ImportedFilm]) -> Mapping[int, Verdict]:
    """The verdict on every film (by MovieLens id) that the member has seen.

    Stars are compared with the member's own mean and spread, both drawn towards usual ones (3.4 and 1.0 stars) as if
    five more films had been rated so: a like lies at least 0.35 spreads above the mean, a dislike at least 0.75 below
    it. Five stars are always a like and one a dislike; fewer than three never a like, more than three never a dislike.
    Films seen without stars are seen, those marked as loved are likes unless their stars say dislike. A verdict
    that was given to us before stays what it was.
    """
    mean, spread = _scale(film.stars for film in films.values() if film.stars is not None)
    return {movie_id: _verdict(film, mean, spread) for movie_id, film in films.items() if film.is_known}


def _scale(stars: Iterable[float]) -> tuple[float, float]:
    given = list(stars)
    count = len(given) + _AS_MANY
    mean = (sum(given) + _AS_MANY * _USUAL_MEAN) / count
    squares = sum((one - mean) ** 2 for one in given) + _AS_MANY * _USUAL_SPREAD**2
    return mean, sqrt(squares / count)


def _verdict(film: ImportedFilm, mean: float, spread: float) -> Verdict:
    if film.verdict is not None:
        return film.verdict
    told = Verdict.SEEN if film.stars is None else _of_stars(film.stars, (film.stars - mean) / spread)
    return Verdict.LIKE if film.is_loved and told is not Verdict.DISLIKE else told


def _of_stars(stars: float, above_mean: float) -> Verdict:
    if stars >= _SURELY_LIKED or (above_mean >= _LIKED_FROM and stars >= _NEVER_LIKED_BELOW):
        return Verdict.LIKE
    if stars <= _SURELY_DISLIKED or (above_mean <= _DISLIKED_TO and stars <= _NEVER_DISLIKED_ABOVE):
        return Verdict.DISLIKE
    return Verdict.SEEN
