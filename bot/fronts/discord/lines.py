"""Which of a channel's messages are said to the bot, and in which words."""

import re
from dataclasses import dataclass

import discord

_SAID_BY_PEOPLE = (discord.MessageType.default, discord.MessageType.reply)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that may be meant for the bot; `is_direct` when it surely is, so that its bare words are a command."""

    words: str
    is_direct: bool


def line_of(message: discord.Message, bot_id: int) -> Line | None:
    """The line that a person said; None for bots, webhooks, notices of Discord's own and messages without words.

    A mention of the bot in front addresses it. Elsewhere in a line it is talk about the bot. A file that is sent
    directly needs no words.
    """
    if message.author.bot or message.webhook_id or message.type not in _SAID_BY_PEOPLE:
        return None
    mention = re.match(rf"\s*<@!?{bot_id}>[\s,:]*", message.content)
    if mention:
        return Line(message.content[mention.end() :].strip() or "help", is_direct=True)
    words = message.content.strip() or ("import" if message.attachments and message.guild is None else "")
    return Line(words, is_direct=message.guild is None) if words else None
