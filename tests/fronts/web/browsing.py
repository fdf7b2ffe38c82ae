"""A headless Chromium that notes what no page may do: complain, or ask anybody but this machine."""

import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

_OUTAGE = re.compile(r"WebSocket connection to '.*' failed|ERR_CONNECTION_REFUSED")
_REFUSAL = re.compile(r"responded with a status of 413")
_SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@asynccontextmanager
async def open_chromium() -> AsyncIterator[Browser]:
    """The system's Chromium; without one the tests are skipped, but never in CI."""
    path = shutil.which("chromium")
    if path is None and os.environ.get("CI") != "true":
        pytest.skip("there is no chromium on this machine")
    assert path is not None, "CI needs chromium"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=_SWITCHES)
        try:
            yield browser
        finally:
            await browser.close()


async def become(page: Page, member: str) -> None:
    """Speaks as this member from now on."""
    await page.get_by_title(f"Speak as {member}").click()
    await expect(page.get_by_role("radio", name=member)).to_be_checked()


class Browsing:
    """Opens pages, each in a context of its own, as on devices of their own."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.expects_an_outage = self.expects_a_refusal = False
        self._said: list[str] = []
        self.asked: list[str] = []

    async def open(self, address: str, member: str = "you", **device: Any) -> Page:
        """The page, joined as this member."""
        context = await self._browser.new_context(**device)
        page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda said: self._said.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self._said.append(str(error)))
        context.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", lambda socket: self.asked.append(socket.url))
        await page.goto(address)
        await page.locator(".member.is-here").first.wait_for()
        if member != "you":
            await become(page, member)
        return page

    @property
    def complaints(self) -> list[str]:
        """Errors and warnings of the pages; a server that was gone or refused for a while is no error of theirs."""
        expected = [(self.expects_an_outage, _OUTAGE), (self.expects_a_refusal, _REFUSAL)]
        patterns = [pattern for is_expected, pattern in expected if is_expected]
        return [said for said in self._said if not any(pattern.search(said) for pattern in patterns)]

    @property
    def asked_elsewhere(self) -> list[str]:
        """Requests to anybody but this machine."""
        return [url for url in self.asked if urlsplit(url).hostname != "127.0.0.1"]

    async def close(self) -> None:
        """Closes every page."""
        for context in self._browser.contexts:
            await context.close()
