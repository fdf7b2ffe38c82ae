"""The three ways to answer on Discord: a line in a channel, a slash command, a pressed button or a choice in a menu."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from weakref import WeakValueDictionary

import discord

from bot.chat.commands import (
    ChangeSetting,
    Command,
    LinkCommand,
    More,
    MoreLike,
    Recommend,
    Remood,
    ShareList,
    ShowSettings,
    Unclear,
    Unknown,
)
from bot.chat.grammar import addressed, parse
from bot.chat.language import _, language_of, speaking, to_translate, told
from bot.chat.moviebot import MovieBot
from bot.chat.night_commands import (
    Approve,
    CancelNight,
    GetCalendar,
    NightCommand,
    SecretCommand,
    Strike,
    TapFilm,
    Veto,
)
from bot.chat.reply import Reply
from bot.chat.words import read_by_others
from bot.errors import OutsideError
from bot.fronts.discord.delivery import Interaction, follow_up, hand_over, in_time, logged, post, respond, show_typing
from bot.fronts.discord.layout import place_of
from bot.fronts.discord.lines import Line
from bot.fronts.discord.packing import Parcel, packed
from bot.fronts.discord.permissions import ALLOWED_DIRECTLY, Allowed
from bot.fronts.discord.render import Page
from bot.fronts.discord.senders import PLATFORM, Senders, space_of
from bot.movies.posters.pictures import Pictures

NO_LONGER_WORKS = to_translate(
    "That button is from an earlier version of me and no longer works. Say help to see what does."
)
NO_FILM_LEFT = to_translate("No film is left in this half of the list.")
EVERYBODY_READS = to_translate(
    "That list is for your eyes only, and here everybody reads along. "
    "Say it as a slash command, which I can answer for you alone: /recommend with private, or /more"
)


class Answering:
    """Carries what members say to the bot, and its replies back to where they said it."""

    def __init__(self, bot: MovieBot, pictures: Pictures, senders: Senders) -> None:
        self._bot = bot
        self._pictures = pictures
        self._senders = senders
        self._turns: WeakValueDictionary[tuple[int, ...], asyncio.Lock] = WeakValueDictionary()

    async def to_line(self, message: discord.Message, line: Line) -> None:
        """Answers where the line was said, in public too: Discord has private answers only for slash and buttons.

        Files of a member's own go to them directly, and so do codes, vetoes, ballots and taps. A member's lines in a
        channel are answered in their order.
        """
        with logged("an answer to a line"):
            async with self.turn(message.channel.id, message.author.id):
                reply = await in_time(self._heard(message, line), lambda: show_typing(message.channel))
                if reply is not None:
                    with speaking(reply.language):
                        await self._deliver(reply, message, line)

    async def _deliver(self, reply: Reply, message: discord.Message, line: Line) -> None:
        if message.guild and reply.private and (secret := await self._for_one_alone(reply, line, message.guild)):
            await hand_over(await packed(secret, ALLOWED_DIRECTLY, self._pictures), message)
            return
        if message.guild and _is_to_be_shared(reply):
            reply = Reply(_(EVERYBODY_READS))
        await post(await packed(reply, Allowed.for_line(message), self._pictures), message)

    async def to_slash(self, interaction: Interaction, command: Command) -> None:
        """Answers privately what the reply calls private; what takes long is announced within Discord's 3 seconds."""
        announced_privately = not _is_for_all(command)
        with logged("an answer to a slash command"):
            reply, parcels = await in_time(
                self._answered(interaction, command),
                lambda: interaction.response.defer(ephemeral=announced_privately, thinking=True),
            )
            await respond(interaction, parcels, reply.private, announced_privately)

    async def to_press(self, interaction: Interaction, token: str) -> None:
        """Changes the pressed message where the reply says so, and answers the member privately."""
        message = interaction.message
        if message is None:
            return
        command = _pressed(token)
        with logged("an answer to a press"):
            await interaction.response.defer()
            async with self.turn(message.id):
                reply, parcels = await self._answered(interaction, command)
                if reply.updated:
                    await self._change(interaction, message, reply.updated)
            stays_private = message.flags.ephemeral and not isinstance(command, ShareList | NightCommand)
            await follow_up(interaction, parcels, reply.private or reply.updated is not None or stays_private)

    async def _change(self, interaction: Interaction, message: discord.Message, updated: Reply) -> None:
        """Puts the new content in the message's place: of a list in two messages, the half that it shows."""
        parcels = await packed(updated, Allowed.for_interaction(interaction), self._pictures)
        with logged("a change of a message"), speaking(updated.language):
            await interaction.edit_original_response(**_half(parcels, _first_place(message)).to_edit())

    async def _heard(self, message: discord.Message, line: Line) -> Reply | None:
        try:
            sender = await self._senders.of_line(message, line.is_direct)
        except OutsideError as error:
            return Reply(told(error))
        return await self._bot.hear(line.words, sender)

    async def _answered(self, interaction: Interaction, command: Command) -> tuple[Reply, tuple[Parcel, ...]]:
        try:
            sender = await self._senders.of_interaction(interaction)
        except OutsideError as error:
            with speaking(language_of(str(interaction.locale))):
                reply = Reply(told(error), private=True)
        else:
            if _is_let_through(interaction, command):
                sender = replace(sender, manages=True)
            reply = await self._bot.answer(command, sender)
        return reply, await packed(reply, Allowed.for_interaction(interaction), self._pictures)

    async def _for_one_alone(self, reply: Reply, line: Line, guild: discord.Guild) -> Reply | None:
        """What to send to the member who said the line in a server; None where others may read it."""
        prefix = await self._bot.prefix_in(PLATFORM, space_of(guild, guild.id))
        if isinstance(parse(addressed(line.words, prefix, line.is_direct) or ""), SecretCommand | LinkCommand):
            return replace(reply, text=f"{reply.text}\n{read_by_others()}")
        return reply if reply.files else None

    @asynccontextmanager
    async def turn(self, *place: int) -> AsyncIterator[None]:
        """What happens in one place waits for what came before: the newest list stays, answers keep their order."""
        turn = self._turns.setdefault(place, asyncio.Lock())
        async with turn:
            yield


def _is_for_all(command: Command) -> bool:
    match command:
        case Recommend(is_private=is_private) | MoreLike(is_private=is_private):
            return not is_private
        case More() | Remood() | ShareList():
            return True
        case Veto() | Approve() | Strike() | TapFilm() | CancelNight() | GetCalendar():
            return False
        case _:
            return isinstance(command, NightCommand)


def _is_let_through(interaction: Interaction, command: Command) -> bool:
    """Whether Discord let the member use the command of those who manage: who else may, the server decides there."""
    is_slash = interaction.type is discord.InteractionType.application_command
    return is_slash and interaction.guild_id is not None and isinstance(command, ShowSettings | ChangeSetting)


def _is_to_be_shared(reply: Reply) -> bool:
    """Whether this is a list that nobody else is to see until its asker shares it."""
    return reply.private and any(isinstance(button.command, ShareList) for button in reply.buttons)


def _pressed(token: str) -> Command:
    command = parse(token)
    return Unclear(NO_LONGER_WORKS, "help") if isinstance(command, Unknown) else command


def _half(parcels: Sequence[Parcel], first: int) -> Parcel:
    """The message that goes in the place of one whose first film stood at place `first`.

    A text that is longer than a message is cut: what follows it stays where it is.
    """
    otherwise = parcels[-1] if first == 1 else Parcel(Page(_(NO_FILM_LEFT)))
    half = next((parcel for parcel in parcels if parcel.page.first == first), otherwise)
    return Parcel(replace(half.page, text=parcels[0].page.text)) if first == 1 else half


def _first_place(message: discord.Message) -> int:
    """The place in the list of the first film that the message shows, by its buttons; 1 where they carry no places."""
    rows = (row for row in message.components if isinstance(row, discord.ActionRow))
    labels = (item.label or "" for row in rows for item in row.children if isinstance(item, discord.Button))
    return min((place for label in labels if (place := place_of(label))), default=1)
