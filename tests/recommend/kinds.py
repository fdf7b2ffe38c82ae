"""A town of raters who each love films of one kind and cannot stand another: tastes that tests can foresee."""

import numpy as np

from bot.movies.movie import Movie
from bot.recommend.recommender import Recommender
from tests.recommend.exact import recommender_over

KINDS = ("Western", "Musical", "Horror", "Documentary")
FILMS_OF_A_KIND = 20


def film_of(kind: str, number: int) -> int:
    """The id of a kind's film; those of low number are known to everybody, those of high number to few."""
    return 100 * (KINDS.index(kind) + 1) + number


def kind_of(movie: Movie) -> str:
    """The kind a film was made as."""
    return KINDS[movie.movie_id // 100 - 1]


def town(tell_genres: bool = True, raters_of_a_kind: int = 40) -> Recommender:
    """Knows 80 films of four kinds; without genres only the ratings tell them apart."""
    dice = np.random.default_rng(7)
    films = [
        Movie(film_of(kind, number), f"{kind} {chr(65 + number)}", 1980, (kind,) if tell_genres else ("Drama",))
        for kind in KINDS
        for number in range(FILMS_OF_A_KIND)
    ]
    known = 0.9 * 0.85 ** np.arange(FILMS_OF_A_KIND)
    ratings: dict[int, dict[int, float]] = {}
    for rater in range(raters_of_a_kind * len(KINDS)):
        loved, hated = rater % len(KINDS), (rater + 1) % len(KINDS)
        stars = {loved: 4.5, hated: 1.5}
        ratings[rater + 1] = {
            film_of(KINDS[kind], number): float(stars.get(kind, 3.0) + dice.integers(-1, 2) / 2)
            for kind in range(len(KINDS))
            for number in range(FILMS_OF_A_KIND)
            if dice.random() < known[number] * (1.0 if kind == loved else 0.6)
        }
    return recommender_over(films, ratings)
