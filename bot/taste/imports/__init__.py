"""Histories from elsewhere: files that a member exports from another place, read and matched with our films."""

from bot.taste.imports.matching import Matched, match
from bot.taste.imports.reading import History, check_size, read_history
from bot.taste.imports.rows import ImportedFilm
from bot.taste.imports.unpacking import LARGEST_FILE, UnreadableFile
from bot.taste.imports.verdicts import verdicts_of

__all__ = [
    "LARGEST_FILE",
    "History",
    "ImportedFilm",
    "Matched",
    "UnreadableFile",
    "check_size",
    "match",
    "read_history",
    "verdicts_of",
]
