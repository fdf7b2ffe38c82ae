"""Why a film is recommended: which of the member's films tied them to the raters who loved it."""

from dataclasses import dataclass

import numpy as np

from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie
from bot.recommend.neighbours import Neighbours
from bot.recommend.statistics import LIKED_FROM, RatingStatistics
from bot.taste.profile import TasteProfile

_FILMS_NAMED = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """`loved_by` and `disliked_by` of the `neighbours` count their likes and their ratings of 2.5 stars or less.

    `because` are the liked films that the raters who loved this one love too, the strongest tie first.
    """

    because: tuple[Movie, ...]
    loved_by: int
    rated_by: int
    disliked_by: int
    neighbours: int


def reason_for(
    movie: Movie,
    neighbours: Neighbours,
    profile: TasteProfile,
    catalogue: Catalogue,
    statistics: RatingStatistics,
) -> Reason:
    """The reason that the neighbours give for this film."""
    rows = neighbours.rows
    here = neighbours.columns == catalogue.columns_of([movie.movie_id])[0]
    loved = rows[here & (neighbours.stars >= LIKED_FROM)]
    fans = np.zeros(len(neighbours))
    fans[loved] = neighbours.similarities[loved] ** 2
    likes = catalogue.columns_of(sorted(profile.likes))
    rated_high = neighbours.stars >= LIKED_FROM
    ties = [
        float(fans[rows[rated_high & (neighbours.columns == column)]].sum()) * statistics.rarity[column]
        for column in likes.tolist()
    ]
    strongest = sorted(zip(ties, likes.tolist(), strict=True), key=lambda tie: (-tie[0], tie[1]))
    return Reason(
        because=tuple(catalogue.movies[column] for tie, column in strongest[:_FILMS_NAMED] if tie > 0),
        loved_by=len(loved),
        rated_by=int(here.sum()),
        disliked_by=int((here & (neighbours.stars <= 2.5)).sum()),
        neighbours=len(neighbours),
    )
