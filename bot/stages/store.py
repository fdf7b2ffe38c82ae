"""The second part of an ingest: the raters are stored in the shard, from what else the index folder holds."""

import sys
from pathlib import Path

from bot.ingest import store
from bot.recommend.index_folder import IndexFolder
from bot.steps import tell_parent

if __name__ == "__main__":
    tell_parent(lambda told: store(IndexFolder(Path(sys.argv[1])), told))
