"""The product under test: the bot's own Recommender, answering held-out raters as it answers members."""

from collections.abc import Coroutine
from typing import Any, TypeVar

from bot.movies.movie import Movie
from bot.recommend.filters import Filters
from bot.recommend.neighbours import Neighbours
from bot.recommend.recommender import Ranking, Recommender
from bot.recommend.scoring import Mood
from bot.taste.profile import SparseVector, TasteProfile
from quality_methods import ExactIndex
from quality_protocol import LIST_LENGTH, Columns, Draw, RatingTable

Found = TypeVar("Found")


class WaitingIndex:
    """The exact index as a NeighbourIndex; remembers its last answers, for the same profile is asked for again."""

    def __init__(self, exact: ExactIndex, remembered: int = 1) -> None:
        self._exact = exact
        self._remembered = remembered
        self._found: dict[tuple[bytes, int], Neighbours] = {}

    async def nearest(self, taste: SparseVector, limit: int) -> Neighbours:
        """As NeighbourIndex.nearest."""
        key = (taste.indices.tobytes(), limit)
        if key not in self._found:
            if len(self._found) >= self._remembered:
                self._found.clear()
            self._found[key] = self._exact.nearest(taste, limit)
        return self._found[key]

    async def close(self) -> None:
        """Nothing to let go of."""


def recommender_over(table: RatingTable, remembered: int = 1) -> Recommender:
    """The product over these raters, by plain arithmetic instead of an engine."""
    return Recommender(WaitingIndex(ExactIndex(table), remembered), table.catalogue, table.statistics())


def taste_of(draw: Draw, table: RatingTable) -> TasteProfile:
    """What a member says who types the films of this draw."""
    ids = table.catalogue.movie_ids
    return TasteProfile(frozenset(ids[draw.likes].tolist()), frozenset(ids[draw.dislikes].tolist()))


class Product:
    """The path of a member's answer in one mood, without chat."""

    def __init__(self, table: RatingTable, recommender: Recommender, mood: Mood) -> None:
        self.recommender = recommender
        self._table = table
        self._mood = mood
        self._last: tuple[Draw, Ranking] | None = None

    def top(self, draw: Draw) -> Columns:
        """The first ten films a member would be shown, page after page."""
        picked = self.recommender.pick(self.ranking(draw), Filters(), LIST_LENGTH)
        return self._table.catalogue.columns_of(one.movie.movie_id for one in picked)

    def ranking(self, draw: Draw) -> Ranking:
        """All films in the member's order."""
        if self._last is None or self._last[0] is not draw:
            self._last = draw, answered(self.recommender.rank(taste_of(draw, self._table), self._mood))
        return self._last[1]

    def films(self, columns: Columns) -> list[Movie]:
        """The films of these columns."""
        return [self._table.catalogue.movies[column] for column in columns.tolist()]


def answered(work: Coroutine[Any, Any, Found]) -> Found:
    """The result of work that never has to wait: the exact index answers at once."""
    try:
        work.send(None)
    except StopIteration as ended:
        found: Found = ended.value
        return found
    raise RuntimeError("the exact index was waited for")
