"""What has to work for members to be answered, part by part; looked at when asked for, not more often than needed."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

EVERY_S = 5.0
PATIENCE_S = 3.0


@dataclass(frozen=True, slots=True)
class Part:
    """How one part is now. One that is not `is_needed` only warns: members are answered without it."""

    is_ok: bool
    told: str
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """All parts by name."""

    parts: Mapping[str, Part]

    @property
    def is_ready(self) -> bool:
        """Whether every part that is needed works; nothing at all is not ready."""
        return bool(self.parts) and all(part.is_ok or not part.is_needed for part in self.parts.values())


Look = Callable[[], Awaitable[Part]]


class Paced:
    """A look that is taken at most every `every_s`, however often it is asked for.

    Whoever asks waits `patience_s` at most; a look that takes longer goes on, and counts as a part that does not work
    until it has ended. `clock` counts seconds.
    """

    def __init__(
        self,
        look: Look,
        *,
        every_s: float = EVERY_S,
        patience_s: float = PATIENCE_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._look = look
        self._every_s = every_s
        self._patience_s = patience_s
        self._clock = clock
        self._looking: asyncio.Task[Part] | None = None
        self._looked_at = 0.0

    async def __call__(self) -> Part:
        """The part as it was found a moment ago, or is found now."""
        looking = self._looking
        if looking is None or (looking.done() and self._clock() - self._looked_at >= self._every_s):
            looking = self._looking = asyncio.ensure_future(self._look())
            self._looked_at = self._clock()
        await asyncio.wait([looking], timeout=self._patience_s)
        return looking.result() if looking.done() else Part(False, f"It has not answered for {self._patience_s:g} s.")


class Parts:
    """Every part that is looked after, by name; those who start the bot add them as they come."""

    def __init__(self) -> None:
        self._looks: dict[str, Look] = {}

    def watch(self, name: str, look: Look) -> None:
        """From now on the part is looked at so."""
        self._looks[name] = look

    def watch_fixed(self, name: str, part: Part) -> None:
        """Until something else is said of the part, it is so."""

        async def look() -> Part:
            return part

        self._looks[name] = look

    async def report(self) -> Report:
        """All parts as they are now, looked at side by side."""
        looks = dict(self._looks)
        found = await asyncio.gather(*(look() for look in looks.values()))
        return Report(dict(zip(looks, found, strict=True)))
