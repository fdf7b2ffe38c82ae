"""How a night's film was liked, in numbers, and what the bot had expected: told only where they give nobody away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.nights.night import MovieNight, Tap

FEWEST_TO_TELL = 3
"""With fewer taps a number would tell whose they are."""

OPINIONS: Sequence[Tap] = (Tap.LOVED, Tap.FINE, Tap.NOT_FOR_ME)

_LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Score:
    """How often each tap was said of one film or of several.

    Of `guessed` of those who tapped the bot had expected something: that `expected` of them would love the film;
    `loved` of them did. Where these were too few to tell, all three are 0.
    """

    taps: Mapping[Tap, int] = field(default_factory=dict)
    guessed: int = 0
    expected: int = 0
    loved: int = 0

    @property
    def tapped(self) -> int:
        """How many have said something of the film."""
        return sum(self.taps.values())

    @property
    def share_loved(self) -> float:
        """How many of them loved it, 0..1."""
        return self.taps.get(Tap.LOVED, 0) / max(self.tapped, 1)


def score_of(night: MovieNight) -> Score | None:
    """The night's score; None for a film that was not watched, and where too few have said something of it."""
    said: dict[str, Tap] = {member: tap for member, tap in night.taps.items() if tap is not Tap.ABSENT}
    if len(said) < FEWEST_TO_TELL or not night.was_shown:
        return None
    taps = {tap: list(said.values()).count(tap) for tap in OPINIONS}
    chances = {member: night.landings[member].chance for member in said if member in night.landings}
    known = {member: chance for member, chance in chances.items() if chance is not None}
    if len(known) < FEWEST_TO_TELL:
        return Score(taps)
    expected = sum(chance >= _LIKELY for chance in known.values())
    return Score(taps, len(known), expected, sum(said[member] is Tap.LOVED for member in known))


def total(scores: Iterable[Score]) -> Score:
    """Several nights' scores together."""
    together = Score()
    for one in scores:
        taps = {tap: together.taps.get(tap, 0) + one.taps.get(tap, 0) for tap in OPINIONS}
        together = Score(
            taps, together.guessed + one.guessed, together.expected + one.expected, together.loved + one.loved
        )
    return together
