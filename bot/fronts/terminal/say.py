"""`reelmates say`: chat lines through the same bot and state as everywhere else."""

import re
from collections.abc import Iterable
from datetime import datetime

from bot.chat.moviebot import MovieBot
from bot.chat.reply import Reply
from bot.chat.sender import Channel, Sender, Space
from bot.fronts.terminal.board import TerminalBoard
from bot.fronts.terminal.clock import ScriptClock, UnreadableMoment
from bot.fronts.terminal.screen import Screen

HOME = "home"
_SCRIPT_LINE = re.compile(r"\s*(?P<name>[^:\s][^:]{0,63}?)\s*:\s*(?P<line>.*)")
_CLOCK_LINE = "@"


def sender_at(space: Space, name: str) -> Sender:
    """A member in the only channel of a space."""
    return Sender(TerminalBoard.platform, name, name, space, is_direct=True, channel=Channel(HOME, HOME), manages=True)


class Terminal:
    """Says lines for members of one space, in its only channel, and prints what nights say by themselves there.

    A line here counts as a direct message. `clock` is the bot's own.
    """

    def __init__(self, bot: MovieBot, clock: ScriptClock, screen: Screen, space: str) -> None:
        self._bot = bot
        self._clock = clock
        self._screen = screen
        self._space = Space(space, space)
        bot.announce_on(TerminalBoard(screen, space))

    async def say(self, line: str, name: str) -> None:
        """Prints the answer to one line, and what is due after it."""
        reply = await self._bot.hear(line, sender_at(self._space, name))
        await self._screen.show(reply or Reply("Say something, as in: like The Matrix", private=True))
        await self._bot.announcer.announce()

    async def play(self, script: Iterable[str]) -> None:
        """Plays a script: a line "alice: !like Matrix" is said, a line "@2026-11-27T20:00+01:00" moves the clock.

        Blank lines are passed over.
        """
        for written in script:
            line = written.strip()
            if line.startswith(_CLOCK_LINE):
                await self._move_clock(line)
            elif spoken := _SCRIPT_LINE.fullmatch(written.rstrip("\r\n")):
                await self.say(spoken["line"], spoken["name"])
            elif line:
                problem = "A script line needs a name and words, as in: alice: !like Matrix"
                await self._screen.show(Reply(problem, private=True))

    async def _move_clock(self, line: str) -> None:
        try:
            at = self._clock.read(line)
        except UnreadableMoment as problem:
            await self._screen.show(Reply(str(problem), private=True))
            return
        await self._live_until(at)

    async def _live_until(self, at: datetime) -> None:
        """Stops at every moment in between at which a night has something to do."""
        announcer = self._bot.announcer
        while (due_at := await announcer.next_at()) is not None and due_at <= at:
            self._clock.put(due_at)
            await announcer.announce()
        self._clock.put(at)
        await announcer.announce()
