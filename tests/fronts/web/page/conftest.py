"""One Chromium for all tests of the page; a fresh world and fresh pages for each."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser

from bot.fronts.web import WebFront
from tests.fronts.web.browsing import Browsing, open_chromium
from tests.fronts.web.serving import serve
from tests.world import World, open_world


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def chromium() -> AsyncIterator[Browser]:
    async with open_chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="package")
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="package")
async def front(world: World) -> AsyncIterator[WebFront]:
    async with serve(world) as served:
        yield served


@pytest_asyncio.fixture(loop_scope="package")
async def browsing(chromium: Browser, front: WebFront) -> AsyncIterator[Browsing]:
    """Asks for the front so that pages are closed before it is, and have nothing to complain of."""
    pages = Browsing(chromium)
    yield pages
    await pages.close()
    assert pages.asked
    assert not pages.asked_elsewhere
    assert not pages.complaints
