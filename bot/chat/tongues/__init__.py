"""Which language is spoken to whom: a member's own choice, the space's, or the one that their platform names."""

from bot.chat.tongues.speaking import Speaking
from bot.chat.tongues.store import Tongues, language_of_place

__all__ = ["Speaking", "Tongues", "language_of_place"]
