"""What a poster is, and what finds one."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.movies.movie import Movie


@dataclass(frozen=True, slots=True)
class Poster:
    """`link` is a public picture address; None means that the front shows the drawn title card instead."""

    link: str | None = None
    runtime_minutes: int | None = None
    imdb_rating: float | None = None
    age_rating: str | None = None


NO_POSTER = Poster()


class PosterSource(Protocol):
    """Finds posters; a film it finds nothing for gets `NO_POSTER`."""

    async def find(self, movies: Sequence[Movie]) -> Mapping[int, Poster]:
        """A poster for every film asked for, by film id, within the source's own deadline; never raises."""
        ...

    async def close(self) -> None:
        """Lets go of connections."""
        ...


class TimedPosters:
    """A PosterSource that tells how many seconds every search took; `clock` counts them."""

    def __init__(
        self, posters: PosterSource, took: Callable[[float], None], clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self._posters = posters
        self._took = took
        self._clock = clock

    async def find(self, movies: Sequence[Movie]) -> Mapping[int, Poster]:
        """As the source within."""
        began_at = self._clock()
        try:
            return await self._posters.find(movies)
        finally:
            self._took(self._clock() - began_at)

    async def close(self) -> None:
        """Closes the source within."""
        await self._posters.close()
