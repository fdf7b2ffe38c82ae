"""The web front: starts and stops the page's server."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote

from aiohttp import web

from bot.chat.moviebot import MovieBot
from bot.errors import SetupError
from bot.fronts.contact import Contact
from bot.fronts.web.guard import Guard
from bot.fronts.web.room import Room
from bot.fronts.web.server import Server
from bot.movies.posters.pictures import Pictures

Clock = Callable[[], datetime]

_STOP_WITHIN_S = 5
_HEARS_REFUSED_FILES_OUT_S = 1.0
_REACHED_AT = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - names of "every address", which no browser can open


def _utc_now() -> datetime:
    return datetime.now(UTC)


class WebFront:
    """The local page as a front; port 0 takes any free port. `clock` dates what is posted."""

    name = "web"

    def __init__(
        self, bot: MovieBot, pictures: Pictures, host: str, port: int, key: str, clock: Clock = _utc_now
    ) -> None:
        self._bot = bot
        self._server = Server(bot, pictures, Room(clock), Guard(host, key))
        self._host = host
        self._port = port
        self._key = key
        self.started = asyncio.Event()
        self.contact = Contact()

    @property
    def address(self) -> str:
        """Where to open the page, with its key; final once `started` is set."""
        host = _REACHED_AT.get(self._host, self._host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self._port}/#key={quote(self._key, safe='')}"

    async def run(self) -> None:
        """Serves until cancelled; raises SetupError when the port cannot be had."""
        runner = web.AppRunner(
            self._server.app(),
            access_log=None,
            shutdown_timeout=_STOP_WITHIN_S,
            lingering_time=_HEARS_REFUSED_FILES_OUT_S,
        )
        await runner.setup()
        try:
            await self._open(runner)
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def _open(self, runner: web.AppRunner) -> None:
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError as error:
            raise SetupError(
                f"The page cannot be served at {self._host}, port {self._port}: the port is taken or the address is "
                "not this machine's; choose others with REELMATES_HTTP_HOST and REELMATES_HTTP_PORT."
            ) from error
        self._port = runner.addresses[0][1]
        self._bot.announce_on(self._server.board)
        self.contact.made()
        self.started.set()
