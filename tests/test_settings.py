"""Settings: from the environment and `.env`, with every fault told at once and no secret in any message."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.errors import BadSettings
from bot.settings import Settings

_TOKEN = "MTIzNDU2Nzg5.do.not-tell"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder, and an environment without any of our settings."""
    for name in (*Settings.model_fields, "qdrant_host"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_any_setting_everything_has_a_default() -> None:
    settings = Settings.from_environment()
    assert settings.reelmates_data_dir == Path("data")
    assert settings.discord_token is None
    assert settings.qdrant_url is None
    assert make_url(settings.database_url).database == str(Path("data") / "reelmates.db")


def test_settings_come_from_the_environment_without_regard_to_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("reelmates_http_port", "9000")
    monkeypatch.setenv("DISCORD_MESSAGE_CONTENT", "true")
    settings = Settings.from_environment()
    assert settings.reelmates_http_port == 9000
    assert settings.discord_message_content is True


def test_the_environment_beats_the_env_file_and_the_command_line_beats_both(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bare / ".env").write_text("REELMATES_HTTP_PORT=9001\nREELMATES_DATA_DIR=from-file\nOMDB_API_KEY=abc\n")
    monkeypatch.setenv("REELMATES_HTTP_PORT", "9002")
    settings = Settings.from_environment(Path("said"))
    assert settings.reelmates_http_port == 9002
    assert settings.reelmates_data_dir == Path("said")
    assert Settings.from_environment().reelmates_data_dir == Path("from-file")
    assert settings.omdb_api_key is not None
    assert settings.omdb_api_key.get_secret_value() == "abc"


def test_an_empty_setting_counts_as_unset(bare: Path) -> None:
    (bare / ".env").write_text("DISCORD_TOKEN=\nREELMATES_HTTP_PORT=\nQDRANT_URL=\nREELMATES_DATA_DIR=\n")
    assert Settings.from_environment() == Settings()
    assert Settings.from_environment().discord_token is None
    assert Settings.from_environment().reelmates_data_dir == Path("data")


def test_an_empty_address_does_not_hide_the_host(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QDRANT_URL", "")
    (bare / ".env").write_text("QDRANT_HOST=qdrant.example\n")
    assert Settings.from_environment().qdrant_url == "http://qdrant.example:6333"


def test_the_settings_example_can_be_used_as_it_is(bare: Path) -> None:
    example = Path(__file__).parents[1] / ".env.example"
    (bare / ".env").write_bytes(example.read_bytes())
    assert Settings.from_environment().discord_token is None


def test_what_is_not_ours_in_the_env_file_is_passed_over(bare: Path) -> None:
    (bare / ".env").write_text('# ours\nexport OMDB_API_KEY="abc"\nSOMEBODY_ELSES=1\n\n')
    assert Settings.from_environment().omdb_api_key is not None


@pytest.mark.parametrize(
    ("name", "value", "address"),
    [
        ("QDRANT_URL", "https://qdrant.example:443", "https://qdrant.example:443"),
        ("QDRANT_HOST", "qdrant.example", "http://qdrant.example:6333"),
        ("QDRANT_HOST", "http://qdrant.example:7000", "http://qdrant.example:7000"),
    ],
)
def test_a_qdrant_server_is_named_by_address_or_by_host(
    name: str, value: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert str(Settings.from_environment().qdrant_url) == address


def test_the_database_is_in_the_data_folder_whatever_it_is_called() -> None:
    folder = Path("100% mine? #1")
    assert make_url(Settings.from_environment(folder).database_url).database == str(folder / "reelmates.db")


def test_every_fault_is_told_at_once_and_no_secret(bare: Path) -> None:
    (bare / ".env").write_text(
        "REELMATES_HTTP_PORT=70000\nDISCORD_MESSAGE_CONTENT=perhaps\nOMDB_URL=nowhere\nQDRANT_URL=ftp://files\n"
        f"DISCORD_TOKEN={_TOKEN}\n"
    )
    with pytest.raises(BadSettings) as refused:
        Settings.from_environment()
    told = str(refused.value)
    for name in ("REELMATES_HTTP_PORT", "DISCORD_MESSAGE_CONTENT", "OMDB_URL", "QDRANT_URL"):
        assert f"{name}: " in told
    assert _TOKEN not in told
    assert "\n" not in told


@pytest.mark.parametrize("content", [b"OMDB_API_KEY=\xff\xfe", b"\xff\xfeO\0M\0D\0B\0", b"\x80"])
def test_an_env_file_that_is_no_text_is_told_in_one_sentence(content: bytes, bare: Path) -> None:
    (bare / ".env").write_bytes(content)
    with pytest.raises(BadSettings, match=r"^The file \.env cannot be read"):
        Settings.from_environment()


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISCORD_TOKEN", "OMDB_API_KEY", "QDRANT_API_KEY"):
        monkeypatch.setenv(name, _TOKEN)
    settings = Settings.from_environment()
    assert _TOKEN not in repr(settings)
    assert _TOKEN not in str(settings.model_dump())


def test_the_password_of_a_database_does_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REELMATES_DATABASE_URL", f"postgresql+asyncpg://bot:{_TOKEN}@db.example/films")
    assert _TOKEN not in repr(Settings.from_environment())


def test_every_token_key_and_password_is_among_what_the_log_must_cover(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = {"DISCORD_TOKEN": "one-token", "SLACK_BOT_TOKEN": "xoxb-two", "SLACK_APP_TOKEN": "xapp-three"}
    keys = {"OMDB_API_KEY": "four", "QDRANT_API_KEY": "five"}
    addresses = {
        "REELMATES_DATABASE_URL": "postgresql://bot:s%2Fix@db.example/reelmates",
        "QDRANT_URL": "https://bot:seven@qdrant.example",
    }
    for name, value in (named | keys | addresses).items():
        monkeypatch.setenv(name, value)
    secrets = set(Settings.from_environment().secrets)
    assert secrets == {"one-token", "xoxb-two", "xapp-three", "four", "five", "s/ix", "seven"}


@pytest.mark.parametrize(("given", "meant"), [("WARNING", "warning"), ("debug", "debug")])
def test_the_log_level_is_understood_in_capitals_too(
    given: str, meant: str, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REELMATES_LOG_LEVEL", given)
    assert Settings.from_environment().reelmates_log_level == meant


def test_a_log_level_that_does_not_exist_is_told_with_those_that_do(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REELMATES_LOG_LEVEL", "loud")
    with pytest.raises(BadSettings, match=r"REELMATES_LOG_LEVEL.*'debug', 'info', 'warning' or 'error'"):
        Settings.from_environment()
