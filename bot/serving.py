"""Keeps the fronts open: the page of `reelmates demo`, and every chat whose token is set in `reelmates run`."""

import asyncio
import contextlib
import logging
import secrets
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.assembly import Assembled, assemble
from bot.chat.moviebot import MovieBot
from bot.errors import ReelmatesError, SetupError
from bot.fronts.discord import DiscordFront
from bot.fronts.front import Front
from bot.fronts.web import WebFront
from bot.settings import Settings

_log = logging.getLogger(__name__)
_KEY_BYTES = 24
_TIDY_EVERY_S = 3600.0

NO_TOKEN = (
    "No chat is set up yet: set DISCORD_TOKEN, or SLACK_BOT_TOKEN and SLACK_APP_TOKEN, in the environment or in .env, "  # noqa: S105
    "or look around with: reelmates demo"
)
NO_LIBRARIES = "Slack needs libraries that are not installed: pip install 'reelmates[slack]'"


async def serve_page(settings: Settings, opened: Callable[[str], object] | None) -> None:
    """Serves the page until interrupted; `opened` is called with its address once it answers."""
    async with assemble(settings) as assembled:
        key = _page_key(settings.reelmates_data_dir)
        page = WebFront(
            assembled.bot, assembled.pictures, settings.reelmates_http_host, settings.reelmates_http_port, key
        )

        async def announce() -> None:
            await page.started.wait()
            sys.stdout.write(f"\nThe page is open at {page.address}\nPress Ctrl-C to stop.\n")
            sys.stdout.flush()
            if opened is not None:
                await asyncio.to_thread(opened, page.address)

        announcing = asyncio.create_task(announce())
        try:
            await run_until_stopped([page], assembled.bot)
        finally:
            announcing.cancel()


async def serve_fronts(settings: Settings) -> None:
    """Runs every front whose token is set until interrupted; raises SetupError when there is none."""
    if settings.discord_token is None and settings.slack_tokens is None:
        raise SetupError(NO_TOKEN)
    async with assemble(settings) as assembled:
        await run_until_stopped(_fronts(settings, assembled), assembled.bot)


def _fronts(settings: Settings, assembled: Assembled) -> Sequence[Front]:
    fronts: list[Front] = []
    bot, pictures = assembled.bot, assembled.pictures
    if token := settings.discord_token:
        fronts.append(DiscordFront(bot, pictures, token.get_secret_value(), settings.discord_message_content))
    if tokens := settings.slack_tokens:
        fronts.append(_slack_front(assembled, *tokens))
    return fronts


def _slack_front(assembled: Assembled, bot_token: str, app_token: str) -> Front:
    try:
        from bot.fronts.slack.front import SlackFront  # not at the top: Slack's libraries are an extra
    except ImportError as error:
        raise SetupError(NO_LIBRARIES) from error
    return SlackFront(assembled.bot, assembled.pictures, assembled.seen, bot_token, app_token)


def _page_key(data_dir: Path) -> str:
    """The page's key, kept for its owner's eyes only, so that open pages find back after a restart."""
    file = data_dir / "page.key"
    with contextlib.suppress(OSError, UnicodeDecodeError):
        if len(kept := file.read_text(encoding="ascii").strip()) >= _KEY_BYTES:
            return kept
    key = secrets.token_urlsafe(_KEY_BYTES)
    fresh = file.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(key, encoding="ascii")
    fresh.replace(file)
    return key


async def run_until_stopped(fronts: Sequence[Front], bot: MovieBot) -> None:
    """Runs the fronts until SIGTERM or Ctrl-C.

    One that fails is told in the log and leaves the others alone; when all have failed, the first error is raised.
    """
    tasks = [asyncio.create_task(_told(front), name=front.name) for front in fronts]
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no such handlers; Ctrl-C raises there
            loop.add_signal_handler(number, lambda: [task.cancel() for task in tasks])
    beside = [
        asyncio.create_task(_keep_tidy(bot), name="tidying"),
        asyncio.create_task(bot.announcer.keep_announcing(), name="announcing"),
    ]
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    for task in beside:
        task.cancel()
    await asyncio.gather(*beside, return_exceptions=True)
    failures = [one for one in ended if isinstance(one, Exception)]
    if len(failures) == len(fronts):
        raise failures[0]


async def _keep_tidy(bot: MovieBot) -> None:
    """Once an hour what has been kept long enough goes."""
    while True:
        try:
            await bot.tidy()
        except ReelmatesError as error:
            _log.warning("Nothing was tidied up: %s", error)
        await asyncio.sleep(_TIDY_EVERY_S)


async def _told(front: Front) -> None:
    try:
        await front.run()
    except ReelmatesError as error:
        _log.error("%s stopped: %s", front.name, error)
        raise
