"""What a poster is, and what finds one."""

from collections.abc import Mapping, Sequence
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
