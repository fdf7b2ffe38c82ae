"""The ways to answer on Slack: a line, a slash command, a pressed button or a choice in a menu."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakValueDictionary

from bot.chat.commands import Command, ShareList, Unclear, Unknown
from bot.chat.grammar import addressed, parse
from bot.chat.moviebot import MovieBot
from bot.chat.night_commands import NightCommand, SecretCommand
from bot.chat.reply import Reply
from bot.chat.words import READ_BY_OTHERS
from bot.errors import OutsideError
from bot.fronts.slack.blocks import Message, first_place, messages
from bot.fronts.slack.delivery import SENT_DIRECTLY, Delivery, Place
from bot.fronts.slack.lines import Line, said
from bot.fronts.slack.pictures import Posters
from bot.fronts.slack.refusals import logged
from bot.fronts.slack.senders import PLATFORM, Senders, Workspace

WHOLE = "/reelmates"
"""The slash command before any words, where another app may have taken a command's own name."""

NO_LONGER_WORKS = "That button is from an earlier version of me and no longer works. Say help to see what does."
NO_FILM_LEFT = "No film is left in this part of the list."


@dataclass(frozen=True, slots=True)
class Press:
    """A button or a choice that a member pressed: what it says, and the message it stands in.

    `ts` is None for a message that the member alone sees; `first` is the place of the first film it shows.
    """

    token: str
    place: Place
    ts: str | None
    first: int

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Press":
        """The press that Slack tells of."""
        container, message = body["container"], body.get("message") or {}
        channel = str(container["channel_id"])
        ts = None if container.get("is_ephemeral") else str(container["message_ts"])
        thread = container.get("thread_ts") or message.get("thread_ts")
        is_alone = channel.startswith("D")
        place = Place(
            body["user"]["id"],
            channel,
            thread if thread != ts else None,  # a message that a thread hangs on stands in the channel
            is_alone,
            "" if is_alone and ts else body["response_url"],
        )
        return cls(token_of(body), place, ts, first_place(message.get("blocks", ())))


def token_of(body: Mapping[str, Any]) -> str:
    """What the pressed button, or the chosen option, says."""
    action = body["actions"][0]
    return str((action.get("selected_option") or action).get("value") or "")


class Drawing:
    """Replies as messages, with the names and pictures that they need."""

    def __init__(self, senders: Senders, posters: Posters) -> None:
        self._senders = senders
        self._posters = posters

    async def of(self, reply: Reply) -> tuple[Message, ...]:
        """The reply as messages."""
        people, uploads = await asyncio.gather(self._senders.people_in(reply), self._posters.uploaded(reply))
        return messages(reply, people, uploads)


class Answering:
    """Carries what members say to the bot, and its replies back to where they said it."""

    def __init__(
        self, bot: MovieBot, workspace: Workspace, senders: Senders, drawing: Drawing, delivery: Delivery
    ) -> None:
        self._bot = bot
        self._workspace = workspace
        self._senders = senders
        self._drawing = drawing
        self._delivery = delivery
        self._turns: WeakValueDictionary[tuple[str, ...], asyncio.Lock] = WeakValueDictionary()

    async def to_line(self, line: Line) -> bool:
        """Answers where the line was said, in its thread; what is private is shown to its member alone.

        False where the line was not meant for us, or where Slack took no answer.
        """
        prefix = await self._bot.prefix_in(PLATFORM, self._workspace.space)
        words = addressed(line.words, prefix, line.is_addressed)
        if words is None:
            return False
        place = Place(line.member, line.channel, line.thread, line.is_alone)
        async with self._turn(line.channel, line.member):
            reply = await self._heard(line, place)
            if reply is None:
                return False
            if not line.is_alone and isinstance(parse(words), SecretCommand):
                reply = replace(reply, text=f"{reply.text}\n{READ_BY_OTHERS}")
            is_sent = False
            with logged("an answer to a line"):
                await self._deliver(reply, place, is_private=reply.private)
                is_sent = True
        return is_sent

    async def to_slash(self, command: str, text: str, place: Place, channel_name: str) -> None:
        """Answers privately what the reply calls private, and everybody else where it was said."""
        with logged("an answer to a slash command"):
            reply = await self._answered(parse(_words_of(command, said(text))), place, channel_name)
            await self._deliver(reply, place, reply.private)

    async def to_press(self, press: Press) -> None:
        """Changes the pressed message where the reply says so, and answers the member privately."""
        command = pressed(press.token)
        with logged("an answer to a press"):
            async with self._turn(press.ts or press.place.answer_url):
                reply = await self._answered(command, press.place, "")
                if reply.updated:
                    with logged("a change of a message"):
                        shown = _part(await self._drawing.of(reply.updated), press.first)
                        await self._delivery.change(press.place, press.ts, shown)
            stays_private = press.ts is None and not isinstance(command, ShareList | NightCommand)
            await self._deliver(reply, press.place, reply.private or reply.updated is not None or stays_private)

    async def to_command(self, command: Command, place: Place) -> None:
        """Answers a command that a form or a menu has said."""
        reply = await self._answered(command, place, "")
        await self._deliver(reply, place, reply.private)

    async def answered(self, command: Command, place: Place) -> Reply:
        """The reply to a command that is said outside of channels."""
        return await self._answered(command, place, "")

    async def _deliver(self, reply: Reply, place: Place, is_private: bool) -> None:
        is_elsewhere = bool(reply.files) and is_private and not (place.is_alone and not place.answer_url)
        if is_elsewhere:
            reply = replace(reply, text=f"{reply.text}\n{SENT_DIRECTLY}")
        drawn = await self._drawing.of(reply)
        if is_private:
            await self._delivery.whisper(place, drawn)
        else:
            await self._delivery.say(place, drawn)
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
        return await self._bot.answer(command, sender)

    @asynccontextmanager
    async def _turn(self, *place: str) -> AsyncIterator[None]:
        """What happens in one place waits for what came before: the newest list stays, answers keep their order."""
        turn = self._turns.setdefault(place, asyncio.Lock())
        async with turn:
            yield


def pressed(token: str) -> Command:
    """The command that a button says."""
    command = parse(token)
    return Unclear(NO_LONGER_WORKS, "help") if isinstance(command, Unknown) else command


def _words_of(command: str, text: str) -> str:
    """The line that a slash command stands for; WHOLE takes any line."""
    return (text or "help") if command == WHOLE else f"{command.removeprefix('/')} {text}"


def _part(drawn: Sequence[Message], first: int) -> Message:
    """The message that goes in the place of one whose first film stood at place `first`."""
    if first <= 1:
        return drawn[0]
    gone = messages(Reply(NO_FILM_LEFT))[0]
    return next((message for message in drawn if message.first == first), gone)
