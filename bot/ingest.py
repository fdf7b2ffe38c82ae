"""From a data set to the index in use: built by child processes, made current in one step."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock

from bot import errors
from bot.errors import BadSource, FolderUnusable, SetupError
from bot.locks import held
from bot.movies.catalogue import Catalogue
from bot.movies.dataset import Dataset
from bot.recommend.edge_shard import sort_shard
from bot.recommend.index_folder import IndexFolder, Summary, make_current, new_index, unwritable
from bot.recommend.qdrant_edge import store_raters
from bot.recommend.rater_ratings import RaterRatings, stars_of_halves
from bot.recommend.statistics import RatingStatistics
from bot.steps import Step, Told

PACKAGED = "packaged"
LOCK = "ingest.lock"


class Stage(StrEnum):
    """A module of `bot.stages`."""

    READ = "read"
    STORE = "store"
    SORT = "sort"


EMBEDDED = (Stage.READ, Stage.STORE, Stage.SORT)
FOR_A_SERVER = (Stage.READ,)


def ingest(source: Path | None, data_dir: Path, told: Told, stages: Sequence[Stage] = EMBEDDED) -> IndexFolder:
    """Builds an index of the data set at `source` (None: the packaged one) and makes it current.

    Whatever happens before the last step leaves the former index in use. Raises BadSource, FolderUnusable, or
    IndexLocked when another ingest is at work in the same folder.
    """
    with alone(data_dir):
        folder = new_index(data_dir, datetime.now(UTC))
        try:
            for stage in stages:
                _run(stage, source, folder, told)
            told(Step("Writing to the disk"))
            make_current(folder)
        except BaseException:
            shutil.rmtree(folder.path, ignore_errors=True)
            raise
    return folder


def alone(data_dir: Path) -> AbstractContextManager[None]:
    """Keeps other ingests out of the folder meanwhile, raising IndexLocked if there is one; may be nested."""
    busy = f"Another ingest is at work in {data_dir}; wait until it is done."
    return held(FileLock(data_dir / LOCK, is_singleton=True), busy)


def _run(stage: Stage, source: Path | None, folder: IndexFolder, told: Told) -> None:
    """Has a child process do the stage; it ends when this one does, and hears no Ctrl-C."""
    with subprocess.Popen(  # noqa: S603 (no shell, and nothing but our own program)
        [sys.executable, "-P", "-m", f"bot.stages.{stage}", *_places(stage, source, folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        process_group=0,
    ) as child:
        try:
            for line in child.stdout or ():
                if line.endswith(b"\n"):  # else the child has died in the middle of it
                    _hear(json.loads(line), folder, told)
        except BaseException:
            child.kill()
            raise
    if child.returncode:
        raise SetupError(_ended_by(child.returncode, folder.path.parent))


def _places(stage: Stage, source: Path | None, folder: IndexFolder) -> Sequence[Path]:
    """What the stage reads and writes, on its command line."""
    match stage:
        case Stage.READ:
            return [folder.path, *filter(None, [source])]
        case Stage.STORE:
            return [folder.path]
        case Stage.SORT:
            return [folder.shard]


def _hear(message: dict[str, Any], folder: IndexFolder, told: Told) -> None:
    if reason := message.get("unwritable"):
        raise FolderUnusable(unwritable(folder.path.parent, reason))
    if name := message.get("refusal"):
        kind: type[SetupError] = getattr(errors, name)
        raise kind(message["sentence"])
    told(Step(**message))


def _ended_by(code: int, data_dir: Path) -> str:
    """What to tell of a child that died without a word: systems kill for want of memory, or of room on the disk."""
    room = shutil.disk_usage(data_dir).free >> 20
    reason = (
        f"the system ended it, as when memory or disk is full; {room:,} MiB of disk are free"
        if code < 0
        else f"code {code}"
    )
    return f"The ingest did not come to its end ({reason}); the former film data is still in use."


def build(dataset: Dataset, folder: IndexFolder, told: Told) -> None:
    """Writes the whole index of a data set into `folder`, which no pointer names yet."""
    write(dataset, folder, told)
    store(folder, told)
    sort_shard(folder.shard)


def write(dataset: Dataset, folder: IndexFolder, told: Told) -> None:
    """Writes all of a data set's index but the shard."""
    if not len(dataset.rater_ids):
        raise BadSource("The data set holds no ratings.")
    told(Step("Counting"))
    catalogue = Catalogue(dataset.movies)
    column_of = np.zeros(int(catalogue.movie_ids[-1]) + 1, dtype=np.int32)
    column_of[catalogue.movie_ids] = np.arange(len(catalogue), dtype=np.int32)
    columns = column_of[dataset.movie_ids]
    ratings = RaterRatings(dataset.rater_ids, dataset.offsets, columns, dataset.half_stars)
    stars = stars_of_halves(dataset.half_stars)
    statistics = RatingStatistics.count(len(catalogue), dataset.offsets, columns, stars)
    summary = Summary(
        name=dataset.name,
        films=len(catalogue),
        raters=len(dataset.rater_ids),
        ratings=len(columns),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        notes=dataset.notes,
    )
    folder.write(summary, catalogue, statistics, ratings, dataset.rater_facts)


def store(folder: IndexFolder, told: Told) -> None:
    """Stores the raters in the shard, from what else the folder holds."""
    raters = folder.summary().raters
    for stored in store_raters(folder, folder.movie_ids(), folder.rater_facts()):
        told(Step("Building the index", stored, raters, "raters"))
