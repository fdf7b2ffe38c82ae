"""Many nights open at once: what a tick of the announcer takes, beside one question to the database.

    python benchmarks/nights.py [--data FOLDER | --index DIR] [--nights 100] [--members 20] [--likes 15]

Every night is open in a channel of its own, every member has told likes and is in. A tick is told in milliseconds, by
the clock and of processor time, and as a ratio to the smallest question to the same database, asked just before it.
"""

import argparse
import asyncio
import itertools
import os
import random
import tempfile
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from sqlalchemy import text

from bot.assembly import assemble
from bot.chat.commands import Command
from bot.chat.evenings import NightEvent
from bot.chat.moviebot import MovieBot
from bot.chat.reply import Reply
from bot.database import Database, new_id, open_database, sqlite_url
from bot.ingest import ingest
from bot.nights import rules
from bot.nights.night import Presence, Room
from bot.nights.store import NightStore
from bot.nights.store.outbox import AT_ONCE
from bot.recommend.index_folder import current_index
from bot.settings import Settings
from bot.taste.profile import Verdict
from bot.taste.store import Member, TasteStore

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
FAMOUS = 500
ONE_BY_ONE = 20
APART = timedelta(seconds=10)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("REELMATES_MOVIELENS_DIR"), help="MovieLens folder")
    parser.add_argument("--index", type=Path, help="data folder that is ingested already")
    parser.add_argument("--nights", type=int, default=100)
    parser.add_argument("--members", type=int, default=20, help="in each night")
    parser.add_argument("--likes", type=int, default=15, help="of each member")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        data_dir = options.index or Path(scratch)
        if options.index is None:
            ingest(Path(options.data) if options.data else None, data_dir, lambda _: None)
        url = sqlite_url(Path(scratch) / "members.db")
        settings = Settings(_env_file=None, reelmates_data_dir=data_dir, reelmates_database_url=url)
        asyncio.run(_evening(settings, url, options.nights, options.members, options.likes))


@dataclass(slots=True)
class Wall:
    """A board on which nothing takes any time."""

    platform: str = "bench"
    manner: str = ""
    posts: list[Reply] = field(default_factory=list)

    def reaches(self, room: Room) -> bool:
        """Every room of the benchmark."""
        return room.platform == self.platform

    def locale_of(self, _room: Room) -> str:
        """None."""
        return ""

    async def post(self, _room: Room, reply: Reply) -> str:
        """Keeps it."""
        self.posts.append(reply)
        return str(len(self.posts))

    async def find(self, _room: Room, _token: Command, _since: datetime) -> str | None:
        """Nothing is ever lost here."""
        return None

    async def tell(self, _room: Room, _member: str, reply: Reply) -> None:
        """Keeps it."""
        self.posts.append(reply)

    async def missing(self, _room: Room, _members: Collection[str]) -> Collection[str]:
        """Nobody."""
        return ()

    async def keep_event(self, _event: NightEvent) -> str:
        """No events."""
        return ""


@dataclass(slots=True)
class Spent:
    """What ticks took, by the clock and of processor time, and the questions asked between them; in seconds."""

    by_clock: list[float] = field(default_factory=list)
    of_processor: list[float] = field(default_factory=list)
    questions: list[float] = field(default_factory=list)

    def report(self, name: str) -> None:
        """Prints the ticks' figures in milliseconds, and their ratio to a question."""
        clock, processor = np.array(self.by_clock) * 1e3, np.array(self.of_processor) * 1e3
        ratio = np.median(self.by_clock) / np.median(self.questions)
        print(
            f"{name}: p50 {np.median(clock):.1f} ms, p99 {np.percentile(clock, 99):.1f} ms; "
            f"of processor time p50 {np.median(processor):.1f} ms, p99 {np.percentile(processor, 99):.1f} ms; "
            f"{ratio:.0f} questions to the database"
        )


async def _evening(settings: Settings, url: str, nights: int, members: int, likes: int) -> None:
    moment = [NOW]
    async with assemble(settings, clock=lambda: moment[0]) as assembled:
        bot, wall = assembled.bot, Wall()
        bot.announce_on(wall)
        database = await open_database(url)
        await _plan(database, settings, nights, members, likes)
        print(f"{nights} open nights of {members} members each; a tick")
        idle = Spent()
        for _ in range(nights):
            await _tick(bot, database, idle)
        idle.report("when nothing is due")
        start_at = NOW + timedelta(days=2)
        for name, begins_at in (
            ("that makes and shows the picks of", start_at - timedelta(days=1)),
            ("that reminds of", start_at - timedelta(minutes=30)),
            ("that starts", start_at),
        ):
            one, many = Spent(), Spent()
            for number in range(min(nights, ONE_BY_ONE)):
                moment[0] = begins_at + number * APART
                await _tick(bot, database, one)
            one.report(f"{name} one night")
            moment[0] = begins_at + (nights - 1) * APART
            while await _tick(bot, database, many) == AT_ONCE:
                pass
            if nights >= ONE_BY_ONE + AT_ONCE:
                many.report(f"{name} {AT_ONCE} nights")
        assert len(wall.posts) == 3 * nights, len(wall.posts)
        await database.close()


async def _plan(database: Database, settings: Settings, nights: int, members: int, likes: int) -> None:
    """Nights that start shortly after each other; their members have told what they like."""
    films = sorted(current_index(settings.reelmates_data_dir).catalogue(), key=lambda one: -one.rated_by)
    famous = [film.movie_id for film in films[:FAMOUS]]
    dice, tastes, store = random.Random(7), TasteStore(database), NightStore(database)
    names = itertools.count()
    for number in range(nights):
        of_night = [f"member {next(names)}" for _ in range(members)]
        room = Room("bench", "space", f"channel {number}")
        start_at = NOW + timedelta(days=2) + number * APART
        night = rules.plan(new_id(), room, of_night[0], start_at, NOW)
        for name in of_night:
            night = rules.answer(night, name, Presence.IN)
            await tastes.judge(Member("bench", "space", name), dice.sample(famous, likes), Verdict.LIKE, NOW)
        await store.add(night)


async def _tick(bot: MovieBot, database: Database, spent: Spent) -> int:
    """Asks the smallest question there is, then ticks; how many messages were said."""
    began = time.perf_counter()
    async with database.reading() as connection:
        await connection.execute(text("SELECT 1"))
    asked_at, used = time.perf_counter(), time.process_time()
    said = await bot.announcer.tick()
    spent.questions.append(asked_at - began)
    spent.by_clock.append(time.perf_counter() - asked_at)
    spent.of_processor.append(time.process_time() - used)
    return said


if __name__ == "__main__":
    main()
