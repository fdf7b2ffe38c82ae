"""What the bot listens to on Slack, and who answers; everything is acknowledged before it is worked on."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.moviebot import MovieBot
from bot.fronts.slack.blocks import CHOICE, PRESS
from bot.fronts.slack.delivery import Place
from bot.fronts.slack.film_forms import FILM_FIELD
from bot.fronts.slack.forms import FORMS, SHORTCUTS
from bot.fronts.slack.inbox import Inbox
from bot.fronts.slack.presence import Presence
from bot.fronts.slack.presences import Presences
from bot.fronts.slack.presses import Press, token_of
from bot.fronts.slack.refusals import logged
from bot.fronts.slack.seen import SeenEvents
from bot.fronts.slack.shortcuts import LIKE_MESSAGE
from bot.fronts.slack.waiting import WaitingLines
from bot.fronts.slack.workspace import PLATFORM
from bot.fronts.under_way import FINISH_WITHIN_S
from bot.nights.night import Room

Body = dict[str, Any]
Listener = Callable[..., Coroutine[Any, Any, None]]

_NAMELESS = ("directmessage", "privategroup")
_GOODBYES = ("app_uninstalled", "tokens_revoked")
NOT_CONNECTED = "I am not connected to this workspace. Whoever manages its apps can add me again."


class Listeners:
    """What is done on each occasion; `presence` is the bot in the workspace that it comes from."""

    def __init__(self, bot: MovieBot, presences: Presences, seen: SeenEvents, waiting: WaitingLines) -> None:
        self._bot = bot
        self._presences = presences
        self._inbox = Inbox(seen, waiting, self._begun)
        self._under_way: set[asyncio.Task[Any]] = set()

    def on(self, client: AsyncWebClient, signing_secret: str = "") -> AsyncApp:
        """A Bolt app that listens; what comes over HTTP must be signed with the secret, and no older than 5 minutes."""
        app = AsyncApp(
            client=client, name="reelmates", signing_secret=signing_secret, authorize=_Finding(self._presences)
        )
        app.use(_connected_alone)
        app.command(re.compile(r"/.+"))(self._noted(self._on_slash))
        app.options(FILM_FIELD)(self._on_typing)
        app.action(re.compile(rf"(?:{PRESS}|{CHOICE}):\d+"))(self._noted(self._on_press))
        for shortcut in SHORTCUTS:
            app.shortcut(shortcut)(self._noted(self._on_shortcut))
        for form in FORMS:
            app.view(form)(self._noted(self._on_form))
        app.shortcut(LIKE_MESSAGE)(self._noted(self._on_message_shortcut))
        app.event("message", middleware=[self._on_line])(_nothing_more)
        app.event("app_mention", middleware=[self._on_line])(_nothing_more)
        for event, listener in (
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
            await self._begun(listener(*arguments, **named))

        return listen

    def _begun(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    def resume(self) -> None:
        """Answers what was left unanswered when the bot stopped, while it serves again."""
        self._begun(self._inbox.resume(self._presences))

    async def finished(self) -> None:
        """Returns when what was begun is done, and what that began, or was stopped because it took too long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(FINISH_WITHIN_S):
                while self._under_way:
                    await asyncio.wait(self._under_way)
        late = list(self._under_way)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        await self._presences.close()

    async def _on_line(self, body: Body, presence: Presence, next_: Callable[[], Awaitable[None]]) -> None:
        """Answers a line before Slack is told that it came.

        This is middleware: after it, and before its listeners, Bolt acknowledges an event.
        """
        await self._inbox.take(body["event"], str(body["event_id"]), presence)
        await next_()

    async def _on_home(self, body: Body, presence: Presence) -> None:
        event = body["event"]
        if event.get("tab") == "home":
            await presence.home.show(event["user"])

    async def _on_channel_gone(self, body: Body, presence: Presence) -> None:
        await self._bot.channel_gone(Room(PLATFORM, presence.workspace.space.key, str(body["event"]["channel"])))

    async def _on_farewell(self, body: Body, team_id: str) -> None:
        with logged("a farewell"):
            await self._presences.left(team_id, datetime.fromtimestamp(body["event_time"], UTC))

    async def _on_revoked(self, body: Body, team_id: str) -> None:
        if body["event"].get("tokens", {}).get("bot"):
            await self._on_farewell(body, team_id)

    async def _on_slash(self, ack: AsyncAck, body: Body, presence: Presence) -> None:
        await ack()
        place, channel_name = _place_of(body)
        command, text = str(body["command"]), str(body.get("text", ""))
        await presence.forms.to_slash(command, text, place, channel_name, str(body["trigger_id"]))

    async def _on_shortcut(self, ack: AsyncAck, body: Body, presence: Presence) -> None:
        await ack()
        await presence.forms.to_shortcut(str(body["user"]["id"]), str(body["callback_id"]), str(body["trigger_id"]))

    async def _on_message_shortcut(self, ack: AsyncAck, body: Body, presence: Presence) -> None:
        await ack()
        channel, message = str(body["channel"]["id"]), body["message"]
        place = Place(body["user"]["id"], channel, message.get("thread_ts"), answer_url=body["response_url"])
        await presence.shortcuts.to_message(place, str(message.get("text", "")))

    async def _on_typing(self, ack: AsyncAck, body: Body, presence: Presence) -> None:
        await ack(options=presence.forms.options(str(body["value"])))

    async def _on_form(self, ack: AsyncAck, body: Body, presence: Presence) -> None:
        await presence.forms.to_filled(body["user"]["id"], body["view"], ack)

    async def _on_press(self, ack: AsyncAck, body: Body, presence: Presence) -> None:
        await ack()
        trigger = str(body["trigger_id"])
        if body["container"]["type"] == "view":
            await presence.forms.to_press_at_home(body["user"]["id"], token_of(body), trigger)
        else:
            await presence.forms.to_press(Press.of(body), trigger)


async def _nothing_more() -> None:
    """The line has been answered."""


class _Finding(AsyncAuthorize):
    """Tells Bolt who the bot is where something comes from, and the listeners which presence is asked."""

    def __init__(self, presences: Presences) -> None:
        self._presences = presences

    async def __call__(self, *, context: AsyncBoltContext, **_: Any) -> AuthorizeResult:
        team = str(context.team_id or "")
        presence = context["presence"] = await self._presences.of(team)
        ours = presence.workspace.bot_member if presence else None
        return AuthorizeResult(enterprise_id=context.enterprise_id, team_id=team, bot_user_id=ours)


async def _connected_alone(
    body: Body, context: AsyncBoltContext, next_: Callable[[], Awaitable[None]]
) -> BoltResponse | None:
    """Goes on where the bot is connected, and to say goodbye; whoever says a command elsewhere is told."""
    if context.get("presence") is None and body.get("event", {}).get("type") not in _GOODBYES:
        return BoltResponse(status=200, body=NOT_CONNECTED)
    await next_()
    return None


def _place_of(body: Mapping[str, Any]) -> tuple[Place, str]:
    """Where a slash command was said, and the channel's name, "" where Slack tells none with the command."""
    channel, name = str(body["channel_id"]), str(body.get("channel_name", ""))
    place = Place(body["user_id"], channel, is_alone=channel.startswith("D"), answer_url=body["response_url"])
    return place, "" if name in _NAMELESS else name
