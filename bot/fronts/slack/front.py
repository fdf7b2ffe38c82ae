"""The Slack front: connects, and stays connected."""

import asyncio
import logging

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.moviebot import MovieBot
from bot.chat.sender import Space
from bot.errors import BadSettings
from bot.fronts.slack.answering import Answering, Drawing
from bot.fronts.slack.app import Listeners
from bot.fronts.slack.board import SlackBoard
from bot.fronts.slack.delivery import Delivery, patient
from bot.fronts.slack.home import Home
from bot.fronts.slack.pictures import Posters
from bot.fronts.slack.refusals import Refused, translated
from bot.fronts.slack.seen import SeenEvents
from bot.fronts.slack.senders import PLATFORM, Senders, Workspace
from bot.fronts.slack.shortcuts import Shortcuts
from bot.movies.posters.pictures import Pictures

SLACK_API = "https://slack.com/api/"
PING_S = 5.0
"""How often the connection is tried, and how soon a broken one is noticed."""

_log = logging.getLogger(__name__)


async def workspace_of(bot_token: str, app_token: str, api: str = SLACK_API) -> Workspace:
    """The workspace that the tokens belong to; raises BadSettings on a refused one, OutsideError without Slack."""
    client = patient(AsyncWebClient(token=bot_token, base_url=api))
    try:
        with translated():
            told = await client.auth_test()
    except Refused as refused:
        raise BadSettings(_refused("SLACK_BOT_TOKEN", "xoxb-", "OAuth & Permissions", refused)) from refused
    try:
        with translated():
            await client.apps_connections_open(app_token=app_token)
    except Refused as refused:
        raise BadSettings(_refused("SLACK_APP_TOKEN", "xapp-", "Basic Information", refused)) from refused
    return Workspace(Space(str(told["team_id"]), str(told["team"])), str(told["user_id"]), str(told["user"]))


class SlackFront:
    """Members talk to the bot on Slack."""

    name = PLATFORM

    def __init__(
        self,
        bot: MovieBot,
        pictures: Pictures,
        seen: SeenEvents,
        bot_token: str,
        app_token: str,
        *,
        api: str = SLACK_API,
        ping_s: float = PING_S,
    ) -> None:
        self._bot = bot
        self._pictures = pictures
        self._seen = seen
        self._bot_token = bot_token
        self._app_token = app_token
        self._api = api
        self._ping_s = ping_s

    async def run(self) -> None:
        """Serves until cancelled; raises BadSettings on a refused token, OutsideError when Slack is out of reach."""
        workspace = await workspace_of(self._bot_token, self._app_token, self._api)
        client = patient(AsyncWebClient(token=self._bot_token, base_url=self._api))
        senders, delivery = Senders(client, workspace), Delivery(client)
        drawing = Drawing(senders, Posters(client, self._pictures))
        answering = Answering(self._bot, workspace, senders, drawing, delivery)
        home = Home(answering, drawing, delivery)
        shortcuts = Shortcuts(answering, delivery)
        listeners = Listeners(self._bot, workspace, self._seen, answering, home, shortcuts)
        board = SlackBoard(client, workspace, senders, drawing, delivery)
        handler = AsyncSocketModeHandler(listeners.on(client), self._app_token, ping_interval=self._ping_s)
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
            await self._bot.present(PLATFORM, [workspace.space])
            board.is_open = True
            self._bot.announce_on(board)
            _log.info("Slack: connected to %s as %s.", workspace.space.name, workspace.bot_name)
            await asyncio.Event().wait()
        finally:
            board.is_open = False
            await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
            await listeners.finished()


def _refused(setting: str, beginning: str, page: str, refused: Refused) -> str:
    return (
        f"Slack refuses the token in {setting} ({refused.code}); it begins with {beginning}, "
        f"copy it anew from the page {page} of your app."
    )
