"""Everything the conversation knows about films, from one ingest."""

from dataclasses import dataclass

from bot.movies.catalogue import Catalogue
from bot.movies.titles import TitleIndex
from bot.recommend.recommender import Recommender


@dataclass(frozen=True, slots=True)
class Library:
    """The films, how to find them by title, and how to rank them."""

    catalogue: Catalogue
    titles: TitleIndex
    recommender: Recommender
