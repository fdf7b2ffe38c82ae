"""The door at which Slack knocks: its requests over HTTP, and people on their way to install the app."""

from collections.abc import AsyncIterator, Awaitable, Iterable, Sequence
from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt import BoltResponse
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_sdk.signature import SignatureVerifier

from bot.errors import OutsideError, SetupError
from bot.fronts.slack.installing import INSTALL, REDIRECT
from bot.fronts.slack.refusals import translated

Route = web.RouteDef

EVENTS = "/slack/events"
_STOP_WITHIN_S = 2


@asynccontextmanager
async def opened(routes: Iterable[Route], host: str, port: int) -> AsyncIterator[str]:
    """Listens, port 0 takes any free one; gives the address. Raises SetupError when the port cannot be had."""
    application = web.Application()
    application.add_routes(routes)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=_STOP_WITHIN_S)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise SetupError(
                f"Slack cannot be heard at {host}, port {port}: the port is taken or the address is not this "
                "machine's; choose others with SLACK_HTTP_HOST and SLACK_HTTP_PORT."
            ) from error
        bound = runner.addresses[0][1]
        yield f"http://{f'[{host}]' if ':' in host else host}:{bound}"
    finally:
        await runner.cleanup()


def requests_to(app: AsyncApp, signing_secret: str) -> Sequence[Route]:
    """Events, commands and presses, which all come to one address."""
    verifier = SignatureVerifier(signing_secret)

    async def on_event(request: web.Request) -> web.Response:
        # Bolt verifies too, but only after it has read the body, and it fails over what Slack would never send.
        if not _is_signed(verifier, await request.read(), request):
            return web.Response(status=401, text="This is not signed by Slack, or it is older than five minutes.")
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    return [web.post(EVENTS, on_event)]


def installations_by(flow: AsyncOAuthFlow) -> Sequence[Route]:
    """The way to Slack, and back."""

    async def on_install(request: web.Request) -> web.Response:
        return await _answered(flow.handle_installation(await to_bolt_request(request)))

    async def on_redirect(request: web.Request) -> web.Response:
        return await _answered(flow.handle_callback(await to_bolt_request(request)))

    return [web.get(INSTALL, on_install), web.get(REDIRECT, on_redirect)]


async def _answered(turn: Awaitable[BoltResponse]) -> web.Response:
    try:
        with translated():
            return await to_aiohttp_response(await turn)
    except OutsideError as error:
        return web.Response(status=503, text=str(error))


def _is_signed(verifier: SignatureVerifier, body: bytes, request: web.Request) -> bool:
    timestamp, signature = (request.headers.get(f"X-Slack-{name}", "") for name in ("Request-Timestamp", "Signature"))
    try:
        return verifier.is_valid(body, timestamp, signature)
    except (TypeError, ValueError):  # a timestamp that is no number, a signature or a body that is no text
        return False
