"""A channel with a movie night in it, to act in as its members."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.chat.commands import Command
from bot.chat.marks import in_plain
from bot.chat.reply import Button, Reply
from bot.chat.sender import Channel
from bot.movies.dataset import Dataset
from bot.movies.posters import PosterSource
from tests.boards import RecordingBoard
from tests.world import World, member, open_world

TASTES = {"alice": "like Alien (1979); Blade Runner", "bob": "like Titanic", "carol": "like Spirited Away"}

LOUNGE = Channel("lounge", "lounge")


@dataclass
class Lounge:
    """A channel of the home space; alice hosts, and only `managers` manage the space."""

    world: World
    board: RecordingBoard
    channel: Channel = LOUNGE
    managers: frozenset[str] = frozenset()

    async def say(self, line: str, name: str = "alice") -> Reply:
        """What a line in the channel is answered."""
        sender = replace(member(name), channel=self.channel, manages=name in self.managers)
        reply = await self.world.bot.hear(line, sender)
        assert reply is not None, f"the bot did not answer {line!r}"
        return plain(reply)

    async def press(self, button: Button | Command, name: str = "alice") -> Reply:
        """What a press of the button is answered."""
        command = button.command if isinstance(button, Button) else button
        sender = replace(member(name), channel=self.channel, manages=name in self.managers)
        return plain(await self.world.bot.answer(command, sender))

    @property
    def posts(self) -> list[Reply]:
        """What the channel has heard from the bot unasked."""
        return [plain(reply) for reply in self.board.posts]

    async def close(self) -> Reply:
        """Alice closes the vote; the card of the night after that."""
        closed = await self.say("close")
        assert not closed.private
        assert closed.text == "The vote is closed; the film follows."
        return await self.say("night")

    async def welcome(self, tastes: dict[str, str] | None = None) -> None:
        """Members tell their tastes; the first of them plans a night tomorrow, and the others are in."""
        tastes = TASTES if tastes is None else tastes
        for name, line in tastes.items():
            await self.say(line or "help", name)
        host, *others = tastes
        await self.say("night tomorrow 8pm", host)
        for name in others:
            await self.say("in", name)


@asynccontextmanager
async def open_lounge(
    folder: Path, data: Dataset | None = None, posters: PosterSource | None = None
) -> AsyncIterator[Lounge]:
    """A world with a board to announce on, and a channel in it."""
    async with open_world(folder, data, posters) as world:
        board = RecordingBoard(world.clock)
        world.bot.announce_on(board)
        yield Lounge(world, board)


def plain(reply: Reply) -> Reply:
    """The reply with people by their names and moments by the clocks of the space."""
    return replace(
        reply,
        text=in_plain(reply.text),
        cards=tuple(replace(card, body=in_plain(card.body)) for card in reply.cards),
        updated=plain(reply.updated) if reply.updated else None,
    )


def choices(reply: Reply) -> list[str]:
    """What the reply's menu offers."""
    assert reply.menu is not None
    return [choice.label for choice in reply.menu.choices]


def choice(reply: Reply, label: str) -> Button:
    """The choice with this label."""
    assert reply.menu is not None
    return next(one for one in reply.menu.choices if one.label == label)
