"""What the bot is permitted to do where it answers, and the words for what it lacks."""

from typing import Any

import discord


def permitted_in(message: discord.Message) -> discord.Permissions:
    """The bot's permissions in the message's channel; all of them where Discord does not tell them beforehand."""
    if message.guild is None or isinstance(message.channel, discord.PartialMessageable):
        return discord.Permissions.all()
    try:
        return message.channel.permissions_for(message.guild.me)
    except discord.ClientException:  # a thread whose channel is hidden from the bot
        return discord.Permissions.all()


def permitted_to(interaction: discord.Interaction[Any]) -> discord.Permissions:
    """The bot's permissions where the interaction happened."""
    return discord.Permissions.all() if interaction.guild_id is None else interaction.app_permissions


def cannot_speak(message: discord.Message, refusal: discord.Forbidden) -> str:
    """Tells a member why their line got no answer where they said it."""
    is_thread = isinstance(message.channel, discord.Thread)
    needed = "send_messages_in_threads" if is_thread else "send_messages"
    where = f"I may not answer you in <#{message.channel.id}>"
    if getattr(permitted_in(message), needed):
        return f"{where}. Discord says: {discord.utils.escape_markdown(refusal.text)}"
    return f"{where}: I lack the permission “{'Send Messages in Threads' if is_thread else 'Send Messages'}”."
