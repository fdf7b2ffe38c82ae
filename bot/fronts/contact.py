"""Whether a front can hear its members: what it has told of its connection, and what that means by now."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.operate.parts import Part

GRACE_S = 60.0
"""How long a connection may be lost before members are bound to notice."""


@dataclass(frozen=True, slots=True)
class _Loss:
    since: float
    reason: str
    grace_s: float


class Contact:
    """Kept up to date by the front, read by the health route; `clock` counts seconds.

    A platform may be reached through several lines, as Discord's shards are: one that is lost for longer than GRACE_S
    is a fault, and so is a front that has not been reached yet.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._made_at = clock()
        self._losses = {"": _Loss(self._made_at, "It has not connected yet.", 0.0)}

    def made(self, line: str = "") -> None:
        """The front hears its members, or those on one line of it."""
        if self._losses.pop(line, None) and not self._losses:
            self._made_at = self._clock()

    def lost(self, reason: str, line: str = "") -> None:
        """The connection is gone, and is being made anew; one that was lost before stays lost since then."""
        self._losses.setdefault(line, _Loss(self._clock(), reason, GRACE_S))

    def ended(self, reason: str) -> None:
        """The front does not run: nobody is heard."""
        self._losses = {"": _Loss(self._clock(), reason, 0.0)}

    async def part(self) -> Part:
        """The front as a part of the bot."""
        now = self._clock()
        for loss in self._losses.values():
            if (lost_s := now - loss.since) >= loss.grace_s:
                return Part(False, loss.reason if not loss.grace_s else f"{loss.reason} That was {lost_s:.0f} s ago.")
        if self._losses:
            return Part(True, "It is connecting anew.")
        return Part(True, f"It has been connected for {now - self._made_at:.0f} s.")
