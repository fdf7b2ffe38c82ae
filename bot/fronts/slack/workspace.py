"""A workspace, and who the bot is in it."""

from dataclasses import dataclass

from bot.chat.sender import Space

PLATFORM = "slack"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace that the bot is in, and who the bot is there."""

    space: Space
    bot_member: str
    bot_name: str
