"""What goes wrong during the soak, when, and what of it members may notice."""

import asyncio
import contextlib
import random
import sqlite3
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web
from aiohttp.test_utils import TestServer

from soaking.life import Bot, Failure, Trouble
from tests.loopback_omdb import film
from tests.loopback_qdrant import LoopbackQdrant

_LONGEST_S = 30.0
_CALM_FIRST = 0.05
_RESTARTS_WITHIN = 0.6
"""The share of the time in which the restarts lie: after them one process lives long enough to judge its memory."""

_MINUTES_A_ROUND = 15
_HELD_S, _FREE_S = (1.0, 3.0), 0.3


class Fault(StrEnum):
    """What goes wrong."""

    OMDB_FAILS = "OMDb answers 500"
    OMDB_REFUSES = "OMDb answers 429"
    OMDB_HANGS = "OMDb does not answer"
    QDRANT_GONE = "Qdrant is gone"
    DISK_SLOW = "the disk is slow"
    STOPPED = "stopped and started"
    KILLED = "killed and started"


_RESTARTS = (Fault.STOPPED, Fault.KILLED, Fault.STOPPED, Fault.KILLED, Fault.STOPPED)
_OTHERS = tuple(fault for fault in Fault if fault not in _RESTARTS)
# Which trouble a fault excuses, and for how many seconds after its end: Qdrant is left alone for five after failures,
# and again for five when the first question comes back too late.
# Members do not wait for posters, so that OMDb excuses nothing.
_EXCUSES = {
    Fault.QDRANT_GONE: (Trouble.OUTSIDE, 15.0),
    Fault.DISK_SLOW: (Trouble.OUTSIDE, 1.0),
    Fault.STOPPED: (Trouble.SILENCE, 0.0),
    Fault.KILLED: (Trouble.SILENCE, 0.0),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """A fault, the second at which it begins, and for how long it lasts; a restart takes as long as it takes."""

    fault: Fault
    at_s: float
    for_s: float


@dataclass(frozen=True, slots=True)
class Span:
    """When a fault was on, in seconds of the monotonic clock."""

    fault: Fault
    began_at: float
    ended_at: float

    def excuses(self, failure: Failure) -> bool:
        """Whether the failure is to be expected of it."""
        trouble, after_s = _EXCUSES.get(self.fault, (None, 0.0))
        is_then = failure.ended_at >= self.began_at and failure.began_at <= self.ended_at + after_s
        return failure.trouble is trouble and is_then


def plan(total_s: float, chance: random.Random) -> Sequence[Planned]:
    """Five restarts, and every other fault once in a quarter of an hour, spread over the time by chance."""
    others = list(_OTHERS) * max(1, round(total_s / 60 / _MINUTES_A_ROUND))
    count = len(_RESTARTS) + len(others)
    early = chance.sample(range(int(count * _RESTARTS_WITHIN)), len(_RESTARTS))
    chance.shuffle(others)
    restarts = iter(_RESTARTS)
    faults = [next(restarts) if place in early else others.pop() for place in range(count)]
    slot_s = total_s * (1 - _CALM_FIRST) / count
    for_s = min(_LONGEST_S, slot_s / 2)
    return [
        Planned(fault, total_s * _CALM_FIRST + slot_s * (place + chance.random() / 4), for_s)
        for place, fault in enumerate(faults)
    ]


class StandInOmdb:
    """Knows every film; `status` is what it answers with, None for no answer at all."""

    def __init__(self) -> None:
        self.status: int | None = 200
        self._well = asyncio.Event()
        app = web.Application()
        app.router.add_get("/", self._answer)
        self._server = TestServer(app)

    async def __aenter__(self) -> Self:
        await self._server.start_server(access_log=None)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.close()

    @property
    def address(self) -> str:
        """Where it answers."""
        return str(self._server.make_url("/"))

    @asynccontextmanager
    async def failing(self, status: int | None) -> AsyncIterator[None]:
        """Within the block it answers so."""
        self.status = status
        self._well.clear()
        try:
            yield
        finally:
            self.status = 200
            self._well.set()

    async def _answer(self, _request: web.Request) -> web.Response:
        if self.status is None:
            await self._well.wait()
        return web.json_response(film("A film", "2001"), status=self.status or 500)


class Troublemaker:
    """Does what is planned; `spans` tell when, `unseen` the outages of Qdrant that the health route did not see."""

    def __init__(self, bot: Bot, omdb: StandInOmdb, qdrant: LoopbackQdrant, database: Path) -> None:
        self.spans: list[Span] = []
        self.unseen = 0
        self._bot = bot
        self._omdb = omdb
        self._qdrant = qdrant
        self._database = database

    async def make(self, planned: Sequence[Planned]) -> None:
        """One after the other, each at its moment."""
        begin = time.monotonic()
        for one in planned:
            await asyncio.sleep(begin + one.at_s - time.monotonic())
            began_at = time.monotonic()
            await self._make(one)
            self.spans.append(Span(one.fault, began_at, time.monotonic()))

    async def _make(self, planned: Planned) -> None:
        match planned.fault:
            case Fault.OMDB_FAILS | Fault.OMDB_REFUSES | Fault.OMDB_HANGS:
                status = {Fault.OMDB_FAILS: 500, Fault.OMDB_REFUSES: 429}.get(planned.fault)
                async with self._omdb.failing(status):
                    await asyncio.sleep(planned.for_s)
            case Fault.QDRANT_GONE:
                await self._qdrant.stop()
                await asyncio.sleep(planned.for_s)
                self.unseen += bool((await self._bot.health()).get("ready"))
                await self._qdrant.start()
            case Fault.DISK_SLOW:
                await self._hold_up(planned.for_s)
            case Fault.STOPPED:
                await self._bot.stop()
                await self._bot.start()
            case Fault.KILLED:
                await self._bot.kill()
                await self._bot.start()

    async def _hold_up(self, for_s: float) -> None:
        """Writes wait as on a disk that is late: somebody else holds the database's lock for seconds, again and again.

        It is what a member would notice of a slow disk, on every system and without rights of the operator's.
        """
        until = time.monotonic() + for_s
        with contextlib.closing(_lockable(self._database)) as other:
            while time.monotonic() < until:
                await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
                await asyncio.sleep(random.uniform(*_HELD_S))
                other.execute("ROLLBACK")
                await asyncio.sleep(_FREE_S)


def _lockable(database: Path) -> sqlite3.Connection:
    """A connection that begins transactions when told to, in any thread, and waits for those of others."""
    return sqlite3.connect(database, timeout=30.0, isolation_level=None, check_same_thread=False)
