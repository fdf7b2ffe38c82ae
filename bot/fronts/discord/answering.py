"""The three ways to answer on Discord: a line in a channel, a slash command, a pressed button."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from weakref import WeakValueDictionary

import discord

from bot.chat.commands import Command, More, Recommend, Unclear, Unknown
from bot.chat.grammar import parse
from bot.chat.moviebot import MovieBot
from bot.chat.reply import Reply
from bot.errors import OutsideError
from bot.fronts.discord.delivery import Interaction, follow_up, in_time, logged, post, respond, show_typing
from bot.fronts.discord.layout import place_of
from bot.fronts.discord.lines import Line
from bot.fronts.discord.packing import Parcel, packed
from bot.fronts.discord.permissions import permitted_in, permitted_to
from bot.fronts.discord.senders import Senders
from bot.movies.posters.pictures import Pictures

NO_LONGER_WORKS = "That button is from an earlier version of me and no longer works. Say help to see what does."


class Answering:
    """Carries what members say to the bot, and its replies back to where they said it."""

    def __init__(self, bot: MovieBot, pictures: Pictures, senders: Senders) -> None:
        self._bot = bot
        self._pictures = pictures
        self._senders = senders
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def to_line(self, message: discord.Message, line: Line) -> None:
        """Answers where the line was said, in public too: Discord has private answers only for slash and buttons."""
        with logged("an answer to a line"):
            parcels = await in_time(self._heard(message, line), lambda: show_typing(message.channel))
            await post(parcels, message)

    async def to_slash(self, interaction: Interaction, command: Command) -> None:
        """Answers privately what the reply calls private; what takes long is announced within Discord's 3 seconds."""
        announced_in_public = isinstance(command, Recommend | More)
        with logged("an answer to a slash command"):
            reply, parcels = await in_time(
                self._answered(interaction, command),
                lambda: interaction.response.defer(ephemeral=not announced_in_public, thinking=True),
            )
            await respond(interaction, parcels, reply.private, announced_in_public)

    async def to_press(self, interaction: Interaction, token: str) -> None:
        """Changes the pressed message where the reply says so, and answers the member privately."""
        message = interaction.message
        if message is None:
            return
        with logged("an answer to a press"):
            await interaction.response.defer()
            async with self._turn(message.id):
                reply, parcels = await self._answered(interaction, _pressed(token))
                if reply.updated:
                    await self._change(interaction, message, reply.updated)
            private = reply.private or reply.updated is not None or message.flags.ephemeral
            await follow_up(interaction, parcels, private)

    async def _change(self, interaction: Interaction, message: discord.Message, updated: Reply) -> None:
        """Puts the new content in the message's place: of a list in two messages, the half that it shows."""
        halves = await packed(updated, permitted_to(interaction), self._pictures)
        first = _first_place(message)
        half = next((parcel for parcel in halves if parcel.page.first == first), halves[-1])
        with logged("a change of a message"):
            await interaction.edit_original_response(**half.to_edit())

    async def _heard(self, message: discord.Message, line: Line) -> tuple[Parcel, ...]:
        guild = message.guild
        try:
            sender = await self._senders.sender(message.author, guild, guild.id if guild else None)
        except OutsideError as error:
            return await packed(Reply(str(error)), permitted_in(message), self._pictures)
        reply = await self._bot.hear(line.words, replace(sender, is_direct=line.is_direct))
        return await packed(reply, permitted_in(message), self._pictures) if reply else ()

    async def _answered(self, interaction: Interaction, command: Command) -> tuple[Reply, tuple[Parcel, ...]]:
        try:
            sender = await self._senders.sender(interaction.user, interaction.guild, interaction.guild_id)
        except OutsideError as error:
            reply = Reply(str(error), private=True)
        else:
            reply = await self._bot.answer(command, sender)
        return reply, await packed(reply, permitted_to(interaction), self._pictures)

    @asynccontextmanager
    async def _turn(self, message_id: int) -> AsyncIterator[None]:
        """Presses on one message wait for each other, so that the newest list is the one that stays."""
        turn = self._turns.setdefault(message_id, asyncio.Lock())
        async with turn:
            yield


def _pressed(token: str) -> Command:
    command = parse(token)
    return Unclear(NO_LONGER_WORKS, "help") if isinstance(command, Unknown) else command


def _first_place(message: discord.Message) -> int:
    """The place in the list of the first film that the message shows, by its buttons; 1 where they carry no places."""
    rows = (row for row in message.components if isinstance(row, discord.ActionRow))
    labels = (item.label or "" for row in rows for item in row.children if isinstance(item, discord.Button))
    return min((place for label in labels if (place := place_of(label))), default=1)
