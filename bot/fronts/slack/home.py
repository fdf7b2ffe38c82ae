"""App Home: how to start, films for the member, the next night and their taste; drawn anew when one of them changes."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.chat.commands import (
    ApplyImport,
    ChangeSetting,
    Command,
    Forget,
    ForgetMe,
    Glance,
    Instead,
    Judge,
    ShareTaste,
    Sight,
    Undo,
)
from bot.chat.language import _, speaking
from bot.chat.moviebot import MovieBot
from bot.chat.night_commands import NightCommand, OfNightCommand
from bot.chat.reply import Reply
from bot.errors import OutsideError
from bot.fronts.slack.blocks import Block
from bot.fronts.slack.delivery import Delivery, Place
from bot.fronts.slack.drawing import Drawing
from bot.fronts.slack.refusals import logged
from bot.fronts.slack.senders import Senders
from bot.fronts.slack.turns import Turns

MOST_BLOCKS = 100
MOST_KNOWN = 10_000

_LONGEST_S = 3.0

_CHANGES = Judge | Instead | Forget | Undo | ShareTaste | ApplyImport | ChangeSetting | ForgetMe | NightCommand


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is known of a home: `notice` is the answer to the latest press in it, `nights` are those it speaks of."""

    notice: Reply | None = None
    nights: frozenset[str] = frozenset()


class Home:
    """Draws the homes of those who have opened them since the start.

    One home is drawn at a time, and once for changes that come while it waits: nobody's answer is held up by it.
    """

    def __init__(self, bot: MovieBot, senders: Senders, drawing: Drawing, delivery: Delivery) -> None:
        self._bot = bot
        self._senders = senders
        self._drawing = drawing
        self._delivery = delivery
        self._shown: dict[str, _Shown] = {}
        self._stale: dict[str, None] = {}
        self._redrawing: asyncio.Task[None] | None = None
        self._turns = Turns()

    async def show(self, member: str) -> None:
        """The home as it is now, for a member who opens it."""
        self._know(member, _Shown())
        await self._draw(member)

    async def to_press(self, member: str, command: Command) -> None:
        """Does what a button says, and draws the home anew with what there is to tell on top."""
        with logged("an answer to a press in a home"):
            reply = await self._answered(command, member)
            if reply.cards or reply.files or reply.menu:
                channel = await self._delivery.direct_channel(member)
                await self._delivery.post(channel, await self._drawing.of(replace(reply, updated=None)))
                if reply.files:
                    await self._delivery.hand_over(channel, reply.files)
                with speaking(reply.language):
                    notice = Reply(_("I have answered you in our direct messages (the Messages tab)."))
            else:
                notice = Reply(reply.text, buttons=reply.buttons)
            self._know(member, _Shown(notice))
            self.said(member, command, reply)
            await self._draw(member)

    def said(self, member: str, command: Command, reply: Reply) -> None:
        """A member has said something, wherever that was: what their home shows may be so no longer."""
        if isinstance(command, _CHANGES):
            self._mark([member])
        self._mark_guests(_nights_named([command]) | _nights_in(reply))

    def told(self, reply: Reply) -> None:
        """A channel has been told of a night: so may those homes that speak of it."""
        self._mark_guests(_nights_in(reply))

    async def close(self) -> None:
        """Returns when the home that is being drawn is done, or took too long; no other is drawn."""
        self._stale.clear()
        self._shown.clear()
        if self._redrawing:
            await asyncio.wait({self._redrawing}, timeout=_LONGEST_S)
            self._redrawing.cancel()
            await asyncio.gather(self._redrawing, return_exceptions=True)

    def _mark_guests(self, nights: frozenset[str]) -> None:
        if nights:
            self._mark(member for member, shown in self._shown.items() if shown.nights & nights)

    def _mark(self, members: Iterable[str]) -> None:
        self._stale |= dict.fromkeys(member for member in members if member in self._shown)
        if self._stale and (self._redrawing is None or self._redrawing.done()):
            self._redrawing = asyncio.create_task(self._redraw(), name="homes")

    async def _redraw(self) -> None:
        while self._stale:
            member = next(iter(self._stale))
            await self._draw(member)

    async def _draw(self, member: str) -> None:
        """Puts the home in front of its member; what changes while that is done makes it stale again."""
        async with self._turns.at(member):
            self._stale.pop(member, None)
            with logged("a home"):
                night = await self._answered(Glance(Sight.NIGHT), member)
                shown = replace(self._shown.get(member, _Shown()), nights=_nights_in(night))
                self._know(member, shown)
                await self._delivery.show_home(member, await self._page(member, shown.notice, night))

    async def _page(self, member: str, notice: Reply | None, night: Reply) -> list[Block]:
        films = await self._answered(Glance(Sight.FILMS), member)
        taste = await self._answered(Glance(Sight.TASTE), member)
        blocks = await self._blocks(notice) if notice else []
        with speaking(films.language):
            parts = (
                (_("How to start"), _start()),
                (_("Films for you"), films),
                (_("Next movie night"), night),
                (_("Your taste"), taste),
            )
        for heading, reply in parts:
            blocks += [_header(heading), *await self._blocks(replace(reply, files=(), calls=()))]
        return _named_apart(blocks[:MOST_BLOCKS])

    async def _answered(self, command: Command, member: str) -> Reply:
        try:
            sender = await self._senders.of(Place(member, "", is_alone=True), "/", False)
        except OutsideError as error:
            return Reply(str(error), private=True)
        return await self._bot.answer(command, sender)

    async def _blocks(self, reply: Reply) -> list[Block]:
        return [block for message in await self._drawing.of(reply) for block in message.blocks]

    def _know(self, member: str, shown: _Shown) -> None:
        self._shown.pop(member, None)
        self._shown[member] = shown
        if len(self._shown) > MOST_KNOWN:
            forgotten = next(iter(self._shown))
            del self._shown[forgotten]
            self._stale.pop(forgotten, None)


def _nights_in(reply: Reply) -> frozenset[str]:
    """The nights whose cards are shown: a card's buttons name its night."""
    shown = (*reply.buttons, *(reply.updated.buttons if reply.updated else ()))
    return _nights_named(button.command for button in shown)


def _nights_named(commands: Iterable[Command]) -> frozenset[str]:
    return frozenset(one.night_id for one in commands if isinstance(one, OfNightCommand) and one.night_id)


def _start() -> Reply:
    return Reply(
        _(
            "Tell me films you love, and I find more of them: write /like The Matrix; Toy Story in any channel, "
            "or like The Matrix; Toy Story in our direct messages (the Messages tab). Then say /recommend. "
            "For a movie night say /night friday 8pm in a channel. All I can do: /reelmates"
        )
    )


def _header(text: str) -> Block:
    return {"type": "header", "text": {"type": "plain_text", "text": text, "emoji": False}}


def _named_apart(blocks: list[Block]) -> list[Block]:
    """The blocks of several messages without the names by which each of them told its first film."""
    return [{key: block[key] for key in block if key != "block_id"} for block in blocks]
