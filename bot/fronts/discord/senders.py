"""Who is talking to us on Discord, and which servers they share with the bot."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

import discord

from bot.chat.language import to_translate
from bot.chat.sender import UNNAMED, Channel, Sender, Space
from bot.errors import OutsideError
from bot.fronts.discord.memory import remember

PLATFORM = "discord"
MOST_ASKED = 50
REMEMBERED_S = 600.0

Homes = Callable[[str, str], Awaitable[Collection[str]]]


@dataclass(frozen=True, slots=True)
class _Found:
    spaces: tuple[Space, ...]
    until: float


class Senders:
    """Tells senders from Discord's users and members.

    Without the privileged members intent a bot does not know who is in its servers. For a direct message it therefore
    asks Discord, server by server: those first where it has met the member or keeps something of them (`homes` tells
    these), at most `MOST_ASKED`, and it remembers the answer for ten minutes.
    """

    def __init__(self, client: discord.Client, homes: Homes) -> None:
        self._client = client
        self._homes = homes
        self._met: dict[int, frozenset[int]] = {}
        self._found: dict[int, _Found] = {}

    async def of_line(self, message: discord.Message, is_direct: bool) -> Sender:
        """The sender of a line; raises OutsideError when Discord does not answer."""
        author, guild = message.author, message.guild
        sender = await self._sender(author, guild, guild.id if guild else None)
        if guild is None:
            return sender
        return replace(
            sender,
            is_direct=is_direct,
            channel=_channel(message.channel),
            manages=isinstance(author, discord.Member) and author.guild_permissions.manage_guild,
            manner=f"@{guild.me.display_name} " if is_direct else "",
        )

    async def of_interaction(self, interaction: discord.Interaction[Any]) -> Sender:
        """The sender of a slash command or a press; raises OutsideError when Discord does not answer."""
        sender = await self._sender(interaction.user, interaction.guild, interaction.guild_id)
        sender = replace(sender, locale=str(interaction.locale))
        if interaction.guild_id is None:
            return replace(sender, manner="/")
        manages = interaction.permissions.manage_guild
        return replace(sender, channel=_channel(interaction.channel), manages=manages, manner="/")

    async def of_direct_talk(self, author: discord.abc.User) -> Sender:
        """The same member in a direct message; raises OutsideError when Discord does not answer."""
        return await self._sender(author, None, None)

    async def _sender(self, author: discord.abc.User, guild: discord.Guild | None, guild_id: int | None) -> Sender:
        """The sender without what depends on the form; `guild` may be unknown even where `guild_id` is set."""
        member = str(author.id)
        if guild_id is None:
            return Sender(
                PLATFORM, member, author.display_name, None, await self._shared_with(author.id), is_direct=True
            )
        remember(self._met, author.id, self._met.get(author.id, frozenset()) | {guild_id})
        return Sender(PLATFORM, member, author.display_name, space_of(guild, guild_id))

    async def _shared_with(self, user_id: int) -> tuple[Space, ...]:
        now = asyncio.get_running_loop().time()
        found = self._found.get(user_id)
        if found is None or found.until <= now:
            found = _Found(await self._ask(user_id), now + REMEMBERED_S)
            remember(self._found, user_id, found)
        return found.spaces

    async def _ask(self, user_id: int) -> tuple[Space, ...]:
        met = {str(guild_id) for guild_id in self._met.get(user_id, ())}
        known = met | set(await self._homes(PLATFORM, str(user_id)))
        guilds = sorted(self._client.guilds, key=lambda guild: (str(guild.id) not in known, guild.id))[:MOST_ASKED]
        try:
            present = await asyncio.gather(*(is_in(guild, user_id) for guild in guilds))
        except discord.HTTPException as error:
            # A guess would write the member's verdicts to the wrong server's taste.
            raise OutsideError(
                to_translate("Discord does not tell me right now which servers we share. Please try again soon.")
            ) from error
        return tuple(space_of(guild, guild.id) for guild, is_in in zip(guilds, present, strict=True) if is_in)


def space_of(guild: discord.Guild | None, guild_id: int) -> Space:
    """A server as a space; one that Discord has not told us of, or that is out of order, has no name yet."""
    locale = str(guild.preferred_locale) if guild else ""
    return Space(str(guild_id), (guild.name if guild else "") or UNNAMED, locale)


def _channel(where: object) -> Channel:
    """A channel of a server; a thread or a forum post belongs to its channel, whose rules hold in it."""
    if isinstance(where, discord.Thread):
        return Channel(str(where.parent_id), where.parent.name if where.parent else "")
    if isinstance(where, discord.abc.GuildChannel):
        return Channel(str(where.id), where.name)
    return Channel(str(where.id), "") if isinstance(where, discord.PartialMessageable) else Channel("", "")


async def is_in(guild: discord.Guild, user_id: int) -> bool:
    """Whether somebody is in the server; asks Discord, whose errors other than "not found" are raised as they are."""
    if guild.get_member(user_id):
        return True
    try:
        await guild.fetch_member(user_id)
    except discord.NotFound:
        return False
    return True
