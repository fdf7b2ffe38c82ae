"""The raters whose taste is nearest to a member's, and the index that finds them."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.taste.profile import SparseVector

NEIGHBOURS = 160
"""How many raters speak for a member's films, among few raters and among many (docs/decisions/0005)."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest raters, most similar first (ties by lower rater id), with every rating they gave.

    `raters` int64 (k,), `similarities` float64 (k,), all positive. Rater u's ratings are
    `columns[offsets[u]:offsets[u + 1]]` (int32 catalogue columns, ascending) and `stars` (float32, 0.5 to 5) at the
    same places.
    """

    raters: NDArray[np.int64]
    similarities: NDArray[np.float64]
    offsets: NDArray[np.int64]
    columns: NDArray[np.int32]
    stars: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.raters)

    @property
    def rows(self) -> NDArray[np.int64]:
        """For every rating, the position of its rater (0..k-1)."""
        return np.repeat(np.arange(len(self.raters)), np.diff(self.offsets))


class NeighbourIndex(Protocol):
    """Finds raters by sparse dot product: embedded in this process, or on a Qdrant server."""

    @property
    def is_resting(self) -> bool:
        """Whether a server that keeps failing is left alone now."""
        ...

    async def nearest(self, taste: SparseVector, limit: int) -> Neighbours:
        """At most `limit` raters with a positive dot product; raises IndexUnavailable when it cannot answer."""
        ...

    async def close(self) -> None:
        """Lets go of the engine; no call may follow."""
        ...


class TimedIndex:
    """A NeighbourIndex that tells how many seconds every search took, failed ones too; `clock` counts them."""

    def __init__(
        self, index: NeighbourIndex, took: Callable[[float], None], clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self._index = index
        self._took = took
        self._clock = clock

    @property
    def is_resting(self) -> bool:
        """As the index within."""
        return self._index.is_resting

    async def nearest(self, taste: SparseVector, limit: int) -> Neighbours:
        """As the index within."""
        began_at = self._clock()
        try:
            return await self._index.nearest(taste, limit)
        finally:
            self._took(self._clock() - began_at)

    async def close(self) -> None:
        """Closes the index within."""
        await self._index.close()
