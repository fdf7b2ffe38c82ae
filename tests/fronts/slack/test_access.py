"""What must be set together for Slack, what excludes what, and what the doctor says of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.assembly import slack_access
from bot.errors import BadSettings
from bot.fronts.slack.checking import told_of
from bot.fronts.slack.installs import Installs
from bot.fronts.slack.seal import Seal
from bot.settings import Settings
from tests.fronts.slack.http_slack import ONE_OVER_HTTP, SECRET_KEY, SEVERAL_OVER_HTTP
from tests.fronts.slack.loopback_slack import BOT_TOKEN, TEAM, LoopbackSlack
from tests.fronts.slack.office import ONE_BY_SOCKET
from tests.fronts.slack.test_workspaces import SEVERAL_BY_SOCKET
from tests.world import World

SETTINGS = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_APP_TOKEN": "xapp-1",
    "SLACK_SIGNING_SECRET": "s1gn",
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "cl1ent",
    "REELMATES_SECRET_KEY": SECRET_KEY,
}
BOT, APP, SIGNING, CLIENT, SECRET, KEY = SETTINGS


def _settings(folder: Path, monkeypatch: pytest.MonkeyPatch, *names: str) -> Settings:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    for name in names:
        monkeypatch.setenv(name, SETTINGS[name])
    monkeypatch.chdir(folder)
    return Settings.from_environment(folder)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([BOT], "set SLACK_APP_TOKEN too, for Socket Mode, or SLACK_SIGNING_SECRET"),
        ([APP], "set SLACK_BOT_TOKEN too, or for several workspaces SLACK_CLIENT_ID"),
        ([SIGNING], "set SLACK_BOT_TOKEN too"),
        ([CLIENT, SIGNING, KEY], "set SLACK_CLIENT_SECRET too"),
        ([SECRET, SIGNING, KEY], "set SLACK_CLIENT_ID too"),
        ([CLIENT, SECRET, KEY], "set SLACK_APP_TOKEN too"),
        ([CLIENT, SECRET, SIGNING], "set REELMATES_SECRET_KEY too; this makes one: openssl"),
        ([BOT, APP, SIGNING], "set the one or the other"),
        ([BOT, CLIENT, SECRET, SIGNING, KEY], "set the one or the others"),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, list) else "",
)
def test_what_is_missing_or_too_much_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str], told: str
) -> None:
    with pytest.raises(BadSettings, match=told) as raised:
        slack_access(_settings(tmp_path, monkeypatch, *names))
    assert not [name for name in names if SETTINGS[name] in str(raised.value)]


@pytest.mark.parametrize(
    "names",
    [[BOT, APP], [BOT, SIGNING], [CLIENT, SECRET, APP, KEY], [CLIENT, SECRET, SIGNING, KEY]],
    ids=["+".join(one) for one in ([BOT, APP], [BOT, SIGNING], [CLIENT, APP], [CLIENT, SIGNING])],
)
def test_what_belongs_together_is_taken_and_shown_to_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str]
) -> None:
    settings = _settings(tmp_path, monkeypatch, *names)
    access = slack_access(settings)
    assert access is not None
    secret = [SETTINGS[name] for name in names if name != CLIENT]
    assert not [one for one in secret if one in repr(settings) + repr(access)]


def test_whoever_has_no_slack_needs_none_of_its_libraries() -> None:
    missing = "import sys; sys.modules.update(dict.fromkeys(('slack_bolt', 'slack_sdk', 'cryptography')))"
    whole = subprocess.run([sys.executable, "-c", f"{missing}; import bot.cli, bot.serving"], capture_output=True)
    assert whole.returncode == 0, whole.stderr.decode()


def test_a_key_alone_is_no_slack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert slack_access(_settings(tmp_path, monkeypatch, KEY)) is None


@pytest.mark.parametrize("keys", ["", "short", f"{SECRET_KEY},", f"{SECRET_KEY},no", "\u00e4" * 44])
def test_a_key_that_is_none_is_told_with_how_to_make_one(keys: str) -> None:
    with pytest.raises(BadSettings, match="openssl rand -base64 32"):
        Seal(keys)


def test_what_is_sealed_tells_nothing_and_opens_with_its_key_alone() -> None:
    seal = Seal(SECRET_KEY)
    sealed = seal.close(BOT_TOKEN)
    assert BOT_TOKEN not in sealed
    assert seal.open(sealed) == BOT_TOKEN
    assert Seal(SECRET_KEY[::-1].replace("=", "") + "=").open(sealed) is None
    assert seal.open(sealed[:-4]) is None


async def test_the_doctor_names_the_way_and_the_workspaces(world: World) -> None:
    installs = Installs(world.database, world.clock)
    await installs.keep(TEAM, "Film Club", "UBOT", "reelmates", Seal(SECRET_KEY).close(BOT_TOKEN))
    async with LoopbackSlack() as slack:
        for access, told in (
            (ONE_BY_SOCKET, "Film Club, as reelmates, over Socket Mode"),
            (ONE_OVER_HTTP, "Film Club, as reelmates, over HTTP at 127.0.0.1"),
            (SEVERAL_BY_SOCKET, "installed the app: 1, over Socket Mode"),
            (SEVERAL_OVER_HTTP, "installed the app: 1, over HTTP"),
        ):
            assert told in await told_of(access, installs, slack.api)


async def test_the_doctor_names_workspaces_whose_token_no_key_opens(world: World) -> None:
    installs = Installs(world.database, world.clock)
    await installs.keep(TEAM, "Film Club", "UBOT", "reelmates", "sealed-by-nobody")
    assert "No key opens the token of Film Club" in await told_of(SEVERAL_OVER_HTTP, installs)
