"""Where the bot's tokens come from: the only one from the settings, or one for each workspace that installs the app."""

from collections.abc import Sequence
from datetime import datetime

from bot.chat.sender import Space
from bot.fronts.slack.installs import Install, Installs
from bot.fronts.slack.presence import Account
from bot.fronts.slack.seal import Seal
from bot.fronts.slack.workspace import Workspace


class OneAccount:
    """The account in the only workspace, whose token is in the settings."""

    def __init__(self, account: Account) -> None:
        self._account = account

    async def all(self) -> Sequence[Account]:
        """It alone."""
        return [self._account]

    async def of(self, team: str) -> Account | None:
        """It serves whatever reaches us, as guests from other workspaces do through a shared channel."""
        return self._account

    async def drop(self, team: str, until: datetime) -> bool:
        """Its token is not ours to forget."""
        return True


class InstalledAccounts:
    """The accounts in all workspaces where the app is installed."""

    def __init__(self, installs: Installs, seal: Seal) -> None:
        self._installs = installs
        self._seal = seal

    async def all(self) -> Sequence[Account]:
        """Every account, also those whose token cannot be read."""
        return [self._account(install) for install in await self._installs.all()]

    async def of(self, team: str) -> Account | None:
        """The account where the app is installed in the workspace."""
        install = await self._installs.of(team)
        return self._account(install) if install else None

    async def keep(self, workspace: Workspace, token: str) -> None:
        """The app is installed in the workspace now."""
        space, sealed = workspace.space, self._seal.close(token)
        await self._installs.keep(space.key, space.name, workspace.bot_member, workspace.bot_name, sealed)

    async def drop(self, team: str, until: datetime) -> bool:
        """Deletes the token."""
        return await self._installs.remove(team, until)

    async def renew_seals(self) -> None:
        """Puts every token that can be read under the newest key, so that older ones can go."""
        for install in await self._installs.all():
            token = self._seal.open(install.sealed_token)
            if token is not None and not self._seal.is_fresh(install.sealed_token):
                await self._installs.reseal(install.team, install.sealed_token, self._seal.close(token))

    def _account(self, install: Install) -> Account:
        space = Space(install.team, install.team_name)
        workspace = Workspace(space, install.bot_member, install.bot_name)
        return Account(workspace, self._seal.open(install.sealed_token), install.installed_at)
