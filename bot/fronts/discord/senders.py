"""Who is talking to us on Discord, and which servers they share with the bot."""

import asyncio
from dataclasses import dataclass
from typing import TypeVar

import discord

from bot.chat.sender import Sender, Space
from bot.errors import OutsideError

PLATFORM = "discord"
MOST_ASKED = 50
REMEMBERED_S = 600.0
_MOST_REMEMBERED = 10_000

_Kept = TypeVar("_Kept")


@dataclass(frozen=True, slots=True)
class _Found:
    spaces: tuple[Space, ...]
    until: float


class Senders:
    """Tells senders from Discord's users and members.

    Without the privileged members intent a bot does not know who is in its servers. For a direct message it therefore
    asks Discord, server by server: those first where it has met the member, at most `MOST_ASKED` of them, and it
    remembers the answer for ten minutes.
    """

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._met: dict[int, frozenset[int]] = {}
        self._found: dict[int, _Found] = {}

    async def sender(self, user: discord.abc.User, guild: discord.Guild | None, guild_id: int | None) -> Sender:
        """The sender of a line, a slash command or a press; raises OutsideError when Discord does not answer.

        `guild` may be unknown even where `guild_id` is set.
        """
        if guild_id is None:
            shared = await self._shared_with(user.id)
            return Sender(PLATFORM, str(user.id), user.display_name, None, shared, is_direct=True)
        _keep(self._met, user.id, self._met.get(user.id, frozenset()) | {guild_id})
        space = Space(str(guild_id), guild.name if guild else "this server")
        return Sender(PLATFORM, str(user.id), user.display_name, space)

    async def _shared_with(self, user_id: int) -> tuple[Space, ...]:
        now = asyncio.get_running_loop().time()
        found = self._found.get(user_id)
        if found is None or found.until <= now:
            found = _Found(await self._ask(user_id), now + REMEMBERED_S)
            _keep(self._found, user_id, found)
        return found.spaces

    async def _ask(self, user_id: int) -> tuple[Space, ...]:
        met = self._met.get(user_id, frozenset())
        guilds = sorted(self._client.guilds, key=lambda guild: (guild.id not in met, guild.id))[:MOST_ASKED]
        try:
            present = await asyncio.gather(*(_is_in(guild, user_id) for guild in guilds))
        except discord.HTTPException as error:
            # A guess would write the member's verdicts to the wrong server's taste.
            raise OutsideError(
                "Discord does not tell me right now which servers we share. Please try again soon."
            ) from error
        return tuple(Space(str(guild.id), guild.name) for guild, is_in in zip(guilds, present, strict=True) if is_in)


async def _is_in(guild: discord.Guild, user_id: int) -> bool:
    if guild.get_member(user_id):
        return True
    try:
        await guild.fetch_member(user_id)
    except discord.NotFound:
        return False
    return True


def _keep(memory: dict[int, _Kept], user_id: int, value: _Kept) -> None:
    """Remembers the value as the newest, and lets the oldest go where there are too many."""
    memory.pop(user_id, None)
    memory[user_id] = value
    if len(memory) > _MOST_REMEMBERED:
        del memory[next(iter(memory))]
