"""How the app comes into a workspace: whoever manages its apps is sent to Slack, and back with leave to speak there."""

import html
import logging
from collections.abc import Awaitable, Callable, Sequence

from slack_bolt import BoltResponse
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.moviebot import MovieBot
from bot.fronts.slack.access import Access
from bot.fronts.slack.accounts import InstalledAccounts
from bot.fronts.slack.checking import who_is
from bot.fronts.slack.presences import Presences
from bot.fronts.slack.refusals import logged
from bot.fronts.slack.states import LASTS, States
from bot.fronts.slack.workspace import PLATFORM

INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"
SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "chat:write.public",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:write",
    "users:read",
)
WHOLE_ORGANISATION = "I live in single workspaces: choose one of them, rather than the whole organisation."
ROTATES = "The app's tokens expire: switch token rotation off, on the page OAuth & Permissions of the app."

_REASONS = {
    "access_denied": "You have not allowed it, so nothing has changed.",
    "invalid_browser": "You have come back in another browser than you left, or by a link that was not yours.",
    "invalid_state": "That took longer than ten minutes, or the page was opened twice.",
}
_UNKNOWN = "Slack did not confirm it."
_log = logging.getLogger(__name__)

Came = Callable[[Installation], Awaitable[None]]


class Installing:
    """Takes the bot into a workspace where it was allowed."""

    def __init__(self, bot: MovieBot, accounts: InstalledAccounts, presences: Presences, api: str) -> None:
        self._bot = bot
        self._accounts = accounts
        self._presences = presences
        self._api = api

    async def take(self, installation: Installation) -> None:
        """Keeps the token, takes a planned removal of the workspace's data back, and greets whoever installed it."""
        if installation.is_enterprise_install or not installation.bot_token:
            raise BoltError(WHOLE_ORGANISATION)
        if installation.bot_refresh_token:
            raise BoltError(ROTATES)
        workspace = await who_is(installation.bot_token, self._api)
        await self._accounts.keep(workspace, installation.bot_token)
        welcome = await self._bot.welcome(PLATFORM, workspace.space)
        _log.info("Slack: installed in %s.", workspace.space.name)
        presence = await self._presences.of(workspace.space.key)
        if presence and installation.user_id:
            with logged("a welcome"):
                await presence.channels.tell(installation.user_id, welcome)


def install_flow(access: Access, states: States, client: AsyncWebClient, came: Came) -> AsyncOAuthFlow:
    """Bolt's way through Slack and back; what comes back must bring the state that the same browser was given."""
    settings = AsyncOAuthSettings(
        client_id=access.client_id,
        client_secret=access.client_secret,
        scopes=SCOPES,
        user_scopes=(),
        install_path=INSTALL,
        redirect_uri_path=REDIRECT,
        install_page_rendering_enabled=False,
        callback_options=AsyncCallbackOptions(success=_welcome, failure=_failure),
        installation_store=_Taken(came),
        state_store=_Issued(states),
        state_expiration_seconds=int(LASTS.total_seconds()),
    )
    return AsyncOAuthFlow(client=client, settings=settings)


class _Taken(AsyncInstallationStore):
    """Bolt saves here what we take."""

    def __init__(self, came: Came) -> None:
        self._came = came

    async def async_save(self, installation: Installation) -> None:
        await self._came(installation)


class _Issued(AsyncOAuthStateStore):
    """Our states, as Bolt asks for them."""

    def __init__(self, states: States) -> None:
        self._states = states

    async def async_issue(self, *_: object, **__: object) -> str:
        return await self._states.issue()

    async def async_consume(self, state: str) -> bool:
        return await self._states.consume(state)


async def _welcome(come: AsyncSuccessArgs) -> BoltResponse:
    name = come.installation.team_name or "your workspace"
    return _page(come, 200, f"Reelmates is in {name}.", "In a channel, /invite @Reelmates; then say /like The Matrix.")


async def _failure(gone: AsyncFailureArgs) -> BoltResponse:
    sentence = str(gone.error) if gone.error else _REASONS.get(gone.reason, _UNKNOWN)
    _log.warning("Slack: an installation failed (%r): %s", gone.reason[:80], sentence)
    status = 403 if gone.error else gone.suggested_status_code
    return _page(gone, status, "Reelmates was not installed.", f"{sentence} Begin anew at {INSTALL}")


def _page(turn: AsyncSuccessArgs | AsyncFailureArgs, status: int, heading: str, words: str) -> BoltResponse:
    body = (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Reelmates</title>'
        f"<h1>{html.escape(heading)}</h1><p>{html.escape(words)}</p></html>"
    )
    headers: dict[str, str | Sequence[str]] = {
        "Content-Type": "text/html; charset=utf-8",
        "Set-Cookie": turn.settings.state_utils.build_set_cookie_for_deletion(),
    }
    return BoltResponse(status=status, body=body, headers=headers)
