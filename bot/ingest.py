"""From a data set to the index in use: built in a child process, made current in one step."""

import contextlib
import multiprocessing
import os
import shutil
import signal
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from bot.errors import BadSource, FolderUnusable, SetupError
from bot.locks import held
from bot.movies.catalogue import Catalogue
from bot.movies.dataset import Dataset
from bot.recommend.index_folder import IndexFolder, RaterFacts, Summary, make_current, new_index, unwritable
from bot.recommend.qdrant_edge import build_shard
from bot.recommend.rater_ratings import RaterRatings, stars_of_halves
from bot.recommend.statistics import RatingStatistics

PACKAGED = "packaged"
LOCK = "ingest.lock"
_READING = "Reading ratings"


@dataclass(frozen=True, slots=True)
class Step:
    """How far the ingest is: what it does now, and how much of it is done where that is known."""

    doing: str
    done: int = 0
    total: int = 0
    unit: str = ""


Told: TypeAlias = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A sentence from the child: the source or the folder cannot be used."""

    kind: type[SetupError]
    sentence: str


def ingest(source: Path | None, data_dir: Path, told: Told) -> IndexFolder:
    """Builds an index of the data set at `source` (None: the packaged one) and makes it current.

    Whatever happens before the last step leaves the former index in use. Raises BadSource, FolderUnusable, or
    IndexLocked when another ingest is at work in the same folder.
    """
    with alone(data_dir):
        folder = new_index(data_dir, datetime.now(UTC))
        try:
            _build_in_child(source, folder, told)
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


def _build_in_child(source: Path | None, folder: IndexFolder, told: Told) -> None:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    child = context.Process(target=_child, args=(source, folder.path, there), name="ingest")
    child.start()
    there.close()
    try:
        while True:
            try:
                message = here.recv()
            except (EOFError, OSError):  # the child is gone, perhaps in the middle of a message
                break
            if isinstance(message, _Refusal):
                raise message.kind(message.sentence)
            told(message)
        child.join()
    except BaseException:
        child.kill()
        child.join()
        raise
    if child.exitcode:
        raise SetupError(_ended_by(child.exitcode, folder.path.parent))


def _ended_by(code: int, data_dir: Path) -> str:
    """What to tell of a child that died without a word: systems kill for want of memory, or of room on the disk."""
    room = shutil.disk_usage(data_dir).free >> 20
    reason = (
        f"the system ended it, as when memory or disk is full; {room:,} MiB of disk are free"
        if code < 0
        else f"code {code}"
    )
    return f"The ingest did not come to its end ({reason}); the former film data is still in use."


def _child(source: Path | None, path: Path, parent: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    told: Told = parent.send
    try:
        folder = IndexFolder(path)
        # One call after the other, so that the data set has left the memory when the shard is built.
        _build_shard(folder, *_write(_read(source, told), folder, told), told)
    except SetupError as error:
        parent.send(_Refusal(type(error), str(error)))
    except BrokenPipeError:  # the parent is gone, and nobody is left to be told
        os._exit(1)
    except OSError as error:
        parent.send(_Refusal(FolderUnusable, unwritable(path.parent, error.strerror or str(error))))


def _leave_with(parent: Connection) -> None:
    """Ends this process when the parent's end of the pipe goes, however it went."""
    with contextlib.suppress(EOFError, OSError):
        parent.recv()
    os._exit(1)


def _read(source: Path | None, told: Told) -> Dataset:
    # The reader brings pandas, which nothing but the ingest child needs.
    from bot.movies import movielens

    told(Step(_READING))
    if source is None:
        return movielens.read_packaged()
    return movielens.read_dataset(source, lambda read, of: told(Step(_READING, read >> 20, of >> 20, "MiB")))


def build(dataset: Dataset, folder: IndexFolder, told: Told) -> None:
    """Writes the whole index of a data set into `folder`, which no pointer names yet."""
    _build_shard(folder, *_write(dataset, folder, told), told)


def _write(dataset: Dataset, folder: IndexFolder, told: Told) -> tuple[NDArray[np.int64], RaterFacts]:
    """Writes everything but the shard; the film ids and raters' facts that the shard needs."""
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
    return catalogue.movie_ids, dataset.rater_facts


def _build_shard(folder: IndexFolder, movie_ids: NDArray[np.int64], facts: RaterFacts, told: Told) -> None:
    raters = folder.summary().raters
    for stored in build_shard(folder, movie_ids, facts):
        told(Step("Building the index", stored, raters, "raters"))
        if stored == raters:
            told(Step("Sorting the index"))
