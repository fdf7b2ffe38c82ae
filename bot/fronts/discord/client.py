"""The connection to Discord: what it listens to, and who answers."""

import logging
from typing import Any

import discord
from discord import app_commands

from bot.chat.commands import Command
from bot.chat.moviebot import MovieBot
from bot.fronts.contact import Contact
from bot.fronts.discord.answering import Answering
from bot.fronts.discord.board import DiscordBoard
from bot.fronts.discord.buttons import SpelledButton, SpelledMenu
from bot.fronts.discord.delivery import Interaction
from bot.fronts.discord.events import Shown
from bot.fronts.discord.lines import line_of
from bot.fronts.discord.senders import PLATFORM, Senders
from bot.fronts.discord.servers import Servers
from bot.fronts.discord.slash import slash_commands
from bot.fronts.discord.slash_names import CommandTranslator
from bot.fronts.discord.sync import sync_if_changed
from bot.fronts.discord.uploads import Uploads
from bot.fronts.under_way import UnderWay
from bot.movies.posters.pictures import Pictures
from bot.nights.night import Room

LOST = "The connection to Discord is lost."

_log = logging.getLogger(__name__)


class ReelmatesClient(discord.AutoShardedClient):
    """Hears lines, slash commands and presses; connects in as many shards as Discord asks for."""

    def __init__(
        self, bot: MovieBot, pictures: Pictures, message_content: bool, contact: Contact | None = None
    ) -> None:
        # We never join a voice channel: no need to hear that discord.py misses its voice libraries.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            intents=discord.Intents(
                guilds=True,
                guild_messages=True,
                guild_scheduled_events=True,
                dm_messages=True,
                message_content=message_content,
            ),
            activity=discord.CustomActivity("/help"),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
        )
        self._bot = bot
        self._contact = contact or Contact()
        self._shards_reached: set[int] = set()
        self._under_way = UnderWay()
        self._board = DiscordBoard(self, pictures)
        senders = Senders(self, bot.homes)
        self._answering = Answering(bot, pictures, senders)
        self._uploads = Uploads(bot, pictures, senders, self._answering)
        self._servers = Servers(bot, pictures)
        self.tree = app_commands.CommandTree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        for command in slash_commands(self._on_slash, self._on_file, bot.complete):
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        """Before the first event: old buttons and menus are known, and the slash commands registered."""
        self.add_dynamic_items(SpelledButton, SpelledMenu)
        await self.tree.set_translator(CommandTranslator())
        if self.application_id:
            await sync_if_changed(self.tree, self.application_id)

    async def on_ready(self) -> None:
        """Says in the log that the bot can be talked to, and tells the bot where it is and can speak."""
        _log.info("Discord: connected as %s, in %d servers.", self.user, len(self.guilds))
        self._bot.announce_on(self._board)
        await self._servers.are(self.guilds)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Notes that one of our connections is lost; discord.py makes it anew."""
        self._contact.lost(LOST, str(shard_id))

    async def on_shard_connect(self, shard_id: int) -> None:
        """Notes that one of our connections stands; with the last of them everybody is heard."""
        self._contact.made(str(shard_id))
        self._shards_reached.add(shard_id)
        if len(self._shards_reached) == self.shard_count:
            self._contact.made()

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Notes that a connection goes on where it was lost."""
        self._contact.made(str(shard_id))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Greets a server that the bot was invited to."""
        await self._servers.came(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Notes a server that the bot left; one that is merely out of order stays."""
        await self._servers.left(guild)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Tells of a channel that is no longer there."""
        await self._bot.channel_gone(Room(PLATFORM, str(channel.guild.id), str(channel.id)))

    async def on_scheduled_event_update(self, before: discord.ScheduledEvent, after: discord.ScheduledEvent) -> None:
        """Tells what others have made of a scheduled event."""
        await self._tell_of(after, self._board.events.changed(before, after))

    async def on_scheduled_event_delete(self, event: discord.ScheduledEvent) -> None:
        """Tells of a scheduled event that others have deleted."""
        await self._tell_of(event, self._board.events.deleted(event))

    async def _tell_of(self, event: discord.ScheduledEvent, shown: Shown | None) -> None:
        if shown is not None:
            await self._bot.event_changed(
                PLATFORM,
                str(event.guild_id),
                str(event.id),
                shown.title,
                shown.place,
                shown.start_at,
                shown.is_cancelled,
            )

    async def on_message(self, message: discord.Message) -> None:
        """Answers a line that is meant for the bot; edits are not heard."""
        line = line_of(message, self.user.id) if self.user else None
        if line and not self._under_way.is_closing:
            with self._under_way.noted():
                await self._uploads.to_line(message, line)

    async def on_press(self, interaction: discord.Interaction[Any], token: str) -> None:
        """Answers a press on one of our buttons, or a choice in one of our menus."""
        if not self._under_way.is_closing:
            with self._under_way.noted():
                await self._answering.to_press(interaction, token)

    async def finish(self) -> None:
        """Hears nobody any more, and returns when the answers under way are sent."""
        await self._under_way.finish()

    async def _on_slash(self, interaction: Interaction, command: Command) -> None:
        if not self._under_way.is_closing:
            with self._under_way.noted():
                await self._answering.to_slash(interaction, command)

    async def _on_file(self, interaction: Interaction, file: discord.Attachment) -> None:
        if not self._under_way.is_closing:
            with self._under_way.noted():
                await self._uploads.to_slash(interaction, file)
