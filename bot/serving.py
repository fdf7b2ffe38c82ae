"""Keeps the fronts open: the page of `reelmates demo`, and every chat whose token is set in `reelmates run`."""

import asyncio
import contextlib
import secrets
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.assembly import Assembled, assemble, slack_access
from bot.backups.nightly import backing_up
from bot.chat.moviebot import MovieBot
from bot.errors import SetupError
from bot.fronts.discord import DiscordFront
from bot.fronts.front import Front
from bot.fronts.slack.access import Access
from bot.fronts.web import WebFront
from bot.operate.parts import Parts
from bot.settings import Settings
from bot.starting import started
from bot.stopping import Stopped, stop_on_signals
from bot.tending import keep_open
from bot.vitals import backups_part

_KEY_BYTES = 24

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
    if settings.discord_token is None and slack_access(settings) is None:
        raise SetupError(NO_TOKEN)
    parts = Parts()
    with stop_on_signals() as stop, contextlib.suppress(Stopped):
        async with started(settings, stop, parts) as assembled, backing_up(settings) as backups:
            fronts = _fronts(settings, assembled)
            for front in fronts:
                parts.watch(front.name, front.contact.part)
            if backups is not None:
                parts.watch("backups", backups_part(backups))
            await keep_open(fronts, assembled.bot, stop)


def _fronts(settings: Settings, assembled: Assembled) -> Sequence[Front]:
    fronts: list[Front] = []
    bot, pictures = assembled.bot, assembled.pictures
    if token := settings.discord_token:
        fronts.append(DiscordFront(bot, pictures, token.get_secret_value(), settings.discord_message_content))
    if access := slack_access(settings):
        fronts.append(_slack_front(assembled, access))
    return fronts


def _slack_front(assembled: Assembled, access: Access) -> Front:
    try:
        from bot.fronts.slack.front import SlackFront  # not at the top: Slack's libraries are an extra
    except ImportError as error:
        raise SetupError(NO_LIBRARIES) from error
    return SlackFront(assembled.bot, assembled.pictures, assembled.slack_notes, access)


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
    """Runs the fronts until SIGTERM or Ctrl-C, as `keep_open` does."""
    with stop_on_signals() as stop:
        await keep_open(fronts, bot, stop)
