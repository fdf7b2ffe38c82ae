"""How far the reading of a file has come, shown while it goes on."""

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

from bot.chat.language import speaking, spoken

SHOWN_EVERY_S = 1.0

Show = Callable[[int, int], Awaitable[object]]


class Progress:
    """While its block is open, calls `show` with how many films are done, of how many, at most once in `every_s`.

    What is read sooner than that is not shown, and nothing is once the block is left. `show` speaks the language in
    which the file is answered, and does not raise.
    """

    def __init__(self, show: Show, every_s: float = SHOWN_EVERY_S) -> None:
        self._show = show
        self._every_s = every_s
        self._turn = asyncio.Lock()
        self._latest = self._shown = (0, 0, "")

    async def __aenter__(self) -> Self:
        self._showing = asyncio.create_task(self._keep_showing())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        async with self._turn:  # what is being shown is shown to its end, so that it never comes after the answer
            self._showing.cancel()

    def told(self, done: int, total: int) -> None:
        """How many films are done, of how many: said from the thread that reads, as often as it likes."""
        self._latest = (done, total, spoken())

    async def _keep_showing(self) -> None:
        while True:
            await asyncio.sleep(self._every_s)
            async with self._turn:
                await self._show_news()

    async def _show_news(self) -> None:
        if self._shown == self._latest:
            return
        self._shown = done, total, language = self._latest
        with speaking(language):
            await self._show(done, total)
