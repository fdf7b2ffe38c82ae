"""How likely a member is to like a film: a probability that holds, for any film and not only for those recommended."""

import numpy as np
from numpy.typing import NDArray

from bot.recommend.features import FilmFeatures
from bot.recommend.statistics import RatingStatistics
from bot.recommend.witnesses import Columns, Floats, Tastes, Witnesses

_TERMS = {
    "always": -0.331,
    "neighbours": 0.258,
    "everybody": 0.526,
    "surprise": 15.648,
    "surprise, many likes": -14.969,
    "usual verdict": 3.441,
}
"""What a chance is made of and the weight of each part, learned by logistic regression; see docs/recommendation.md."""

_PRIOR_VOTES = 6.0
_MOST_LIKES = 20


def chances(
    columns: Columns, witnesses: Witnesses, tastes: Tastes, features: FilmFeatures, statistics: RatingStatistics
) -> Floats:
    """The probability that the member likes each of these films, shape (films,), nan where nothing can be said.

    Nothing can be said of a film that nobody rated, nor of the only one a member likes: a judged film is looked at as
    if it were not yet judged. A film that fewer than two neighbours rated is judged by everybody's share of likes.
    """
    logits = np.array(list(_TERMS.values())) @ _terms_of(columns, witnesses, tastes, features)
    found: Floats = 1.0 / (1.0 + np.exp(-logits))
    is_only_like = np.isin(columns, tastes.likes) & (len(tastes.likes) == 1)
    found[is_only_like | (statistics.rated_by[columns] == 0)] = np.nan
    return found


def _terms_of(columns: Columns, witnesses: Witnesses, tastes: Tastes, features: FilmFeatures) -> Floats:
    """What speaks for and against each film, float64 (len(_TERMS), films), in the order of `_TERMS`."""
    verdicts = np.isin(columns, tastes.likes).astype(np.int64) - np.isin(columns, tastes.dislikes)
    likes = len(tastes.likes) - (verdicts > 0)
    judged = len(tastes.likes) + len(tastes.dislikes) - (verdicts != 0)
    many_likes = np.log(np.clip(likes, 1, _MOST_LIKES)) / np.log(_MOST_LIKES)
    at_large = np.exp(features.praise[columns])
    surprise = _expected_surprise(columns, verdicts, witnesses, tastes)
    terms = {
        "always": np.ones(len(columns)),
        "neighbours": _logit(_share_of_neighbours(columns, at_large, witnesses)),
        "everybody": _logit(at_large),
        "surprise": surprise,
        "surprise, many likes": surprise * many_likes,
        "usual verdict": (likes + 2) / (judged + 3) - 0.66,
    }
    return np.array([terms[name] for name in _TERMS])


def _share_of_neighbours(columns: Columns, at_large: Floats, witnesses: Witnesses) -> Floats:
    """How many of the neighbours who rated a film like it, drawn to everybody's share as by six average votes."""
    places = witnesses.place_of[columns]
    is_heard = places >= 0
    votes, likes = np.zeros(len(columns)), np.zeros(len(columns))
    votes[is_heard] = witnesses.votes[places[is_heard]]
    likes[is_heard] = witnesses.weights @ witnesses.likes[:, places[is_heard]]
    prior = _PRIOR_VOTES * witnesses.weights.mean()
    share: Floats = (likes + prior * at_large) / (votes + prior)
    return share


def _expected_surprise(columns: Columns, verdicts: Columns, witnesses: Witnesses, tastes: Tastes) -> Floats:
    """The signal `surprise` of the evidence, without what the member's own verdict on the film adds to it."""
    places = witnesses.place_of[columns]
    is_heard, is_judged = places >= 0, (places >= 0) & (verdicts != 0)
    own = witnesses.surprises[:, places[is_judged]]
    solved = witnesses.unmixing @ np.column_stack([witnesses.agreement_with(tastes), own])
    surprise = np.zeros(len(columns))
    surprise[is_heard] = solved[:, 0] @ witnesses.surprises[:, places[is_heard]]
    surprise[is_judged] -= verdicts[is_judged] * (own * solved[:, 1:]).sum(axis=0)
    return surprise


def _logit(shares: Floats) -> NDArray[np.float64]:
    kept = np.clip(shares, 0.01, 0.99)
    return np.log(kept / (1.0 - kept))
