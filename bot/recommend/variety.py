"""Lists that are not five times the same."""

import numpy as np

from bot.recommend.features import FilmFeatures
from bot.recommend.scoring import ScoredFilms

_START_FROM = 60
_ALIKE = 0.5


def varied_start(popular: ScoredFilms, features: FilmFeatures) -> ScoredFilms:
    """Reorders the best-known films so that neighbours in the list differ in genre (maximal marginal relevance).

    Carbonell and Goldstein, SIGIR 1998; relevance is the share of the first film's score, likeness genre cosine.
    """
    head = min(_START_FROM, len(popular))
    genres = features.genres[popular.columns[:head]]
    relevance = popular.scores[:head] / max(float(popular.scores[0]) if head else 0.0, 1.0)
    likeness = np.zeros(head)
    order: list[int] = []
    for _ in range(head):
        worth = relevance - _ALIKE * likeness
        worth[order] = -np.inf
        chosen = int(np.argmax(worth))
        order.append(chosen)
        likeness = np.maximum(likeness, genres @ genres[chosen])
    chosen_first = np.array(order, dtype=np.int64)
    columns = np.concatenate([popular.columns[:head][chosen_first], popular.columns[head:]])
    scores = np.concatenate([popular.scores[:head][chosen_first], popular.scores[head:]])
    return ScoredFilms(columns, scores)
