"""What members were acknowledged, kept by those who talk: the measure of what the bot has kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

Told = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a line does when it counts: verdicts by film, None for one taken back; films for later; or an undo.

    A deed with a `button` has counted if the answer carries one that says so; others have if they are answered.
    """

    said: Mapping[int, str | None] = field(default_factory=dict)
    later: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()
    is_undo: bool = False
    button: str = ""


NOTHING = Deed()


@dataclass(frozen=True, slots=True)
class Account:
    """A member's verdicts and films for later as they must be on record, and the verdicts before each action."""

    told: Told = field(default_factory=dict)
    later: frozenset[int] = frozenset()
    former: tuple[Told, ...] = ()

    def after(self, deed: Deed) -> "Account":
        """The account once the deed has counted; the same where it changes nothing."""
        if deed.is_undo:
            return replace(self, told=self.former[-1], former=self.former[:-1]) if self.former else self
        told = {film: verdict for film, verdict in {**self.told, **deed.said}.items() if verdict is not None}
        former = self.former if told == self.told else (*self.former, self.told)
        return Account(told, (self.later | deed.later) - deed.dropped, former)

    def is_as(self, kept: "Account") -> bool:
        """Whether what was found on record is this, of which nobody can see what was before."""
        return self.told == kept.told and self.later == kept.later


@dataclass(slots=True)
class Book:
    """One member's account. A line without an answer may count or not, but only whole: then two are possible."""

    possible: tuple[Account, ...] = (Account(),)
    acknowledged: int = 0
    doubtful: int = 0

    @property
    def account(self) -> Account:
        """What is on record as far as anybody knows."""
        return self.possible[0]

    @property
    def is_doubtful(self) -> bool:
        """Whether nobody knows."""
        return len(self.possible) > 1

    def acknowledge(self, deed: Deed) -> None:
        """The deed has counted."""
        self.acknowledged += len(deed.said) + len(deed.later) + len(deed.dropped) + deed.is_undo
        self.possible = tuple(one.after(deed) for one in self.possible)

    def doubt(self, deed: Deed) -> None:
        """Nobody knows whether the deed has counted."""
        others = tuple(one.after(deed) for one in self.possible)
        self.doubtful += others != self.possible
        self.possible += tuple(one for one in others if one not in self.possible)

    def compare(self, kept: Account) -> str:
        """In what the record differs from all that it may be; "" if it does not. From here on it counts as it is."""
        fitting = [one for one in self.possible if one.is_as(kept)]
        wanted, self.possible = self.account, tuple(fitting[:1]) or (kept,)
        return "" if fitting else f"{_unlike(wanted.told, kept.told)}; for later {sorted(wanted.later ^ kept.later)}"


def _unlike(wanted: Told, kept: Told) -> str:
    films = sorted(film for film in wanted.keys() | kept.keys() if wanted.get(film) != kept.get(film))
    return ", ".join(f"#{film} is {kept.get(film)} and was {wanted.get(film)}" for film in films)
