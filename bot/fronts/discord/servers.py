"""Servers that the bot comes to and leaves, and those it is in."""

from collections.abc import Iterable

import discord

from bot.chat.moviebot import MovieBot
from bot.fronts.discord.delivery import logged
from bot.fronts.discord.packing import packed
from bot.fronts.discord.permissions import Allowed
from bot.fronts.discord.senders import PLATFORM, space_of
from bot.movies.posters.pictures import Pictures


class Servers:
    """Tells the bot of them, and greets where it comes."""

    def __init__(self, bot: MovieBot, pictures: Pictures) -> None:
        self._bot = bot
        self._pictures = pictures

    async def came(self, guild: discord.Guild) -> None:
        """Greets in the channel for news of members, else in the first where the bot may write, if there is any."""
        greeting = await self._bot.welcome(PLATFORM, space_of(guild, guild.id))
        channel = _where_to_greet(guild)
        if channel is None:
            return
        with logged("a greeting"):
            for parcel in await packed(greeting, Allowed.in_channel(channel), self._pictures):
                await channel.send(**parcel.to_send())

    async def left(self, guild: discord.Guild) -> None:
        """The bot was sent away, or the server is gone."""
        await self._bot.farewell(PLATFORM, space_of(guild, guild.id))

    async def are(self, guilds: Iterable[discord.Guild]) -> None:
        """All servers that the bot is in, those that are out of order included."""
        await self._bot.present(PLATFORM, [space_of(guild, guild.id) for guild in guilds])


def _where_to_greet(guild: discord.Guild) -> discord.TextChannel | None:
    news = [guild.system_channel] if guild.system_channel else []
    return next((channel for channel in (*news, *guild.text_channels) if _may_write(channel)), None)


def _may_write(channel: discord.TextChannel) -> bool:
    permitted = channel.permissions_for(channel.guild.me)
    return permitted.view_channel and permitted.send_messages
