"""Where Discord's announcements hang: channels, direct messages and scheduled events of the servers we reach."""

import asyncio
from collections.abc import Collection
from datetime import datetime, timedelta

import discord

from bot.chat.commands import Command
from bot.chat.evenings import CannotLook, ChannelGone, NightEvent, NotAllowed
from bot.chat.grammar import spell
from bot.chat.language import to_translate
from bot.chat.reply import Reply
from bot.errors import OutsideError
from bot.fronts.discord.events import GuildEvents
from bot.fronts.discord.packing import packed
from bot.fronts.discord.permissions import ALLOWED_DIRECTLY, Allowed
from bot.fronts.discord.refusals import NO_ANSWER, lacked, translated
from bot.fronts.discord.senders import MOST_ASKED, PLATFORM, is_in
from bot.movies.posters.pictures import Pictures
from bot.nights.night import Room

MANNER = "/"
"""How commands are written in what nobody asked for: slash commands work in every server."""

MAY_NOT_WRITE = to_translate("I may not write in #{channel}: I lack the permission {permission}.")
MAY_NOT_LOOK = to_translate("I may not look back in #{channel}: I lack the permission {permission}.")
NOT_WRITTEN = to_translate("I may not write in #{channel}. Discord says: {reason}")
NOT_LOOKED = to_translate("I may not look back in #{channel}. Discord says: {reason}")
NOT_TOLD = to_translate("I may not send them direct messages. Discord says: {reason}")
NOT_ASKED = to_translate("I may not ask who is in this server. Discord says: {reason}")
NOT_SEEN = to_translate("I may not see that channel. Discord says: {reason}")
NOBODY_WRITES = to_translate("I may not write in #{channel}: nobody can, save in its posts.")

_CLOCKS_APART = timedelta(minutes=1)
_MOST_LOOKED_AT = 500

_Channel = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread


class DiscordBoard:
    """The servers of one client's shards as a Board."""

    platform = PLATFORM
    manner = MANNER

    def __init__(self, client: discord.Client, pictures: Pictures) -> None:
        self._client = client
        self._pictures = pictures
        self.events = GuildEvents()

    def reaches(self, room: Room) -> bool:
        """Whether the server is one of ours, in order, and Discord connected."""
        return self._client.is_ready() and not self._client.is_closed() and self._guild(room) is not None

    def locale_of(self, room: Room) -> str:
        """The language that the server has chosen on Discord."""
        return str(guild.preferred_locale) if (guild := self._guild(room)) else ""

    async def post(self, room: Room, reply: Reply) -> str:
        """Says it in the channel, in as many messages as it takes; the id of the last."""
        channel = await self._channel(room)
        _check(channel, MAY_NOT_WRITE, "view_channel", "send_messages")
        parcels = await packed(reply, Allowed.in_channel(channel), self._pictures)
        with translated(NOT_WRITTEN, channel=channel.name):
            sent = [await channel.send(**parcel.to_send()) for parcel in parcels]
        return str(sent[-1].id)

    async def find(self, room: Room, token: Command, since: datetime) -> str | None:
        """Looks through the channel's first messages since then, a minute earlier for clocks that differ."""
        channel, said = await self._channel(room), spell(token)
        try:
            _check(channel, MAY_NOT_LOOK, "view_channel", "read_message_history")
            with translated(NOT_LOOKED, channel=channel.name):
                after = since - _CLOCKS_APART
                async for message in channel.history(after=after, limit=_MOST_LOOKED_AT, oldest_first=True):
                    if message.author == channel.guild.me and said in _tokens(message):
                        return str(message.id)
        except NotAllowed as error:
            raise CannotLook(str(error)) from error
        return None

    async def tell(self, room: Room, member: str, reply: Reply) -> None:
        """Sends it in a direct message."""
        parcels = await packed(reply, ALLOWED_DIRECTLY, self._pictures)
        with translated(NOT_TOLD):
            direct = await self._client.create_dm(discord.Object(int(member)))
            for parcel in parcels:
                await direct.send(**parcel.to_send())

    async def missing(self, room: Room, members: Collection[str]) -> Collection[str]:
        """Asks Discord about at most MOST_ASKED of them, one by one: it does not tell by itself who has left."""
        guild = self._open_guild(room)
        asked = sorted(members)[:MOST_ASKED]
        with translated(NOT_ASKED):
            present = await asyncio.gather(*(is_in(guild, int(member)) for member in asked))
        return [member for member, is_present in zip(asked, present, strict=True) if not is_present]

    async def keep_event(self, event: NightEvent) -> str:
        """Keeps the server's scheduled event in step."""
        return await self.events.keep(self._open_guild(event.room), event)

    def _guild(self, room: Room) -> discord.Guild | None:
        if room.platform != PLATFORM or not room.space.isdecimal():
            return None
        guild = self._client.get_guild(int(room.space))
        return guild if guild and not guild.unavailable else None

    def _open_guild(self, room: Room) -> discord.Guild:
        guild = self._guild(room)
        if guild is None:
            raise OutsideError(NO_ANSWER)
        return guild

    async def _channel(self, room: Room) -> _Channel:
        """The room's channel; asks Discord before it says that one is gone."""
        guild = self._open_guild(room)
        if not room.channel.isdecimal():
            raise ChannelGone("That channel is in no server.")
        channel = guild.get_channel_or_thread(int(room.channel))
        if channel is None:
            with translated(NOT_SEEN):
                channel = await guild.fetch_channel(int(room.channel))
        if not isinstance(channel, _Channel):
            raise NotAllowed(NOBODY_WRITES, channel=channel.name)
        return channel


def _check(channel: _Channel, refused: str, *needed: str) -> None:
    """Raises NotAllowed where a permission is lacking, which Discord would count against us if we tried."""
    if lack := lacked(channel.permissions_for(channel.guild.me), *needed):
        raise NotAllowed(refused, channel=channel.name, permission=lack)


def _tokens(message: discord.Message) -> Collection[str]:
    rows = (row for row in message.components if isinstance(row, discord.ActionRow))
    return [item.custom_id or "" for row in rows for item in row.children if isinstance(item, discord.Button)]
