"""Many members: a thousand of them over a hundred spaces talk to one bot at once, with durable state.

    python benchmarks/chat.py [--data FOLDER | --index DIR] [--lines 100000] [--members 1000] [--talks 8]

Likes 60 %, recommends 30 %, others 10 %, from several tasks that each wait for their answer. The bot runs in a process
of its own on one core. Lines a second are told by the clock, and by the processor time that the bot took: the latter
are what it manages on a core that it has to itself. Memory is read after a fifth of the lines and after all of them,
each time as the median over the thousand lines before: from one line to the next it goes up and down with what is
under way.
"""

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bot.assembly import assemble
from bot.chat.moviebot import MovieBot
from bot.chat.sender import Sender, Space
from bot.ingest import ingest
from bot.recommend.index_folder import current_index
from bot.settings import Settings
from processes import heartbeat, resident_mib

SPACES = 100
FAMOUS = 2000
READINGS = 1000
_OTHERS = ("taste", "undo", "help", "more", "why 1", "seen {film}", "dislike {film}", "forget {film}")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("REELMATES_MOVIELENS_DIR"), help="MovieLens folder")
    parser.add_argument("--index", type=Path, help="data folder that is ingested already")
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--members", type=int, default=1_000)
    parser.add_argument("--talks", type=int, default=8, help="lines under way at a time")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        asyncio.run(_talk(options.index, options.lines, options.members, options.talks))
        return
    with tempfile.TemporaryDirectory() as scratch:
        data_dir = options.index or Path(scratch)
        if options.index is None:
            ingest(Path(options.data) if options.data else None, data_dir, lambda _: None)
        sizes = ("--lines", str(options.lines), "--members", str(options.members), "--talks", str(options.talks))
        subprocess.run([sys.executable, __file__, "--inside", "--index", str(data_dir), *sizes], check=True)


@dataclass(slots=True)
class Heard:
    """How long each line took in seconds; memory in MiB after each of the latest lines, and its median at the marks."""

    marks: Sequence[int]
    seconds: list[float] = field(default_factory=list)
    latest: deque[float] = field(default_factory=lambda: deque(maxlen=READINGS))
    memory: dict[int, float] = field(default_factory=dict)

    def note(self, seconds: float) -> None:
        """Takes down a line that has just been answered."""
        self.seconds.append(seconds)
        self.latest.append(resident_mib())
        if len(self.seconds) in self.marks:
            self.memory[len(self.seconds)] = statistics.median(self.latest)


async def _talk(data_dir: Path, lines: int, members: int, talks: int) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as scratch:
        state = f"sqlite+aiosqlite:///{scratch}/members.db"
        settings = Settings(_env_file=None, reelmates_data_dir=data_dir, reelmates_database_url=state)
        films = sorted(current_index(data_dir).catalogue(), key=lambda one: -one.rated_by)
        script = _script([one.movie_id for one in films[:FAMOUS]], lines, members)
        heard = Heard(marks=(lines // 5, lines))
        async with assemble(settings) as assembled, heartbeat() as late:
            began, used = time.perf_counter(), time.process_time()
            await asyncio.gather(*(_say(assembled.bot, script, heard) for _ in range(talks)))
            took, used = time.perf_counter() - began, time.process_time() - used
    _report(lines, took, used, heard, late)


def _script(films: Sequence[int], lines: int, members: int) -> Iterator[tuple[Sender, str]]:
    dice = random.Random(6)
    spaces = [Space(f"s{number}", f"Space {number}") for number in range(SPACES)]
    everybody = [
        Sender("bench", str(number), f"member {number}", spaces[number % SPACES], is_direct=True)
        for number in range(members)
    ]
    for _ in range(lines):
        chance, film = dice.random(), f"#{dice.choice(films)}"
        if chance < 0.6:
            line = f"like {film}"
        elif chance < 0.9:
            line = "recommend"
        else:
            line = dice.choice(_OTHERS).format(film=film)
        yield dice.choice(everybody), line


async def _say(bot: MovieBot, script: Iterator[tuple[Sender, str]], heard: Heard) -> None:
    """Says lines of the common script until there are no more."""
    for sender, line in script:
        began = time.perf_counter()
        reply = await bot.hear(line, sender)
        heard.note(time.perf_counter() - began)
        assert reply is not None
        assert "does not answer right now" not in reply.text, "the database could not keep up"
        assert "Something went wrong" not in reply.text, reply.text


def _report(lines: int, took: float, used: float, heard: Heard, late: Sequence[float]) -> None:
    p50, p99 = np.percentile(heard.seconds, (50, 99)) * 1e3
    pause = np.percentile(late, 99) * 1e3
    first, last = heard.memory.values()
    marks = " and ".join(f"{count:,}" for count in heard.memory)
    print(f"{lines:,} lines: {lines / took:.0f} a second by the clock, {lines / used:.0f} a second of processor time")
    print(f"an answer: p50 {p50:.1f} ms, p99 {p99:.1f} ms; the event loop's pauses: p99 {pause:.1f} ms")
    print(f"memory after {marks} lines: {first:.0f} and {last:.0f} MiB, {last / first:.3f}")


if __name__ == "__main__":
    main()
