"""Who gave way gets more say: how satisfied members were with past nights becomes weights for the next one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log

from bot.recommend.groups import GroupRanking

NIGHTS_COUNTED = 10
LEAST, MOST = 0.5, 2.0
_STRENGTH = 50.0


class Say(StrEnum):
    """How much a member's taste counts, beside that of one who neither gave way nor had their way."""

    HALF = "half"
    THREE_QUARTERS = "three quarters"
    ONCE = "once"
    ONE_AND_A_QUARTER = "one and a quarter times"
    ONE_AND_A_HALF = "one and a half times"
    ONE_AND_THREE_QUARTERS = "one and three quarter times"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class GaveWay:
    """Who of a room gave way most, all of them where several did alike, and how much their taste counts for that."""

    members: tuple[str, ...]
    say: Say


_STEPS = {
    0.5: Say.HALF,
    0.75: Say.THREE_QUARTERS,
    1.0: Say.ONCE,
    1.25: Say.ONE_AND_A_QUARTER,
    1.5: Say.ONE_AND_A_HALF,
    1.75: Say.ONE_AND_THREE_QUARTERS,
    2.0: Say.TWICE,
}


def satisfactions(ranking: GroupRanking, column: int) -> Sequence[float | None]:
    """How satisfied each member of the ranking is with the film of this catalogue column.

    The percentile of the film in the member's own ranking, 1 for their best and 0 for their last. None for a member
    who has seen the film, and for everybody when it is not in the ranking: somebody's verdict stands behind that.
    """
    places = (ranking.columns == column).nonzero()[0].tolist()
    if not places:
        return [None] * ranking.ranks.shape[1]
    last = max(len(ranking.columns) - 1, 1)
    return [1.0 - (rank - 1) / last if rank else None for rank in ranking.ranks[places[0]].tolist()]


def weights(past: Mapping[str, Sequence[float]]) -> Mapping[str, float]:
    """Every member's weight for the next night, from their satisfactions with past ones, newest first.

    exp(50 x (mean satisfaction of the room - own mean satisfaction)) over the last ten nights that the member attended,
    between 1/2 and 2; 1 for one who has attended none, and they don't enter the room's mean. All ten count alike: newer
    ones counting more changed the spread by less than a hundredth in simulations. See benchmarks/fairness.py.
    """
    means = {member: _mean(nights[:NIGHTS_COUNTED]) for member, nights in past.items() if nights}
    if not means:
        return dict.fromkeys(past, 1.0)
    of_room = _mean(list(means.values()))
    return {member: _bounded(_STRENGTH * (of_room - means.get(member, of_room))) for member in past}


def gave_way_most(of_members: Mapping[str, float]) -> GaveWay | None:
    """Whom `weights` favour most, in words; None where nobody's taste counts noticeably more than once."""
    says = {member: in_words(weight) for member, weight in of_members.items()}
    most = max(of_members.values(), default=1.0)
    if in_words(most) is Say.ONCE or most < 1:
        return None
    return GaveWay(tuple(member for member in of_members if says[member] is in_words(most)), in_words(most))


def in_words(weight: float) -> Say:
    """The weight in words, to the nearest quarter."""
    return _STEPS[min(_STEPS, key=lambda step: abs(step - weight))]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _bounded(exponent: float) -> float:
    return exp(min(max(exponent, log(LEAST)), log(MOST)))
