"""What systemd is told, where it started us: that we are up, that the event loop turns, and that we end.

The protocol: https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

_MICROSECONDS = 1_000_000


@asynccontextmanager
async def told_to_systemd(environment: Mapping[str, str]) -> AsyncIterator[None]:
    """Tells within the block; nothing where the environment names nobody to tell."""
    address = environment.get("NOTIFY_SOCKET", "")
    if not address:
        yield
        return
    watchdog_s = int(environment.get("WATCHDOG_USEC", "0")) / _MICROSECONDS
    telling = asyncio.create_task(_keep_telling(address, watchdog_s / 2), name="systemd") if watchdog_s else None
    _tell(address, "READY=1")
    try:
        yield
    finally:
        _tell(address, "STOPPING=1")
        if telling:
            telling.cancel()


async def _keep_telling(address: str, every_s: float) -> None:
    while True:
        _tell(address, "WATCHDOG=1")
        await asyncio.sleep(every_s)


def _tell(address: str, state: str) -> None:
    """Tells once; a system that does not listen is no reason to stop."""
    name = f"\0{address[1:]}" if address.startswith("@") else address
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
        out.sendto(state.encode(), name)
