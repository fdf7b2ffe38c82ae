"""Turns at one thing, such as a channel or a message."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class Turns:
    """What is done under a key waits for what came before under the same key, and for nothing else."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[tuple[str, ...], asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def at(self, *key: str) -> AsyncIterator[None]:
        """Begins when it is this one's turn, and is over at the end of the block."""
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            yield
