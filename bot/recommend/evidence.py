"""What the neighbours' ratings, and the films themselves, say about every film a member might be shown."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.recommend.features import FilmFeatures
from bot.recommend.statistics import RatingStatistics
from bot.recommend.witnesses import Columns, Floats, Tastes, Witnesses, at_places

SIGNALS = ("approval", "fame", "lift", "together", "genre", "year", "surprise", "age", "praise")
"""What is known of a candidate film, in the order of the rows of `Evidence.signals`; docs/recommendation.md has the
formulas.

`approval`: log of the neighbours' weighted approval. `fame`: log share of all raters who rated it. `lift`: how much
more the fans of one liked film like it than raters at large do, at best; `together`: the same, on average over the
liked films. `genre`, `year`: closeness to the liked films. `surprise`: how far above their own mean raters of the
member's taste would put it. `age`: decades before 2000. `praise`: log share of its raters who liked it.
"""

_YEARS_APART = 10.0
_LIKES_AT_A_TIME = 256


@dataclass(frozen=True, slots=True)
class Evidence:
    """Candidate films by catalogue column, and `signals`, float64 (len(SIGNALS), films)."""

    columns: Columns
    signals: Floats


def gather(witnesses: Witnesses, tastes: Tastes, features: FilmFeatures, statistics: RatingStatistics) -> Evidence:
    """Evidence on every film the witnesses can speak of and the member has not judged."""
    unjudged = np.ones(len(witnesses.films), dtype=bool)
    unjudged[witnesses.places(tastes.judged)] = False
    return evidence_on(np.flatnonzero(unjudged), witnesses, tastes, features, statistics)


def evidence_on(
    places: Columns, witnesses: Witnesses, tastes: Tastes, features: FilmFeatures, statistics: RatingStatistics
) -> Evidence:
    """Evidence on the films at these places among the witnesses' films."""
    columns = witnesses.films[places]
    lift, together = _lifts(places, witnesses, tastes.likes, statistics)
    signals = {
        "approval": np.log(0.001 + witnesses.approval[places]),
        "fame": features.fame[columns],
        "lift": lift,
        "together": together,
        "genre": _genre_closeness(columns, tastes.likes, features),
        "year": _year_closeness(columns, tastes.likes, features),
        "surprise": _expected_surprise(places, witnesses, tastes),
        "age": (2000 - features.years[columns]) / 10,
        "praise": features.praise[columns],
    }
    return Evidence(columns, np.array([signals[name] for name in SIGNALS]))


def lost_without_each_like(
    places: Columns, witnesses: Witnesses, tastes: Tastes, features: FilmFeatures, statistics: RatingStatistics
) -> Floats:
    """How far every signal of the films at these places falls when one like is taken out of the profile.

    Float64 (len(SIGNALS), likes, films): what `evidence_on` the profile exceeds that on `tastes.without` each like by,
    all at once.
    """
    likes, columns = tastes.likes, witnesses.films[places]
    is_heard = witnesses.place_of[likes] >= 0
    lifts, surprises = np.zeros((2, len(likes), len(places)))
    lifts[is_heard] = witnesses.log_lifts(likes[is_heard], places, statistics)
    own = witnesses.surprises[:, witnesses.places(likes)]
    surprises[is_heard] = (witnesses.unmixing @ own).T @ witnesses.surprises[:, places]
    years_apart = np.abs(features.years[likes][:, None] - features.years[columns])
    lost = {
        "lift": _lost_best(lifts),
        "together": _lost_mean(lifts),
        "genre": _lost_genre_closeness(columns, likes, features),
        "year": _lost_mean(np.exp(-years_apart / _YEARS_APART)),
        "surprise": surprises,
    }
    unmoved = np.zeros(lifts.shape)
    return np.array([lost.get(name, unmoved) for name in SIGNALS])


def _lifts(
    places: Columns, witnesses: Witnesses, likes: Columns, statistics: RatingStatistics
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The best and the mean log lift over the liked films; one that no neighbour rated counts as 0."""
    known = likes[witnesses.place_of[likes] >= 0]
    best = np.full(len(places), 0.0 if len(known) < len(likes) or not len(likes) else -np.inf, dtype=np.float32)
    total = np.zeros(len(places), dtype=np.float32)
    for start in range(0, len(known), _LIKES_AT_A_TIME):
        lifts = witnesses.log_lifts(known[start : start + _LIKES_AT_A_TIME], places, statistics)
        np.maximum(best, lifts.max(axis=0), out=best)
        total += lifts.sum(axis=0)
    return best, total / np.float32(max(len(likes), 1))


def _genre_closeness(columns: Columns, likes: Columns, features: FilmFeatures) -> NDArray[np.float32]:
    """Cosine of each film's genres and the sum of the liked films' genres; 0 without likes."""
    liked = features.genres[likes].sum(axis=0)
    length = np.linalg.norm(liked) if len(likes) else np.float32(1.0)
    closeness: NDArray[np.float32] = features.genres.take(columns, axis=0) @ (liked / length)
    return closeness


def _year_closeness(columns: Columns, likes: Columns, features: FilmFeatures) -> Floats:
    """Mean over the liked films of exp(-|years apart| / 10); 0 without likes."""
    if not len(likes) or not len(columns):
        return np.zeros(len(columns))
    years, counts = np.unique(features.years[likes], return_counts=True)
    own = features.years[columns]
    every_year = np.arange(own.min(), own.max() + 1)
    by_year: Floats = np.exp(-np.abs(every_year[:, None] - years) / _YEARS_APART) @ (counts / counts.sum())
    closeness: Floats = by_year[own - own.min()]
    return closeness


def _expected_surprise(places: Columns, witnesses: Witnesses, tastes: Tastes) -> NDArray[np.float32]:
    """Kernel ridge regression of the member's verdicts on the neighbours' surprises."""
    pull = witnesses.unmixing @ witnesses.agreement_with(tastes)
    return at_places(places, pull, witnesses.surprises)


def _lost_best(by_like: Floats) -> Floats:
    """By how much the best over the likes (rows) exceeds the best of the others, which is 0 where there are none."""
    if len(by_like) < 2:
        return by_like
    second, best = np.partition(by_like, -2, axis=0)[-2:]
    lost: Floats = np.where(by_like == best, best - second, 0.0)
    return lost


def _lost_mean(by_like: Floats) -> Floats:
    """By how much the mean over the likes (rows) exceeds that of the others, which is 0 where there are none."""
    total = by_like.sum(axis=0)
    of_others = (total - by_like) / max(len(by_like) - 1, 1)
    lost: Floats = total / len(by_like) - of_others
    return lost


def _lost_genre_closeness(columns: Columns, likes: Columns, features: FilmFeatures) -> Floats:
    own = features.genres[likes].astype(np.float64)
    others = own.sum(axis=0) - own
    others /= np.maximum(np.linalg.norm(others, axis=1, keepdims=True), 1.0)  # rows of unit length add up to 1 or more
    lost: Floats = _genre_closeness(columns, likes, features) - others @ features.genres[columns].T
    return lost
