"""The vote on a shortlist: approval voting, and how a tie, a missed quorum and an empty box are settled."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Entrant:
    """A film of a shortlist.

    `fit` is what the group is expected to think of it, 0..1; `suggested_by` is a member, None for the bot's own pick;
    `minutes` is its runtime, None where it is unknown; `labels` say why it was picked.
    """

    movie_id: int
    fit: float = 0.0
    suggested_by: str | None = None
    minutes: int | None = None
    labels: tuple[str, ...] = ()


class DecidedBy(StrEnum):
    """What made the winner win."""

    VOTES = "votes"
    FIT = "fit"
    ORDER = "order"
    QUORUM_MISSED = "quorum missed"
    NO_VOTES = "no votes"


@dataclass(frozen=True, slots=True)
class Result:
    """The winner, its approvals, how many voted, and what settled it."""

    winner: Entrant
    votes: int
    voters: int
    decided_by: DecidedBy


@dataclass(frozen=True, slots=True)
class Poll:
    """Entrants in the order they are shown, each film once, and every voter's approved film ids.

    A ballot names entrants only; a voter who approves of nothing has no ballot. With fewer voters than `quorum` the
    votes decide nothing.
    """

    entrants: tuple[Entrant, ...] = ()
    ballots: Mapping[str, frozenset[int]] = field(default_factory=dict)
    quorum: int = 0

    @property
    def movie_ids(self) -> frozenset[int]:
        """The films that can be voted for."""
        return frozenset(entrant.movie_id for entrant in self.entrants)

    def counts(self) -> Mapping[int, int]:
        """Approvals by film id, in the entrants' order."""
        return {
            entrant.movie_id: sum(entrant.movie_id in ballot for ballot in self.ballots.values())
            for entrant in self.entrants
        }

    def cast(self, member: str, movie_ids: Collection[int]) -> "Poll":
        """The member's whole ballot, in the place of an earlier one; films that are no entrants are passed over."""
        return self._with_ballots({**self.ballots, member: frozenset(movie_ids)})

    def entered(self, entrant: Entrant) -> "Poll":
        """One more film at the end; a film that is there already stays as it is."""
        return self if entrant.movie_id in self.movie_ids else replace(self, entrants=(*self.entrants, entrant))

    def renewed(self, films: Collection[Entrant]) -> "Poll":
        """The same list with what is known of these films now; a label that one of them has is no other's any more."""
        known = {one.movie_id: one for one in films}
        labels = {label for one in films for label in one.labels}
        entrants = tuple(
            replace(known[one.movie_id], suggested_by=one.suggested_by)
            if one.movie_id in known
            else replace(one, labels=tuple(label for label in one.labels if label not in labels))
            for one in self.entrants
        )
        return replace(self, entrants=entrants)

    def relisted(self, films: Collection[Entrant]) -> "Poll":
        """These films, each once: those that stay keep their places, and new ones take the places of those that go."""
        staying = {one.movie_id: one for one in films}
        new = iter([one for one in films if one.movie_id not in self.movie_ids])
        placed = [staying.get(one.movie_id) or next(new, None) for one in self.entrants]
        return replace(self, entrants=tuple(one for one in (*placed, *new) if one))

    def without(self, movie_id: int) -> "Poll":
        """One film less, on the list and on every ballot."""
        left = tuple(entrant for entrant in self.entrants if entrant.movie_id != movie_id)
        return replace(self, entrants=left)._with_ballots(self.ballots)

    def without_voter(self, member: str) -> "Poll":
        """One ballot less."""
        return self._with_ballots({voter: ballot for voter, ballot in self.ballots.items() if voter != member})

    def result(self) -> Result | None:
        """Most approvals win, then the best fit, then the first place; None when there is nothing to choose from."""
        if not self.entrants:
            return None
        counts, voters = self.counts(), len(self.ballots)
        if not voters or voters < self.quorum:
            reason = DecidedBy.NO_VOTES if not voters else DecidedBy.QUORUM_MISSED
            return Result(self.entrants[0], counts[self.entrants[0].movie_id], voters, reason)
        most = max(counts.values())
        level = [entrant for entrant in self.entrants if counts[entrant.movie_id] == most]
        winner = max(level, key=lambda entrant: entrant.fit)
        return Result(winner, most, voters, _settled_by([entrant.fit for entrant in level], winner.fit))

    def _with_ballots(self, ballots: Mapping[str, frozenset[int]]) -> "Poll":
        valid = {member: ballot & self.movie_ids for member, ballot in ballots.items()}
        return replace(self, ballots={member: ballot for member, ballot in valid.items() if ballot})


def _settled_by(fits: Collection[float], best: float) -> DecidedBy:
    if len(fits) == 1:
        return DecidedBy.VOTES
    return DecidedBy.FIT if list(fits).count(best) == 1 else DecidedBy.ORDER
