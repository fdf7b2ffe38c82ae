"""What tonight's films must be: genres, years, runtime, how well known."""

from dataclasses import dataclass
from enum import StrEnum

from bot.movies.movie import Movie


class Fame(StrEnum):
    """How well known a film should be: the short head of the catalogue, or its long tail."""

    ANY = "any"
    FAMOUS = "famous"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits on recommended films; genres by their MovieLens names, years inclusive, runtime in minutes."""

    genres: tuple[str, ...] = ()
    no_genres: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    longest_minutes: int | None = None
    fame: Fame = Fame.ANY

    def admits(self, movie: Movie, is_famous: bool) -> bool:
        """Whether the film is within the limits; a film of unknown runtime is, one of unknown year is not."""
        return (
            all(genre in movie.genres for genre in self.genres)
            and not any(genre in movie.genres for genre in self.no_genres)
            and self._admits_year(movie.year)
            and self.admits_runtime(movie.runtime_minutes)
            and (self.fame is Fame.ANY or (self.fame is Fame.FAMOUS) == is_famous)
        )

    def admits_runtime(self, minutes: int | None) -> bool:
        """Whether a film of this runtime is short enough; an unknown runtime may be."""
        return self.longest_minutes is None or minutes is None or minutes <= self.longest_minutes

    def _admits_year(self, year: int | None) -> bool:
        if self.first_year is None and self.last_year is None:
            return True
        return year is not None and (self.first_year or year) <= year <= (self.last_year or year)
