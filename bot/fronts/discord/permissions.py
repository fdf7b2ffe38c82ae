"""What the bot is permitted to do where it answers, and the words for what it lacks."""

from dataclasses import dataclass
from typing import Any

import discord

from bot.chat.language import _, to_translate

LEAST_UPLOAD_BYTES = 10 * 1024 * 1024
"""What Discord takes in direct messages and in servers that nobody boosts."""
_WORDS_BYTES = 64 * 1024
"""The limit holds for the whole request: this is left for the message around its files."""

NO_REFERENCE = to_translate("(I may not refer to your line here: I lack the permission “Read Message History”.)")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be sent somewhere: the bot's permissions there, and how many bytes one message may upload.

    `notices` are words on what an answer there cannot do.
    """

    permissions: discord.Permissions
    upload_bytes: int
    notices: tuple[str, ...] = ()

    @classmethod
    def in_channel(cls, channel: discord.abc.GuildChannel | discord.Thread) -> "Allowed":
        """For a message that answers nobody."""
        return cls(channel.permissions_for(channel.guild.me), channel.guild.filesize_limit - _WORDS_BYTES)

    @classmethod
    def for_line(cls, message: discord.Message) -> "Allowed":
        """For an answer in the message's channel."""
        limit = message.guild.filesize_limit if message.guild else LEAST_UPLOAD_BYTES
        permitted = permitted_in(message)
        return cls(permitted, limit - _WORDS_BYTES, () if permitted.read_message_history else (_(NO_REFERENCE),))

    @classmethod
    def for_interaction(cls, interaction: discord.Interaction[Any]) -> "Allowed":
        """For an answer to the interaction."""
        in_guild = interaction.guild_id is not None
        permitted = interaction.app_permissions if in_guild else discord.Permissions.all()
        return cls(permitted, interaction.filesize_limit - _WORDS_BYTES)


ALLOWED_DIRECTLY = Allowed(discord.Permissions.all(), LEAST_UPLOAD_BYTES - _WORDS_BYTES)
"""What may be sent in a direct message."""


def permitted_in(message: discord.Message) -> discord.Permissions:
    """The bot's permissions in the message's channel; all of them where Discord does not tell them beforehand."""
    if message.guild is None or isinstance(message.channel, discord.PartialMessageable):
        return discord.Permissions.all()
    try:
        return message.channel.permissions_for(message.guild.me)
    except discord.ClientException:  # a thread whose channel is hidden from the bot
        return discord.Permissions.all()


def cannot_speak(message: discord.Message, refusal: discord.Forbidden) -> str:
    """Tells a member why their line got no answer where they said it."""
    is_thread = isinstance(message.channel, discord.Thread)
    needed = "send_messages_in_threads" if is_thread else "send_messages"
    channel = f"<#{message.channel.id}>"
    if getattr(permitted_in(message), needed):
        refused = discord.utils.escape_markdown(refusal.text)
        return _("I may not answer you in {channel}. Discord says: {refused}", channel=channel, refused=refused)
    permission = "Send Messages in Threads" if is_thread else "Send Messages"
    return _(
        "I may not answer you in {channel}: I lack the permission “{permission}”.",
        channel=channel,
        permission=permission,
    )
