"""The first part of an ingest: the data set becomes everything that an index holds but its shard."""

import sys
from pathlib import Path

from bot.ingest import write
from bot.movies import movielens
from bot.movies.dataset import Dataset
from bot.recommend.index_folder import IndexFolder
from bot.steps import Step, Told, tell_parent

_DOING = "Reading ratings"


def _read(source: Path | None, told: Told) -> Dataset:
    told(Step(_DOING))
    if source is None:
        return movielens.read_packaged()
    return movielens.read_dataset(source, lambda read, of: told(Step(_DOING, read >> 20, of >> 20, "MiB")))


if __name__ == "__main__":
    path, *places = map(Path, sys.argv[1:])
    tell_parent(lambda told: write(_read(next(iter(places), None), told), IndexFolder(path), told))
