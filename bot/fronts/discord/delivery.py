"""Brings messages to where they belong, in Discord's time, and tells the log what Discord refuses."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import discord

from bot.chat.language import _, to_translate
from bot.fronts.discord.packing import Parcel
from bot.fronts.discord.permissions import cannot_speak, permitted_in
from bot.fronts.discord.render import Page

PATIENCE_S = 1.8  # posters take at most 1.5 s; an interaction that hears nothing for 3 s has failed
ANSWERED = to_translate("Answered.")
SENT_DIRECTLY = to_translate("That is for your eyes only, so I have sent it to you in a direct message.")
CLOSED_TO_ME = to_translate(
    "That is for your eyes only, and you take no direct messages from me. Use the slash command, "
    "which I can answer for you alone, or allow direct messages from this server's members."
)

Interaction = discord.Interaction[Any]
_Result = TypeVar("_Result")
_log = logging.getLogger(__name__)


@contextmanager
def logged(what: str) -> Iterator[None]:
    """Discord's refusal of `what` (a message deleted, an interaction too old) becomes one line in the log.

    So does a connection that broke.
    """
    try:
        yield
    except (discord.HTTPException, OSError) as refusal:
        _log.warning("Discord refused %s: %s", what, refusal)


async def in_time(work: Awaitable[_Result], announce: Callable[[], Awaitable[object]]) -> _Result:
    """The work's result; when it takes long, `announce` says in the meantime that it is coming."""
    task = asyncio.ensure_future(work)
    done, _pending = await asyncio.wait({task}, timeout=PATIENCE_S)
    if not done:
        with logged("to show that an answer is coming"):
            await announce()
    return await task


async def show_typing(channel: discord.abc.Messageable) -> None:
    """Shows once that the bot is typing."""
    await channel.typing()


async def post(parcels: Sequence[Parcel], message: discord.Message) -> None:
    """Answers a message in its channel; where the bot may not speak, it tells the member why, in a direct message."""
    reference = None
    if permitted_in(message).read_message_history:
        reference = message.to_reference(fail_if_not_exists=False)
    try:
        for parcel in parcels:
            await message.channel.send(**{**parcel.to_send(), "reference": reference})
            reference = None
    except discord.Forbidden as refusal:
        await message.author.send(cannot_speak(message, refusal))


async def hand_over(parcels: Sequence[Parcel], message: discord.Message) -> None:
    """Sends the member directly what is for nobody else's eyes, and says so where they asked."""
    told = SENT_DIRECTLY
    try:
        for parcel in parcels:
            await message.author.send(**parcel.to_send())
    except discord.Forbidden:
        told = CLOSED_TO_ME
    await post([Parcel(Page(_(told)))], message)


async def respond(
    interaction: Interaction, parcels: Sequence[Parcel], private: bool, announced_privately: bool
) -> None:
    """Answers a slash command, which may have been announced as coming: privately, or to everybody."""
    first, *rest = parcels
    if not interaction.response.is_done():
        await interaction.response.send_message(**first.to_send(), ephemeral=private)
        await follow_up(interaction, rest, private)
    elif private == announced_privately:
        await interaction.edit_original_response(**first.to_edit())
        await follow_up(interaction, rest, private)
    else:
        # Who sees the announcement sees whatever fills it, so it is closed before the answer goes out to others.
        await interaction.edit_original_response(content=_(ANSWERED))
        await follow_up(interaction, parcels, private)
        await interaction.delete_original_response()


async def follow_up(interaction: Interaction, parcels: Sequence[Parcel], private: bool) -> None:
    """Sends messages after an interaction was answered or deferred."""
    for parcel in parcels:
        await interaction.followup.send(**parcel.to_send(), ephemeral=private)
