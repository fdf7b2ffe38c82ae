"""The neighbour index inside our own process: Qdrant Edge, with the raters' ratings mapped from disk."""

import asyncio
import contextlib
import os
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

from bot.errors import IndexLocked, IndexUnavailable, NotIngested
from bot.recommend.index_folder import IndexFolder
from bot.recommend.neighbours import Neighbours
from bot.recommend.rater_ratings import RaterRatings, neighbours_of
from bot.recommend.stored_raters import VECTOR, stored_raters
from bot.taste import profile

_RATERS_AT_ONCE = 1000
_STANDARD_ERROR = 2
_DAMAGED = "The film index is damaged; please run: reelmates ingest"

T = TypeVar("T")


class EdgeIndex:
    """One shard, owned by one thread: only one process can hold it."""

    def __init__(self, shard: EdgeShard, ratings: RaterRatings, thread: ThreadPoolExecutor) -> None:
        self._shard = shard
        self._ratings = ratings
        self._thread = thread

    @classmethod
    async def open(cls, folder: IndexFolder) -> "EdgeIndex":
        """Loads the shard; raises IndexLocked when another process holds it, NotIngested when it is damaged."""
        ratings = folder.ratings()
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="edge")
        try:
            shard = await asyncio.get_running_loop().run_in_executor(
                thread, _load, folder.shard, len(ratings.rater_ids)
            )
            return cls(shard, ratings, thread)
        except BaseException:
            thread.shutdown()
            raise

    async def nearest(self, taste: profile.SparseVector, limit: int) -> Neighbours:
        """At most `limit` raters with a positive dot product, and all their ratings."""
        return await self._run(lambda: self._nearest(taste, limit))

    async def close(self) -> None:
        """Flushes and lets go of the folder."""
        await self._run(self._shard.close)
        self._thread.shutdown()

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _nearest(self, taste: profile.SparseVector, limit: int) -> Neighbours:
        query = Query.Nearest(_sparse(taste), using=VECTOR)
        try:
            found = self._shard.query(QueryRequest(limit=limit, query=query))
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # the engine names no exception of its own, and panics are no Exception
            raise IndexUnavailable("The film index does not answer; please try again soon.") from error
        return neighbours_of([(int(point.id), point.score) for point in found], self._ratings)


def build_shard(
    folder: IndexFolder, movie_ids: NDArray[np.int64], facts: Mapping[int, Mapping[str, str]]
) -> Iterator[int]:
    """Builds the folder's shard from its ratings and yields the number of raters stored so far.

    `movie_ids` names the dimension of each catalogue column, `facts` are further payload by rater id. The engine holds
    the interpreter lock meanwhile, so this runs in a process of its own.
    """
    ratings = folder.ratings()
    vectors = {VECTOR: EdgeSparseVectorParams(memory=Memory.Pinned)}
    folder.shard.mkdir(parents=True)
    shard = EdgeShard.create(str(folder.shard), EdgeConfig(sparse_vectors=vectors))
    for first in range(0, len(ratings.rater_ids), _RATERS_AT_ONCE):
        last = min(first + _RATERS_AT_ONCE, len(ratings.rater_ids))
        raters = stored_raters(ratings, first, last, movie_ids, facts)
        points = [Point(one.rater, {VECTOR: _sparse(one.taste)}, one.payload) for one in raters]
        shard.update(UpdateOperation.upsert_points(points))
        yield last
    shard.optimize()
    shard.flush()
    shard.close()


def _sparse(taste: profile.SparseVector) -> SparseVector:
    return SparseVector(taste.indices.tolist(), taste.values.tolist())


def _load(path: Path, raters: int) -> EdgeShard:
    try:
        with _hushed():
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


@contextlib.contextmanager
def _hushed() -> Iterator[None]:
    """Keeps the engine's own account of a panic off standard error; it writes there past Python."""
    try:
        kept = os.dup(_STANDARD_ERROR)
    except OSError:  # it is closed, so there is nothing to keep clean
        yield
        return
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), _STANDARD_ERROR)
    try:
        yield
    finally:
        os.dup2(kept, _STANDARD_ERROR)
        os.close(kept)
