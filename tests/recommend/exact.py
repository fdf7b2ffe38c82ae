"""A Recommender over handmade films and ratings, by plain arithmetic instead of an engine."""

from collections.abc import Sequence

import numpy as np

from bot.movies.movie import Movie
from bot.recommend.recommender import Recommender
from bot.recommend.statistics import RatingStatistics
from tests.exact_index import ExactIndex
from tests.world import dataset


def recommender_over(films: Sequence[Movie], ratings: dict[int, dict[int, float]]) -> Recommender:
    """Knows these films, and the raters' stars by film id."""
    data = dataset(films, ratings)
    index = ExactIndex(data)
    columns = np.searchsorted(index.catalogue.movie_ids, data.movie_ids).astype(np.int32)
    stars = data.half_stars.astype(np.float32) / 2
    return Recommender(index, index.catalogue, RatingStatistics.count(len(films), data.offsets, columns, stars))
