"""A Discord on loopback that speaks just enough HTTP and gateway for one bot, one server and two members."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
import pytest
from aiohttp import BodyPartReader, web
from aiohttp.test_utils import TestServer
from yarl import URL

from tests.planted import DISCORD_TOKEN

TOKEN = DISCORD_TOKEN
GUILD, CHANNEL, BOT, ALICE, BOB = "100", "200", "300", "400", "500"
MESSAGE_CONTENT = discord.Intents(message_content=True).value
INTENT_REFUSED = 4014
DROPPED = 4000

_BOT = {"id": BOT, "username": "Reelmates", "discriminator": "0", "avatar": None, "bot": True}
_ALICE = {"id": ALICE, "username": "alice", "discriminator": "0", "avatar": None}
_BOB = {"id": BOB, "username": "bob", "discriminator": "0", "avatar": None}
_MEMBER = {"roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False, "flags": 0}
_ROLE = {
    "id": GUILD,
    "name": "@everyone",
    "color": 0,
    "hoist": False,
    "position": 0,
    "permissions": str(discord.Permissions.all().value),
    "managed": False,
    "mentionable": False,
}
_GUILD = {
    "id": GUILD,
    "name": "Film Club",
    "owner_id": ALICE,
    "roles": [_ROLE],
    "channels": [{"id": CHANNEL, "type": 0, "name": "films", "position": 0, "permission_overwrites": []}],
    "members": [{**_MEMBER, "user": _BOT}],
    "member_count": 2,
    "emojis": [],
    "features": [],
    "threads": [],
    "voice_states": [],
    "presences": [],
    "unavailable": False,
}


class Gateway:
    """One connection of the bot to the gateway."""

    def __init__(self, socket: web.WebSocketResponse, ids: "itertools.count[int]") -> None:
        self._socket = socket
        self._ids = ids
        self._sequence = itertools.count(1)
        self.opening: dict[str, Any] = {}
        self.locale = "en-US"

    async def send(self, event: str, data: dict[str, Any]) -> None:
        """Dispatches an event."""
        await self._socket.send_json({"op": 0, "t": event, "s": next(self._sequence), "d": data})

    async def say(self, words: str, speaker: str = ALICE) -> None:
        """Alice, or bob, says something in the channel."""
        said = {"id": str(next(self._ids)), "channel_id": CHANNEL, "guild_id": GUILD, "content": words}
        await self.send(
            "MESSAGE_CREATE", {**message(said), "author": _BOB if speaker == BOB else _ALICE, "member": _MEMBER}
        )

    async def press(self, shown: dict[str, Any], token: str) -> str:
        """Alice presses a button of a message; gives the interaction's token."""
        return await self._interact(3, {"custom_id": token, "component_type": 2}, {"message": shown})

    async def slash(self, name: str, **options: str) -> str:
        """Alice says a slash command; gives the interaction's token."""
        said = [{"name": option, "type": 3, "value": value} for option, value in options.items()]
        return await self._interact(2, {"id": "1", "name": name, "type": 1, "options": said}, {})

    async def _interact(self, kind: int, data: dict[str, Any], more: dict[str, Any]) -> str:
        number = str(next(self._ids))
        await self.send(
            "INTERACTION_CREATE",
            {
                "id": number,
                "application_id": BOT,
                "type": kind,
                "token": f"token-{number}",
                "version": 1,
                "locale": self.locale,
                "guild_id": GUILD,
                "channel_id": CHANNEL,
                "channel": {"id": CHANNEL, "type": 0, "name": "films"},
                "member": {**_MEMBER, "user": _ALICE, "permissions": "0"},
                "app_permissions": _ROLE["permissions"],
                "data": data,
                "entitlements": [],
                "authorizing_integration_owners": {},
                "attachment_size_limit": 10 * 1024 * 1024,
                **more,
            },
        )
        return f"token-{number}"

    async def close(self, code: int) -> None:
        """Ends the connection."""
        await self._socket.close(code=code)


class Discord:
    """What the bot sent, in order; the first message meets a rate limit."""

    def __init__(self) -> None:
        self.connections: asyncio.Queue[Gateway] = asyncio.Queue()
        self.sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.edited: asyncio.Queue[tuple[str, dict[str, Any]]] = asyncio.Queue()
        self.answered: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.commands: list[dict[str, Any]] = []
        self.rate_limits = 1
        self.refuses_message_content = False
        self.close_with: int | None = None
        self.is_away = False
        self.turned_away = asyncio.Event()  # while it was away, somebody tried to connect
        self.url = URL()
        self._ids = itertools.count(1000)

    def app(self) -> web.Application:
        """The HTTP interface and the gateway."""
        app = web.Application(middlewares=[_only_with_token])
        app.add_routes(
            [
                web.get("/users/@me", _answering(_BOT)),
                web.get("/oauth2/applications/@me", _answering(_APPLICATION)),
                web.get("/gateway/bot", self._gateway_bot),
                web.get(f"/applications/{BOT}/commands", _answering([])),
                web.put(f"/applications/{BOT}/commands", self._register),
                web.post(f"/channels/{CHANNEL}/messages", self._message),
                web.post("/interactions/{id}/{token}/callback", self._callback),
                web.patch(f"/webhooks/{BOT}/{{token}}/messages/@original", self._edit),
                web.post(f"/webhooks/{BOT}/{{token}}", self._message),
                web.get("/gateway", self._gateway),
            ]
        )
        return app

    async def connected(self) -> Gateway:
        """The bot's next connection, after its opening words."""
        return await self.connections.get()

    async def _gateway_bot(self, _: web.Request) -> web.Response:
        limits = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        address = str(self.url.with_scheme("ws").with_path("/gateway"))
        return _json({"url": address, "shards": 1, "session_start_limit": limits})

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        gateway = Gateway(socket, self._ids)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 45_000}})
        async for frame in socket:
            said = json.loads(frame.data)
            if said["op"] in (2, 6):
                await self._open(gateway, said)
        return socket

    async def _open(self, gateway: Gateway, said: dict[str, Any]) -> None:
        gateway.opening = said
        if self.is_away:
            self.turned_away.set()
            await gateway.close(DROPPED)
            return
        refused = said["op"] == 2 and self.refuses_message_content and said["d"]["intents"] & MESSAGE_CONTENT
        if refused or self.close_with:
            await gateway.close(self.close_with or INTENT_REFUSED)
            return
        if said["op"] == 6:
            await gateway.send("RESUMED", {})
        else:
            await gateway.send("READY", self._ready())
            await gateway.send("GUILD_CREATE", _GUILD)
        await self.connections.put(gateway)

    def _ready(self) -> dict[str, Any]:
        return {
            "v": 10,
            "user": _BOT,
            "guilds": [{"id": GUILD, "unavailable": True}],
            "session_id": "the-session",
            "resume_gateway_url": str(self.url.with_scheme("ws").with_path("/gateway")),
            "shard": [0, 1],
            "application": {"id": BOT, "flags": 0},
        }

    async def _message(self, request: web.Request) -> web.Response:
        body = await _body(request)
        if self.rate_limits:
            self.rate_limits -= 1
            limited = {"message": "You are being rate limited.", "retry_after": 0.01, "global": False}
            return _json(limited, 429, {"Via": "1.1 loopback"})
        stored = message({**body, "id": str(next(self._ids)), "channel_id": CHANNEL})
        await self.sent.put(stored)
        return _json(stored)

    async def _register(self, request: web.Request) -> web.Response:
        self.commands = await request.json()
        return _json([])

    async def _callback(self, request: web.Request) -> web.Response:
        number = request.match_info["id"]
        await self.answered.put((await _body(request)).get("data") or {})
        return _json({"interaction": {"id": number, "type": 3, "response_message_loading": False}})

    async def _edit(self, request: web.Request) -> web.Response:
        stored = message({**await _body(request), "id": str(next(self._ids)), "channel_id": CHANNEL})
        await self.edited.put((request.match_info["token"], stored))
        return _json(stored)


_APPLICATION = {
    "id": BOT,
    "name": "Reelmates",
    "icon": None,
    "description": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "0",
    "owner": _ALICE,
    "flags": 0,
}


@asynccontextmanager
async def open_discord(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Discord]:
    """A Discord on loopback, to which discord.py connects for the time being."""
    served = Discord()
    async with TestServer(served.app()) as server:
        served.url = server.make_url("/")
        monkeypatch.setattr(discord.http.Route, "BASE", str(served.url).rstrip("/"))
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", served.url.with_path("/gateway"))
        yield served


def message(known: dict[str, Any]) -> dict[str, Any]:
    """A message with all that discord.py expects of one."""
    return {
        "author": _BOT,
        "content": "",
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "type": 0,
        "flags": 0,
        **known,
        "attachments": [],
    }


@web.middleware
async def _only_with_token(request: web.Request, handler: Any) -> web.StreamResponse:
    with_token = request.headers.get("Authorization") == f"Bot {TOKEN}"
    needs_none = request.path.startswith(("/gateway", "/interactions", "/webhooks"))
    if not with_token and not needs_none:
        return _json({"message": "401: Unauthorized", "code": 0}, 401)
    answer: web.StreamResponse = await handler(request)
    return answer


def _answering(value: Any) -> Any:
    async def answer(_: web.Request) -> web.Response:
        return _json(value)

    return answer


def _json(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON as discord.py wants it: it looks for exactly this content type, without a charset."""
    heads = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(value).encode(), status=status, headers=heads)


async def _body(request: web.Request) -> dict[str, Any]:
    """The JSON of a request, which a message with files carries in a part of its own."""
    if request.content_type == "application/json":
        return dict(await request.json())
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader) and part.name == "payload_json":
            return dict(await part.json() or {})
    return {}
