"""A served page for tests, and a tab that speaks to it as the browser does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

from bot.fronts.web import WebFront
from bot.movies.posters.drawn import DrawnPosters
from bot.movies.posters.fetch import PictureFetch
from bot.movies.posters.pictures import Pictures
from tests.planted import said
from tests.world import World

KEY = "open-sesame"
_PATIENCE_S = 10


@asynccontextmanager
async def serve(world: World, port: int = 0, host: str = "127.0.0.1") -> AsyncIterator[WebFront]:
    """The web front over this world, until the block ends."""
    pictures = Pictures(DrawnPosters(), PictureFetch(), Path("nothing is ever kept here"), world.clock)
    front = WebFront(world.bot, pictures, host, port, KEY, world.clock)
    running = asyncio.create_task(front.run())
    started = asyncio.create_task(front.started.wait())
    await asyncio.wait([running, started], return_when=asyncio.FIRST_COMPLETED)
    started.cancel()
    try:
        if running.done():
            await running
        yield front
    finally:
        running.cancel()
        await asyncio.wait([running])
        await pictures.close()


def base_of(front: WebFront) -> str:
    """The front's address without path and key."""
    return front.address.partition("/#")[0]


class Tab:
    """One open tab: says what the page would say, and hears what it would hear."""

    def __init__(self, base: str, member: str = "you", key: str = KEY) -> None:
        self._base = base
        self._member = member
        self._key = key
        self._session = aiohttp.ClientSession()
        self.heard: list[dict[str, Any]] = []

    async def __aenter__(self) -> Self:
        self.socket = await self._session.ws_connect(f"{self._base}/talk", headers={"Origin": self._base})
        await self.tell({"type": "join", "member": self._member, "key": self._key})
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        await self.socket.close()
        await self._session.close()

    async def tell(self, word: object) -> None:
        """Sends one word of the page."""
        await self.socket.send_json(word)

    async def say(self, line: str) -> None:
        """Types a line."""
        await self.tell({"type": "say", "line": said(line)})

    async def press(self, post: dict[str, Any], label: str, card: int | None = None) -> None:
        """Presses the button with this label below the post, or on its card at this place (from 0)."""
        buttons = post["buttons"] if card is None else post["cards"][card]["buttons"]
        token = next(button["token"] for button in buttons if button["label"] == label)
        await self.tell({"type": "press", "post": post["id"], "token": token})

    async def hears(self, kind: str) -> dict[str, Any]:
        """The next word of this kind; what comes before it is kept in `heard`."""
        while True:
            word = await self.socket.receive_json(timeout=_PATIENCE_S)
            self.heard.append(word)
            if word["type"] == kind:
                return dict(word)

    async def reads(self) -> dict[str, Any]:
        """The next post."""
        return dict((await self.hears("post"))["post"])

    async def reads_answer(self) -> dict[str, Any]:
        """The next post of the bot."""
        while (post := await self.reads())["author"] != "Reelmates":
            pass
        return post

    async def is_sent_away_with(self) -> int | None:
        """The code with which the server ends the talk."""
        while (await self.socket.receive(timeout=_PATIENCE_S)).type is aiohttp.WSMsgType.TEXT:
            pass
        return self.socket.close_code

    @property
    def texts(self) -> list[str]:
        """The texts of all posts heard so far."""
        return [word["post"]["text"] for word in self.heard if word["type"] == "post"]
