"""The vectors of raters: who is near to a short profile among few raters and among many, and stars read back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.recommend.rater_ratings import RaterRatings
from bot.recommend.rater_vectors import RaterVectors, rater_vectors, stars_of
from bot.recommend.stored_raters import stored_raters

FEW, MANY = 600, 160_000
HALVES = st.lists(st.integers(1, 10), min_size=1, max_size=400)
LIGHT, MIDDLING, HEAVY = 20, 60, 2_000


def vectors_of(*ratings: int, among: int) -> RaterVectors:
    """Raters who gave so many films four stars each."""
    return rater_vectors(np.cumsum([0, *ratings]), np.full(sum(ratings), 4.0, dtype=np.float32), among)


def of_one_film(vectors: RaterVectors, *ratings: int) -> NDArray[np.float32]:
    """What each rater's vector holds for one film they rated."""
    return vectors.values[np.cumsum([0, *ratings[:-1]])]


@given(halves=HALVES, among=st.sampled_from([1, FEW, 5_000, MANY, 10**8]))
def test_stars_are_read_back_exactly_whatever_the_crowd(halves: list[int], among: int) -> None:
    stars = np.array(halves, dtype=np.float32) / 2
    made = rater_vectors(np.array([0, len(stars)]), stars, among)
    assert stars_of(made.values, float(made.scales[0])).tolist() == stars.tolist()


def test_among_few_raters_the_scale_is_the_square_root_of_the_length() -> None:
    made = rater_vectors(np.array([0, 2]), np.array([4.0, 0.5], dtype=np.float32), among=FEW)
    assert made.scales.tolist() == pytest.approx([(3.0**2 + 2.0**2) ** 0.25])


def test_among_many_a_rater_of_sixty_films_is_nearer_to_one_film_than_one_of_twenty() -> None:
    light, middling, heavy = of_one_film(vectors_of(LIGHT, MIDDLING, HEAVY, among=MANY), LIGHT, MIDDLING, HEAVY)
    assert middling > light
    assert middling > heavy


def test_among_many_a_heavy_rater_needs_more_films_in_common() -> None:
    few = of_one_film(vectors_of(MIDDLING, HEAVY, among=FEW), MIDDLING, HEAVY)
    many = of_one_film(vectors_of(MIDDLING, HEAVY, among=MANY), MIDDLING, HEAVY)
    assert many[0] / many[1] > few[0] / few[1]


def test_a_rater_without_ratings_has_a_finite_scale_in_any_crowd() -> None:
    for among in (FEW, MANY):
        assert np.isfinite(rater_vectors(np.array([0, 0]), np.array([], dtype=np.float32), among).scales).all()


def test_raters_stored_in_parts_are_those_stored_at_once() -> None:
    raters = 1_500
    dice = np.random.default_rng(1)
    counts = dice.integers(1, 40, raters)
    offsets = np.concatenate([[0], np.cumsum(counts)])
    columns = np.concatenate([np.arange(count) for count in counts]).astype(np.int32)
    halves = dice.integers(1, 11, offsets[-1]).astype(np.uint8)
    ratings = RaterRatings(np.arange(raters), offsets, columns, halves)
    movie_ids = np.arange(100)
    at_once = [one.values for one in stored_raters(ratings, 0, raters, movie_ids, {})]
    in_parts = [
        one.values
        for first in range(0, raters, 500)
        for one in stored_raters(ratings, first, first + 500, movie_ids, {})
    ]
    assert in_parts == at_once
