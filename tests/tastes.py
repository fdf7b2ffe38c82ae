"""Tastes to search with, and ratings by chance to search in."""

import numpy as np

from bot.movies.dataset import Dataset
from bot.movies.movie import Movie
from bot.taste.profile import SparseVector
from tests.world import dataset


def taste_for(*movie_ids: int) -> SparseVector:
    """A taste for these films; the higher its id, the more a film weighs."""
    ids = np.array(sorted(movie_ids), dtype=np.int64)
    return SparseVector(ids, np.linspace(1.0, 1.7, len(ids), dtype=np.float32))


def random_dataset(seed: int, films: int = 60, raters: int = 90) -> Dataset:
    """Ratings with MovieLens' shape: few films rated often, few raters with many ratings, ids with wide gaps."""
    rng = np.random.default_rng(seed)
    movie_ids = np.sort(rng.choice(300_000, films, replace=False))
    rater_ids = np.sort(rng.choice(400_000, raters, replace=False))
    fame = rng.permutation(1 / np.arange(1, films + 1))
    counts = np.clip(rng.lognormal(2.0, 1.0, raters).astype(int), 1, films)
    counts[rng.integers(raters)] = films
    ratings = {}
    for rater, count in zip(rater_ids.tolist(), counts.tolist(), strict=True):
        rated = rng.choice(movie_ids, count, replace=False, p=fame / fame.sum())
        ratings[rater] = dict(zip(rated.tolist(), (rng.integers(1, 11, count) / 2).tolist(), strict=True))
    return dataset([Movie(movie_id, f"Film {movie_id}") for movie_id in movie_ids.tolist()], ratings)


def random_taste(data: Dataset, rng: np.random.Generator, likes: int) -> SparseVector:
    """A taste for films of the data set, weighed by chance."""
    chosen = np.unique(rng.choice(np.unique(data.movie_ids), likes)).astype(np.int64)
    return SparseVector(chosen, rng.uniform(0.1, 6.0, len(chosen)).astype(np.float32))
