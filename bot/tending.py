"""Keeps fronts running: started again when something outside fails, left down when only the operator can help."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.chat.moviebot import MovieBot
from bot.errors import OutsideError, ReelmatesError, SetupError
from bot.fronts.front import Front
from bot.fronts.under_way import FINISH_WITHIN_S
from bot.stopping import Stop

LONGEST_PAUSE_S = 60.0
_STEADY_S = 120.0
_LOOP_AT = 5
_ANNOUNCE_WITHIN_S = 1.0
_TIDY_EVERY_S = 3600.0

_log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]


async def keep_open(
    fronts: Sequence[Front], bot: MovieBot, stop: Stop, leave_within_s: float = FINISH_WITHIN_S + 0.5
) -> None:
    """Runs the fronts until the end is asked for; what is under way then is finished, within ten seconds in all.

    A front whose operator must act stays down and leaves the others alone; when all are, the first error is raised.
    """
    tidying = asyncio.create_task(_keep_tidy(bot), name="tidying")
    announcing = asyncio.create_task(bot.announcer.keep_announcing(), name="announcing")
    tending = [asyncio.create_task(Tended(front).tend(), name=front.name) for front in fronts]
    stopped = asyncio.create_task(stop.asked(), name="stop")
    all_down = asyncio.gather(*tending, return_exceptions=True)
    try:
        ends: list[asyncio.Future[Any]] = [all_down, stopped]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        if all_down.done():
            raise next(one for one in all_down.result() if one is not None)
        _log.info("Stopping: what is under way is finished first.")
    finally:
        bot.announcer.rest()
        await asyncio.wait([announcing], timeout=_ANNOUNCE_WITHIN_S)
        await _ended(tending, [announcing, tidying, stopped], leave_within_s)


async def _ended(
    tending: Sequence[asyncio.Task[None]], beside: Sequence[asyncio.Task[None]], leave_within_s: float
) -> None:
    """Lets the fronts finish; what has not ended in time is made to."""
    for task in tending:
        task.cancel()
    await asyncio.wait(tending, timeout=leave_within_s)
    for task in (*tending, *beside):
        task.cancel()
    await asyncio.gather(*tending, *beside, return_exceptions=True)


async def _keep_tidy(bot: MovieBot) -> None:
    """Once an hour what has been kept long enough goes."""
    while True:
        try:
            await bot.tidy()
        except ReelmatesError as error:
            _log.warning("Nothing was tidied up: %s", error)
        await asyncio.sleep(_TIDY_EVERY_S)


def pause_after(failures: int, luck: float) -> float:
    """Seconds to wait after so many failures in a row: about 1, 2, 4 ... 60; `luck` (0 to 1) keeps bots apart."""
    longest = min(2.0 ** min(failures - 1, 10), LONGEST_PAUSE_S)
    return longest * (0.75 + luck / 4)


class Tended:
    """One front. `pause` waits so many seconds, `clock` counts them, `luck` is between 0 and 1."""

    def __init__(
        self,
        front: Front,
        pause: Pause = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        luck: Callable[[], float] = random.random,
    ) -> None:
        self.name = front.name
        self._front = front
        self._pause = pause
        self._clock = clock
        self._luck = luck
        self._failures = 0

    async def tend(self) -> None:
        """Runs the front until cancelled, however often it fails; raises SetupError when the operator must act."""
        while True:
            began_at = self._clock()
            error = await self._run()
            is_steady = self._clock() - began_at >= _STEADY_S
            self._failures = 1 if is_steady else self._failures + 1
            pause_s = pause_after(self._failures, self._luck())
            reason = _reason_of(error)
            self._front.contact.ended(f"{reason} It is tried again within {pause_s:.0f} s.")
            self._tell(error, reason, pause_s)
            await self._pause(pause_s)

    async def _run(self) -> Exception:
        """What ended the front; a fault of ours in one front must not end the others, so it is caught here."""
        try:
            await self._front.run()
        except SetupError as error:
            self._front.contact.ended(str(error))
            _log.error("%s stopped: %s", self.name, error)
            raise
        except Exception as error:
            return error
        return OutsideError("The connection was closed.")

    def _tell(self, error: Exception, reason: str, pause_s: float) -> None:
        is_known = isinstance(error, ReelmatesError)
        _log.warning(
            "%s failed (%d in a row) and is started again in %.1f s: %s",
            *(self.name, self._failures, pause_s, reason),
            exc_info=None if is_known else error,
        )
        if self._failures == _LOOP_AT:
            _log.error(
                "%s does not stay up: it failed %d times one soon after the other, at last because: %s It goes on "
                "trying, every minute at most.",
                *(self.name, self._failures, reason),
            )


def _reason_of(error: Exception) -> str:
    """A sentence for everybody: what an unexpected fault says of itself is for the log alone."""
    if isinstance(error, ReelmatesError):
        return f"{str(error).rstrip('.')}."
    return f"It met an unexpected fault ({type(error).__name__}); the log says more."
