"""The best unseen films for one member, and why."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from bot.errors import NotIngested
from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie
from bot.recommend.features import FilmFeatures
from bot.recommend.filters import Filters
from bot.recommend.groups import (
    GroupRanking,
    SeenFilms,
    Shortlist,
    Voice,
    may_be_shown,
    rank_for_group,
    shortlist,
    told_profiles,
)
from bot.recommend.neighbours import NEIGHBOURS, NeighbourIndex
from bot.recommend.reasons import Opinion, Reason
from bot.recommend.scoring import Mood, ScoredFilms, most_liked, query_vector, score_unseen, with_the_rest
from bot.recommend.series import series_of
from bot.recommend.statistics import RatingStatistics
from bot.recommend.variety import varied, varied_start
from bot.recommend.witnesses import Tastes, Witnesses
from bot.taste.profile import TasteProfile

_HEAD_SHARE = 0.5
_NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One film for one member; scores compare within one ranking only."""

    movie: Movie
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every unjudged film of the catalogue, best first, for one member, and the neighbours who spoke for them."""

    profile: TasteProfile
    films: ScoredFilms
    mood: Mood
    opinion: Opinion | None

    @property
    def is_personal(self) -> bool:
        """Whether neighbours were found; else these are well-known films for anybody."""
        return self.opinion is not None

    @property
    def neighbours(self) -> int:
        """How many raters spoke for these films."""
        return len(self.opinion.witnesses.weights) if self.opinion else 0


@dataclass(frozen=True, slots=True)
class Audience:
    """The members of a room: what each has told, and what each would be shown alone."""

    tastes: tuple[TasteProfile, ...]
    rankings: tuple[Ranking, ...]


class Recommender:
    """Ranks films for members: asks the index for the nearest raters, the rest is arithmetic."""

    def __init__(
        self,
        index: NeighbourIndex,
        catalogue: Catalogue,
        statistics: RatingStatistics,
        series: NDArray[np.int64] | None = None,
    ) -> None:
        """`series` are the catalogue's series numbers where they are at hand; else they are found anew."""
        self.catalogue = catalogue
        self._index = index
        self._statistics = statistics
        self._features = FilmFeatures.of(catalogue, statistics)
        self._famous = _short_head(statistics.rated_by)
        self._series = series_of(catalogue) if series is None else series
        self._series_of: dict[int, int] = dict(zip(catalogue.movie_ids.tolist(), self._series.tolist(), strict=True))

    async def rank(self, profile: TasteProfile, mood: Mood = Mood.BALANCED) -> Ranking:
        """Ranks the whole catalogue; raises IndexUnavailable when the index does not answer."""
        query = query_vector(profile, self.catalogue, self._statistics)
        neighbours = None if query is None else await self._index.nearest(query, NEIGHBOURS)
        if neighbours is None or not len(neighbours):
            popular = most_liked(profile, self._features, self._statistics)
            return Ranking(profile, varied_start(popular, self._features), mood, None)
        tastes = Tastes.of(profile, self._features)
        witnesses = Witnesses.of(neighbours, tastes, self._features, self._statistics)
        scored = score_unseen(witnesses, tastes, self._features, self._statistics, mood)
        films = with_the_rest(scored, profile, self._features, self._statistics)
        return Ranking(profile, films, mood, Opinion(witnesses, tastes, self._features, self._statistics, mood))

    def pick(
        self,
        ranking: Ranking,
        filters: Filters,
        count: int,
        leave_out: Collection[int] = (),
        beside: Sequence[int] = (),
        series_of: int | None = None,
    ) -> Sequence[Recommendation]:
        """The first `count` films of the ranking within the filters, without the film ids left out.

        Variety comes before leaving out, so that page after page gives the order of one long list. `beside` are ids of
        films that stay in the member's list when another is replaced; the new ones go with them. `series_of` is the id
        of a film when only films of its series are wanted: these are not varied.
        """
        if series_of is not None or ranking.mood is Mood.FAMILIAR:
            return list(islice(_without(leave_out, self._within(ranking, filters, series_of)), count))
        fresh = _without(leave_out, varied(self._within(ranking, filters), self._series_number))
        if beside:
            fresh = varied(fresh, self._series_number, after=[self._series_of[movie_id] for movie_id in beside])
        return list(islice(fresh, count))

    async def recommend_for_group(
        self,
        tastes: Sequence[TasteProfile],
        filters: Filters = _NO_FILTERS,
        seen: SeenFilms = SeenFilms.OUT,
        weights: Sequence[float] | None = None,
        leave_out: Collection[int] = (),
    ) -> GroupRanking:
        """Ranks for a room what all its members may be shown; raises IndexUnavailable, and ValueError for nobody."""
        return self.rank_together(await self.audience(tastes), filters, seen, weights, leave_out)

    async def audience(self, tastes: Sequence[TasteProfile]) -> Audience:
        """A room, each of its members ranked for; raises IndexUnavailable."""
        return Audience(tuple(tastes), tuple([await self.rank(profile) for profile in told_profiles(tastes)]))

    def rank_together(
        self,
        audience: Audience,
        filters: Filters = _NO_FILTERS,
        seen: SeenFilms = SeenFilms.OUT,
        weights: Sequence[float] | None = None,
        leave_out: Collection[int] = (),
    ) -> GroupRanking:
        """What all members of the audience may be shown, best for them together first; raises ValueError for nobody."""
        open_to_all = may_be_shown(audience.tastes, self.catalogue, seen)
        open_to_all[self.catalogue.columns_of(leave_out)] = False
        for column in np.flatnonzero(open_to_all) if filters != _NO_FILTERS else ():
            open_to_all[column] = filters.admits(self.catalogue.movies[column], bool(self._famous[column]))
        shares = weights if weights is not None else [1.0] * len(audience.tastes)
        ranked = zip(audience.rankings, shares, strict=True)
        voices = [Voice(one.films, one.is_personal, share) for one, share in ranked]
        return rank_for_group(voices, open_to_all)

    def shortlist(self, group: GroupRanking, count: int = 5, keep: Collection[int] = ()) -> Shortlist:
        """Films for the group to choose from, with something for every member; `keep` stay from an earlier list."""
        return shortlist(group, self.catalogue, self._series, count, keep)

    def reason(self, ranking: Ranking, movie: Movie) -> Reason | None:
        """What in the member's taste speaks for this film; None for a member without neighbours."""
        return self.reasons(ranking, [movie])[0]

    def reasons(self, ranking: Ranking, movies: Sequence[Movie]) -> Sequence[Reason | None]:
        """The same for several films, at hardly more cost than for one."""
        if ranking.opinion is None:
            return [None] * len(movies)
        return ranking.opinion.reasons(movies, self.catalogue)

    def chances(self, ranking: Ranking, movies: Sequence[Movie]) -> Sequence[float | None]:
        """How likely the member is to like each film, judged or not; None without neighbours or for an unrated film."""
        if ranking.opinion is None:
            return [None] * len(movies)
        return ranking.opinion.chances(movies, self.catalogue)

    async def try_out(self) -> None:
        """Asks the index for the raters of the most rated film; raises NotIngested when it finds none."""
        best_known = self.catalogue.movies[int(np.argmax(self._statistics.rated_by))]
        query = query_vector(TasteProfile(frozenset({best_known.movie_id})), self.catalogue, self._statistics)
        if query is None or not len(await self._index.nearest(query, 1)):
            raise NotIngested("The film index is damaged; please run: reelmates ingest")

    @property
    def rater_count(self) -> int:
        """How many raters there are."""
        return self._statistics.rater_count

    @property
    def is_index_resting(self) -> bool:
        """Whether the index leaves a failing server alone now."""
        return self._index.is_resting

    async def close(self) -> None:
        """Closes the index."""
        await self._index.close()

    def _within(self, ranking: Ranking, filters: Filters, series_of: int | None = None) -> Iterator[Recommendation]:
        series = None if series_of is None else self._series_of.get(series_of)
        for column, score in zip(ranking.films.columns, ranking.films.scores, strict=True):
            movie = self.catalogue.movies[column]
            is_asked_for = series_of is None or self._series[column] == series
            if is_asked_for and filters.admits(movie, bool(self._famous[column])):
                yield Recommendation(movie, float(score))

    def _series_number(self, one: Recommendation) -> int:
        return self._series_of[one.movie.movie_id]


def _without(leave_out: Collection[int], films: Iterable[Recommendation]) -> Iterator[Recommendation]:
    return (one for one in films if one.movie.movie_id not in leave_out)


def _short_head(rated_by: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The most rated films that together hold half of all ratings."""
    order = np.argsort(-rated_by, kind="stable")
    before = np.cumsum(rated_by[order]) - rated_by[order]
    head = np.zeros(len(rated_by), dtype=bool)
    head[order[before < _HEAD_SHARE * rated_by.sum()]] = True
    return head
