"""A small Slack over real HTTP and WebSocket on loopback: Web API, Socket Mode, answer addresses and uploads."""

import asyncio
import itertools
import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

from tests.fronts.slack.block_kit import faults_of, faults_of_form
from tests.planted import SLACK_TOKENS
from tests.world import NOW

BOT_TOKEN, APP_TOKEN = SLACK_TOKENS
TEAM, TEAM_NAME, BOT, BOT_NAME = "T1", "Film Club", "UBOT", "reelmates"
SECOND_TEAM, SECOND_NAME, SECOND_BOT, SECOND_BOT_NAME = "T2", "Book Club", "UWORM", "reelworm"
TEAMS = {TEAM: (TEAM_NAME, BOT, BOT_NAME), SECOND_TEAM: (SECOND_NAME, SECOND_BOT, SECOND_BOT_NAME)}
ALICE, BOB, ADMIN = "UALICE", "UBOB", "UADMIN"
NAMES = {ALICE: "Alice", BOB: "Bob", ADMIN: "Dora", "UCAROL": "Carol"}
FILMS_CHANNEL, OTHER_CHANNEL, CLOSED_CHANNEL, ARCHIVED_CHANNEL = "CFILMS", "COTHER", "CCLOSED", "COLD"
CHANNELS = {FILMS_CHANNEL: "films", OTHER_CHANNEL: "others", CLOSED_CHANNEL: "closed", ARCHIVED_CHANNEL: "old"}
OTHERS_TALK = "DOTHERS"
LIMIT_S = 10.0
ACK_S = 3.0
MOST_RETRIES = 3
RESTARTED_WITHIN_S = 60.0

Json = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """Something that the bot has shown in a channel: to everybody, or with `only` to one member."""

    ts: str
    channel: str
    text: str
    blocks: tuple[Json, ...]
    only: str | None = None
    thread: str | None = None
    team: str = TEAM

    @property
    def words(self) -> str:
        """All that a member reads, without what only guards it."""
        parts = [block.get("text", {}).get("text", "") for block in self.blocks] or [self.text]
        return "\n".join(parts).replace("\u200d", "").replace("&amp;", "&")

    @property
    def films(self) -> list[str]:
        """The titles of the films it shows, with their years."""
        return re.findall(r"^\*.*\|(.+)>\*$", self.words, re.MULTILINE)

    @property
    def elements(self) -> list[Json]:
        """Its buttons and menus."""
        return [one for block in self.blocks if block["type"] == "actions" for one in block["elements"]]

    @property
    def labels(self) -> list[str]:
        """What its buttons read."""
        return [one["text"]["text"] for one in self.elements if one["type"] == "button"]

    @property
    def images(self) -> list[Json]:
        """Its pictures."""
        return [
            image for block in self.blocks if (image := block if block["type"] == "image" else block.get("accessory"))
        ]


@dataclass
class Refusal:
    """How Slack answers instead; `after_s` is what it asks to wait."""

    error: str
    after_s: int | None = None


@dataclass
class LoopbackSlack:
    """One workspace, and room for another. `shown` is what stands in their channels, `refusals` are answers to give
    first, by method.

    `calls` are all calls of the Web API; `wrong` are payloads that the real Slack would refuse. `shared` are files that
    members have shared, `fetched` those that somebody has asked for; they have `moved_to` another address, or whoever
    asks is shown a page to log in. `told` is what the bot said when it last acknowledged something.

    Members act in `team`; `tokens` are the bot's by workspace, `dead` is what Slack says of those that no longer work.
    While it `is_away`, the Web API answers nothing but that, and nobody can connect.
    """

    shown: list[Shown] = field(default_factory=list)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    refusals: dict[str, list[Refusal]] = field(default_factory=dict)
    files: dict[str, Json] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    forms: list[Json] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    shared: dict[str, bytes] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    moved_to: str = ""
    events: list[Json] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    shows_login: bool = False
    told: Json = field(default_factory=dict)
    connections: int = 0
    team: str = TEAM
    event_at: datetime = NOW
    tokens: dict[str, str] = field(default_factory=lambda: {BOT_TOKEN: TEAM})
    dead: dict[str, str] = field(default_factory=dict)
    is_away: bool = False

    def __post_init__(self) -> None:
        application = web.Application(client_max_size=64 << 20)
        application.router.add_post("/api/{method}", self._api)
        application.router.add_get("/api/{method}", self._api)
        application.router.add_get("/socket", self._socket)
        application.router.add_post("/upload/{file}", self._upload)
        application.router.add_post("/respond/{ticket}", self._respond)
        application.router.add_get("/files-pri/{file}", self._download)
        self._server = TestServer(application)
        self._sockets: list[web.WebSocketResponse] = []
        self._acks: dict[str, asyncio.Future[Any]] = {}
        self._numbers = itertools.count(1)
        self._tickets: dict[str, tuple[str, str, str, Shown | None]] = {}
        self._asking = TEAM
        self._expired: set[str] = set()
        self._is_closed = False
        self._changed = asyncio.Condition()

    async def __aenter__(self) -> Self:
        await self._server.start_server(access_log=None)
        return self

    async def release(self) -> None:
        """Answers what was held back."""
        async with self._changed:
            self.held.clear()
            self._changed.notify_all()

    async def __aexit__(self, *_: object) -> None:
        self._is_closed = True
        await self.release()
        for socket in list(self._sockets):
            await socket.close()
        await self._server.close()

    @property
    def api(self) -> str:
        """Where the Web API answers."""
        return str(self._server.make_url("/api/"))

    async def until(self, holds: Callable[[], object]) -> None:
        """Returns when it holds; fails when it does not within ten seconds."""
        async with asyncio.timeout(LIMIT_S), self._changed:
            await self._changed.wait_for(lambda: bool(holds()))

    async def connected(self, times: int = 1) -> None:
        """Returns when the bot has connected that many times, and still is."""
        await self.until(lambda: self.connections >= times and self._sockets)

    async def disconnected(self) -> None:
        """Returns when no bot is connected."""
        await self.until(lambda: not self._sockets)

    def called(self, method: str) -> list[Json]:
        """The arguments of every call of a method."""
        return [given for name, given in self.calls if name == method]

    # What members do

    async def say(
        self, text: str, /, member: str = ALICE, channel: str = FILMS_CHANNEL, event_id: str = "", **changes: Any
    ) -> bool:
        """A line; whether Slack was told in time that it arrived. `changes` are further fields of the event."""
        ts = self._ts()
        kind = "im" if channel.startswith("D") else "channel"
        event = {"type": "message", "channel": channel, "channel_type": kind, "user": member, "text": text, "ts": ts}
        return await self.tell({**event, **changes}, event_id)

    async def tell(self, event: Json, event_id: str = "") -> bool:
        """An event of any kind."""
        self.events.append(event)
        payload = {"type": "event_callback", "team_id": self.team, "api_app_id": "A1", "event": event}
        payload |= {"event_id": event_id or f"Ev{next(self._numbers)}", "event_time": int(self.event_at.timestamp())}
        return await self.deliver("events_api", payload)

    async def slash(self, command: str, text: str = "", member: str = ALICE, channel: str = FILMS_CHANNEL) -> bool:
        """A slash command."""
        name = "directmessage" if channel.startswith("D") else CHANNELS.get(channel, "privategroup")
        payload = {
            "command": command,
            "text": text,
            "user_id": member,
            "user_name": member.lower(),
            "team_id": self.team,
        }
        payload |= {"channel_id": channel, "channel_name": name, "trigger_id": "1.1", "api_app_id": "A1"}
        return await self.deliver("slash_commands", {**payload, "response_url": self._ticket(channel, member, None)})

    async def press(self, message: Shown, label: str, member: str = ALICE) -> bool:
        """A press on the first button of that label."""
        element = next(one for one in message.elements if one["type"] == "button" and one["text"]["text"] == label)
        return await self.press_on(message, element, member)

    async def press_on(self, message: Shown, element: Json, member: str = ALICE) -> bool:
        """A press on this of its buttons."""
        return await self._act(message, element, {"value": element["value"]}, member)

    async def choose(self, message: Shown, label: str, member: str = ALICE) -> bool:
        """A choice in the menu."""
        menu = next(one for one in message.elements if one["type"] == "static_select")
        option = next(one for one in menu["options"] if one["text"]["text"] == label)
        return await self._act(message, menu, {"selected_option": option}, member)

    async def press_at_home(self, label: str, member: str = ALICE) -> bool:
        """A press on a button in the member's home."""
        blocks = self.homes[member]["blocks"]
        elements = [one for block in blocks if block["type"] == "actions" for one in block["elements"]]
        element = next(one for one in elements if one["type"] == "button" and one["text"]["text"] == label)
        container = {"type": "view", "view_id": "V1"}
        payload = self._action(element, {"value": element["value"]}, member)
        return await self.deliver("interactive", {**payload, "container": container, "view": {"id": "V1"}})

    async def shortcut(self, name: str, member: str = ALICE) -> bool:
        """A shortcut from anywhere."""
        payload = {
            "type": "shortcut",
            "callback_id": name,
            "trigger_id": "1.1",
            "user": {"id": member, "team_id": self.team},
        }
        return await self.deliver("interactive", {**payload, "team": {"id": self.team}, "api_app_id": "A1"})

    async def type_into(self, field: str, typed: str, member: str = ALICE) -> list[Json]:
        """What a field offers while its member types."""
        payload = {
            "type": "block_suggestion",
            "action_id": field,
            "block_id": field,
            "value": typed,
            "api_app_id": "A1",
        }
        payload |= {"user": {"id": member, "team_id": self.team}, "team": {"id": self.team}, "view": {"id": "V1"}}
        assert await self.deliver("interactive", payload)
        offered: list[Json] = self.told["options"]
        return offered

    def forget_addresses(self) -> None:
        """The addresses for answers have expired."""
        self._expired |= set(self._tickets)

    def share(self, name: str, content: bytes, **changes: Any) -> Json:
        """A file as an event tells of it; `changes` are further fields."""
        self.shared[name] = content
        address = str(self._server.make_url(f"/files-pri/{name}"))
        return {"id": f"F{name}", "name": name, "size": len(content), "url_private_download": address, **changes}

    async def message_shortcut(self, name: str, text: str, member: str = ALICE) -> bool:
        """A shortcut from the menu of somebody's message."""
        payload = {"type": "message_action", "callback_id": name, "trigger_id": "1.1", "api_app_id": "A1"}
        payload |= {
            "user": {"id": member, "team_id": self.team},
            "team": {"id": self.team},
            "channel": {"id": FILMS_CHANNEL},
        }
        payload |= {"message": {"text": text, "ts": self._ts()}, "message_ts": "1.1"}
        address = self._ticket(FILMS_CHANNEL, member, None)
        return await self.deliver("interactive", {**payload, "response_url": address})

    async def submit(self, view: Json, values: Mapping[str, Any], member: str = ALICE) -> bool:
        """A filled form: `values` are words, or the values of options, by the names of the fields."""
        fields = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
        assert set(values) <= set(fields)
        state = {name: {name: _filled(element, values.get(name))} for name, element in fields.items()}
        payload = {"type": "view_submission", "user": {"id": member, "team_id": self.team}, "team": {"id": self.team}}
        payload |= {"api_app_id": "A1", "view": {**view, "id": "V1", "state": {"values": state}}}
        return await self.deliver("interactive", payload)

    async def deliver(self, kind: str, payload: Json) -> bool:
        """An envelope; whether it was acknowledged in time. An event that a lost connection cut short is sent again."""
        try:
            self.told = await asyncio.wait_for(self._sent(kind, payload, retries=0), ACK_S) or {}
        except TimeoutError:
            return False
        except ConnectionError:
            return kind == "events_api" and await self._redeliver(kind, payload)
        return True

    async def _redeliver(self, kind: str, payload: Json) -> bool:
        for retries in range(1, MOST_RETRIES + 1):
            async with asyncio.timeout(RESTARTED_WITHIN_S), self._changed:
                await self._changed.wait_for(lambda: self._sockets or self._is_closed)
            if self._is_closed:
                break
            with suppress(ConnectionError):
                self.told = await asyncio.wait_for(self._sent(kind, payload, retries), ACK_S) or {}
                return True
        return False

    async def _sent(self, kind: str, payload: Json, retries: int) -> Any:
        """What an envelope is acknowledged with."""
        envelope = f"envelope-{next(self._numbers)}"
        ack = self._acks[envelope] = asyncio.get_running_loop().create_future()
        content = {"envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": True}
        await self._sockets[-1].send_json({**content, "retry_attempt": retries})
        return await ack

    async def drop(self, is_polite: bool) -> None:
        """Ends the connection: with the message that Slack sends before it does, or without a word."""
        for socket in list(self._sockets):
            if is_polite:
                await socket.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})
            else:
                transport = socket._req.transport if socket._req else None
                assert transport is not None
                transport.abort()

    # What members see

    async def answer(self, after: int) -> Shown:
        """The first message that is shown after so many others."""
        await self.until(lambda: len(self.shown) > after)
        return self.shown[after]

    def now(self, message: Shown) -> Shown:
        """What stands in the message's place now."""
        return next(one for one in self.shown if one.ts == message.ts)

    async def _act(self, message: Shown, element: Json, said: Json, member: str) -> bool:
        container = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
        container |= {"is_ephemeral": message.only is not None}
        payload = self._action(element, said, member)
        payload |= {"container": container, "channel": {"id": message.channel, "name": "somewhere"}}
        payload |= {"response_url": self._ticket(message.channel, member, message)}
        if message.only is None:
            shown = {"ts": message.ts, "text": message.text, "blocks": list(message.blocks)}
            payload |= {"message": shown | ({"thread_ts": message.thread} if message.thread else {})}
        return await self.deliver("interactive", payload)

    def _action(self, element: Json, said: Json, member: str) -> Json:
        action = {
            "action_id": element["action_id"],
            "block_id": "b",
            "type": element["type"],
            "action_ts": "1.1",
            **said,
        }
        user = {"id": member, "username": member.lower(), "team_id": self.team}
        return {
            "type": "block_actions",
            "trigger_id": "1.1",
            "user": user,
            "team": {"id": self.team},
            "api_app_id": "A1",
            "actions": [action],
        }

    def _ticket(self, channel: str, member: str, message: Shown | None) -> str:
        ticket = str(next(self._numbers))
        self._tickets[ticket] = (self.team, channel, member, message)
        return str(self._server.make_url(f"/respond/{ticket}"))

    def _ts(self) -> str:
        return f"{1_700_000_000 + next(self._numbers)}.000100"

    # The Web API

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        is_json = request.content_type == "application/json"
        given: Json = await request.json() if is_json else dict(await request.post())
        given = {**request.query, **given}
        for name in ("blocks", "view", "files"):
            if isinstance(given.get(name), str):
                given[name] = json.loads(given[name])
        self.calls.append((method, given))
        if method in self.held:
            async with self._changed:
                self._changed.notify_all()
                await self._changed.wait_for(lambda: method not in self.held)
            if request.transport is None:  # whoever asked has died meanwhile
                return web.Response(status=408)
        response = self._answered(method, given, request.headers.get("Authorization", ""))
        async with self._changed:
            self._changed.notify_all()
        return response

    def _answered(self, method: str, given: Json, authorization: str) -> web.Response:
        if self.is_away:
            return web.Response(status=503, text="Slack is away.")
        if waiting := self.refusals.get(method):
            refusal = waiting.pop(0)
            headers = {"Retry-After": str(refusal.after_s)} if refusal.after_s is not None else {}
            status = 429 if headers else 200
            return web.json_response({"ok": False, "error": refusal.error}, status=status, headers=headers)
        token = authorization.removeprefix("Bearer ")
        if token != APP_TOKEN if method == "apps.connections.open" else token not in self.tokens:
            return web.json_response({"ok": False, "error": self.dead.get(token, "invalid_auth")})
        self._asking = self.tokens.get(token, TEAM)
        view = given.get("view")
        surface, blocks = (view["type"], view["blocks"]) if view else ("message", given.get("blocks") or ())
        if faults := self._faults(method, given, blocks, surface):
            self.wrong += faults
            told = {"ok": False, "error": "invalid_blocks", "response_metadata": {"messages": faults}}
            return web.json_response(told)
        handle = getattr(self, f"_{method.replace('.', '_')}")
        return web.json_response({"ok": True, **handle(given)})

    def _faults(self, method: str, given: Json, blocks: Any, surface: str) -> list[str]:
        faults = faults_of(blocks, surface)
        if surface == "modal":
            faults += faults_of_form(given["view"])
        if method.startswith("chat.") and not str(given.get("text", "")).strip():
            faults.append("no text beside the blocks")
        return faults

    def _auth_test(self, _: Json) -> Json:
        name, bot, bot_name = TEAMS[self._asking]
        return {"team": name, "team_id": self._asking, "user": bot_name, "user_id": bot, "bot_id": "B1"}

    def _apps_connections_open(self, _: Json) -> Json:
        return {"url": str(self._server.make_url("/socket")).replace("http", "ws", 1)}

    def _users_info(self, given: Json) -> Json:
        member = given["user"]
        if member not in NAMES:
            return {"ok": False, "error": "user_not_found"}
        name = NAMES[member] if self._asking == TEAM else f"{NAMES[member]} of {TEAMS[self._asking][0]}"
        profile = {"display_name": name, "real_name": f"{name} Real"}
        user = {"id": member, "name": member.lower(), "profile": profile, "is_admin": member == ADMIN}
        return {"user": {**user, "deleted": member in self.gone}}

    def _conversations_info(self, given: Json) -> Json:
        name = CHANNELS.get(given["channel"])
        return (
            {"channel": {"id": given["channel"], "name": name}} if name else {"ok": False, "error": "channel_not_found"}
        )

    def _conversations_open(self, given: Json) -> Json:
        return {"channel": {"id": f"D{given['users']}"}}

    def _conversations_history(self, given: Json) -> Json:
        """What stands in the channel, and what another bot has repeated of it."""
        here = (self._asking, given["channel"])
        said = [one for one in self.shown if (one.team, one.channel) == here and one.only is None]
        copied = [{"ts": "1.000001", "user": "UECHO", "blocks": list(one.blocks)} for one in said]
        ours = [{"ts": one.ts, "user": TEAMS[self._asking][1], "blocks": list(one.blocks)} for one in reversed(said)]
        return {"messages": [*copied, *ours, *self._said_at(given)]}

    def _conversations_replies(self, given: Json) -> Json:
        return {"messages": [one for one in self._said_at(given) if one.get("thread_ts") == given["ts"]]}

    def _said_at(self, given: Json) -> list[Json]:
        """What a member said in a channel at the latest moment that is asked for, as Slack keeps it."""
        there = (
            one for one in self.events if (one.get("channel"), one.get("ts")) == (given["channel"], given.get("latest"))
        )
        return [{key: one[key] for key in one if key not in ("channel", "channel_type")} for one in there]

    def _chat_postMessage(self, given: Json) -> Json:  # noqa: N802 — as Slack names it
        if refused := _closed(given["channel"]):
            return refused
        channel = given["channel"]
        message = self._show(f"D{channel}" if channel.startswith("U") else channel, given, None, given.get("thread_ts"))
        return {"ts": message.ts, "channel": message.channel}

    def _chat_postEphemeral(self, given: Json) -> Json:  # noqa: N802 — as Slack names it
        if refused := _closed(given["channel"]):
            return refused
        message = self._show(given["channel"], given, given["user"], given.get("thread_ts"))
        return {"message_ts": message.ts}

    def _chat_update(self, given: Json) -> Json:
        if refused := _closed(given["channel"]):
            return refused
        self._change(given["ts"], given)
        return {"ts": given["ts"], "channel": given["channel"]}

    def _views_publish(self, given: Json) -> Json:
        self.homes[given["user_id"]] = given["view"]
        return {"view": given["view"]}

    def _views_open(self, given: Json) -> Json:
        self.forms.append(given["view"])
        return {"view": given["view"]}

    def _files_getUploadURLExternal(self, given: Json) -> Json:  # noqa: N802 — as Slack names it
        file = f"F{next(self._numbers):010}"
        self.files[file] = {"id": file, "name": given["filename"]}
        return {"upload_url": str(self._server.make_url(f"/upload/{file}")), "file_id": file}

    def _files_completeUploadExternal(self, given: Json) -> Json:  # noqa: N802 — as Slack names it
        for file in given["files"]:
            self.files[file["id"]] |= {"channel": given.get("channel_id"), "thread": given.get("thread_ts")}
        return {"files": [{"id": file["id"]} for file in given["files"]]}

    async def _upload(self, request: web.Request) -> web.Response:
        self.files[request.match_info["file"]]["content"] = await request.read()
        return web.Response(text="OK")

    def _files_info(self, given: Json) -> Json:
        name = given["file"].removeprefix("F")
        return {"file": self.share(name, self.shared[name])}

    async def _download(self, request: web.Request) -> web.Response:
        name = request.match_info["file"]
        self.fetched.append(name)
        if request.headers.get("Authorization") != f"Bearer {BOT_TOKEN}":
            return web.Response(status=302, headers={"Location": "/login"})
        if self.moved_to:
            return web.Response(status=302, headers={"Location": self.moved_to})
        return web.Response(text="<p>Log in</p>", content_type="text/html") if self.shows_login else self._file(name)

    def _file(self, name: str) -> web.Response:
        return web.Response(body=self.shared[name])

    async def _respond(self, request: web.Request) -> web.Response:
        ticket = request.match_info["ticket"]
        if ticket in self._expired:
            return web.Response(status=404, text="expired_url")
        given = await request.json()
        self._asking, channel, member, message = self._tickets[ticket]
        if faults := self._faults("chat.", given, given.get("blocks", ()), "message"):
            self.wrong += faults
            return web.json_response({"ok": False, "error": "invalid_blocks"}, status=404)
        if given.get("replace_original") and message:
            self._change(message.ts, given)
        else:
            is_public = given.get("response_type") == "in_channel"
            self._show(channel, given, None if is_public else member, given.get("thread_ts"))
        async with self._changed:
            self._changed.notify_all()
        return web.Response(text="ok")

    def _show(self, channel: str, given: Json, only: str | None, thread: str | None) -> Shown:
        blocks = tuple(given.get("blocks") or ())
        message = Shown(self._ts(), channel, given["text"], blocks, only, thread, self._asking)
        self.shown.append(message)
        return message

    def _change(self, ts: str, given: Json) -> None:
        place = next(place for place, one in enumerate(self.shown) if one.ts == ts)
        self.shown[place] = replace(self.shown[place], text=given["text"], blocks=tuple(given["blocks"]))

    # Socket Mode

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}})
        self._sockets.append(socket)
        self.connections += 1
        async with self._changed:
            self._changed.notify_all()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledged(json.loads(message.data))
        finally:
            self._sockets.remove(socket)
            for ack in self._acks.values():
                if not ack.done():
                    ack.set_exception(ConnectionError())
                    ack.exception()
            async with self._changed:
                self._changed.notify_all()
        return socket

    def _acknowledged(self, told: Mapping[str, Any]) -> None:
        ack = self._acks.get(told.get("envelope_id", ""))
        if ack and not ack.done():
            ack.set_result(told.get("payload"))


def _filled(element: Json, value: Any) -> Json:
    """What Slack tells of a field."""
    match element["type"]:
        case "plain_text_input":
            return {"value": value}
        case "conversations_select":
            return {"selected_conversation": value}
        case "multi_external_select" | "checkboxes":
            several = value if isinstance(value, tuple) else () if value is None else (value,)
            return {"selected_options": [{"value": one} for one in several]}
        case _:
            chosen = element.get("initial_option") if value is None else {"value": value}
            return {"selected_option": chosen}


def _closed(channel: str) -> Json | None:
    if channel == CLOSED_CHANNEL:
        return {"ok": False, "error": "not_in_channel"}
    if channel == ARCHIVED_CHANNEL:
        return {"ok": False, "error": "is_archived"}
    if channel == OTHERS_TALK:
        return {"ok": False, "error": "channel_not_found"}
    return None
