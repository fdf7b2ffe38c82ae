"""The product in a channel that another process keeps: JSON lines in; answers, and what is asked of the channel, out.

Run as a child by the test of the kills of nights: `python -m tests.faults.cinema FOLDER`. A line says something, moves
the clock, has the bot announce what is due, or tells what was asked; all go on at the same time.
"""

import asyncio
import json
import sys
from collections.abc import Collection
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from bot.chat.commands import Command
from bot.chat.evenings import CannotLook, NightEvent
from bot.chat.grammar import spell
from bot.chat.reply import Reply
from bot.chat.sender import Channel, Sender
from bot.nights.night import Room
from tests.world import HOME, World, open_world

CANNOT_LOOK = "cannot look"
_LOUNGE = Channel("lounge", "lounge")


class FarChannel:
    """A board whose channel is elsewhere: every call is a question to the process that keeps it."""

    platform = "test"
    manner = "!"

    def __init__(self) -> None:
        self._numbers = count(1)
        self._open: dict[int, asyncio.Future[Any]] = {}

    def reaches(self, room: Room) -> bool:
        """Every room of the platform."""
        return room.platform == self.platform

    def locale_of(self, room: Room) -> str:
        """None."""
        return ""

    async def post(self, room: Room, reply: Reply) -> str:
        """Has it written down."""
        return str(await self._ask("post", **_shown(reply)))

    async def find(self, room: Room, token: Command, since: datetime) -> str | None:
        """Has it looked for."""
        found: str | None = await self._ask("find", token=spell(token))
        if found == CANNOT_LOOK:
            raise CannotLook("I may not read what was said here.")
        return found

    async def tell(self, room: Room, member: str, reply: Reply) -> None:
        """Has it written down for one member."""
        await self._ask("tell", **_shown(reply))

    async def missing(self, room: Room, members: Collection[str]) -> Collection[str]:
        """Nobody ever leaves; but who keeps the channel hears that work on a message has begun."""
        await self._ask("missing")
        return ()

    async def keep_event(self, event: NightEvent) -> str:
        """Has the event kept."""
        return str(await self._ask("keep_event", event_id=event.event_id))

    def told(self, number: int, what: Any) -> None:
        """The answer to a question has come."""
        self._open.pop(number).set_result(what)

    async def _ask(self, what: str, **more: Any) -> Any:
        number = next(self._numbers)
        self._open[number] = asyncio.get_running_loop().create_future()
        _print({"asked": what, "number": number, **more})
        return await self._open[number]


async def _show(folder: Path) -> None:
    async with open_world(folder) as world, asyncio.TaskGroup() as talks:
        channel = FarChannel()
        world.bot.announce_on(channel)
        while line := await asyncio.to_thread(sys.stdin.readline):
            match json.loads(line):
                case {"told": what, "number": number}:
                    channel.told(number, what)
                case {"now": now}:
                    world.clock.now = datetime.fromisoformat(now)
                case {"name": name, "line": said}:
                    talks.create_task(_answer(world, name, said))
                case _:
                    talks.create_task(_announce(world))


async def _answer(world: World, name: str, line: str) -> None:
    reply = await world.bot.hear(f"!{line}", Sender(FarChannel.platform, name, name, HOME, channel=_LOUNGE))
    assert reply is not None
    _print({"answer": _shown(reply)})


async def _announce(world: World) -> None:
    await world.bot.announcer.announce()
    _print({"answer": {}})


def _shown(reply: Reply) -> dict[str, object]:
    return {
        "text": reply.text,
        "films": [card.movie.movie_id for card in reply.cards],
        "buttons": [spell(button.command) for button in reply.buttons],
        "files": [file.content.decode("utf-8-sig") for file in reply.files],
    }


def _print(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_show(Path(sys.argv[1])))
