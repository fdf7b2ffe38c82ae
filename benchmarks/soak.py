"""An hour of mixed load while things go wrong: nothing acknowledged is lost, no error, and memory stays flat.

    python benchmarks/soak.py [--minutes 60] [--data FOLDER | --packaged] [--seed 1]

Members over several spaces judge films, ask for films and reasons, keep lists, bring and take their films, and play
movie nights to the end, by a clock that is moved. The bot is a process of its own, as `reelmates run` opens it, behind
a front of HTTP on loopback; OMDb and Qdrant are stand-ins on loopback, the database is SQLite. At moments drawn by the
seed OMDb fails, refuses or hangs, Qdrant is gone for half a minute, the database's lock is held for seconds as if the
disk were slow, and the bot is stopped (thrice) or killed (twice) and started again. Members keep a journal of what they
were acknowledged, and compare it with what the bot says it has kept. In fewer minutes faults are shorter. Without data
a small set is made up. Ends with 1 when a claim does not hold.
"""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

from bot.ingest import ingest
from bot.recommend.index_folder import IndexFolder
from bot.recommend.qdrant_server import QdrantServer, upload
from soaking.bot_process import MovedClock
from soaking.evenings import Channels, Evenings
from soaking.faults import StandInOmdb, Troublemaker, plan
from soaking.findings import Soaked
from soaking.life import Bot
from soaking.members import Films, Member
from synthetic import write_dataset
from tests.loopback_qdrant import loopback_qdrant

SPACES, MEMBERS_EACH = 6, 6
FEWEST_MINUTES = 3
MADE_UP = {"raters": 300, "ratings": 18_000, "films": 400, "seed": 1}
_BEGINS_AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
_EXAMPLES = 5
_READY_AGAIN_WITHIN_S = 30.0


def main() -> None:
    """Soaks, prints, and fails when a claim does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0)
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--data", type=Path, help="MovieLens folder; without it, a small set is made up")
    source.add_argument("--packaged", action="store_true", help="take the set that comes as a package")
    parser.add_argument("--rate", type=float, default=4.0, help="lines a second, evenings apart")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.minutes < FEWEST_MINUTES:
        parser.error(f"in less than {FEWEST_MINUTES} minutes faults are too short to be noticed")
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        folder = ingest(_source(options.data, options.packaged, home), home / "data", lambda _: None)
        soaked = asyncio.run(_soak(home, folder, options.minutes * 60, options.rate, options.seed))
        sys.exit(0 if _told(soaked) else 1)


def _source(data: Path | None, is_packaged: bool, home: Path) -> Path | None:
    if is_packaged or data is not None:
        return data
    write_dataset(home / "made-up", **MADE_UP)
    return home / "made-up"


async def _soak(home: Path, folder: IndexFolder, total_s: float, rate: float, seed: int) -> Soaked:
    chance = random.Random(seed)
    async with AsyncExitStack() as stack:
        omdb = await stack.enter_async_context(StandInOmdb())
        qdrant = await stack.enter_async_context(loopback_qdrant())
        channels = await stack.enter_async_context(Channels())
        await upload(folder, QdrantServer(qdrant.url), lambda _: None, folder.rater_facts())
        settings = _settings(home, omdb.address, qdrant.url)
        bot = await stack.enter_async_context(Bot(home, channels.address, MovedClock(_BEGINS_AT), settings))
        spaces = _spaces(bot, folder, chance)
        members = [member for space in spaces for member in space]
        evenings = Evenings(bot, channels, spaces, chance)
        trouble = Troublemaker(bot, omdb, qdrant, home / "data" / "reelmates.db")
        end = asyncio.Event()
        async with asyncio.TaskGroup() as talks:
            for member in members:
                talks.create_task(member.chat(len(members) / rate, end))
            talks.create_task(evenings.go_on(end))
            talks.create_task(trouble.make(plan(total_s, chance)))
            await asyncio.sleep(total_s)
            end.set()
        is_ready = await _ready_again(bot)
        silent = [member.name for member in members if not await member.compare()]
        await bot.stop()
    return Soaked(bot, members, evenings, channels, trouble, silent, is_ready)


def _settings(home: Path, omdb: str, qdrant: str) -> dict[str, str]:
    """The whole environment of the bot: no settings of the machine's reach it."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "OPENBLAS_NUM_THREADS": "1",
        "REELMATES_DATA_DIR": str(home / "data"),
        "OMDB_API_KEY": "soak",
        "OMDB_URL": omdb,
        "QDRANT_URL": qdrant,
    }


def _spaces(bot: Bot, folder: IndexFolder, chance: random.Random) -> Sequence[Sequence[Member]]:
    ids = folder.catalogue().movie_ids.tolist()
    chance.shuffle(ids)
    films = Films(ids[len(ids) // 4 :], ids[: len(ids) // 4])
    names = [f"member {number}" for number in range(MEMBERS_EACH)]
    return [
        [Member(bot, f"space {space}", name, films, random.Random(chance.random())) for name in names]
        for space in range(SPACES)
    ]


async def _ready_again(bot: Bot) -> bool:
    """Whether all is well soon after the last fault."""
    until = time.monotonic() + _READY_AGAIN_WITHIN_S
    while time.monotonic() < until:
        if (await bot.health()).get("ready"):
            return True
        await asyncio.sleep(1.0)
    return False


def _told(soaked: Soaked) -> bool:
    """Prints the claims; whether all of them hold."""
    spans = sorted(soaked.trouble.spans, key=lambda span: span.began_at)
    print(f"{soaked.bot.lines:,} lines of {len(soaked.members)} members in {SPACES} spaces, {len(spans)} faults")
    claims = list(soaked.claims())
    for claim in claims:
        print(f"{'holds ' if claim.holds else 'BROKEN'} | {claim.must}: {claim.found}")
        for example in claim.broken[:_EXAMPLES]:
            print(f"       | {example}")
    return all(claim.holds for claim in claims)


if __name__ == "__main__":
    main()
