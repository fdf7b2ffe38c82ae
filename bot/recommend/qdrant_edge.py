"""The neighbour index inside our own process: Qdrant Edge, with the raters' ratings mapped from disk."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from qdrant_edge import (
    EdgeConfig,
    EdgeShard,
    EdgeSparseVectorParams,
    Memory,
    Point,
    Query,
    QueryRequest,
    SparseVector,
    UpdateOperation,
)

from bot.errors import FolderUnusable, IndexLocked, IndexUnavailable, NotIngested
from bot.recommend.edge_shard import hushed, told_by
from bot.recommend.index_folder import IndexFolder, unwritable
from bot.recommend.neighbours import Neighbours
from bot.recommend.rater_ratings import RatingFiles, neighbours_of
from bot.recommend.stored_raters import VECTOR, stored_raters
from bot.taste import profile

_RATERS_AT_ONCE = 500
_DAMAGED = "The film index is damaged; please run: reelmates ingest"

T = TypeVar("T")


class EdgeIndex:
    """One shard, owned by one thread: only one process can hold it."""

    def __init__(self, shard: EdgeShard, ratings: RatingFiles, films: int, thread: ThreadPoolExecutor) -> None:
        self._shard = shard
        self._ratings = ratings
        self._films = films
        self._thread = thread

    @classmethod
    async def open(cls, folder: IndexFolder) -> "EdgeIndex":
        """Loads the shard; raises IndexLocked when another process holds it, NotIngested when it is damaged."""
        films = folder.summary().films
        ratings = folder.rating_files()
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="edge")
        try:
            shard = await asyncio.get_running_loop().run_in_executor(
                thread, _load, folder.shard, len(ratings.rater_ids)
            )
            return cls(shard, ratings, films, thread)
        except BaseException:
            thread.shutdown()
            ratings.close()
            raise

    @property
    def is_resting(self) -> bool:
        """Never: there is no server."""
        return False

    async def nearest(self, taste: profile.SparseVector, limit: int) -> Neighbours:
        """At most `limit` raters with a positive dot product, and all their ratings."""
        return await self._run(lambda: self._nearest(taste, limit))

    async def close(self) -> None:
        """Flushes and lets go of the folder."""
        await self._run(self._shard.close)
        self._thread.shutdown()
        self._ratings.close()

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _nearest(self, taste: profile.SparseVector, limit: int) -> Neighbours:
        query = Query.Nearest(SparseVector(taste.indices.tolist(), taste.values.tolist()), using=VECTOR)
        try:
            found = self._shard.query(QueryRequest(limit=limit, query=query))
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # the engine names no exception of its own, and panics are no Exception
            raise IndexUnavailable("The film index does not answer; please try again soon.") from error
        try:
            neighbours = neighbours_of([(int(point.id), point.score) for point in found], self._ratings)
        except (OSError, EOFError, IndexError) as error:
            raise NotIngested(_DAMAGED) from error
        if len(neighbours.columns) and not 0 <= neighbours.columns.min() <= neighbours.columns.max() < self._films:
            raise NotIngested(_DAMAGED)
        return neighbours


def store_raters(
    folder: IndexFolder, movie_ids: NDArray[np.int64], facts: Mapping[int, Mapping[str, str]]
) -> Iterator[int]:
    """Stores the raters of the folder in its shard, for `sort_shard`, and yields how many are there so far.

    `movie_ids` names the dimension of each catalogue column, `facts` are further payload by rater id. The engine holds
    the interpreter lock meanwhile, so this runs in a process of its own.
    """
    ratings = folder.ratings()
    vectors = {VECTOR: EdgeSparseVectorParams(memory=Memory.Pinned)}
    folder.shard.mkdir(parents=True)
    with _written(folder):
        shard = EdgeShard.create(str(folder.shard), EdgeConfig(sparse_vectors=vectors))
    for first in range(0, len(ratings.rater_ids), _RATERS_AT_ONCE):
        last = min(first + _RATERS_AT_ONCE, len(ratings.rater_ids))
        raters = stored_raters(ratings, first, last, movie_ids, facts)
        points = [Point(one.rater, {VECTOR: SparseVector(one.indices, one.values)}, one.payload) for one in raters]
        with _written(folder):
            shard.update(UpdateOperation.upsert_points(points))
        yield last
    with _written(folder):
        shard.flush()
        shard.close()


@contextlib.contextmanager
def _written(folder: IndexFolder) -> Iterator[None]:
    """Translates what goes wrong while the engine writes, which is nearly always the disk's fault."""
    try:
        with hushed():
            yield
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the engine names no exception of its own, and panics are no Exception
        raise FolderUnusable(unwritable(folder.path.parent, told_by(error))) from error


def _load(path: Path, raters: int) -> EdgeShard:
    try:
        with hushed():
            shard = EdgeShard.load(str(path))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the engine names no exception of its own, and panics are no Exception
        if "WouldBlock" in str(error):
            raise IndexLocked("Another Reelmates process is using this data folder; stop it first.") from error
        raise NotIngested(_DAMAGED) from error
    if shard.info().points_count != raters:
        shard.close()
        raise NotIngested(_DAMAGED)
    return shard
