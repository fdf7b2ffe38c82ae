"""Title lookup: from what a member types to the film that is meant."""

from bot.movies.titles.index import TitleIndex
from bot.movies.titles.lookup import Candidate, Decision, Lookup

__all__ = ["Candidate", "Decision", "Lookup", "TitleIndex"]
