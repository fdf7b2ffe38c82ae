"""The best unseen films for one member, and why."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from bot.errors import NotIngested
from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie
from bot.recommend.features import FilmFeatures
from bot.recommend.filters import Filters
from bot.recommend.neighbours import NeighbourIndex, Neighbours
from bot.recommend.reasons import Reason, reason_for
from bot.recommend.scoring import NEIGHBOURS_WANTED, Mood, ScoredFilms, most_liked, query_vector, score_unseen
from bot.recommend.statistics import RatingStatistics
from bot.recommend.variety import varied_start
from bot.taste.profile import TasteProfile

_HEAD_SHARE = 0.5


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
    neighbours: Neighbours | None

    @property
    def is_personal(self) -> bool:
        """Whether neighbours were found; else these are well-known films for anybody."""
        return self.neighbours is not None


class Recommender:
    """Ranks films for members: asks the index for the nearest raters, the rest is arithmetic."""

    def __init__(self, index: NeighbourIndex, catalogue: Catalogue, statistics: RatingStatistics) -> None:
        self.catalogue = catalogue
        self._index = index
        self._statistics = statistics
        self._features = FilmFeatures.of(catalogue, statistics)
        self._famous = _short_head(statistics.rated_by)

    async def rank(self, profile: TasteProfile, mood: Mood = Mood.BALANCED) -> Ranking:
        """Ranks the whole catalogue; raises IndexUnavailable when the index does not answer."""
        popular = most_liked(profile, self._features, self._statistics)
        query = query_vector(profile, self.catalogue, self._statistics)
        if query is None:
            return Ranking(profile, varied_start(popular, self._features), None)
        neighbours = await self._index.nearest(query, NEIGHBOURS_WANTED)
        if not len(neighbours):
            return Ranking(profile, varied_start(popular, self._features), None)
        scored = score_unseen(neighbours, profile, self._features, self._statistics, mood)
        return Ranking(profile, scored.followed_by(popular), neighbours)

    def pick(
        self, ranking: Ranking, filters: Filters, count: int, leave_out: Collection[int] = ()
    ) -> Sequence[Recommendation]:
        """The first `count` films of the ranking within the filters, without the film ids left out."""
        return list(islice(self._within(ranking, filters, leave_out), count))

    def reason(self, ranking: Ranking, movie: Movie) -> Reason | None:
        """What in the member's taste speaks for this film; None for a member without neighbours."""
        if ranking.neighbours is None:
            return None
        return reason_for(movie, ranking.neighbours, ranking.profile, self.catalogue, self._statistics)

    async def try_out(self) -> None:
        """Asks the index for the raters of the most rated film; raises NotIngested when it finds none."""
        best_known = self.catalogue.movies[int(np.argmax(self._statistics.rated_by))]
        query = query_vector(TasteProfile(frozenset({best_known.movie_id})), self.catalogue, self._statistics)
        if query is None or not len(await self._index.nearest(query, 1)):
            raise NotIngested("The film index is damaged; please run: reelmates ingest")

    async def close(self) -> None:
        """Closes the index."""
        await self._index.close()

    def _within(self, ranking: Ranking, filters: Filters, leave_out: Collection[int]) -> Iterator[Recommendation]:
        for column, score in zip(ranking.films.columns.tolist(), ranking.films.scores.tolist(), strict=True):
            movie = self.catalogue.movies[column]
            if movie.movie_id not in leave_out and filters.admits(movie, bool(self._famous[column])):
                yield Recommendation(movie, score)


def _short_head(rated_by: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The most rated films that together hold half of all ratings."""
    order = np.argsort(-rated_by, kind="stable")
    before = np.cumsum(rated_by[order]) - rated_by[order]
    head = np.zeros(len(rated_by), dtype=bool)
    head[order[before < _HEAD_SHARE * rated_by.sum()]] = True
    return head
