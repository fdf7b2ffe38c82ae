"""The Slack front: connects to one workspace or to all that install the app, and stays connected."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.moviebot import MovieBot
from bot.fronts.contact import Contact
from bot.fronts.slack.access import Access
from bot.fronts.slack.accounts import InstalledAccounts, OneAccount
from bot.fronts.slack.app import Listeners
from bot.fronts.slack.board import SlackBoard
from bot.fronts.slack.checking import check_app_token, workspace_of
from bot.fronts.slack.client import SLACK_API
from bot.fronts.slack.delivery import patient
from bot.fronts.slack.door import Route, installations_by, opened, requests_to
from bot.fronts.slack.installing import INSTALL, Installing, install_flow
from bot.fronts.slack.notes import Notes
from bot.fronts.slack.presence import Account
from bot.fronts.slack.presences import Presences
from bot.fronts.slack.refusals import translated
from bot.fronts.slack.seal import Seal
from bot.fronts.slack.workspace import PLATFORM
from bot.movies.posters.pictures import Pictures

PING_S = 5.0
"""How often the connection is tried, and how soon a broken one is noticed."""

_SOCKET = "socket"
_log = logging.getLogger(__name__)


class SlackFront:
    """Members talk to the bot on Slack."""

    name = PLATFORM

    def __init__(
        self,
        bot: MovieBot,
        pictures: Pictures,
        notes: Notes,
        access: Access,
        *,
        api: str = SLACK_API,
        ping_s: float = PING_S,
    ) -> None:
        self._bot = bot
        self._pictures = pictures
        self._notes = notes
        self._access = access
        self._api = api
        self._ping_s = ping_s
        self.contact = Contact()
        self.started = asyncio.Event()
        self.address = ""
        """Where it listens for HTTP once it has started; "" where it does not."""

    async def run(self) -> None:
        """Serves until cancelled; raises BadSettings on a refused token, OutsideError when Slack is out of reach."""
        accounts = await self._accounts()
        presences = Presences(self._bot, self._pictures, accounts, self._api)
        spaces = await presences.open()
        listeners = Listeners(self._bot, presences, self._notes.seen, self._notes.waiting)
        board = SlackBoard(presences.channels_of)
        await self._bot.present(PLATFORM, spaces)
        try:
            async with AsyncExitStack() as stack:
                app = listeners.on(patient(AsyncWebClient(base_url=self._api)), self._access.signing_secret)
                await self._listen(stack, app, accounts, presences)
                board.is_open = True
                self._bot.announce_on(board)
                _log.info("Slack: connected to %s.", _told(presences.names))
                self.contact.made()
                self.started.set()
                listeners.resume()
                await presences.look_round()
                await asyncio.Event().wait()
        finally:
            board.is_open = False
            await listeners.finished()

    async def _accounts(self) -> OneAccount | InstalledAccounts:
        if self._access.app_token:
            await check_app_token(self._access.app_token, self._api)
        if not self._access.is_installed_by_oauth:
            token = self._access.bot_token
            return OneAccount(Account(await workspace_of(token, self._api), token))
        accounts = InstalledAccounts(self._notes.installs, Seal(self._access.secret_key))
        await accounts.renew_seals()
        return accounts

    async def _listen(
        self, stack: AsyncExitStack, app: AsyncApp, accounts: OneAccount | InstalledAccounts, presences: Presences
    ) -> None:
        """Opens the ways by which Slack reaches us."""
        access = self._access
        routes: list[Route] = []
        if access.app_token:
            await stack.enter_async_context(_socket(app, access.app_token, self._ping_s, self.contact))
        else:
            routes += requests_to(app, access.signing_secret)
        if isinstance(accounts, InstalledAccounts):
            installing = Installing(self._bot, accounts, presences, self._api)
            routes += installations_by(install_flow(access, self._notes.states, app.client, installing.take))
        if routes:
            self.address = await stack.enter_async_context(opened(routes, access.host, access.port))
            way = f"{self.address}{INSTALL}" if access.is_installed_by_oauth else self.address
            _log.info("Slack: listening at %s.", way)


def _told(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} workspaces"


@asynccontextmanager
async def _socket(app: AsyncApp, app_token: str, ping_s: float, contact: Contact) -> AsyncIterator[None]:
    """Socket Mode, connected; Bolt makes a lost connection anew, and `contact` is told."""
    handler = AsyncSocketModeHandler(app, app_token, ping_interval=ping_s)
    watching = asyncio.create_task(_watch(handler.client, ping_s, contact), name="slack socket")
    try:
        with translated():
            await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        yield
    finally:
        watching.cancel()
        await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped


async def _watch(socket: SocketModeClient, every_s: float, contact: Contact) -> None:
    while True:
        await asyncio.sleep(every_s)
        if await socket.is_connected():
            contact.made(_SOCKET)
        else:
            contact.lost("The connection to Slack is lost.", _SOCKET)
