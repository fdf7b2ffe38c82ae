"""Every rating of a data set by rater, and the neighbours read out of them."""

from dataclasses import dataclass
from io import FileIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.recommend.neighbours import Neighbours


@dataclass(frozen=True, slots=True)
class RaterRatings:
    """Every rating, by rater: `rater_ids` int64 (raters,) ascending, `offsets` int64 (raters + 1,), and at
    `offsets[row]:offsets[row + 1]` the catalogue `columns` int32 (ascending) and `half_stars` uint8 (1 to 10).
    """

    rater_ids: NDArray[np.int64]
    offsets: NDArray[np.int64]
    columns: NDArray[np.int32]
    half_stars: NDArray[np.uint8]

    def fit(self, raters: int, ratings: int) -> bool:
        """Whether the arrays have the types and shapes told above, for this many raters and ratings."""
        told = ((np.int64, raters), (np.int64, raters + 1), (np.int32, ratings), (np.uint8, ratings))
        arrays: tuple[NDArray[Any], ...] = (self.rater_ids, self.offsets, self.columns, self.half_stars)
        if any(array.dtype != kind or array.shape != (size,) for array, (kind, size) in zip(arrays, told, strict=True)):
            return False
        return self.offsets[0] == 0 and self.offsets[-1] == ratings and bool((np.diff(self.offsets) >= 0).all())

    def of(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """Columns and half stars of these rows, one after the other."""
        spans = _spans(self.offsets, rows)
        columns = np.concatenate([self.columns[:0], *(self.columns[start:end] for start, end in spans)])
        return columns, np.concatenate([self.half_stars[:0], *(self.half_stars[start:end] for start, end in spans)])


class RatingFiles:
    """The same, where columns and half stars stay on the disk until they are asked for; for one thread at a time.

    They are read and not mapped: what was read once does not stay in this process's memory, and a file that is cut off
    under it is an error, where a mapping would end the process.
    """

    def __init__(
        self, rater_ids: NDArray[np.int64], offsets: NDArray[np.int64], columns: FileIO, half_stars: FileIO
    ) -> None:
        """The files, open in binary mode without a buffer, stand where their first number begins."""
        self.rater_ids = rater_ids
        self.offsets = offsets
        self._columns, self._columns_at = columns, columns.tell()
        self._half_stars, self._half_stars_at = half_stars, half_stars.tell()

    def of(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """As RaterRatings.of; raises EOFError when a file has become too short, OSError when it cannot be read."""
        spans = _spans(self.offsets, rows)
        count = sum(end - start for start, end in spans)
        columns, half_stars = np.empty(count, dtype=np.int32), np.empty(count, dtype=np.uint8)
        _read(self._columns, self._columns_at, spans, columns.data.cast("B"), columns.itemsize)
        _read(self._half_stars, self._half_stars_at, spans, half_stars.data, half_stars.itemsize)
        return columns, half_stars

    def close(self) -> None:
        """Closes the files."""
        self._columns.close()
        self._half_stars.close()


def _spans(offsets: NDArray[np.int64], rows: NDArray[np.int64]) -> list[tuple[int, int]]:
    return list(zip(offsets[rows].tolist(), offsets[rows + 1].tolist(), strict=True))


def _read(file: FileIO, begins_at: int, spans: list[tuple[int, int]], into: memoryview, itemsize: int) -> None:
    place = 0
    for start, end in spans:
        file.seek(begins_at + start * itemsize)
        part = into[place : place + (end - start) * itemsize]
        if file.readinto(part) != len(part):
            raise EOFError(f"{file.name} is too short")
        place += len(part)


def neighbours_of(found: list[tuple[int, float]], ratings: RaterRatings | RatingFiles) -> Neighbours:
    """Neighbours from (rater id, dot product) pairs, with their ratings."""
    nearest = sorted(((rater, score) for rater, score in found if score > 0), key=lambda pair: (-pair[1], pair[0]))
    raters = np.array([rater for rater, _ in nearest], dtype=np.int64)
    rows = np.searchsorted(ratings.rater_ids, raters)
    counts = ratings.offsets[rows + 1] - ratings.offsets[rows]
    columns, half_stars = ratings.of(rows)
    return Neighbours(
        raters=raters,
        similarities=np.array([score for _, score in nearest], dtype=np.float64),
        offsets=np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)]),
        columns=columns,
        stars=stars_of_halves(half_stars),
    )


def stars_of_halves(half_stars: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Stars from counts of half stars."""
    return half_stars.astype(np.float32) * np.float32(0.5)
