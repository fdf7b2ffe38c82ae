"""Words to commands and back: one grammar behind typed lines, slash commands and buttons."""

from bot.chat.grammar.reading import LONGEST_LINE, PREFIX, addressed, parse
from bot.chat.grammar.spelling import LONGEST_TOKEN, spell

__all__ = ["LONGEST_LINE", "LONGEST_TOKEN", "PREFIX", "addressed", "parse", "spell"]
