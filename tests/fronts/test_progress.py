"""News of a file that is read: shown now and then, in the language of its answer, and never too late."""

import asyncio
from itertools import pairwise

import pytest

from bot.chat.language import speaking, spoken
from bot.fronts.progress import Progress

EVERY_S = 0.02


class Screen:
    """Remembers what it was shown, and when; `news` are awaited one by one."""

    def __init__(self) -> None:
        self.shown: list[tuple[int, int]] = []
        self.at: list[float] = []
        self.languages: list[str] = []
        self._news = asyncio.Event()

    async def show(self, done: int, total: int) -> None:
        """Shows it."""
        self.shown.append((done, total))
        self.at.append(asyncio.get_running_loop().time())
        self.languages.append(spoken())
        self._news.set()

    async def changes(self) -> None:
        """Returns when something new is shown."""
        self._news.clear()
        async with asyncio.timeout(10):
            await self._news.wait()


@pytest.fixture
async def screen() -> Screen:
    """An empty one."""
    return Screen()


async def test_only_the_latest_of_many_news_is_shown_and_no_sooner_than_it_may(screen: Screen) -> None:
    async with Progress(screen.show, EVERY_S) as progress:
        began = asyncio.get_running_loop().time()
        for stride in range(3):
            for done in range(stride * 100, stride * 100 + 100):
                progress.told(done + 1, 300)
            await screen.changes()
    assert screen.shown == [(100, 300), (200, 300), (300, 300)]
    moments = [began, *screen.at]
    assert all(later - earlier >= EVERY_S * 0.9 for earlier, later in pairwise(moments))


async def test_what_is_read_at_once_is_not_shown_and_nothing_is_once_it_is_read(screen: Screen) -> None:
    async with Progress(screen.show) as progress:
        progress.told(3, 3)
    progress.told(4, 4)
    assert screen.shown == []


async def test_news_from_a_thread_are_shown_in_the_language_of_the_answer(screen: Screen) -> None:
    async with Progress(screen.show, EVERY_S) as progress:
        with speaking("de"):
            await asyncio.to_thread(progress.told, 1, 2)
        await screen.changes()
    assert screen.languages == ["de"]
    assert spoken() == "en"
