"""Films for a whole room: what all its members may be shown, in the order that suits them together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie
from bot.recommend.scoring import ScoredFilms
from bot.taste.profile import TasteProfile

FEWEST_FOR_SECRECY = 3
"""In a smaller room the others could tell from an absent film who disliked it, or be told by its score."""

OWN_BEST = 10
"""Every member should find one of their own so many best films on a shortlist."""

_COMPARED = 200
_OF_ONE_SERIES = 2

Columns = NDArray[np.int64]


class SeenFilms(StrEnum):
    """What becomes of films that members have seen: a like is a verdict on a seen film too."""

    OUT = "out"
    UNLESS_LIKED = "unless all who saw it liked it"


@dataclass(frozen=True, slots=True)
class Voice:
    """A member in a group: the whole catalogue in their order, the films they judged left out."""

    films: ScoredFilms
    is_personal: bool = True
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class GroupRanking:
    """The films a group may be shown, best for the group first.

    `columns` (films,) are catalogue columns; `scores` (films,) lie in 0..1, the weighted mean of the members' own
    scores, 0 from one who has seen the film; `ranks` (films, members) count from 1 among these films, 0 for one who
    has seen it.
    """

    columns: Columns
    scores: NDArray[np.float64]
    ranks: Columns

    @property
    def is_own_best(self) -> NDArray[np.bool_]:
        """(films, members): whether the film is among the member's own ten best."""
        return (self.ranks > 0) & (self.ranks <= OWN_BEST)


@dataclass(frozen=True, slots=True)
class GroupPick:
    """One film for the group; `ranks` are the members' own, in the members' order, None for one who has seen it."""

    movie: Movie
    score: float
    ranks: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Films to choose from, best for the group first; `unserved` are members with none of their ten best on it."""

    picks: tuple[GroupPick, ...]
    unserved: tuple[int, ...]


def told_profiles(tastes: Sequence[TasteProfile]) -> list[TasteProfile]:
    """What may be used of each member's taste: a disliked film counts as seen.

    So no answer to a room tells the two apart, however much of the room its reader knows.
    """
    return [replace(taste, dislikes=frozenset(), seen=taste.seen | taste.dislikes) for taste in tastes]


def may_be_shown(tastes: Sequence[TasteProfile], catalogue: Catalogue, seen: SeenFilms) -> NDArray[np.bool_]:
    """Shape (films,): no film that a member disliked, seen ones by the rule, in a small room none with any verdict."""
    are_liked_ones_in = seen is SeenFilms.UNLESS_LIKED and len(tastes) >= FEWEST_FOR_SECRECY
    shown = np.ones(len(catalogue), dtype=bool)
    for taste in tastes:
        out = taste.dislikes | taste.seen if are_liked_ones_in else taste.judged
        shown[catalogue.columns_of(out)] = False
    return shown


def rank_for_group(voices: Sequence[Voice], may_show: NDArray[np.bool_]) -> GroupRanking:
    """The average of the members' normalised scores, ties by lower film id; explained in docs/recommendation.md.

    A member's score is 1 for the best film that may be shown and 0 from the 200th on. A voice that is not personal has
    ranks, by fame, but no say in the scores, unless none is personal. Raises ValueError for no voice at all and for
    weights that are not positive.
    """
    scores = np.zeros(len(may_show))
    ranks = np.zeros((len(may_show), len(voices)), dtype=np.int64)
    for member, (voice, share) in enumerate(zip(voices, _shares(voices), strict=True)):
        is_open = may_show[voice.films.columns]
        columns, own = voice.films.columns[is_open], voice.films.scores[is_open]
        ranks[columns, member] = np.arange(1, len(columns) + 1)
        scores[columns[:_COMPARED]] += share * _from_one_to_zero(own[:_COMPARED])
    shown = np.flatnonzero(may_show)
    order = shown[np.argsort(-scores[shown], kind="stable")]
    return GroupRanking(order, scores[order], ranks[order])


def shortlist(
    group: GroupRanking, catalogue: Catalogue, series: Columns, count: int, keep: Collection[int] = ()
) -> Shortlist:
    """The best `count` films that together hold one of every member's own ten best, where so few films can.

    One film after the other: the best for the group that still leaves enough places for the members unserved, by a
    greedy cover (Chvatal 1979); at most two of one series while there are others. `keep` are film ids listed before.
    """
    kept = np.isin(group.columns, catalogue.columns_of(keep))
    chosen = np.flatnonzero(kept).tolist()[:count]
    own_best = group.is_own_best
    unserved: NDArray[np.bool_] = np.logical_not(own_best[chosen].any(axis=0))
    near = np.flatnonzero(own_best.any(axis=1) | (np.arange(len(own_best)) < _COMPARED))
    while len(chosen) < min(count, len(near)):
        free = _free(group, np.setdiff1d(near, chosen), chosen, series)
        place = _next_place(own_best, unserved, free, count - len(chosen))
        chosen.append(place)
        unserved &= ~own_best[place]
    return Shortlist(
        tuple(_pick(group, catalogue, place) for place in sorted(chosen)), tuple(np.flatnonzero(unserved).tolist())
    )


def _shares(voices: Sequence[Voice]) -> list[float]:
    """How much each voice counts, adding up to 1."""
    if not voices or not all(0 < voice.weight < np.inf for voice in voices):
        raise ValueError("a group needs members, each with a positive weight")
    is_anyone_personal = any(voice.is_personal for voice in voices)
    says = [voice.weight if voice.is_personal or not is_anyone_personal else 0.0 for voice in voices]
    return [say / sum(says) for say in says]


def _from_one_to_zero(best_first: NDArray[np.float64]) -> NDArray[np.float64]:
    if not len(best_first):
        return best_first
    span = best_first[0] - best_first[-1]
    return (best_first - best_first[-1]) / span if span > 0 else np.ones(len(best_first))


def _free(group: GroupRanking, places: Columns, chosen: Sequence[int], series: Columns) -> Columns:
    """Those of the places whose series has room; all of them when none has."""
    numbers, counts = np.unique(series[group.columns[list(chosen)]], return_counts=True)
    roomy = places[~np.isin(series[group.columns[places]], numbers[counts >= _OF_ONE_SERIES])]
    return roomy if len(roomy) else places


def _next_place(own_best: NDArray[np.bool_], unserved: NDArray[np.bool_], free: Columns, places_left: int) -> int:
    serving = free[own_best[free][:, unserved].any(axis=1)]
    if not len(serving):
        return int(free[0])
    serves = own_best[serving]
    for place in (int(free[0]), *serving.tolist()):
        if _places_needed(serves[:, unserved & ~own_best[place]]) < places_left:
            return int(place)
    return int(serving[np.argmax(serves[:, unserved].sum(axis=1))])


def _places_needed(serves: NDArray[np.bool_]) -> int:
    """How many films a greedy cover takes to serve every member whom any film serves; `serves` (films, members)."""
    left = serves.any(axis=0)
    needed = 0
    while left.any():
        most = int(np.argmax((serves & left).sum(axis=1)))
        left = left & ~serves[most]
        needed += 1
    return needed


def _pick(group: GroupRanking, catalogue: Catalogue, place: int) -> GroupPick:
    ranks = tuple(rank or None for rank in group.ranks[place].tolist())
    return GroupPick(catalogue.movies[int(group.columns[place])], float(group.scores[place]), ranks)
