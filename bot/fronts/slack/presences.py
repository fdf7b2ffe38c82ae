"""The workspaces that the bot is in: each made when it is first needed, and left when Slack says so."""

import logging
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Protocol

from bot.chat.moviebot import MovieBot
from bot.chat.sender import Space
from bot.errors import DatabaseUnavailable
from bot.fronts.slack.board import Channels
from bot.fronts.slack.client import WITHDRAWN, WorkspaceClient
from bot.fronts.slack.presence import Account, Presence
from bot.fronts.slack.refusals import Refused, logged, translated
from bot.fronts.slack.workspace import PLATFORM
from bot.movies.posters.pictures import Pictures

_log = logging.getLogger(__name__)


class Accounts(Protocol):
    """Where the bot has, or had, a token."""

    async def all(self) -> Sequence[Account]:
        """Every account."""
        ...

    async def of(self, team: str) -> Account | None:
        """The account that serves a workspace."""
        ...

    async def drop(self, team: str, until: datetime) -> bool:
        """Forgets an account that is no younger than that; False where there is none."""
        ...


class Presences:
    """Finds what hears and answers in a workspace."""

    def __init__(self, bot: MovieBot, pictures: Pictures, accounts: Accounts, api: str) -> None:
        self._bot = bot
        self._pictures = pictures
        self._accounts = accounts
        self._api = api
        self._known: dict[str, Presence] = {}
        self._refused: set[Account] = set()

    async def open(self) -> Collection[Space]:
        """Makes every presence; all spaces that the bot is in, also those whose token cannot be read."""
        accounts = await self._accounts.all()
        for account in accounts:
            if self._made(account) is None:
                _log.error(
                    "Slack: %s is not connected: no key in REELMATES_SECRET_KEY opens its token. "
                    "Add the key of before, or install the app there again.",
                    account.workspace.space.name,
                )
        return [account.workspace.space for account in accounts]

    async def look_round(self) -> None:
        """Asks Slack about every token: a workspace may have sent the bot away while it was not running."""
        for presence in list(self._known.values()):
            with logged(f"a look at {presence.workspace.space.name}"), suppress(Refused), translated():
                await presence.client.auth_test()

    async def of(self, team: str) -> Presence | None:
        """The bot in a workspace; None where it is not installed, or its token does not work."""
        try:
            account = await self._accounts.of(team)
        except DatabaseUnavailable:
            return self._known.get(team)
        if account is None:
            self._known.pop(team, None)
            return None
        return self._made(account)

    @property
    def names(self) -> Sequence[str]:
        """The workspaces where the bot is connected."""
        return [presence.workspace.space.name for presence in self._known.values()]

    def channels_of(self, space: str) -> Channels | None:
        """Where announcements go in a space; None where the bot is not connected."""
        presence = self._known.get(space)
        return presence.channels if presence else None

    async def left(self, team: str, at: datetime) -> None:
        """The bot was sent away then: its token goes at once. News from before it was installed is no news."""
        account = await self._accounts.of(team)
        if account is None or not await self._accounts.drop(team, at):
            return
        space = account.workspace.space
        self._known.pop(space.key, None)
        _log.info("Slack: %s has sent me away.", space.name)
        await self._bot.farewell(PLATFORM, space)

    async def close(self) -> None:
        """Returns when nothing is being done in any workspace that nobody waits for."""
        for presence in list(self._known.values()):
            await presence.home.close()

    def _made(self, account: Account) -> Presence | None:
        key = account.workspace.space.key
        known = self._known.get(key)
        if known and known.account == account:
            return known
        if account.token is None or account in self._refused:
            self._known.pop(key, None)
            return None
        client = WorkspaceClient(account.token, self._api, partial(self._on_refusal, account))
        self._known[key] = Presence.of(self._bot, self._pictures, account, client)
        return self._known[key]

    async def _on_refusal(self, account: Account, code: str) -> None:
        """Told once, in one line; nothing is sent with the token any more, and other workspaces do not notice."""
        space = account.workspace.space
        known = self._known.get(space.key)
        self._refused.add(account)
        if known is None or known.account != account:  # noticed before, or installed anew meanwhile
            return
        del self._known[space.key]
        _log.error("Slack: %s is no longer connected: its token is refused (%s).", space.name, code)
        if code in WITHDRAWN and await self._accounts.drop(space.key, account.since):
            await self._bot.farewell(PLATFORM, space)
