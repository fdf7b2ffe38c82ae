"""The bot as `reelmates run` opens it, behind a front of plain HTTP on loopback, and with a clock that can be moved.

Run as a child by the soak: `python benchmarks/soaking/bot_process.py --port 8700 --channel URL --now MOMENT`; what else
it needs comes from the environment. At its end it prints how many lines it has taken and answered.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from aiohttp import web

from bot.assembly import assemble
from bot.backups.nightly import backing_up
from bot.chat.commands import Command
from bot.chat.evenings import NightEvent
from bot.chat.grammar import parse, spell
from bot.chat.moviebot import MovieBot
from bot.chat.reply import Reply
from bot.chat.sender import Channel, Sender, Space
from bot.errors import OutsideError
from bot.fronts.contact import Contact
from bot.fronts.under_way import FINISH_WITHIN_S
from bot.nights.night import Room
from bot.operate import log
from bot.operate.log import Form, Level
from bot.operate.parts import Parts
from bot.settings import Settings
from bot.stopping import stop_on_signals
from bot.tending import keep_open

PLATFORM = "soak"
_HALL = Channel("hall", "hall")


class MovedClock:
    """Goes on from the moment it was set to last."""

    def __init__(self, now: datetime) -> None:
        self.set(now)

    def __call__(self) -> datetime:
        """The moment it is."""
        return self._set_to + timedelta(seconds=time.monotonic() - self._set_at)

    def set(self, now: datetime) -> None:
        """It is this moment now."""
        self._set_to, self._set_at = now, time.monotonic()


class FarBoard:
    """A board whose channels are another process's, which outlives this one."""

    platform = PLATFORM
    manner = "!"

    def __init__(self, address: str) -> None:
        self._address = address

    def reaches(self, room: Room) -> bool:
        """Every room of the soak."""
        return room.platform == self.platform

    def locale_of(self, room: Room) -> str:
        """None."""
        return ""

    async def post(self, room: Room, reply: Reply) -> str:
        """Has it kept there."""
        return str(await self._ask("post", room, shown(reply)))

    async def find(self, room: Room, token: Command, since: datetime) -> str | None:
        """Has it looked for there."""
        return await self._ask("find", room, {"token": spell(token)})

    async def tell(self, room: Room, member: str, reply: Reply) -> None:
        """Has it kept there, for nobody else."""
        await self._ask("tell", room, shown(reply))

    async def missing(self, room: Room, members: Collection[str]) -> Collection[str]:
        """Nobody ever leaves."""
        return ()

    async def keep_event(self, event: NightEvent) -> str:
        """There are no events."""
        return ""

    async def _ask(self, what: str, room: Room, more: dict[str, object]) -> str | None:
        try:
            async with (
                aiohttp.ClientSession(self._address) as session,
                session.post(f"/{what}", json={"space": room.space, **more}, raise_for_status=True) as answer,
            ):
                return (await answer.json())["id"]
        except (aiohttp.ClientError, TimeoutError) as error:
            raise OutsideError("The channel does not answer.") from error


class LoopbackFront:
    """Takes lines, presses and files as JSON; what it has taken is answered, also when the end is asked for."""

    name = PLATFORM

    def __init__(self, bot: MovieBot, board: FarBoard, clock: MovedClock, parts: Parts, port: int) -> None:
        self.contact = Contact()
        self.taken = self.answered = 0
        self._bot = bot
        self._board = board
        self._clock = clock
        self._parts = parts
        self._port = port

    async def run(self) -> None:
        """Serves until cancelled."""
        app = web.Application()
        app.router.add_get("/ready", self._ready)
        app.router.add_post("/clock", self._move)
        app.router.add_post("/said", self._answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=FINISH_WITHIN_S)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", self._port).start()
            self._bot.announce_on(self._board)
            self.contact.made()
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def _ready(self, _request: web.Request) -> web.Response:
        report = await self._parts.report()
        told = {name: part.is_ok for name, part in report.parts.items()}
        return web.json_response({"ready": report.is_ready, "parts": told})

    async def _move(self, request: web.Request) -> web.Response:
        self._clock.set(datetime.fromisoformat((await request.json())["now"]))
        self._bot.announcer.wake()
        return web.json_response({})

    async def _answer(self, request: web.Request) -> web.Response:
        said = await request.json()
        self.taken += 1
        space = Space(said["space"], said["space"])
        sender = Sender(PLATFORM, said["member"], said["member"], space, channel=_HALL)
        reply = await self._reply(said, sender)
        self.answered += 1
        return web.json_response(shown(reply))

    async def _reply(self, said: dict[str, str], sender: Sender) -> Reply:
        if "file" in said:
            return await self._bot.receive("films.json", said["file"].encode(), sender)
        if "press" in said:
            return await self._bot.answer(parse(said["press"]), sender)
        reply = await self._bot.hear(f"!{said['line']}", sender)
        assert reply is not None
        return reply


def shown(reply: Reply) -> dict[str, Any]:
    """What members see of a reply, or of the message that it changes."""
    now = reply.updated or reply
    return {
        "text": reply.text,
        "films": [card.movie.movie_id for card in now.cards],
        "buttons": [spell(button.command) for button in (*reply.buttons, *now.buttons)],
        "files": [file.content.decode("utf-8-sig", "replace") for file in reply.files],
    }


async def _serve(port: int, channel: str, now: datetime) -> None:
    settings = Settings.from_environment()
    log.configure(Form.JSON, Level.INFO, settings.secrets)
    clock, parts = MovedClock(now), Parts()
    with stop_on_signals() as stop:
        async with assemble(settings, clock=clock) as assembled, backing_up(settings):
            front = LoopbackFront(assembled.bot, FarBoard(channel), clock, parts, port)
            assembled.vitals.watch(parts)
            parts.watch(front.name, front.contact.part)
            await keep_open([front], assembled.bot, stop)
    sys.stdout.write(json.dumps({"taken": front.taken, "answered": front.answered}))


def main() -> None:
    """Serves until SIGTERM."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--channel", required=True, metavar="URL", help="where announcements go")
    parser.add_argument("--now", type=datetime.fromisoformat, required=True, help="the moment to begin at")
    options = parser.parse_args()
    asyncio.run(_serve(options.port, options.channel, options.now))


if __name__ == "__main__":
    main()
