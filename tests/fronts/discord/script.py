"""A bot that answers what a test has laid out for it, and remembers who asked for what."""

import asyncio
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime

from bot.chat.commands import Command
from bot.chat.evenings import Board
from bot.chat.grammar import PREFIX, addressed, parse
from bot.chat.language import ENGLISH
from bot.chat.reply import Reply
from bot.chat.sender import Sender, Space
from bot.movies.movie import Movie
from bot.nights.night import Room
from tests.world import FILMS

SLOW_S = 30.0


class ScriptedBot:
    """Gives `reply` to whatever is said, or the words themselves.

    What begins with "slow" takes its time, unless the bot is told to `hurry`.
    """

    def __init__(self, reply: Reply | None = None) -> None:
        self.reply = reply
        self.is_slow = False
        self._pause: asyncio.Future[None] | None = None
        self.heard: list[tuple[str, Sender]] = []
        self.asked: list[tuple[Command, Sender]] = []
        self.left: list[Space] = []
        self.is_in: Collection[Space] = ()
        self.at_home: Collection[str] = ()
        self.board: Board | None = None
        self.gone: list[Room] = []
        self.changed: list[tuple[str, str, str, datetime, bool]] = []

    async def hear(self, line: str, sender: Sender) -> Reply | None:
        """The reply to a line."""
        self.heard.append((line, sender))
        return await self._replied(line)

    async def meant(self, line: str, sender: Sender) -> Command | None:
        """What the line says."""
        said = addressed(line, PREFIX, sender.is_direct)
        return None if said is None else parse(said)

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

    async def prefix_in(self, platform: str, space: Space) -> str:
        """What it came with."""
        return PREFIX

    async def language_for(self, sender: Sender) -> str:
        """English, to everybody."""
        return ENGLISH

    def on(self) -> Board:
        """Where announcements hang."""
        assert self.board is not None
        return self.board

    def announce_on(self, board: Board) -> None:
        """Keeps the board for the test."""
        self.board = board

    async def channel_gone(self, room: Room) -> None:
        """Remembers it."""
        self.gone.append(room)

    async def event_changed(
        self, platform: str, space: str, event_id: str, title: str, place: str, start_at: datetime, is_cancelled: bool
    ) -> None:
        """Remembers what the event shows."""
        self.changed.append((event_id, title, place, start_at, is_cancelled))

    async def farewell(self, platform: str, space: Space) -> None:
        """Remembers it."""
        self.left.append(space)

    async def present(self, platform: str, spaces: Collection[Space]) -> None:
        """Remembers them."""
        self.is_in = spaces

    def hurry(self) -> None:
        """What takes its time is answered now."""
        if self._pause is not None:
            self._pause.cancel()

    async def _replied(self, words: str) -> Reply:
        if words.startswith("slow"):
            self._pause = asyncio.ensure_future(asyncio.sleep(SLOW_S))
            with suppress(asyncio.CancelledError):
                await self._pause
        return self.reply or Reply(f"After {words}")
