"""Why a film is on the shortlist, in a label or two: each is true of one film, and of no other as much."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from math import inf

from bot.recommend.groups import OWN_BEST, GroupPick, Shortlist

_FEWEST_TO_COMPARE = 2


class Label(StrEnum):
    """What speaks for a film of a shortlist."""

    MOST_LOVED = "most loved"
    SAFEST = "safest"
    WILD_CARD = "wild card"
    FOR_THE_NEWCOMERS = "for the newcomers"


def labels(shortlist: Shortlist) -> Mapping[int, Sequence[Label]]:
    """Labels by film id; a label belongs to one film at most, a film may have several.

    Ties go to the film that is better for the group. One film or one member alone is compared with nobody.
    """
    picks = shortlist.picks
    if len(picks) < _FEWEST_TO_COMPARE:
        return {}
    found = {Label.MOST_LOVED: max(picks, key=lambda pick: pick.score), Label.WILD_CARD: _wild_card(picks)}
    if len(picks[0].ranks) >= _FEWEST_TO_COMPARE:
        found |= {Label.SAFEST: min(picks, key=_lowest_rank), Label.FOR_THE_NEWCOMERS: _for_the_newcomers(picks)}
    labelled = {pick.movie.movie_id: [label for label in Label if found.get(label) is pick] for pick in picks}
    return {movie_id: of_film for movie_id, of_film in labelled.items() if of_film}


def _lowest_rank(pick: GroupPick) -> float:
    """How the member who ranks the film lowest ranks it; whoever has seen it liked it, and has no rank."""
    return max((rank for rank in pick.ranks if rank is not None), default=0)


def _wild_card(picks: Sequence[GroupPick]) -> GroupPick | None:
    """The least known of those that serve somebody, by being among their own ten best."""
    serving = [pick for pick in picks if any(rank is not None and rank <= OWN_BEST for rank in pick.ranks)]
    least = min(serving, key=lambda pick: pick.movie.rated_by, default=picks[0])
    is_less_known = any(pick.movie.rated_by > least.movie.rated_by for pick in picks)
    return least if serving and is_less_known else None


def _for_the_newcomers(picks: Sequence[GroupPick]) -> GroupPick | None:
    """The best film here for the member whom the others serve worst, if these have none of that member's ten best."""
    found, worst = None, float(OWN_BEST)
    for member in range(len(picks[0].ranks)):
        best, *others = sorted(picks, key=lambda pick: _rank(pick, member))
        if _rank(others[0], member) > worst and best.ranks[member] is not None:
            found, worst = best, _rank(others[0], member)
    return found


def _rank(pick: GroupPick, member: int) -> float:
    rank = pick.ranks[member]
    return inf if rank is None else rank
