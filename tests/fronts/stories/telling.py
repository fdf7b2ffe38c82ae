"""Tells one story on every front, and holds what came of it against each other."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from difflib import unified_diff
from itertools import combinations
from pathlib import Path

import pytest

from bot.movies.posters.drawn import DrawnPosters
from bot.movies.posters.fetch import PictureFetch
from bot.movies.posters.pictures import Pictures
from tests.fronts.stories.cinema import NOON, Cinema, Front
from tests.fronts.stories.discord import open_discord
from tests.fronts.stories.page import open_page
from tests.fronts.stories.slack import open_slack
from tests.world import World, open_world

Story = Callable[[Cinema], Awaitable[None]]
Test = Callable[[Callable[[str], Path]], Awaitable[None]]
Opener = Callable[[World, Pictures], AbstractAsyncContextManager[Front]]

# Slack last: aiohttp leaves a timer behind with a closed WebSocket, which must not meet Discord's pretended clock.
FRONTS: dict[str, Opener] = {"page": open_page, "discord": open_discord, "slack": open_slack}


def on_fronts(*names: str) -> Callable[[Story], Test]:
    """Makes a test of a story: what holds in it holds on these fronts, and everybody reads the same on all of them."""

    def as_test(story: Story) -> Test:
        async def test(new_home: Callable[[str], Path]) -> None:
            __tracebackhide__ = True
            told = {name: await _told(story, name, new_home(name)) for name in names}
            for one, other in combinations(told, 2):
                _compare(one, told[one], other, told[other])

        test.__name__, test.__doc__ = story.__name__, story.__doc__
        return test

    return as_test


on_every_front = on_fronts(*FRONTS)


async def _told(story: Story, name: str, home: Path) -> Cinema:
    __tracebackhide__ = True
    async with _opened(name, home) as front:
        cinema = Cinema(front)
        try:
            await story(cinema)
        except Exception as error:
            error.add_note("\n".join([f"On the front {name}, after this:", *cinema.transcript(False)]))
            raise
    return cinema


@asynccontextmanager
async def _opened(name: str, home: Path) -> AsyncIterator[Front]:
    async with open_world(home) as world:
        world.clock.now = NOON
        pictures = Pictures(DrawnPosters(), PictureFetch(), home / "pictures", world.clock)
        try:
            async with FRONTS[name](world, pictures) as front:
                yield front
        finally:
            await pictures.close()


def _compare(one: str, on_one: Cinema, other: str, on_other: Cinema) -> None:
    __tracebackhide__ = True
    is_open = on_one.front.answers_lines_openly or on_other.front.answers_lines_openly
    left, right = on_one.transcript(is_open), on_other.transcript(is_open)
    if left != right:
        parts = unified_diff(left, right, f"the story on {one}", f"the story on {other}", lineterm="", n=6)
        pytest.fail("\n".join(parts), pytrace=False)
