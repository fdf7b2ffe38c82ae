"""What systemd hears of us."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.operate.systemd import told_to_systemd


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[socket.socket]:
    """Where systemd listens."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.setblocking(False)
        yield listening


def heard(systemd: socket.socket) -> Iterator[str]:
    """All that was told so far."""
    while True:
        try:
            yield systemd.recv(100).decode()
        except BlockingIOError:
            return


async def test_systemd_hears_of_the_start_of_life_and_of_the_end(systemd: socket.socket) -> None:
    environment = {"NOTIFY_SOCKET": systemd.getsockname(), "WATCHDOG_USEC": "60000000"}
    async with told_to_systemd(environment):
        await asyncio.sleep(0)
        assert set(heard(systemd)) == {"READY=1", "WATCHDOG=1"}
    assert set(heard(systemd)) == {"STOPPING=1"}


@pytest.mark.parametrize("environment", [{}, {"NOTIFY_SOCKET": "/nowhere/at/all", "WATCHDOG_USEC": "60000000"}])
async def test_where_nobody_listens_nothing_happens(environment: dict[str, str]) -> None:
    async with told_to_systemd(environment):
        await asyncio.sleep(0)
