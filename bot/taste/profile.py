"""A member's verdicts on films, and the sparse vector they make."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class Verdict(IntEnum):
    """What a member said of a film; `SEEN` carries no opinion, `ASIDE` is a like that is to speak for nothing."""

    DISLIKE = -1
    SEEN = 0
    LIKE = 1
    ASIDE = 2


@dataclass(frozen=True, slots=True)
class SparseVector:
    """Indices in ascending order, each once, with a finite value; both arrays have shape (n,), n >= 1.

    Raises ValueError for anything else: the embedded engine panics on a malformed vector and keeps it in its log.
    """

    indices: NDArray[np.int64]
    values: NDArray[np.float32]

    def __post_init__(self) -> None:
        if self.indices.ndim != 1 or self.indices.shape != self.values.shape or not len(self.indices):
            raise ValueError("a sparse vector needs as many indices as values, and at least one")
        if self.indices[0] < 0 or self.indices[-1] >= 2**32 or (np.diff(self.indices) <= 0).any():
            raise ValueError("a sparse vector's indices must ascend within 0..2**32-1")
        if not np.isfinite(self.values).all():
            raise ValueError("a sparse vector's values must be finite")


@dataclass(frozen=True, slots=True)
class TasteProfile:
    """A member's verdicts by film id; a film has one verdict only. `seen` are those that speak for nothing.

    `elsewhere` are the films of which a member whose taste is joined with others' has not said the same in this space:
    nobody else there is to be told of them.
    """

    likes: frozenset[int] = frozenset()
    dislikes: frozenset[int] = frozenset()
    seen: frozenset[int] = frozenset()
    elsewhere: frozenset[int] = frozenset()

    @classmethod
    def of(cls, verdicts: Mapping[int, Verdict], elsewhere: frozenset[int] = frozenset()) -> "TasteProfile":
        """The profile of a film-id-to-verdict mapping."""

        def films(wanted: Verdict) -> frozenset[int]:
            return frozenset(movie_id for movie_id, verdict in verdicts.items() if verdict == wanted)

        seen = films(Verdict.SEEN) | films(Verdict.ASIDE)
        return cls(films(Verdict.LIKE), films(Verdict.DISLIKE), seen, elsewhere)

    @property
    def said_here(self) -> "TasteProfile":
        """What others of the space may be told of."""
        return TasteProfile(self.likes - self.elsewhere, self.dislikes - self.elsewhere, self.seen - self.elsewhere)

    @property
    def judged(self) -> frozenset[int]:
        """Every film with a verdict: none of them is ever recommended."""
        return self.likes | self.dislikes | self.seen
