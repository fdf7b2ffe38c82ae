"""Runs a command and watches how much memory it and its children take, and pauses of an event loop."""

import asyncio
import resource
import subprocess
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

MIB = 1 << 20
_PAGE = 4096
_LOOK_EVERY_S = 0.02
_BEAT_S = 0.002


@dataclass(frozen=True, slots=True)
class Watched:
    """What a command took: seconds by the clock and of processor time, the peak of all its processes' resident memory,
    and what it printed.
    """

    seconds: float
    processor_s: float
    peak_mib: float
    printed: str


def watched(command: Sequence[str | Path]) -> Watched:
    """Runs the command to its end; fails when it does."""
    began, used = time.perf_counter(), _processor_s()
    peak = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            peak = max(peak, _resident_in_tree(process.pid))
            time.sleep(_LOOK_EVERY_S)
        seconds = time.perf_counter() - began
        printed = process.stdout.read() if process.stdout else ""
    assert process.returncode == 0, printed
    return Watched(seconds, _processor_s() - used, peak / MIB, printed)


def _processor_s() -> float:
    """What all processes that have ended below this one have used."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def resident_mib(pid: int | str = "self") -> float:
    """The resident memory of a process, this one if none is named; mapped files counted."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / MIB


def _resident_in_tree(pid: int) -> int:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        own = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except OSError:  # it has just ended
        return 0
    return own + sum(_resident_in_tree(int(child)) for child in children)


@asynccontextmanager
async def heartbeat() -> AsyncIterator[list[float]]:
    """Collects how many seconds late the event loop was at each beat of two milliseconds."""
    late: list[float] = []

    async def beat() -> None:
        while True:
            due = time.perf_counter() + _BEAT_S
            await asyncio.sleep(_BEAT_S)
            late.append(time.perf_counter() - due)

    beating = asyncio.create_task(beat())
    try:
        yield late
    finally:
        beating.cancel()
