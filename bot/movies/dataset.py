"""A data set as arrays: what reading MovieLens yields and the index is built from."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.movies.movie import Movie


@dataclass(frozen=True, slots=True)
class Dataset:
    """The whole catalogue of a set and its ratings, rater by rater.

    Rater `rater_ids[i]` gave `half_stars[offsets[i]:offsets[i + 1]]` to the films at the same places of `movie_ids`.
    """

    name: str
    movies: tuple[Movie, ...]  # ascending MovieLens id, each film once
    rater_ids: NDArray[np.int64]  # (raters,), ascending
    offsets: NDArray[np.int64]  # (raters + 1,)
    movie_ids: NDArray[np.int32]  # (ratings,), ascending within a rater, each film at most once per rater
    half_stars: NDArray[np.uint8]  # (ratings,), 1..10
    rater_facts: Mapping[int, Mapping[str, str]]  # gender, age, occupation and zip as ml-1m codes them, else empty
    notes: tuple[str, ...]  # one plain sentence each, for the operator: what was left out or is odd
