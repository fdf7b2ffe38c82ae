"""What the bot listens to on Slack, and who answers; everything is acknowledged before it is worked on."""

import asyncio
import re
from collections.abc import Callable, Coroutine, Mapping
from functools import partial, wraps
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.moviebot import MovieBot
from bot.fronts.slack.answering import Answering, Press, token_of
from bot.fronts.slack.blocks import CHOICE, PRESS
from bot.fronts.slack.delivery import Place
from bot.fronts.slack.home import Home
from bot.fronts.slack.lines import line_of
from bot.fronts.slack.seen import SeenEvents
from bot.fronts.slack.senders import PLATFORM, Workspace
from bot.fronts.slack.shortcuts import LIKE_MESSAGE, RECOMMEND, Shortcuts, wish_in
from bot.nights.night import Room

Body = dict[str, Any]
Listener = Callable[..., Coroutine[Any, Any, None]]

_LONGEST_S = 3.0
_NAMELESS = ("directmessage", "privategroup")


class Listeners:
    """What is done on each occasion."""

    def __init__(
        self,
        bot: MovieBot,
        workspace: Workspace,
        seen: SeenEvents,
        answering: Answering,
        home: Home,
        shortcuts: Shortcuts,
    ) -> None:
        self._bot = bot
        self._workspace = workspace
        self._seen = seen
        self._answering = answering
        self._home = home
        self._shortcuts = shortcuts
        self._under_way: set[asyncio.Task[Any]] = set()

    def on(self, client: AsyncWebClient) -> AsyncApp:
        """A Bolt app that listens with the client's token."""
        # Without a signing secret: in Socket Mode nothing reaches us over HTTP.
        app = AsyncApp(client=client, name="reelmates")
        app.command(re.compile(r"/.+"))(self._noted(self._on_slash))
        app.action(re.compile(rf"(?:{PRESS}|{CHOICE}):\d+"))(self._noted(self._on_press))
        app.shortcut(RECOMMEND)(self._noted(self._on_shortcut))
        app.shortcut(LIKE_MESSAGE)(self._noted(self._on_message_shortcut))
        app.view(RECOMMEND)(self._noted(self._on_form))
        for event, listener in (
            ("message", self._on_line),
            ("app_mention", self._on_line),
            ("app_home_opened", self._on_home),
            ("channel_deleted", self._on_channel_gone),
            ("group_deleted", self._on_channel_gone),
            ("app_uninstalled", self._on_farewell),
            ("tokens_revoked", self._on_revoked),
        ):
            app.event(event)(self._noted(listener))
        return app

    def _noted(self, listener: Listener) -> Listener:
        """The listener, waited for at the end: Bolt lets go of what it has begun."""

        @wraps(listener)
        async def listen(*arguments: Any, **named: Any) -> None:
            task = asyncio.create_task(listener(*arguments, **named))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
            await task

        return listen

    async def finished(self) -> None:
        """Returns when what was begun is done, or was stopped because it took too long."""
        if not self._under_way:
            return
        _, late = await asyncio.wait(self._under_way, timeout=_LONGEST_S)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _on_line(self, body: Body) -> None:
        line = line_of(body["event"], self._workspace.bot_member)
        if line:
            await self._seen.once(str(body["event_id"]), partial(self._answering.to_line, line))

    async def _on_home(self, body: Body) -> None:
        event = body["event"]
        if event.get("tab") == "home":
            await self._home.show(event["user"])

    async def _on_channel_gone(self, body: Body) -> None:
        await self._bot.channel_gone(Room(PLATFORM, self._workspace.space.key, str(body["event"]["channel"])))

    async def _on_farewell(self) -> None:
        await self._bot.farewell(PLATFORM, self._workspace.space)

    async def _on_revoked(self, body: Body) -> None:
        if body["event"].get("tokens", {}).get("bot"):
            await self._bot.farewell(PLATFORM, self._workspace.space)

    async def _on_slash(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        await self._answering.to_slash(str(body["command"]), str(body.get("text", "")), *_place_of(body))

    async def _on_shortcut(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        await self._shortcuts.open(str(body["trigger_id"]))

    async def _on_message_shortcut(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        channel, message = str(body["channel"]["id"]), body["message"]
        place = Place(body["user"]["id"], channel, message.get("thread_ts"), answer_url=body["response_url"])
        await self._shortcuts.to_message(place, str(message.get("text", "")))

    async def _on_form(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        await self._shortcuts.to_form(body["user"]["id"], wish_in(body["view"]))

    async def _on_press(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        if body["container"]["type"] == "view":
            await self._home.to_press(body["user"]["id"], token_of(body))
        else:
            await self._answering.to_press(Press.of(body))


def _place_of(body: Mapping[str, Any]) -> tuple[Place, str]:
    """Where a slash command was said, and the channel's name, "" where Slack tells none with the command."""
    channel, name = str(body["channel_id"]), str(body.get("channel_name", ""))
    place = Place(body["user_id"], channel, is_alone=channel.startswith("D"), answer_url=body["response_url"])
    return place, "" if name in _NAMELESS else name
