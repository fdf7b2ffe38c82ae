"""The ways to answer on Slack: a line, a slash command, a pressed button, a choice in a menu or a filled form."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.chat.commands import Command, ShareList
from bot.chat.grammar import addressed, parse
from bot.chat.language import ENGLISH, _, speaking, to_translate
from bot.chat.moviebot import MovieBot
from bot.chat.night_commands import NightCommand, SecretCommand
from bot.chat.reply import Reply
from bot.chat.words import read_by_others
from bot.errors import OutsideError
from bot.fronts.slack.blocks import Message, messages
from bot.fronts.slack.delivery import SENT_DIRECTLY, Delivery, Place
from bot.fronts.slack.drawing import Drawing
from bot.fronts.slack.lines import Line, said
from bot.fronts.slack.presses import Press, pressed
from bot.fronts.slack.refusals import logged
from bot.fronts.slack.senders import Senders
from bot.fronts.slack.turns import Turns
from bot.fronts.slack.views import Origin
from bot.fronts.slack.workspace import PLATFORM, Workspace

WHOLE = "/reelmates"
"""The slash command before any words, where another app may have taken a command's own name."""

NO_FILM_LEFT = to_translate("No film is left in this part of the list.")


class Answering:
    """Carries what members say to the bot, and its replies back to where they said it.

    `told` hears what every member has said, and the reply.
    """

    def __init__(
        self,
        bot: MovieBot,
        workspace: Workspace,
        senders: Senders,
        drawing: Drawing,
        delivery: Delivery,
        told: Callable[[str, Command, Reply], None],
    ) -> None:
        self._bot = bot
        self._workspace = workspace
        self._senders = senders
        self._drawing = drawing
        self._delivery = delivery
        self._told = told
        self._turns = Turns()

    async def to_line(self, line: Line) -> bool:
        """Answers where the line was said, in its thread; what is private is shown to its member alone.

        False where the line was not meant for us, or where Slack took no answer.
        """
        prefix = await self._bot.prefix_in(PLATFORM, self._workspace.space)
        words = addressed(line.words, prefix, line.is_addressed)
        if words is None:
            return False
        place = Place(line.member, line.channel, line.thread, line.is_alone, line.is_alone)
        async with self._turns.at(line.channel, line.member):
            reply = await self._heard(line, place)
            if reply is None:
                return False
            command = parse(words)
            self._told(line.member, command, reply)
            if not line.is_alone and isinstance(command, SecretCommand):
                with speaking(reply.language):
                    reply = replace(reply, text=f"{reply.text}\n{read_by_others()}")
            with logged("an answer to a line"):
                await self._deliver(reply, place, reply.private)
                return True
        return False

    async def to_slash(self, command: str, text: str, place: Place, channel_name: str) -> None:
        """Answers privately what the reply calls private, and everybody else where it was said."""
        with logged("an answer to a slash command"):
            reply = await self._answered(parse(words_of(command, text)), place, channel_name)
            await self._deliver(reply, place, reply.private)

    async def to_press(self, press: Press) -> None:
        """Changes the pressed message where the reply says so, and answers the member privately."""
        command = pressed(press.token)
        with logged("an answer to a press"):
            async with self._turns.at(press.ts or press.place.answer_url):
                reply = await self._answered(command, press.place, "")
                if reply.updated:
                    await self._change(Origin(press.place, press.ts, press.first), reply.updated)
            stays_private = press.ts is None and not isinstance(command, ShareList | NightCommand)
            await self._deliver(reply, press.place, reply.private or reply.updated is not None or stays_private)

    async def to_command(self, command: Command, place: Place) -> None:
        """Answers a command that no words of the member's own say."""
        reply = await self._answered(command, place, "")
        await self._deliver(reply, place, reply.private)

    async def answered(self, command: Command, origin: Origin) -> Reply:
        """The reply to what a form says, still to be brought there; the message whose button opened it is changed."""
        place = origin.place
        async with self._turns.at(origin.ts or place.answer_url or place.member):
            reply = await self._answered(command, place, "")
            if reply.updated and origin.ts != "":
                await self._change(origin, reply.updated)
        return reply

    async def to_origin(self, reply: Reply, origin: Origin) -> None:
        """Brings the reply to where its form was opened."""
        await self._deliver(reply, origin.place, reply.private)

    async def language_of(self, member: str) -> str:
        """The language that the member is answered in when we are alone; English where Slack does not tell of them."""
        try:
            sender = await self._senders.of(Place(member, "", is_alone=True), "/", False)
        except OutsideError:
            return ENGLISH
        return await self._bot.language_for(sender)

    async def _change(self, origin: Origin, updated: Reply) -> None:
        with logged("a change of a message"), speaking(updated.language):
            shown = _part(await self._drawing.of(updated), origin.first)
            await self._delivery.change(origin.place, origin.ts, shown)

    async def _deliver(self, reply: Reply, place: Place, is_private: bool) -> None:
        is_elsewhere = bool(reply.files) and is_private and not place.is_talk
        if is_elsewhere:
            with speaking(reply.language):
                reply = replace(reply, text=f"{reply.text}\n{_(SENT_DIRECTLY)}")
        drawn = await self._drawing.of(reply)
        with speaking(reply.language):
            await (self._delivery.whisper(place, drawn) if is_private else self._delivery.say(place, drawn))
        if reply.files:
            channel = await self._delivery.direct_channel(place.member) if is_elsewhere else place.channel
            await self._delivery.hand_over(channel, reply.files, None if is_elsewhere else place.thread)

    async def _heard(self, line: Line, place: Place) -> Reply | None:
        manner = f"@{self._workspace.bot_name} " if line.is_addressed and not line.is_alone else ""
        try:
            sender = await self._senders.of(place, manner, line.is_addressed)
        except OutsideError as error:
            return Reply(str(error), private=True)
        return await self._bot.hear(line.words, sender)

    async def _answered(self, command: Command, place: Place, channel_name: str) -> Reply:
        try:
            sender = await self._senders.of(place, "/", False, channel_name)
        except OutsideError as error:
            return Reply(str(error), private=True)
        reply = await self._bot.answer(command, sender)
        self._told(place.member, command, reply)
        return reply


def words_of(command: str, text: str) -> str:
    """The line that a slash command stands for; WHOLE takes any line."""
    words = said(text)
    return (words or "help") if command == WHOLE else f"{command.removeprefix('/')} {words}".strip()


def _part(drawn: Sequence[Message], first: int) -> Message:
    """The message that goes in the place of one whose first film stood at place `first`."""
    if first <= 1:
        return drawn[0]
    gone = messages(Reply(_(NO_FILM_LEFT)))[0]
    return next((message for message in drawn if message.first == first), gone)
