"""How the operator ends the bot: the first SIGTERM or Ctrl-C asks it to finish, a second one ends it at once."""

import asyncio
import contextlib
import signal
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopped(Exception):
    """The end was asked for while something was waited for."""


class Stop:
    """Whether the end has been asked for."""

    def __init__(self) -> None:
        self._is_asked = asyncio.Event()

    def ask(self) -> None:
        """From now on what is open is finished, and nothing new begun."""
        self._is_asked.set()

    async def asked(self) -> None:
        """Returns when the end is asked for."""
        await self._is_asked.wait()

    async def before(self, work: Coroutine[Any, Any, T]) -> T:
        """What the work results in; it is cancelled, and Stopped raised, when the end is asked for first."""
        working = asyncio.ensure_future(work)
        asked = asyncio.ensure_future(self.asked())
        try:
            await asyncio.wait([working, asked], return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                return working.result()
        finally:
            asked.cancel()
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
        raise Stopped


@contextmanager
def stop_on_signals() -> Iterator[Stop]:
    """A Stop that SIGTERM and Ctrl-C ask for within the block."""
    loop, stop = asyncio.get_running_loop(), Stop()

    def ask() -> None:
        stop.ask()
        for number in _SIGNALS:
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)

    with contextlib.ExitStack() as stack:
        for number in _SIGNALS:
            former = signal.getsignal(number)
            with contextlib.suppress(NotImplementedError):  # Windows has no such handlers; Ctrl-C raises there
                loop.add_signal_handler(number, ask)
                stack.callback(signal.signal, number, former)
                stack.callback(loop.remove_signal_handler, number)
        yield stop
