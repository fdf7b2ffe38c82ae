"""Discord and Slack in one process: each serves its members whatever befalls the other; health says which is down."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot.doctor import examine
from bot.errors import BadSettings
from bot.fronts.contact import GRACE_S, Contact
from bot.fronts.discord import DiscordFront
from bot.fronts.slack.access import Access
from bot.movies.posters.drawn import DrawnPosters
from bot.movies.posters.fetch import PictureFetch
from bot.movies.posters.pictures import Pictures
from bot.operate.health import ADDRESS_FILE, HealthRoutes, open_health, read_report
from bot.operate.parts import Parts, Report
from bot.settings import Settings
from bot.stopping import Stop
from bot.tending import keep_open
from tests.fronts.discord.wire import DROPPED, TOKEN, Discord, Gateway, open_discord
from tests.fronts.slack.loopback_slack import APP_TOKEN, LoopbackSlack
from tests.fronts.slack.office import ONE_BY_SOCKET, Office, front_of
from tests.world import World

LIMIT_S = 20
EPHEMERAL = 64
WRONG = "a-wrong-token"
AGAIN = "It is connecting anew."


@dataclass
class Both:
    """One bot on a Discord and on a Slack, and its health route; `seconds` say how long a connection has been lost."""

    discord: Discord
    slack: LoopbackSlack
    data_dir: Path
    seconds: float = 0.0

    def clock(self) -> float:
        """The time by which the fronts count."""
        return self.seconds

    async def on_discord(self, gateway: Gateway, line: str) -> str:
        """What alice is answered on Discord."""
        await gateway.say(line)
        return str((await self.discord.sent.get())["content"])

    async def on_slack(self, line: str) -> str:
        """What alice is answered on Slack."""
        return (await Office(self.slack).says(line)).words

    async def health(self) -> tuple[int, Report]:
        """The status and the report of the health route."""
        address = (self.data_dir / ADDRESS_FILE).read_text(encoding="utf-8")
        async with aiohttp.ClientSession() as session, session.get(f"http://{address}/health/ready") as response:
            report = read_report(await response.read())
            assert report is not None
            return response.status, report

    async def health_once(self, holds: Callable[[Report], bool]) -> tuple[int, Report]:
        """The same, as soon as this holds."""
        while not holds((found := await self.health())[1]):
            pass
        return found

    async def doctor(self) -> None:
        """The doctor prints what it finds."""
        await asyncio.to_thread(examine, Settings(_env_file=None, reelmates_data_dir=self.data_dir))


@asynccontextmanager
async def open_both(
    world: World,
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    discord_token: str = TOKEN,
    slack_access: Access = ONE_BY_SOCKET,
) -> AsyncIterator[Both]:
    """Both fronts over this world, kept open until the block ends; raises then what has ended them before."""
    pictures = Pictures(DrawnPosters(), PictureFetch(), data_dir / "pictures", world.clock)
    stop, parts = Stop(), Parts()
    async with open_discord(monkeypatch) as discord, LoopbackSlack() as slack, asyncio.timeout(LIMIT_S):
        both = Both(discord, slack, data_dir)
        on_discord = DiscordFront(world.bot, pictures, discord_token, True, clock=both.clock)
        on_slack = front_of(world.bot, pictures, world.database, world.clock, slack, slack_access)
        on_slack.contact = Contact(both.clock)
        for front in (on_discord, on_slack):
            parts.watch(front.name, front.contact.part)
        async with open_health(HealthRoutes(parts.report, _no_figures), "127.0.0.1", 0, data_dir):
            serving = asyncio.create_task(keep_open([on_discord, on_slack], world.bot, stop))
            try:
                yield both
            finally:
                stop.ask()
                try:
                    await serving
                finally:
                    await pictures.close()


async def _no_figures() -> bytes:
    return b""


async def test_a_member_is_answered_on_both_and_is_one_person_once_the_code_from_slack_is_said_on_discord(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_both(world, tmp_path, monkeypatch) as both:
        gateway = await both.discord.connected()
        await both.slack.connected()
        assert (await both.on_discord(gateway, "!like Titanic")).startswith("You like Titanic")
        assert "You like The Matrix" in await both.on_slack("!like Matrix")
        code = re.search(r"Your code is (\S{4}-\S{4})\.", await both.on_slack("!link"))
        assert code
        await gateway.slash("link", code=code[1])
        joined = await both.discord.answered.get()
        assert "as Alice on Slack (Film Club) you are one person to me now" in joined["content"]
        assert joined["flags"] & EPHEMERAL
        assert "Titanic" in await both.on_slack("!taste")
        assert "The Matrix" in await both.on_discord(gateway, "!taste")


async def test_while_slack_is_away_discord_answers_and_health_and_doctor_name_slack_until_it_is_back(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_both(world, tmp_path, monkeypatch) as both:
        gateway = await both.discord.connected()
        await both.slack.connected()
        assert (await both.health_once(lambda report: report.is_ready))[0] == 200
        both.slack.is_away = True
        await both.slack.drop(is_polite=False)
        assert (await both.health_once(lambda report: report.parts["slack"].told == AGAIN))[0] == 200
        both.seconds = GRACE_S
        status, report = await both.health()
        assert status == 503
        assert {name: part.is_ok for name, part in report.parts.items()} == {"discord": True, "slack": False}
        assert (await both.on_discord(gateway, "!like Matrix")).startswith("You like The Matrix")
        await both.doctor()
        told = capsys.readouterr().out
        assert "✗ Running bot: slack: The connection to Slack is lost. That was 60 s ago." in told
        assert "✓ Running bot: discord: It has been connected" in told
        both.slack.is_away = False
        await both.slack.connected(2)
        assert "You like Titanic" in await both.on_slack("!like Titanic")
        assert (await both.health_once(lambda report: report.is_ready))[0] == 200


async def test_while_discord_is_away_slack_answers_and_health_names_discord_until_it_is_back(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_both(world, tmp_path, monkeypatch) as both:
        gateway = await both.discord.connected()
        await both.slack.connected()
        await both.health_once(lambda report: report.is_ready)
        both.discord.is_away = True
        await gateway.close(DROPPED)
        await both.discord.turned_away.wait()
        both.seconds = GRACE_S
        status, report = await both.health()
        assert status == 503
        assert {name: part.is_ok for name, part in report.parts.items()} == {"discord": False, "slack": True}
        assert "You like The Matrix" in await both.on_slack("!like Matrix")
        both.discord.is_away = False
        again = await both.discord.connected()
        assert (await both.on_discord(again, "!like Titanic")).startswith("You like Titanic")
        assert (await both.health_once(lambda report: report.is_ready))[0] == 200


async def test_a_refused_discord_token_is_told_with_its_reason_and_slack_answers(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_both(world, tmp_path, monkeypatch, discord_token=WRONG) as both:
        await both.slack.connected()
        status, report = await both.health_once(
            lambda report: report.parts["slack"].is_ok and "DISCORD_TOKEN" in report.parts["discord"].told
        )
        assert status == 503
        assert not report.parts["discord"].is_ok
        assert "You like The Matrix" in await both.on_slack("!like Matrix")


async def test_when_both_platforms_refuse_their_tokens_the_end_names_the_first_and_health_both(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = Access(bot_token=WRONG, app_token=APP_TOKEN)
    with pytest.raises(BadSettings, match="DISCORD_TOKEN"):
        async with open_both(world, tmp_path, monkeypatch, discord_token=WRONG, slack_access=refused) as both:
            await both.health_once(
                lambda report: (
                    "DISCORD_TOKEN" in report.parts["discord"].told and "SLACK_BOT_TOKEN" in report.parts["slack"].told
                )
            )
