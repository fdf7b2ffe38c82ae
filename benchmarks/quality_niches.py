"""How many of the five films shown are of the kind a member named, niche by niche and mood by mood."""

import asyncio
from collections.abc import Mapping

from bot.recommend.filters import Filters
from bot.recommend.neighbours import Neighbours
from bot.recommend.recommender import Recommender
from bot.recommend.scoring import Mood
from bot.taste.profile import SparseVector, TasteProfile
from niches import NICHES
from quality_methods import ExactIndex
from quality_protocol import RatingTable

_SHOWN = 5


class _Index:
    """The exact index as a NeighbourIndex."""

    def __init__(self, exact: ExactIndex) -> None:
        self._exact = exact

    async def nearest(self, taste: SparseVector, limit: int) -> Neighbours:
        """As NeighbourIndex.nearest."""
        return self._exact.nearest(taste, limit)

    async def close(self) -> None:
        """Nothing to let go of."""


def same_kind(table: RatingTable) -> dict[str, Mapping[str, int]]:
    """For every mood, by the niche's name, how many of the five films a member sees are of the kind."""
    recommender = Recommender(_Index(ExactIndex(table)), table.catalogue, table.statistics())

    async def counted(mood: Mood) -> dict[str, int]:
        found = {}
        for niche in NICHES:
            ranking = await recommender.rank(TasteProfile(frozenset(niche.liked)), mood)
            shown = recommender.pick(ranking, Filters(), _SHOWN)
            found[niche.name] = sum(one.movie.movie_id in niche.kind for one in shown)
        return found

    return {mood.value: asyncio.run(counted(mood)) for mood in Mood}
