"""Why a film is recommended, and how likely it is to please: both from what the ranking has fetched already."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie
from bot.recommend.chance import chances
from bot.recommend.evidence import lost_without_each_like
from bot.recommend.features import FilmFeatures
from bot.recommend.scoring import Balance, Mood
from bot.recommend.statistics import RatingStatistics
from bot.recommend.witnesses import Tastes, Witnesses

_FILMS_NAMED = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """`loved_by` and `disliked_by` of the `neighbours` count their likes and their ratings of 2.5 stars or less.

    `because` are the liked films without which this film's score would fall most, the weightiest first. `chance` is the
    probability that the member likes the film, None where nothing can be said.
    """

    because: tuple[Movie, ...]
    loved_by: int
    rated_by: int
    disliked_by: int
    neighbours: int
    chance: float | None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What was said for and against films in one ranking: the spread-out ratings, the profile and the mood."""

    witnesses: Witnesses
    tastes: Tastes
    features: FilmFeatures
    statistics: RatingStatistics
    mood: Mood

    def reasons(self, movies: Sequence[Movie], catalogue: Catalogue) -> list[Reason]:
        """The reason for each of these films of the catalogue, weighed all at once."""
        places = self.witnesses.place_of[catalogue.columns_of(movie.movie_id for movie in movies)]
        drops = iter(self.drops(places[places >= 0]).T)
        return [
            self._reason(place, next(drops), chance, catalogue)
            if place >= 0
            else Reason((), 0, 0, 0, len(self.witnesses.weights), chance)
            for place, chance in zip(places.tolist(), self.chances(movies, catalogue), strict=True)
        ]

    def chances(self, movies: Sequence[Movie], catalogue: Catalogue) -> list[float | None]:
        """How likely the member is to like each of these films, None where nothing can be said."""
        columns = catalogue.columns_of(movie.movie_id for movie in movies)
        found = chances(columns, self.witnesses, self.tastes, self.features, self.statistics)
        return [None if np.isnan(chance) else chance for chance in found.tolist()]

    def _reason(self, place: int, drops: NDArray[np.float64], chance: float | None, catalogue: Catalogue) -> Reason:
        weightiest = sorted(range(len(drops)), key=lambda like: (-drops[like], like))[:_FILMS_NAMED]
        return Reason(
            because=tuple(catalogue.movies[self.tastes.likes[like]] for like in weightiest if drops[like] > 0),
            loved_by=int(self.witnesses.likes[:, place].sum()),
            rated_by=int(self.witnesses.rated[place]),
            disliked_by=int(self.witnesses.disliked[place]),
            neighbours=len(self.witnesses.weights),
            chance=chance,
        )

    def drops(self, places: NDArray[np.int64]) -> NDArray[np.float64]:
        """How far the score of each film falls when one like is taken out of the profile, shape (likes, films).

        The neighbours and the balance of the evidence stay as they are. `places` are among the witnesses' films.
        """
        balance = Balance.of(self.witnesses, self.tastes, self.features, self.statistics, self.mood)
        lost = lost_without_each_like(places, self.witnesses, self.tastes, self.features, self.statistics)
        drops: NDArray[np.float64] = np.tensordot(balance.weights, lost, axes=1)
        return drops
