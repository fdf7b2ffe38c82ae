"""From a request to films: whose neighbours are asked, what the house leaves out, and what a poster tells too late."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.chat.commands import DEFAULT_COUNT, MoreLike, Recommend
from bot.chat.library import Library
from bot.chat.space_settings import SpaceSettings
from bot.movies.movie import Movie
from bot.movies.posters import NO_POSTER, Poster, PosterSource
from bot.recommend.filters import Filters
from bot.recommend.reasons import Reason
from bot.recommend.scoring import Mood
from bot.taste.profile import TasteProfile

_ROUNDS = 3
_RESERVE = 3
_FOR_ADULTS = frozenset({"NC-17", "X"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What a list is to hold, the rules of the house applied.

    `profile` is the taste that neighbours are sought for, `left_out` are film ids that its ranking may hold but the
    member has judged. `series_of` is a film id: only films of its series. `unnamed` are liked films that reasons which
    others may read must not name.
    """

    profile: TasteProfile
    mood: Mood
    filters: Filters
    count: int
    left_out: frozenset[int]
    series_of: int | None
    is_adult: bool
    unnamed: frozenset[int] = frozenset()

    @classmethod
    def of(cls, request: Recommend | MoreLike, taste: TasteProfile, settings: SpaceSettings) -> "Wish":
        """The wish behind a request whose films are named by id."""
        if isinstance(request, MoreLike):
            # In the other moods one film brings the well-known films that its lovers love, rather than films like it.
            mood = request.mood or Mood.ADVENTUROUS
            kin = TasteProfile(likes=frozenset({id_of(request.film)}))
            filters = Filters(no_genres=settings.hidden_genres)
            return cls(kin, mood, filters, DEFAULT_COUNT, taste.judged, None, settings.adult)
        mood = request.mood or settings.mood
        filters = replace(request.filters, no_genres=(*request.filters.no_genres, *settings.hidden_genres))
        series_of = id_of(request.series) if request.series else None
        unnamed = frozenset() if request.is_private else taste.elsewhere
        return cls(taste, mood, filters, request.count, frozenset(), series_of, settings.adult, unnamed)

    def admits(self, poster: Poster) -> bool:
        """Whether what the poster's source tells of a film fits the wish; what is unknown does."""
        return is_fit(poster, self.filters, self.is_adult)


@dataclass(frozen=True, slots=True)
class Picked:
    """Films for a wish, in which mood and from how many neighbours; reasons and posters by film id.

    It holds no ranking: that has tables of megabytes, and until the answer is out there are databases to wait for.
    """

    mood: Mood
    neighbours: int
    movies: Sequence[Movie]
    reasons: Mapping[int, Reason | None]
    posters: Mapping[int, Poster]

    def reason(self, movie: Movie) -> Reason | None:
        """What in the member's taste speaks for the film."""
        return self.reasons.get(movie.movie_id)

    def poster(self, movie: Movie) -> Poster:
        """The film's poster, or that it has none."""
        return self.posters.get(movie.movie_id, NO_POSTER)


class Picking:
    """Picks films from the library, and looks at their posters before they are shown."""

    def __init__(self, library: Library, posters: PosterSource) -> None:
        self._library = library
        self._posters = posters

    async def films(self, wish: Wish, leave_out: Collection[int] = (), beside: Sequence[Movie] = ()) -> Picked:
        """At most `wish.count` films, none of those left out; `beside` are films that stay in the list.

        Posters may tell that a film is too long or not for all: then the next ones are looked at, three times at most.
        """
        ranking = await self._library.recommender.rank(wish.profile, wish.mood)
        fitting: list[Movie] = []
        posters: dict[int, Poster] = {}
        looked_at = {*leave_out, *wish.left_out}
        for _ in range(_ROUNDS):
            wanted = (wish.count - len(fitting)) * (_RESERVE if wish.filters.longest_minutes else 1)
            staying = [movie.movie_id for movie in (*beside, *fitting)]
            found = self._library.recommender.pick(
                ranking, wish.filters, wanted, looked_at, staying, series_of=wish.series_of
            )
            films = [one.movie for one in found]
            posters.update(await self._posters.find([*films, *(one for one in beside if one.movie_id not in posters)]))
            fitting += [movie for movie in films if wish.admits(posters.get(movie.movie_id, NO_POSTER))]
            looked_at.update(movie.movie_id for movie in films)
            if len(fitting) >= wish.count or len(films) < wanted:
                break
        told_of = [*beside, *fitting[: wish.count]]
        reasons = self._library.recommender.reasons(ranking, told_of)
        why = {
            movie.movie_id: _without_naming(wish.unnamed, reason)
            for movie, reason in zip(told_of, reasons, strict=True)
        }
        return Picked(ranking.mood, ranking.neighbours, fitting[: wish.count], why, posters)


def _without_naming(unnamed: frozenset[int], reason: Reason | None) -> Reason | None:
    if reason is None or not unnamed:
        return reason
    return replace(reason, because=tuple(film for film in reason.because if film.movie_id not in unnamed))


def is_fit(poster: Poster, filters: Filters, is_adult: bool) -> bool:
    """Whether what the poster's source tells of a film is within the limits; what is unknown is."""
    is_fit_for_all = is_adult or poster.age_rating not in _FOR_ADULTS
    return is_fit_for_all and filters.admits_runtime(poster.runtime_minutes)


def id_of(film: str) -> int:
    """The film id in "#318"."""
    return int(film.removeprefix("#"))
