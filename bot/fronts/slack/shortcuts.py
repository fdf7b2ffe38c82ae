"""The shortcut in a message's menu: "Like the film in this message"."""

from bot.chat.commands import Command, Judge, Unclear
from bot.chat.language import to_translate
from bot.fronts.slack.answering import Answering
from bot.fronts.slack.delivery import Place
from bot.fronts.slack.lines import said
from bot.fronts.slack.refusals import logged
from bot.taste.profile import Verdict

LIKE_MESSAGE = "like-message"

NO_WORDS = to_translate("That message has no words in which I could look for a film.")

_LONGEST_TITLE = 200


class Shortcuts:
    """Answers the entry in a message's menu."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    async def to_message(self, place: Place, text: str) -> None:
        """Likes the film that a message speaks of, or asks which one is meant."""
        title = " ".join(said(text).replace(";", ",").split())[:_LONGEST_TITLE]
        with logged("an answer to a shortcut"):
            await self._answering.to_command(_liking(title), place)


def _liking(title: str) -> Command:
    return Judge(Verdict.LIKE, (title,)) if title else Unclear(NO_WORDS, "help")
