"""Answers at full size: neighbours against an exact numpy search, whole answers, memory, start, and new films.

    python benchmarks/synthetic.py --raters 331000 --ratings 33000000 --films 86000 --seed 1 FOLDER
    python benchmarks/full_size.py --data FOLDER [--rounds 200]

The bot runs in a process of its own, so that its memory is not ours. `--index DIR` takes a data folder that is ingested
already instead of `--data`.
"""

import argparse
import asyncio
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from qdrant_edge import EdgeShard, Query, QueryRequest
from qdrant_edge import SparseVector as EdgeVector

from bot.assembly import assemble
from bot.chat.sender import Sender, Space
from bot.ingest import ingest
from bot.recommend.index_folder import IndexFolder, current_index, make_current, new_index
from bot.recommend.neighbours import NEIGHBOURS
from bot.recommend.qdrant_edge import EdgeIndex
from bot.recommend.rater_ratings import RaterRatings, stars_of_halves
from bot.recommend.rater_vectors import rater_vectors
from bot.recommend.stored_raters import VECTOR
from bot.settings import Settings
from bot.taste.profile import SparseVector
from processes import heartbeat, resident_mib, watched

LIKES, FAMOUS = 20, 300
HOME = Space("home", "Home")

Search = Callable[[SparseVector], Awaitable[None]]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("REELMATES_MOVIELENS_DIR"), help="MovieLens folder")
    parser.add_argument("--index", type=Path, help="data folder that is ingested already")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--begun-at", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.begun_at is not None:
        asyncio.run(_answer_inside(options.index, options.rounds, options.begun_at))
        return
    with tempfile.TemporaryDirectory() as scratch:
        data_dir = options.index or Path(scratch)
        if options.index is None:
            ingest(Path(options.data) if options.data else None, data_dir, lambda _: None)
        folder = current_index(data_dir)
        summary = folder.summary()
        print(f"{summary.ratings:,} ratings of {summary.films:,} films by {summary.raters:,} raters")
        asyncio.run(_compare_with_floor(folder, options.rounds))
        _answer(data_dir, options.rounds)


async def _compare_with_floor(folder: IndexFolder, rounds: int) -> None:
    """Neighbours by the engine, bare and with their ratings, in turn with an exact search over the same vectors."""
    tastes = _tastes(folder, rounds)
    exact = Floor(folder.ratings(), len(folder.statistics().rated_by), folder.catalogue().movie_ids)

    async def search_exactly(taste: SparseVector) -> None:
        exact.nearest(taste)

    async def search_bare(taste: SparseVector) -> None:
        query = Query.Nearest(EdgeVector(taste.indices.tolist(), taste.values.tolist()), using=VECTOR)
        for one in shard.query(QueryRequest(limit=NEIGHBOURS, query=query)):
            _ = int(one.id), one.score

    async def search_whole(taste: SparseVector) -> None:
        await index.nearest(taste, NEIGHBOURS)

    shard = EdgeShard.load(str(folder.shard))
    await _compare("ids and scores", search_bare, search_exactly, tastes)
    shard.close()
    index = await EdgeIndex.open(folder)
    await _compare("with their ratings, through the bot's index", search_whole, search_exactly, tastes)
    await index.close()


async def _compare(what: str, ours: Search, exactly: Search, tastes: Sequence[SparseVector]) -> None:
    taken = [(await _timed(ours, taste), await _timed(exactly, taste)) for taste in tastes]
    (clock_s, processor_s), (exact_clock_s, exact_processor_s) = np.median(taken, axis=0)
    print(
        f"{LIKES} likes, k={NEIGHBOURS}, {what}: p50 {clock_s * 1e3:.2f} ms, exact numpy {exact_clock_s * 1e3:.2f} ms: "
        f"{clock_s / exact_clock_s:.2f} by the clock, {processor_s / exact_processor_s:.2f} of processor time"
    )


async def _timed(search: Search, taste: SparseVector) -> tuple[float, float]:
    """Seconds by the clock, and of processor time."""
    began, used = time.perf_counter(), time.process_time()
    await search(taste)
    return time.perf_counter() - began, time.process_time() - used


class Floor:
    """Exact search: the columns of the liked films added up in one array of scores, then the best of it."""

    def __init__(self, ratings: RaterRatings, films: int, movie_ids: NDArray[np.int64]) -> None:
        values = rater_vectors(ratings.offsets, stars_of_halves(ratings.half_stars)).values
        order = np.argsort(ratings.columns, kind="stable")
        counts = np.diff(ratings.offsets)
        self._rows = np.repeat(np.arange(len(counts), dtype=np.int32), counts)[order]
        self._values = values[order]
        self._starts = np.searchsorted(ratings.columns[order], np.arange(films + 1))
        self._raters = ratings.rater_ids
        self._movie_ids = movie_ids

    def nearest(self, taste: SparseVector) -> NDArray[np.int64]:
        """The ids of the nearest raters, most similar first."""
        scores = np.zeros(len(self._raters), dtype=np.float32)
        columns = np.searchsorted(self._movie_ids, taste.indices)
        for column, weight in zip(columns.tolist(), taste.values, strict=True):
            span = slice(self._starts[column], self._starts[column + 1])
            scores[self._rows[span]] += weight * self._values[span]
        k = min(NEIGHBOURS, len(scores) - 1)
        best = np.argpartition(-scores, k)[:k]
        return self._raters[best[np.argsort(-scores[best])]]


def _tastes(folder: IndexFolder, rounds: int) -> Sequence[SparseVector]:
    """Members who like famous films: their columns are the longest."""
    statistics, movie_ids = folder.statistics(), folder.catalogue().movie_ids
    famous = np.argsort(-statistics.rated_by)[:FAMOUS]
    chance = np.random.default_rng(1)
    liked = [np.sort(chance.choice(famous, LIKES, replace=False)) for _ in range(rounds)]
    return [SparseVector(movie_ids[columns], statistics.rarity_of(columns).astype(np.float32)) for columns in liked]


def _answer(data_dir: Path, rounds: int) -> None:
    ourselves = (sys.executable, __file__, "--begun-at", str(time.time()))
    inside = watched([*ourselves, "--index", str(data_dir), "--rounds", str(rounds)])
    told = json.loads(inside.printed)
    for what, taken in (("by the clock", "recommend_s"), ("of processor time", "recommend_processor_s")):
        p50, p99 = (np.percentile(told[taken], part) * 1e3 for part in (50, 99))
        print(f"recommend, no posters, {what}: p50 {p50:.1f} ms, p99 {p99:.1f} ms")
    print(f"the running bot: {told['resident_mib']:.0f} MiB")
    print(f"start to first answer, imports included: {told['first_answer_s']:.2f} s")
    print(f"newer films taken over: longest pause of the event loop {told['pause_s'] * 1e3:.0f} ms")


async def _answer_inside(data_dir: Path, rounds: int, begun_at: float) -> None:
    """The bot's own process: its first answer, more answers, its memory, and the swap to a copy of its index."""
    settings = Settings(_env_file=None, reelmates_data_dir=data_dir)
    pace = Pace()
    began = time.perf_counter()
    famous = [movie.movie_id for movie in sorted(current_index(data_dir).catalogue(), key=lambda one: -one.rated_by)]
    taken: list[float] = []
    used: list[float] = []
    preparing_s = time.perf_counter() - began
    async with assemble(settings, pace) as assembled:
        dice = random.Random(5)
        for number in range(rounds):
            member = Sender("bench", str(number), f"member {number}", HOME, is_direct=True)
            liked = "; ".join(f"#{movie_id}" for movie_id in dice.sample(famous[:FAMOUS], LIKES))
            await assembled.bot.hear(f"like {liked}", member)
            began, used_before = time.perf_counter(), time.process_time()
            reply = await assembled.bot.hear("recommend", member)
            taken.append(time.perf_counter() - began)
            used.append(time.process_time() - used_before)
            assert reply is not None
            assert len(reply.cards) == 5
            if number == 0:
                first_answer_s = time.time() - begun_at - preparing_s
        memory = resident_mib()
        pause_s = await _swap(data_dir, pace)
    print(
        json.dumps(
            {
                "recommend_s": taken,
                "recommend_processor_s": used,
                "resident_mib": memory,
                "first_answer_s": first_answer_s,
                "pause_s": pause_s,
            }
        )
    )


async def _swap(data_dir: Path, pace: "Pace") -> float:
    """The longest pause in seconds while the bot takes over a copy of the index in use."""
    former, newer = current_index(data_dir), new_index(data_dir, datetime.now(UTC))
    await asyncio.to_thread(shutil.copytree, former.path, newer.path)
    await asyncio.to_thread(make_current, newer)
    async with heartbeat() as late:
        await pace.look()
    assert not former.path.exists()
    return max(late)


class Pace:
    """Looks for newer films when told to, and not before."""

    def __init__(self) -> None:
        self._asked = asyncio.Semaphore(0)
        self._waiting = asyncio.Semaphore(0)

    async def __call__(self) -> None:
        """Waits until a look is wanted."""
        self._waiting.release()
        await self._asked.acquire()

    async def look(self) -> None:
        """Has the bot look once, and waits until it has."""
        await self._waiting.acquire()
        self._asked.release()
        await self._waiting.acquire()
        self._waiting.release()


if __name__ == "__main__":
    main()
