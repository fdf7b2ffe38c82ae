"""How long a member waits: `like` and `recommend` through the whole bot, without posters, and a cold `reelmates say`.

    python benchmarks/answers.py [--data DIR] [--rounds 200]

Prints the median and the 95th percentile of each, and their ratio to an exact numpy search in the same run.
"""

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bot.assembly import assemble
from bot.chat.sender import Sender, Space
from bot.ingest import ingest
from bot.recommend.index_folder import IndexFolder
from bot.settings import Settings

HOME = Space("home", "Home")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("REELMATES_MOVIELENS_DIR"), help="MovieLens folder")
    parser.add_argument("--rounds", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        data_dir = Path(scratch)
        began = time.perf_counter()
        folder = ingest(Path(options.data) if options.data else None, data_dir, lambda _: None)
        print(f"{folder.summary().name}: ingested in {time.perf_counter() - began:.2f} s")
        settings = Settings(_env_file=None, reelmates_data_dir=data_dir)
        floor = _times(_exact_search(folder), options.rounds)
        asyncio.run(_talk(settings, folder, options.rounds, float(np.median(floor))))
        _cold_say(data_dir)


async def _talk(settings: Settings, folder: IndexFolder, rounds: int, floor: float) -> None:
    dice = random.Random(5)
    famous = sorted(folder.catalogue(), key=lambda movie: -movie.rated_by)[:500]
    likes, recommends = [], []
    async with assemble(settings) as assembled:
        for number in range(rounds):
            member = Sender("bench", str(number), f"member {number}", HOME, is_direct=True)
            films = "; ".join(f"#{movie.movie_id}" for movie in dice.sample(famous, 5))
            for line, taken in ((f"like {films}", likes), ("recommend", recommends)):
                began = time.perf_counter()
                reply = await assembled.bot.hear(line, member)
                taken.append(time.perf_counter() - began)
                assert reply is not None
            assert len(reply.cards) == 5
    _report("like five films", likes, floor)
    _report("recommend", recommends, floor)


def _exact_search(folder: IndexFolder) -> Callable[[], object]:
    """The floor: add the columns of five liked films into one score array and take the best 160."""
    ratings = folder.ratings()
    raters = np.repeat(np.arange(len(ratings.rater_ids)), np.diff(ratings.offsets))
    order = np.argsort(ratings.columns, kind="stable")
    starts = np.searchsorted(ratings.columns[order], np.arange(len(folder.catalogue()) + 1))
    by_film = raters[order]
    famous = np.argsort(-np.diff(starts))[:5]

    def search() -> object:
        scores = np.zeros(len(ratings.rater_ids), dtype=np.float32)
        for film in famous:
            scores[by_film[starts[film] : starts[film + 1]]] += 1.0
        return np.argpartition(-scores, 160)[:160] if len(scores) > 160 else scores

    return search


def _times(work: Callable[[], object], rounds: int) -> list[float]:
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return taken


def _report(what: str, taken: list[float], floor: float) -> None:
    median, slow = (float(np.percentile(taken, part)) for part in (50, 95))
    print(f"{what:16} p50 {median * 1e3:6.1f} ms   p95 {slow * 1e3:6.1f} ms   {median / floor:8.0f} x an exact search")


def _cold_say(data_dir: Path) -> None:
    reelmates = Path(sys.executable).with_name("reelmates")
    command = [str(reelmates), "say", "!recommend", "--as", "alice", "--data-dir", str(data_dir)]
    say = _times(lambda: subprocess.run(command, check=True, capture_output=True), 5)
    python = _times(lambda: subprocess.run([sys.executable, "-c", "import numpy"], check=True), 5)
    ratio = np.median(say) / np.median(python)
    print(f"reelmates say    {np.median(say):.2f} s from start to exit   {ratio:.1f} x a bare Python with numpy")


if __name__ == "__main__":
    main()
