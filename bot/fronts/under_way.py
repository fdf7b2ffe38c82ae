"""Answers that have been begun, and are to be finished before a front closes."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

FINISH_WITHIN_S = 8.0


class UnderWay:
    """The tasks that are at work on answers."""

    def __init__(self) -> None:
        self._at_work: set[asyncio.Task[Any] | None] = set()
        self._is_idle = asyncio.Event()
        self._is_idle.set()
        self.is_closing = False
        """Whether nothing new is to be begun."""

    @contextmanager
    def noted(self) -> Iterator[None]:
        """What the present task does within the block is waited for at the end."""
        task = asyncio.current_task()
        self._at_work.add(task)
        self._is_idle.clear()
        try:
            yield
        finally:
            self._at_work.discard(task)
            if not self._at_work:
                self._is_idle.set()

    async def finish(self, within_s: float = FINISH_WITHIN_S) -> None:
        """Returns when all is done, or was stopped because it took too long."""
        self.is_closing = True
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await self._is_idle.wait()
            return
        late = [task for task in self._at_work if task is not None]
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
