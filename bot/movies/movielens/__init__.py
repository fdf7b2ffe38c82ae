"""MovieLens as it lies on a disk: every form of it that we read, turned into one `Dataset`."""

from bot.movies.movielens.packaged import read_packaged
from bot.movies.movielens.reading import read_dataset

__all__ = ["read_dataset", "read_packaged"]
