"""Slack beside the other chats of one process, and what its operator is told."""

import asyncio
import signal
from pathlib import Path

import pytest

from bot.doctor import examine
from bot.errors import BadSettings, SetupError
from bot.fronts.contact import Contact
from bot.movies.posters.pictures import Pictures
from bot.serving import run_until_stopped, serve_fronts
from bot.settings import Settings
from tests.fronts.slack.loopback_slack import LoopbackSlack
from tests.fronts.slack.office import Office, front_of
from tests.world import World


class RefusedFront:
    """A chat whose token is refused."""

    name = "elsewhere"

    def __init__(self) -> None:
        self.contact = Contact()

    async def run(self) -> None:
        """Fails at once."""
        raise BadSettings("Elsewhere refuses the token.")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder, and an environment without any of our settings."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def test_slack_goes_on_when_another_chat_fails(
    world: World, pictures: Pictures, caplog: pytest.LogCaptureFixture
) -> None:
    async with LoopbackSlack() as slack:
        fronts = [RefusedFront(), front_of(world.bot, pictures, world.database, world.clock, slack)]
        serving = asyncio.create_task(run_until_stopped(fronts, world.bot))
        await slack.connected()
        assert "You like The Matrix" in (await Office(slack).says("!like Matrix")).words
        signal.raise_signal(signal.SIGTERM)
        await serving
    assert "elsewhere stopped: Elsewhere refuses the token." in caplog.text


async def test_when_every_chat_fails_the_first_reason_is_told(world: World) -> None:
    with pytest.raises(BadSettings, match="Elsewhere"):
        await run_until_stopped([RefusedFront()], world.bot)


@pytest.mark.parametrize(
    ("tokens", "told"),
    [
        ({}, "SLACK_BOT_TOKEN and SLACK_APP_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "set SLACK_APP_TOKEN too"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "set SLACK_BOT_TOKEN too"),
    ],
)
async def test_without_both_tokens_the_start_says_what_is_missing(
    bare: Path, monkeypatch: pytest.MonkeyPatch, tokens: dict[str, str], told: str
) -> None:
    for name, token in tokens.items():
        monkeypatch.setenv(name, token)
    with pytest.raises(SetupError, match=told):
        await serve_fronts(Settings.from_environment(bare))


def test_the_doctor_says_what_slack_lacks(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    examine(Settings.from_environment(bare))
    assert "– Slack: SLACK_BOT_TOKEN and SLACK_APP_TOKEN are not set" in capsys.readouterr().out
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-s3cret")
    assert not examine(Settings.from_environment(bare))
    told = capsys.readouterr().out
    assert "✗ Slack: Slack needs a way to reach me: set SLACK_APP_TOKEN too" in told
    assert "s3cret" not in told
