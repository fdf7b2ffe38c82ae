"""Discord: slash commands, mentions, prefixed lines and direct messages, drawn as embeds with buttons."""

from bot.fronts.discord.front import DiscordFront

__all__ = ["DiscordFront"]
