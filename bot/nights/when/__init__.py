"""Times in words: from what a member types to the moment that is meant, or to a question."""

from bot.nights.when.answers import Doubt, OutOfReach, Unsure, When
from bot.nights.when.reading import read_time

__all__ = ["Doubt", "OutOfReach", "Unsure", "When", "read_time"]
