"""How many of the five films shown are of the kind a member named, niche by niche and mood by mood."""

from collections.abc import Mapping

from bot.recommend.filters import Filters
from bot.recommend.scoring import Mood
from bot.taste.profile import TasteProfile
from niches import NICHES
from quality_product import answered, recommender_over
from quality_protocol import RatingTable

_SHOWN = 5


def same_kind(table: RatingTable) -> dict[str, Mapping[str, int]]:
    """For every mood, by the niche's name, how many of the five films a member sees are of the kind."""
    recommender = recommender_over(table)

    def counted(mood: Mood) -> dict[str, int]:
        found = {}
        for niche in NICHES:
            ranking = answered(recommender.rank(TasteProfile(frozenset(niche.liked)), mood))
            shown = recommender.pick(ranking, Filters(), _SHOWN)
            found[niche.name] = sum(one.movie.movie_id in niche.kind for one in shown)
        return found

    return {mood.value: counted(mood) for mood in Mood}
