"""What Slack says to the tokens that are set."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.sender import Space
from bot.errors import BadSettings
from bot.fronts.slack.access import Access
from bot.fronts.slack.accounts import InstalledAccounts
from bot.fronts.slack.client import SLACK_API
from bot.fronts.slack.delivery import patient
from bot.fronts.slack.installs import Installs
from bot.fronts.slack.refusals import Refused, translated
from bot.fronts.slack.seal import Seal
from bot.fronts.slack.workspace import Workspace


async def told_of(access: Access, installs: Installs, api: str = SLACK_API) -> str:
    """What is set up, in one sentence; raises BadSettings for what does not work, OutsideError without Slack."""
    way = f"over HTTP at {access.host}, port {access.port} (Slack does not tell whether the signing secret is right)"
    if access.app_token:
        await check_app_token(access.app_token, api)
        way = "over Socket Mode"
    if not access.is_installed_by_oauth:
        workspace = await workspace_of(access.bot_token, api)
        return f"the workspace {workspace.space.name}, as {workspace.bot_name}, {way}."
    accounts = await InstalledAccounts(installs, Seal(access.secret_key)).all()
    closed = [account.workspace.space.name for account in accounts if account.token is None]
    lost = f" No key opens the token of {', '.join(closed)}: not connected there." if closed else ""
    return f"workspaces that have installed the app: {len(accounts)}, {way}.{lost}"


async def workspace_of(bot_token: str, api: str = SLACK_API) -> Workspace:
    """The workspace that the token belongs to; raises BadSettings on a refused one, OutsideError without Slack."""
    try:
        return await who_is(bot_token, api)
    except Refused as refused:
        raise BadSettings(_refused("SLACK_BOT_TOKEN", "xoxb-", "OAuth & Permissions", refused)) from refused


async def who_is(token: str, api: str) -> Workspace:
    """Whom a token speaks for; raises Refused, or OutsideError without Slack."""
    client = patient(AsyncWebClient(token=token, base_url=api))
    with translated():
        told = await client.auth_test()
    return Workspace(Space(str(told["team_id"]), str(told["team"])), str(told["user_id"]), str(told["user"]))


async def check_app_token(app_token: str, api: str = SLACK_API) -> None:
    """Raises BadSettings on a refused token, OutsideError without Slack."""
    client = patient(AsyncWebClient(base_url=api))
    try:
        with translated():
            await client.apps_connections_open(app_token=app_token)
    except Refused as refused:
        raise BadSettings(_refused("SLACK_APP_TOKEN", "xapp-", "Basic Information", refused)) from refused


def _refused(setting: str, beginning: str, page: str, refused: Refused) -> str:
    return (
        f"Slack refuses the token in {setting} ({refused.code}); it begins with {beginning}, "
        f"copy it anew from the page {page} of your app."
    )
