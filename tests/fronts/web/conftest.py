"""A page served over a fresh world."""

from collections.abc import AsyncIterator

import pytest

from bot.fronts.web import WebFront
from tests.fronts.web.serving import base_of, serve
from tests.world import World


@pytest.fixture
async def front(world: World) -> AsyncIterator[WebFront]:
    """The page over a fresh world."""
    async with serve(world) as served:
        yield served


@pytest.fixture
def base(front: WebFront) -> str:
    """Where the page is served."""
    return base_of(front)
