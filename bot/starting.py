"""The start: first the health route, then the bot as soon as all it needs is there, however long that takes."""

import asyncio
import logging
import os
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bot.assembly import Assembled, assemble, only_bot
from bot.errors import OutsideError
from bot.operate.health import HealthRoutes, open_health
from bot.operate.metrics import Metrics, Readings
from bot.operate.parts import Part, Parts
from bot.operate.systemd import told_to_systemd
from bot.settings import Settings
from bot.stopping import Stop
from bot.tending import Pause, pause_after
from bot.vitals import FILMS, INDEX, Vitals

_log = logging.getLogger(__name__)


@asynccontextmanager
async def started(
    settings: Settings, stop: Stop, parts: Parts, pause: Pause = asyncio.sleep
) -> AsyncIterator[Assembled]:
    """The bot, ready to answer, its `parts` looked after from the beginning.

    Waits as long as a service that it needs does not answer; raises Stopped when the end is asked for meanwhile, and
    SetupError when the operator must act.
    """
    with only_bot(settings.reelmates_data_dir):
        pass  # a folder that cannot be had is told at once; the bot itself takes it for good
    metrics = Metrics()
    figures = _Figures(parts, metrics)
    async with AsyncExitStack() as stack:
        if (port := settings.reelmates_health_port) is not None:
            routes = HealthRoutes(parts.report, figures.page)
            data_dir = settings.reelmates_data_dir
            await stack.enter_async_context(open_health(routes, settings.reelmates_health_host, port, data_dir))
        await stack.enter_async_context(told_to_systemd(os.environ))
        assembled = await stop.before(_assembled(stack, settings, metrics, parts, pause))
        figures.vitals = assembled.vitals
        assembled.vitals.watch(parts)
        yield assembled


class _Figures:
    """The figures of the metrics page; those of the bot itself once there is one."""

    def __init__(self, parts: Parts, metrics: Metrics) -> None:
        self.vitals: Vitals | None = None
        self._parts = parts
        self._metrics = metrics

    async def page(self) -> bytes:
        """The page as it is now."""
        report = await self._parts.report()
        readings = await self.vitals.readings() if self.vitals else Readings()
        return self._metrics.page({name: part.is_ok for name, part in report.parts.items()}, readings)


async def _assembled(
    stack: AsyncExitStack, settings: Settings, metrics: Metrics, parts: Parts, pause: Pause
) -> Assembled:
    parts.watch_fixed(FILMS, Part(False, "They are being opened."))
    failures = 0
    while True:
        try:
            return await stack.enter_async_context(assemble(settings, metrics=metrics))
        except OutsideError as error:
            failures += 1
            pause_s = pause_after(failures, random.random())  # noqa: S311 - to keep bots apart, not to keep secrets
            parts.watch_fixed(INDEX, Part(False, str(error)))
            _log.warning("The bot cannot start yet, and tries again in %.1f s: %s", pause_s, error)
        await pause(pause_s)
