"""Replies as Slack messages, with what Slack must be asked for or sent first."""

import asyncio

from bot.chat.reply import Reply
from bot.fronts.slack.blocks import Message, messages
from bot.fronts.slack.pictures import Posters
from bot.fronts.slack.senders import Senders


class Drawing:
    """Draws replies with the names and pictures that they need."""

    def __init__(self, senders: Senders, posters: Posters) -> None:
        self._senders = senders
        self._posters = posters

    async def of(self, reply: Reply) -> tuple[Message, ...]:
        """The reply as messages."""
        people, uploads = await asyncio.gather(self._senders.people_in(reply), self._posters.uploaded(reply))
        return messages(reply, people, uploads)
