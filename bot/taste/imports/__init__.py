"""Histories from elsewhere: files that a member exports from another place, read and matched with our films."""

from bot.taste.imports.matching import Matched, match
from bot.taste.imports.reading import History, read_history
from bot.taste.imports.rows import ImportedFilm
from bot.taste.imports.unpacking import UnreadableFile
from bot.taste.imports.verdicts import verdicts_of

__all__ = ["History", "ImportedFilm", "Matched", "UnreadableFile", "match", "read_history", "verdicts_of"]
