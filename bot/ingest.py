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

import numpy as np
from filelock import FileLock

from bot.errors import BadSource, FolderUnusable, SetupError
from bot.locks import held
from bot.movies.catalogue import Catalogue
from bot.movies.dataset import Dataset
from bot.recommend.index_folder import IndexFolder, Summary, make_current, new_index
from bot.recommend.qdrant_edge import build_shard
from bot.recommend.rater_ratings import RaterRatings, stars_of_halves
from bot.recommend.statistics import RatingStatistics

PACKAGED = "packaged"
LOCK = "ingest.lock"


@dataclass(frozen=True, slots=True)
class Step:
    """How far the ingest is: what it does now, and how many of `total` raters are stored."""

    doing: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A sentence from the child: the source or the folder cannot be used."""

    kind: type[SetupError]
    sentence: str


def ingest(source: Path | None, data_dir: Path, told: Callable[[Step], None]) -> IndexFolder:
    """Builds an index of the data set at `source` (None: the packaged one) and makes it current.

    Whatever happens before the last step leaves the former index in use. Raises BadSource, FolderUnusable, or
    IndexLocked when another ingest is at work in the same folder.
    """
    with alone(data_dir):
        folder = new_index(data_dir, datetime.now(UTC))
        try:
            _build_in_child(source, folder, told)
            make_current(folder)
        except BaseException:
            shutil.rmtree(folder.path, ignore_errors=True)
            raise
    return folder


def alone(data_dir: Path) -> AbstractContextManager[None]:
    """Keeps other ingests out of the folder meanwhile, raising IndexLocked if there is one; may be nested."""
    busy = f"Another ingest is at work in {data_dir}; wait until it is done."
    return held(FileLock(data_dir / LOCK, is_singleton=True), busy)


def _build_in_child(source: Path | None, folder: IndexFolder, told: Callable[[Step], None]) -> None:
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
        raise SetupError(f"The ingest ended by itself (code {child.exitcode}); the former film data is still in use.")


def _child(source: Path | None, path: Path, parent: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    try:
        build(_read(source, parent.send), IndexFolder(path), parent.send)
    except SetupError as error:
        parent.send(_Refusal(type(error), str(error)))
    except BrokenPipeError:  # the parent is gone, and nobody is left to be told
        os._exit(1)
    except OSError as error:
        parent.send(_Refusal(FolderUnusable, f"The index cannot be written to {path.parent} ({error.strerror})."))


def _leave_with(parent: Connection) -> None:
    """Ends this process when the parent's end of the pipe goes, however it went."""
    with contextlib.suppress(EOFError, OSError):
        parent.recv()
    os._exit(1)


def _read(source: Path | None, told: Callable[[Step], None]) -> Dataset:
    # The reader brings pandas, which nothing but the ingest child needs.
    from bot.movies import movielens

    told(Step("Reading ratings"))
    return movielens.read_packaged() if source is None else movielens.read_dataset(source)


def build(dataset: Dataset, folder: IndexFolder, told: Callable[[Step], None]) -> None:
    """Writes the whole index of a data set into `folder`, which no pointer names yet."""
    if not len(dataset.rater_ids):
        raise BadSource("The data set holds no ratings.")
    told(Step("Counting"))
    catalogue = Catalogue(dataset.movies)
    columns = np.searchsorted(catalogue.movie_ids, dataset.movie_ids).astype(np.int32)
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
    for stored in build_shard(folder, catalogue.movie_ids, dataset.rater_facts):
        told(Step("Building the index", stored, len(dataset.rater_ids)))
