"""The terminal as a place for announcements: what nights say by themselves is printed between the answers."""

import itertools
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.chat.commands import Command
from bot.chat.evenings import CannotLook, NightEvent
from bot.chat.reply import Reply
from bot.fronts.terminal.screen import Screen
from bot.nights.night import Room


class TerminalBoard:
    """Prints what is announced in one space of the platform "local"; of earlier runs it knows nothing."""

    platform = "local"
    manner = ""

    def __init__(self, screen: Screen, space: str) -> None:
        self._screen = screen
        self._space = space
        self._numbers = itertools.count(1)

    def reaches(self, room: Room) -> bool:
        """Whether the room is in the space that lines are said in."""
        return (room.platform, room.space) == (self.platform, self._space)

    def locale_of(self, room: Room) -> str:
        """None: the terminal is in the language of its space, or in English."""
        return ""

    async def post(self, room: Room, reply: Reply) -> str:
        """Prints it for everybody."""
        await self._screen.show(reply, announced=room.channel)
        return str(next(self._numbers))

    async def find(self, room: Room, token: Command, since: datetime) -> str | None:
        """Nobody can look at what a terminal has shown."""
        raise CannotLook("What a terminal has printed cannot be read again.")

    async def tell(self, room: Room, member: str, reply: Reply) -> None:
        """Prints it for one member."""
        await self._screen.show(replace(reply, private=True), announced=member)

    async def missing(self, room: Room, members: Collection[str]) -> Collection[str]:
        """Nobody ever leaves a terminal."""
        return ()

    async def keep_event(self, event: NightEvent) -> str:
        """A terminal has no events."""
        return ""
