"""The loopback Slack as it reaches an app over HTTP, with signed requests, and as it sends installers to and fro."""

import asyncio
import hashlib
import hmac
import json
import time
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp
from aiohttp import web

from bot.fronts.slack.access import Access
from bot.fronts.slack.front import SlackFront
from tests.fronts.slack.loopback_slack import ALICE, BOT_TOKEN, SECOND_TEAM, TEAM, TEAMS, Json, LoopbackSlack
from tests.planted import SLACK_SECRETS

SIGNING_SECRET, CLIENT_SECRET, SECRET_KEY, SECOND_TOKEN = SLACK_SECRETS
CLIENT_ID = "1.2"
HELD_TOKENS = {TEAM: BOT_TOKEN, SECOND_TEAM: SECOND_TOKEN}
ONE_OVER_HTTP = Access(bot_token=BOT_TOKEN, signing_secret=SIGNING_SECRET)
SEVERAL_OVER_HTTP = Access(
    client_id=CLIENT_ID, client_secret=CLIENT_SECRET, signing_secret=SIGNING_SECRET, secret_key=SECRET_KEY
)


@dataclass(frozen=True)
class Answer:
    """What the app answers: `cookie` is what a browser would bring along next time."""

    status: int
    body: str
    location: str
    cookie: str


@dataclass
class HttpSlack(LoopbackSlack):
    """Knows the app's address; `codes` are what installers bring back, each good for one workspace's token.

    With `is_socket_mode` it sends over the socket, and is used for installations alone.
    """

    address: str = ""
    is_socket_mode: bool = False
    codes: dict[str, Json] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    async def deliver(self, kind: str, payload: Json) -> bool:
        """A signed request; whether it was answered well."""
        if self.is_socket_mode:
            return await super().deliver(kind, payload)
        answer = await self.send(*_drawn(kind, payload))
        self.told = json.loads(answer.body) if answer.body.startswith("{") else {"text": answer.body}
        return answer.status == 200

    async def send(
        self, body: str, content_type: str, *, age_s: float = 0, signature: str = "", timestamp: str = ""
    ) -> Answer:
        """A request that was signed so many seconds ago, unless with another signature or timestamp."""
        timestamp = timestamp or str(int(time.time() - age_s))
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature or signed(body, timestamp),
        }
        return await self.ask("POST", "/slack/events", headers, body)

    async def ask(self, verb: str, path: str, headers: Mapping[str, str] | None = None, body: str = "") -> Answer:
        """A request of any kind, as it comes from a browser or from a stranger."""
        async with (
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
            session.request(
                verb, self.address + path, headers=headers, data=body.encode(), allow_redirects=False
            ) as answer,
        ):
            cookie = answer.headers.get("Set-Cookie", "").partition(";")[0]
            return Answer(answer.status, await answer.text(), answer.headers.get("Location", ""), cookie)

    async def begin(self) -> tuple[str, str]:
        """Somebody wants to install the app: the state and the cookie that their browser gets."""
        begun = await self.ask("GET", "/slack/install")
        assert begun.status == 302
        asked = parse_qs(urlsplit(begun.location).query)
        assert asked["client_id"] == [CLIENT_ID]
        return asked["state"][0], begun.cookie

    async def come_back(self, state: str, cookie: str, team: str = TEAM, changes: Json | None = None) -> Answer:
        """They allow it for a workspace, and are sent back; `changes` are further fields of what Slack then tells."""
        name, bot, _ = TEAMS[team]
        code = f"code-{len(self.codes)}"
        told = {"access_token": HELD_TOKENS[team], "team": {"id": team, "name": name}, "bot_user_id": bot}
        self.codes[code] = {
            **told,
            "app_id": "A1",
            "authed_user": {"id": ALICE},
            "token_type": "bot",
            **(changes or {}),
        }
        query = urlencode({"code": code, "state": state})
        return await self.ask("GET", f"/slack/oauth_redirect?{query}", {"Cookie": cookie} if cookie else {})

    async def install(self, team: str = TEAM, changes: Json | None = None) -> Answer:
        """The whole way."""
        return await self.come_back(*await self.begin(), team, changes)

    def withdraw(self, token: str, code: str) -> None:
        """The token no longer works, and this is what Slack says of it."""
        self.tokens.pop(token, None)
        self.dead[token] = code

    def _answered(self, method: str, given: Json, authorization: str) -> web.Response:
        if method != "oauth.v2.access":
            return super()._answered(method, given, authorization)
        told = self.codes.pop(given["code"], None)
        if authorization != f"Basic {b64encode(f'{CLIENT_ID}:{CLIENT_SECRET}'.encode()).decode()}" or told is None:
            return web.json_response({"ok": False, "error": "invalid_code"})
        if told["access_token"]:
            self.tokens[told["access_token"]] = told["team"]["id"] if told["team"] else TEAM
        return web.json_response({"ok": True, **told})


@asynccontextmanager
async def serving(front: SlackFront, slack: HttpSlack) -> AsyncIterator[None]:
    """The front runs meanwhile, and Slack knows where."""
    task = asyncio.create_task(front.run())
    started = asyncio.create_task(front.started.wait())
    try:
        await asyncio.wait([task, started], return_when=asyncio.FIRST_COMPLETED)
        slack.address = front.address
        yield
    finally:
        task.cancel()
        started.cancel()
        with suppress(asyncio.CancelledError):
            await task


def signed(body: str, timestamp: str, secret: str = SIGNING_SECRET) -> str:
    """As Slack signs a request: https://docs.slack.dev/authentication/verifying-requests-from-slack."""
    return f"v0={hmac.new(secret.encode(), f'v0:{timestamp}:{body}'.encode(), hashlib.sha256).hexdigest()}"


def _drawn(kind: str, payload: Json) -> tuple[str, str]:
    """The body and its type: events are JSON, commands are forms, and what is pressed is JSON within a form."""
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form), "application/x-www-form-urlencoded"
