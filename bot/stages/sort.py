"""The last part of an ingest: the shard is put in order, by a process that has nothing else in its memory."""

import sys
from pathlib import Path

from bot.recommend.edge_shard import sort_shard
from bot.steps import Step, Told, tell_parent


def _sort(shard: Path, told: Told) -> None:
    told(Step("Sorting the index"))
    sort_shard(shard)


if __name__ == "__main__":
    tell_parent(lambda told: _sort(Path(sys.argv[1]), told))
