"""A bot that reads files as slowly as a test likes."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from bot.chat.moviebot import MovieBot
from bot.chat.reply import Reply
from bot.chat.sender import Sender
from tests.world import World


class SlowReader:
    """A bot that reads a file until it is told to go on, and does everything else as ever."""

    def __init__(self, bot: MovieBot) -> None:
        self._bot = bot
        self.goes_on = asyncio.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._bot, name)

    def in_place(self, world: World) -> World:
        """The world with this bot in it."""
        return replace(world, bot=cast(MovieBot, self))

    async def receive(self, name: str, content: bytes, sender: Sender, told: Callable[[int, int], None]) -> Reply:
        """Tells how far it has come, and waits."""
        told(3000, 10_000)
        await self.goes_on.wait()
        return Reply("Read.", private=True)
