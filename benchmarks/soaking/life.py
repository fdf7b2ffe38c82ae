"""The bot's lives: started, asked, watched, and ended one after the other; and what its answers say of its health."""

import asyncio
import contextlib
import json
import socket
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

import aiohttp

from processes import resident_mib
from soaking.bot_process import MovedClock

_PROCESS = Path(__file__).with_name("bot_process.py")
_READY_WITHIN_S, _ENDS_WITHIN_S, _ANSWERS_WITHIN_S = 90.0, 60.0, 60.0
READINGS_A_SECOND = 2
_OUTSIDE, _OURS = "does not answer right now", ("went wrong on my side", "not set up as I should be")


class Trouble(StrEnum):
    """Why a member has no answer that counts."""

    SILENCE = "no answer at all"
    OUTSIDE = "told that a service does not answer"
    BUG = "told that something went wrong"


@dataclass(frozen=True, slots=True)
class Failure:
    """From the line to the failure, in seconds of the monotonic clock; and what was said."""

    trouble: Trouble
    began_at: float
    ended_at: float
    told: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a member sees."""

    text: str
    films: Sequence[int]
    buttons: Sequence[str]
    files: Sequence[str]


@dataclass(slots=True)
class Life:
    """One process from its start to its end; `memory` in MiB, read READINGS_A_SECOND once it answered.

    `log` is its standard error, `said` its standard output. `counts` are what it says of itself there when it ends in
    order: lines taken and answered; `received` are the answers that came here. A life that was killed has no exit code.
    """

    process: Process
    log: Path
    said: Path
    memory: list[float] = field(default_factory=list)
    received: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    exit_code: int | None = None
    ended_in_s: float = 0.0

    @property
    def ended_well(self) -> bool:
        """Whether it stopped within ten seconds when asked to, and every line that it had taken was answered."""
        is_whole = self.counts.get("taken") == self.counts.get("answered") == self.received
        return self.exit_code == 0 and self.ended_in_s <= 10.0 and is_whole


class Bot:
    """The bot, whichever process it is now; none of them is alive at the same time as another."""

    def __init__(self, home: Path, channel: str, clock: MovedClock, settings: Mapping[str, str]) -> None:
        self.clock = clock
        self.lives: list[Life] = []
        self.failures: list[Failure] = []
        self.lines = 0
        self._home = home
        self._channel = channel
        self._settings = settings
        self._port = _free_port()
        self._session: aiohttp.ClientSession

    async def __aenter__(self) -> Self:
        # A connection for each line: one that is kept open may be closed just when the next line is on its way.
        self._session = aiohttp.ClientSession(
            f"http://127.0.0.1:{self._port}",
            connector=aiohttp.TCPConnector(force_close=True),
            timeout=aiohttp.ClientTimeout(total=_ANSWERS_WITHIN_S),
        )
        await self.start()
        self._watching = asyncio.create_task(self._watch())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._watching.cancel()
        await self._session.close()
        if self.life.process.returncode is None:
            self.life.process.kill()
            await self.life.process.wait()

    @property
    def life(self) -> Life:
        """The present one, or the last."""
        return self.lives[-1]

    async def start(self) -> None:
        """Starts the next life; returns when it is ready."""
        log, said = (self._home / f"life-{len(self.lives) + 1}.{ending}" for ending in ("log", "out"))
        arguments = ("--port", str(self._port), "--channel", self._channel, "--now", self.clock().isoformat())
        with log.open("wb") as errors, said.open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, str(_PROCESS), *arguments),
                cwd=self._home,
                env=dict(self._settings),
                stdout=output,
                stderr=errors,
            )
        self.lives.append(Life(process, log, said))
        async with asyncio.timeout(_READY_WITHIN_S):
            while not (await self.health()).get("ready"):
                assert process.returncode is None, log.read_text(errors="replace")
                await asyncio.sleep(0.1)
        await self.move_clock()  # it may have been moved meanwhile

    async def stop(self) -> None:
        """Ends this life as an operator does."""
        life, asked_at = self.life, time.monotonic()
        life.process.terminate()
        await asyncio.wait_for(life.process.wait(), _ENDS_WITHIN_S)
        life.ended_in_s = time.monotonic() - asked_at
        life.exit_code = life.process.returncode
        life.counts = json.loads(life.said.read_text().splitlines()[-1])

    async def kill(self) -> None:
        """Ends this life as a power cut does."""
        self.life.process.kill()
        await self.life.process.wait()

    async def health(self) -> dict[str, Any]:
        """What the health route says; nothing while there is none."""
        try:
            async with self._session.get("/ready") as answer:
                found: dict[str, Any] = await answer.json()
                return found
        except (aiohttp.ClientError, TimeoutError):
            return {}

    async def move_clock(self) -> None:
        """Sets the bot's clock by ours; one that is just starting has it from there."""
        try:
            async with self._session.post("/clock", json={"now": self.clock().isoformat()}):
                pass
        except (aiohttp.ClientError, TimeoutError):
            return

    async def answer(self, said: Mapping[str, str]) -> Answer | None:
        """The answer to a line, a press or a file; None where it failed, which is kept in `failures`."""
        life, began_at = self.life, time.monotonic()
        self.lines += 1
        try:
            async with self._session.post("/said", json=dict(said), raise_for_status=True) as response:
                answer = Answer(**await response.json())
        except (aiohttp.ClientError, TimeoutError) as error:
            self._fail(Trouble.SILENCE, began_at, repr(error))
            return None
        life.received += 1
        if any(words in answer.text for words in _OURS):
            self._fail(Trouble.BUG, began_at, answer.text)
            return None
        if _OUTSIDE in answer.text:
            self._fail(Trouble.OUTSIDE, began_at, answer.text)
            return None
        return answer

    def _fail(self, trouble: Trouble, began_at: float, told: str) -> None:
        self.failures.append(Failure(trouble, began_at, time.monotonic(), told))

    async def _watch(self) -> None:
        while True:
            life = self.life
            with contextlib.suppress(OSError):  # it has just ended
                if life.received and (reading := resident_mib(life.process.pid)):
                    life.memory.append(reading)
            await asyncio.sleep(1 / READINGS_A_SECOND)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
