"""What a file from elsewhere says of one film, and how the same film of several files becomes one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.taste.profile import Verdict


@dataclass(frozen=True, slots=True)
class ImportedFilm:
    """One film of a member's history. `stars` are 0.5 to 5, None for none; `verdict` is one that was given to us.

    `imdb_id` is "tt0133093", `tmdb_id` and `movie_id` (MovieLens) are numbers; what is unknown is None. A film that is
    wanted is one to watch later; one that is neither wanted nor anything else was seen.
    """

    title: str
    year: int | None = None
    imdb_id: str | None = None
    tmdb_id: int | None = None
    movie_id: int | None = None
    stars: float | None = None
    is_loved: bool = False
    is_seen: bool = False
    is_wanted: bool = False
    verdict: Verdict | None = None

    @property
    def is_known(self) -> bool:
        """Whether the member has seen the film, as far as the file tells."""
        return self.is_seen or self.is_loved or self.stars is not None or self.verdict is not None

    @property
    def is_for_later(self) -> bool:
        """Whether it goes on the list to watch later; lists elsewhere often keep films that were seen meanwhile."""
        return self.is_wanted and (self.verdict is not None or not self.is_known)

    def joined(self, other: "ImportedFilm") -> "ImportedFilm":
        """Both rows' news of the same film; of two ratings the later row's counts."""
        return replace(
            self,
            year=self.year or other.year,
            imdb_id=self.imdb_id or other.imdb_id,
            tmdb_id=self.tmdb_id or other.tmdb_id,
            movie_id=self.movie_id or other.movie_id,
            stars=self.stars if other.stars is None else other.stars,
            is_loved=self.is_loved or other.is_loved,
            is_seen=self.is_seen or other.is_seen,
            is_wanted=self.is_wanted or other.is_wanted,
            verdict=self.verdict if other.verdict is None else other.verdict,
        )


def each_once(films: Iterable[ImportedFilm]) -> tuple[ImportedFilm, ...]:
    """The films in their order, each once: by an id where there is one, else by title and year."""
    found: dict[object, ImportedFilm] = {}
    for film in films:
        key = film.imdb_id or film.tmdb_id or film.movie_id or (film.title.casefold(), film.year)
        found[key] = found[key].joined(film) if key in found else film
    return tuple(found.values())
