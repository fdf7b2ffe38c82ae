"""Counting a data set: sums and means of raters, those without a rating among them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.recommend.statistics import above_own_mean, sums_by_rater

STARS = st.sampled_from([0.5 * step for step in range(1, 11)])
RATERS = st.lists(st.lists(STARS, max_size=8), max_size=8)


def flat(raters: list[list[float]]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The raters' offsets, and all their stars in a row."""
    offsets = np.cumsum([0, *map(len, raters)])
    return offsets, np.array([stars for own in raters for stars in own], dtype=np.float32)


@given(raters=RATERS)
def test_every_rater_is_summed_on_their_own_even_one_without_ratings(raters: list[list[float]]) -> None:
    assert sums_by_rater(*flat(raters)).tolist() == [sum(own) for own in raters]


@given(raters=RATERS)
def test_a_rating_is_held_against_its_raters_own_mean_drawn_to_that_of_all(raters: list[list[float]]) -> None:
    means = [(sum(own) + 5 * 3.5) / (len(own) + 5) for own in raters]
    above = [stars - mean for own, mean in zip(raters, means, strict=True) for stars in own]
    assert above_own_mean(*flat(raters), mean=3.5).tolist() == pytest.approx(above, abs=1e-6)
