"""A movie night as a value: every rule that changes it is a function that returns the next one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from bot.nights.poll import Entrant, Poll, Result
from bot.nights.repeats import Repeat

USUAL_MINUTES = 150
"""How long a film of unknown runtime is taken to last."""


class Stage(IntEnum):
    """Where a night stands; it only goes forward."""

    PLANNED = 1
    CHOOSING = 2
    VOTING = 3
    DECIDED = 4
    RUNNING = 5
    OVER = 6
    CANCELLED = 7


class Presence(StrEnum):
    """A member's answer to the invitation."""

    IN = "in"
    MAYBE = "maybe"
    OUT = "out"


class Tap(StrEnum):
    """What a member says of the film afterwards."""

    LOVED = "loved"
    FINE = "fine"
    NOT_FOR_ME = "not for me"
    ABSENT = "wasn't there"


@dataclass(frozen=True, slots=True)
class Room:
    """One channel of a space, by the platform's keys: where a night belongs."""

    platform: str
    space: str
    channel: str


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a member is expected to land with the winner: `satisfaction` 0..1 is its percentile in their own ranking,
    `chance` 0..1 that they like it; None where it is unknown.
    """

    satisfaction: float | None = None
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class MovieNight:
    """One evening of one channel. Members are named by their platform's key; moments have a zone.

    `host` is nobody ("") only while nobody is in. `zone` is the space's when the night was planned, an IANA name.
    `answers` are in the order in which they came. `reserve` are picks that step up when a film goes, `gone` are film
    ids that were vetoed or dropped, which is not told apart; `vetoed_by` have used their veto. `vote_ends_at` is set
    once the vote is open, `result` once it is over. `settled_at` is when the film was chosen or the night cancelled.
    `was_shown` is False once the host has said that the film was not watched after all. `revision` counts the changes
    that a calendar shows. The film of a blind date is hidden until the start. `event_id` is the platform's own event.
    The picks were made for `picked_for` attendees; `unserved` of them found none of their own ten best among them.
    """

    night_id: str
    room: Room
    host: str
    start_at: datetime
    planned_at: datetime
    zone: str = "UTC"
    theme: str = ""
    place: str = ""
    repeat: Repeat | None = None
    is_blind: bool = False
    event_id: str = ""
    revision: int = 0
    stage: Stage = Stage.PLANNED
    answers: Mapping[str, Presence] = field(default_factory=dict)
    poll: Poll = field(default_factory=Poll)
    reserve: tuple[Entrant, ...] = ()
    gone: frozenset[int] = frozenset()
    vetoed_by: frozenset[str] = frozenset()
    vote_ends_at: datetime | None = None
    are_counts_open: bool = False
    result: Result | None = None
    settled_at: datetime | None = None
    landings: Mapping[str, Landing] = field(default_factory=dict)
    taps: Mapping[str, Tap] = field(default_factory=dict)
    was_shown: bool = True
    picked_for: int = 0
    unserved: int = 0

    @property
    def attendees(self) -> tuple[str, ...]:
        """Who is in, the first to say so first."""
        return tuple(member for member, presence in self.answers.items() if presence is Presence.IN)

    @property
    def attendance(self) -> tuple[str, ...]:
        """Who came, as far as is known: who was in or has judged the film, less those who said they weren't there."""
        were_there = dict.fromkeys((*self.attendees, *self.taps))
        return tuple(member for member in were_there if self.taps.get(member) is not Tap.ABSENT)

    @property
    def ends_at(self) -> datetime:
        """When the film is over."""
        minutes = self.result.winner.minutes if self.result else None
        return self.start_at + timedelta(minutes=minutes or USUAL_MINUTES)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts on a night: a member, who may also be one of those who manage the space."""

    member: str
    manages: bool = False

    def leads(self, night: MovieNight) -> bool:
        """Whether the night is theirs to lead."""
        return self.manages or self.member == night.host
