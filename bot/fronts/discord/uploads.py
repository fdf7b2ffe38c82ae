"""Films that members bring as a file: with /import, in a direct message, or in a channel with the word "import"."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import discord

from bot.chat.commands import ShowImporting, Unknown, UseSpace
from bot.chat.language import _, language_of, speaking, to_translate
from bot.chat.moviebot import MovieBot
from bot.chat.reply import Reply
from bot.chat.sender import Sender
from bot.chat.words_of_imports import looking
from bot.errors import MemberError, OutsideError
from bot.fronts.discord.answering import Answering
from bot.fronts.discord.delivery import Interaction, hand_over, logged, post, respond, show_typing
from bot.fronts.discord.lines import Line
from bot.fronts.discord.packing import packed
from bot.fronts.discord.permissions import ALLOWED_DIRECTLY, Allowed
from bot.fronts.discord.refusals import translated
from bot.fronts.discord.senders import Senders
from bot.fronts.progress import Progress
from bot.movies.posters.pictures import Pictures
from bot.taste.imports import check_size

TYPING_SEEN_S = 8.0
"""Discord shows for ten seconds that somebody types."""
ONE_AT_A_TIME = to_translate("I read one file at a time: please send me them one after the other.")
NOT_FETCHED = to_translate("Discord does not give me that file just now. Please send it again.")

_FETCHED_WITHIN_S = 120.0


class Uploads:
    """Takes files to be imported, and leaves every other line to those who answer it.

    What is in a file is for its member's eyes only. One file is fetched and read at a time, so that several never fill
    the memory.
    """

    def __init__(self, bot: MovieBot, pictures: Pictures, senders: Senders, answering: Answering) -> None:
        self._bot = bot
        self._pictures = pictures
        self._senders = senders
        self._answering = answering
        self._turn = asyncio.Lock()

    async def to_slash(self, interaction: Interaction, file: discord.Attachment) -> None:
        """Answers privately; how far it has come stands in the answer's place meanwhile."""
        with logged("an answer to a file"):
            await interaction.response.defer(ephemeral=True, thinking=True)
            async with Progress(lambda done, total: _show(interaction, done, total)) as progress:
                reply = await self._answered(interaction, file, progress)
            parcels = await packed(reply, Allowed.for_interaction(interaction), self._pictures)
            await respond(interaction, parcels, private=True, announced_privately=True)

    async def to_line(self, message: discord.Message, line: Line) -> None:
        """Answers a file in direct messages, and leaves a note where it was sent in a channel."""
        sender = await self._sender_of_import(message, line)
        if sender is None:
            await self._answering.to_line(message, line)
            return
        with logged("an answer to a file"):
            async with self._answering.turn(message.channel.id, message.author.id):
                await _type(message.channel)
                async with Progress(lambda _done, _total: _type(message.channel), TYPING_SEEN_S) as progress:
                    reply = await self._received(message.attachments, sender, progress)
                with speaking(reply.language):
                    await self._deliver(reply, message)

    async def _sender_of_import(self, message: discord.Message, line: Line) -> Sender | None:
        """Who wants the files with the line to be read: between the two of us no word is needed for that."""
        if not message.attachments:
            return None
        try:
            sender = await self._senders.of_line(message, line.is_direct)
        except OutsideError:
            return None  # which is told by those who answer lines
        command = await self._bot.meant(line.words, sender)
        is_import = isinstance(command, ShowImporting) or (message.guild is None and isinstance(command, Unknown))
        return replace(sender, manner="") if is_import else None

    async def _answered(self, interaction: Interaction, file: discord.Attachment, progress: Progress) -> Reply:
        try:
            sender = await self._senders.of_interaction(interaction)
        except OutsideError as error:
            with speaking(language_of(str(interaction.locale))):
                return Reply(_(str(error)), private=True)
        return await self._received([file], sender, progress)

    async def _received(self, files: Sequence[discord.Attachment], sender: Sender, progress: Progress) -> Reply:
        try:
            file = _checked(files)
            async with self._turn:
                content = await _fetched(file)
                return await self._bot.receive(file.filename, content, sender, progress.told)
        except (MemberError, OutsideError) as error:
            return await self._bot.refuse(error, sender)

    async def _deliver(self, reply: Reply, message: discord.Message) -> None:
        if message.guild is None:
            await post(await packed(reply, Allowed.for_line(message), self._pictures), message)
            return
        if reply.buttons:
            reply = await self._about(message.guild, reply, message.author)
        await hand_over(await packed(reply, ALLOWED_DIRECTLY, self._pictures), message)

    async def _about(self, guild: discord.Guild, offer: Reply, author: discord.abc.User) -> Reply:
        """The offer for a direct message, in which its buttons shall mean the server: one of several is chosen."""
        try:
            direct = await self._senders.of_direct_talk(author)
        except OutsideError as error:
            return Reply(_(str(error)), private=True)
        if len(direct.shared) < 2:
            return offer
        chosen = await self._bot.answer(UseSpace(str(guild.id)), direct)
        return replace(offer, text=f"{offer.text}\n\n{chosen.text}")


def _checked(files: Sequence[discord.Attachment]) -> discord.Attachment:
    """The one file that was sent; raises a MemberError for several, or for one that is too large to be fetched."""
    if len(files) > 1:
        raise MemberError(ONE_AT_A_TIME)
    check_size(files[0].size)
    return files[0]


async def _fetched(file: discord.Attachment) -> bytes:
    """What is in the file, from where Discord keeps it; raises OutsideError."""
    try:
        with translated("I may not read that file"):
            async with asyncio.timeout(_FETCHED_WITHIN_S):
                return await file.read()
    except OutsideError as error:
        raise OutsideError(NOT_FETCHED) from error


async def _show(interaction: Interaction, done: int, total: int) -> None:
    with logged("news of a file"):
        await interaction.edit_original_response(content=looking(done, total))


async def _type(channel: discord.abc.Messageable) -> None:
    with logged("to show that an answer is coming"):
        await show_typing(channel)
