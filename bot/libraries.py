"""Where libraries come from: an index in the data folder, or one on a Qdrant server."""

import asyncio
import contextlib
import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.chat.library import Library
from bot.errors import FolderUnusable, IndexLocked, NotIngested
from bot.ingest import alone
from bot.movies.titles import TitleIndex
from bot.recommend.index_folder import PREFIX, IndexFolder, current_index, others_than, remove_all_but
from bot.recommend.neighbours import NeighbourIndex
from bot.recommend.qdrant_edge import EdgeIndex
from bot.recommend.recommender import Recommender

if TYPE_CHECKING:
    from bot.recommend.qdrant_server import QdrantServer


Wrap = Callable[[NeighbourIndex], NeighbourIndex]
"""What is put around every index that is opened, as a stopwatch is."""


def _bare(index: NeighbourIndex) -> NeighbourIndex:
    return index


class LibrarySource(Protocol):
    """A place where an ingest leaves films and raters, and a later one newer ones."""

    async def newest(self) -> str:
        """The name of the ingest in use there; raises NotIngested when there is none or it is gone."""
        ...

    async def open(self) -> Library:
        """Opens that ingest, which has answered when this returns; raises NotIngested when it is damaged."""
        ...

    def tidy(self, name: str) -> None:
        """Removes what former ingests left in the data folder, if `name` is current and nobody builds a newer one."""
        ...


class FolderSource:
    """The index that the pointer in the data folder names."""

    def __init__(self, data_dir: Path, wrap: Wrap = _bare) -> None:
        self._data_dir = data_dir
        self._wrap = wrap

    async def newest(self) -> str:
        """The index folder's name."""
        return self._current().path.name

    async def open(self) -> Library:
        """Opens the folder; raises IndexLocked when another process has it open."""
        folder = self._current()
        index = self._wrap(await EdgeIndex.open(folder))
        return await _made(index, lambda: _read(folder, index))

    def tidy(self, name: str) -> None:
        """Removes former and half-built indexes."""
        _tidy(self._data_dir, name)

    def _current(self) -> IndexFolder:
        folder = current_index(self._data_dir)
        folder.summary()
        if not folder.has_shard:
            raise NotIngested(
                f"The film data in {self._data_dir} holds no index of its own, as after an ingest for a Qdrant server; "
                "please set QDRANT_URL again, or please run: reelmates ingest"
            )
        return folder


class ServerSource:
    """The upload in use on a Qdrant server; `data_dir` may hold the index that it came from."""

    def __init__(self, server: "QdrantServer", data_dir: Path, wrap: Wrap = _bare) -> None:
        self._server = server
        self._data_dir = data_dir
        self._wrap = wrap

    async def newest(self) -> str:
        """The upload's stamp."""
        from bot.recommend.qdrant_server import stamp_in_use  # not at the top: see bot.assembly

        return await stamp_in_use(self._server)

    async def open(self) -> Library:
        """Opens the upload, its films read from the data folder where they are the same."""
        from bot.recommend.qdrant_server import open_server  # not at the top: see bot.assembly

        try:
            local = current_index(self._data_dir)
        except (NotIngested, FolderUnusable):
            local = None
        on_server, catalogue, statistics, series = await open_server(self._server, local)
        index = self._wrap(on_server)
        return await _made(
            index, lambda: Library(catalogue, TitleIndex(catalogue), Recommender(index, catalogue, statistics, series))
        )

    def tidy(self, name: str) -> None:
        """Removes former and half-built indexes beside the one that this upload came from, if it lies here."""
        _tidy(self._data_dir, f"{PREFIX}{name}")


async def _made(index: NeighbourIndex, make: Callable[[], Library]) -> Library:
    """The library that `make` makes in a thread of its own; the index is closed when it does not answer."""
    try:
        library = await asyncio.to_thread(_uncollected, make)
        await library.recommender.try_out()
    except BaseException:
        await index.close()
        raise
    return library


def _uncollected(make: Callable[[], Library]) -> Library:
    """Makes many objects that stay; looking for garbage among them, now or later, would cost pauses for nothing."""
    gc.disable()
    try:
        return make()
    finally:
        gc.freeze()
        gc.enable()


def _read(folder: IndexFolder, index: NeighbourIndex) -> Library:
    catalogue = folder.catalogue()
    recommender = Recommender(index, catalogue, folder.statistics(), folder.series(catalogue))
    return Library(catalogue, TitleIndex(catalogue), recommender)


def _tidy(data_dir: Path, name: str) -> None:
    """The lock is asked for only when there is something to remove, so as not to get in the way of an ingest."""
    with contextlib.suppress(NotIngested, FolderUnusable, IndexLocked):
        if current_index(data_dir).path.name == name and others_than(IndexFolder(data_dir / name)):
            with alone(data_dir):
                if current_index(data_dir).path.name == name:
                    remove_all_but(IndexFolder(data_dir / name))
