"""Work under way in the background, shared by everybody who asks for it."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Result = TypeVar("Result")


class Flights(Generic[Key, Result]):
    """One task for each key: asked for again while it runs, it is the same one; nobody's impatience stops it."""

    def __init__(self) -> None:
        self._under_way: dict[Key, asyncio.Task[Result]] = {}

    def __contains__(self, key: Key) -> bool:
        task = self._under_way.get(key)
        return task is not None and not task.done()

    def join(self, key: Key, start: Callable[[], Coroutine[Any, Any, Result]]) -> asyncio.Task[Result]:
        """The task under way for this key, or else a new one."""
        if key not in self:
            task = self._under_way[key] = asyncio.create_task(start())
            task.add_done_callback(lambda done: self._forget(key, done))
        return self._under_way[key]

    async def close(self) -> None:
        """Stops everything under way, and waits until it has stopped."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _forget(self, key: Key, task: asyncio.Task[Result]) -> None:
        if self._under_way.get(key) is task:
            del self._under_way[key]
