"""A bot that answers what a test has laid out for it, and remembers who asked for what."""

import asyncio
from collections.abc import Collection, Sequence

from bot.chat.commands import Command
from bot.chat.reply import Reply
from bot.chat.sender import Sender, Space
from bot.movies.movie import Movie
from tests.world import FILMS

SLOW_S = 30.0


class ScriptedBot:
    """Gives `reply` to whatever is said, or the words themselves; what begins with "slow" takes its time."""

    def __init__(self, reply: Reply | None = None) -> None:
        self.reply = reply
        self.is_slow = False
        self.heard: list[tuple[str, Sender]] = []
        self.asked: list[tuple[Command, Sender]] = []
        self.left: list[Space] = []
        self.is_in: Collection[Space] = ()
        self.at_home: Collection[str] = ()

    async def hear(self, line: str, sender: Sender) -> Reply | None:
        """The reply to a line."""
        self.heard.append((line, sender))
        return await self._replied(line)

    async def answer(self, command: Command, sender: Sender) -> Reply:
        """The reply to a command."""
        self.asked.append((command, sender))
        return await self._replied("slow" if self.is_slow else "quick")

    def complete(self, typed: str, limit: int = 25) -> Sequence[Movie]:
        """Every film."""
        return FILMS[:limit]

    async def welcome(self, platform: str, space: Space) -> Reply:
        """Names the space."""
        return Reply(f"Hello, {space.name} on {platform}!")

    async def homes(self, platform: str, member: str) -> Collection[str]:
        """Where the script says."""
        return self.at_home

    async def farewell(self, platform: str, space: Space) -> None:
        """Remembers it."""
        self.left.append(space)

    async def present(self, platform: str, spaces: Collection[Space]) -> None:
        """Remembers them."""
        self.is_in = spaces

    async def _replied(self, words: str) -> Reply:
        if words.startswith("slow"):
            await asyncio.sleep(SLOW_S)
        return self.reply or Reply(f"After {words}")
