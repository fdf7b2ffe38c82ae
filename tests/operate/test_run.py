"""`reelmates run` as a process of its own, against a Discord and an OMDb on loopback: its health, and its end."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.doctor import examine
from bot.ingest import build
from bot.operate.health import report_of_running
from bot.recommend.index_folder import make_current, new_index
from bot.settings import Settings
from tests.faults.driver import Child
from tests.fronts.discord.wire import TOKEN, Discord, Gateway, open_discord
from tests.loopback_omdb import KEY, LoopbackOmdb
from tests.world import dataset

ROOT = Path(__file__).parents[2]
LIMIT_S = 60
PROMISE_S = 10
"""How long the end may take."""


@dataclass
class Running:
    """The child, and the services that it talks to."""

    child: Child
    data_dir: Path
    discord: Discord
    omdb: LoopbackOmdb
    gateway: Gateway

    async def asked_for_films(self) -> None:
        """Alice has said what she likes, and waits for films whose posters OMDb keeps back."""
        await self.gateway.say("!like Matrix; Alien (1979)")
        await self.discord.sent.get()
        self.omdb.hold()
        await self.gateway.say("!recommend 3")
        await self.omdb.was_asked()

    async def ended(self) -> int:
        """The exit code; fails when the end takes longer than promised."""
        async with asyncio.timeout(PROMISE_S):
            return await asyncio.to_thread(self.child.close)


@asynccontextmanager
async def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    """A bot that has connected."""
    data_dir = tmp_path / "data"
    folder = new_index(data_dir, datetime.now(UTC))
    build(dataset(), folder, lambda _: None)
    make_current(folder)
    async with open_discord(monkeypatch) as discord, LoopbackOmdb() as omdb, asyncio.timeout(LIMIT_S):
        child = Child(
            *(str(discord.url), data_dir),
            home=tmp_path,
            module="tests.operate.running_bot",
            PYTHONPATH=str(ROOT),
            DISCORD_TOKEN=TOKEN,
            DISCORD_MESSAGE_CONTENT="true",
            OMDB_API_KEY=KEY,
            OMDB_URL=omdb.address,
            REELMATES_HEALTH_PORT="0",
        )
        try:
            yield Running(child, data_dir, discord, omdb, await discord.connected())
        finally:
            if child.is_running():
                child.kill()


async def test_a_bot_asked_to_end_gives_the_answer_under_way_and_leaves_in_good_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running(tmp_path, monkeypatch) as bot:
        report = await asyncio.to_thread(report_of_running, bot.data_dir)
        assert report is not None
        assert report.is_ready, report
        assert set(report.parts) == {"films", "index", "database", "posters", "discord", "backups"}
        await asyncio.to_thread(examine, Settings(_env_file=None, reelmates_data_dir=bot.data_dir))
        assert "✓ Running bot: discord: It has been connected" in capsys.readouterr().out
        await bot.asked_for_films()
        bot.child.signal(signal.SIGTERM)
        bot.omdb.release()
        assert len((await bot.discord.sent.get())["embeds"]) == 3
        assert await bot.ended() == 0, bot.child.errors
        assert "Traceback" not in bot.child.errors


@pytest.mark.long
async def test_a_second_signal_ends_the_bot_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(tmp_path, monkeypatch) as bot:
        await bot.asked_for_films()
        bot.child.signal(signal.SIGTERM)
        while "Stopping" not in bot.child.errors:  # noqa: ASYNC110 - another process's log tells nobody when it grows
            await asyncio.sleep(0.01)
        bot.child.signal(signal.SIGTERM)
        assert await bot.ended() == -signal.SIGTERM
