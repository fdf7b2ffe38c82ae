"""What a title lookup answers: take one film, ask which, or none."""

from dataclasses import dataclass
from enum import StrEnum

from bot.movies.movie import Movie


class Decision(StrEnum):
    """Whether one film is clearly meant, several could be, or none is."""

    TAKE = "take"
    ASK = "ask"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A film that may be meant; `confidence` is the probability, 0 to 1, that it is."""

    movie: Movie
    confidence: float


@dataclass(frozen=True, slots=True)
class Lookup:
    """Films that may be meant, best first, at most ten; with `NONE` they are merely the nearest titles."""

    decision: Decision
    candidates: tuple[Candidate, ...] = ()
