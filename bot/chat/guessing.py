"""What may have been meant by words that name no command."""

from bot.chat import grammar, words
from bot.chat.asking import verdict_buttons
from bot.chat.commands import Command, Unclear, Unknown
from bot.chat.library import Library
from bot.chat.reply import Button, Reply
from bot.movies.titles import Decision


class Guessing:
    """Offers a near command, or verdicts on a film whose bare title was typed."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def is_for_others(self, command: Command) -> bool:
        """Words that name no command, look like none and are no film."""
        return (
            isinstance(command, Unknown)
            and command.nearest is None
            and self._library.titles.find(command.words).decision is not Decision.TAKE
        )

    def unknown(self, command: Unknown) -> Reply:
        """What to press instead of words that name no command."""
        lookup = self._library.titles.find(command.words)
        if command.nearest is None and lookup.decision is Decision.TAKE:
            movie = lookup.candidates[0].movie
            return Reply(words.what_of_it(movie), buttons=verdict_buttons(movie), private=True)
        problem = words.unknown_command(command.words, command.nearest)
        return Reply(problem, buttons=(typed(_mended(command)),), private=True)


def typed(line: str) -> Button:
    """A button that says the line."""
    return Button(line[:1].upper() + line[1:], grammar.parse(line))


def _mended(command: Unknown) -> str:
    """The line with its first word put right; the command `help` where that cannot be said, or not on a button."""
    line = " ".join([command.nearest or "help", *command.words.split(maxsplit=1)[1:]])
    meant = grammar.parse(line)
    is_clear = command.nearest is not None and not isinstance(meant, Unclear)
    return line if is_clear and len(grammar.spell(meant)) <= grammar.LONGEST_TOKEN else "help"
