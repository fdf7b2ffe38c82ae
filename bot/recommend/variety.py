"""Lists that are not five times the same."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import numpy as np

from bot.recommend.features import FilmFeatures
from bot.recommend.scoring import ScoredFilms

_START_FROM = 60
_ALIKE = 0.5
_IN_A_ROW = 5
_OF_ONE_SERIES = 2

Film = TypeVar("Film")


def varied(films: Iterable[Film], series_of: Callable[[Film], int], after: Sequence[int] = ()) -> Iterator[Film]:
    """The films in their order, except that among any five in a row at most two are of one series.

    A third one waits until it may come; none is lost. When every film left would be a third one, the first comes all
    the same. `after` holds the series of films that stand before these. Lazy: takes from `films` what it needs.
    """
    before = deque(after, maxlen=_IN_A_ROW - 1)
    waiting: list[Film] = []

    def may_come(film: Film) -> bool:
        return before.count(series_of(film)) < _OF_ONE_SERIES

    def let_out(film: Film) -> Film:
        waiting.remove(film)
        before.append(series_of(film))
        return film

    for film in films:
        waiting.append(film)
        while any(may_come(first := one) for one in waiting):
            yield let_out(first)
    while waiting:
        yield let_out(next(filter(may_come, waiting), waiting[0]))


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
