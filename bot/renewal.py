"""A newer ingest takes the place of the one in use, while the bot goes on answering."""

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable

from bot.chat.library import Library
from bot.errors import ReelmatesError
from bot.libraries import LibrarySource

_EVERY_S = 15.0
_log = logging.getLogger(__name__)

Tick = Callable[[], Awaitable[None]]


async def every_quarter_minute() -> None:
    """The product's own pace of looking for newer films."""
    await asyncio.sleep(_EVERY_S)


class Renewal:
    """Looks after one library; `name` is that of the ingest in use."""

    def __init__(self, library: Library, name: str, source: LibrarySource) -> None:
        self._library = library
        self.name = name
        self._source = source
        self._told = ""

    async def keep_looking(self, tick: Tick) -> None:
        """Looks at every tick until cancelled."""
        while True:
            await tick()
            await self.look()

    async def look(self) -> None:
        """Takes over a newer ingest, if there is one; what is in the way is told once in the log."""
        try:
            if (name := await self._source.newest()) != self.name:
                await self._take_over(name)
        except ReelmatesError as error:
            self._tell(f"{str(error).rstrip('.')}. Until then the films stay as they are.")
            return
        self._told = ""
        await asyncio.to_thread(self._source.tidy, self.name)

    async def _take_over(self, name: str) -> None:
        newer = await self._source.open()
        self.name = name
        await self._library.renew(newer)
        await asyncio.to_thread(_forget_former)
        _log.info("New film data is in use: %s films.", f"{len(self._library.catalogue):,}")

    def _tell(self, sentence: str) -> None:
        if sentence != self._told:
            _log.warning(sentence)
        self._told = sentence


def _forget_former() -> None:
    """Films in use are kept away from the collector, so that its rounds are short; the former ones are garbage now."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
