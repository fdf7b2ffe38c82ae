"""The doctor looks at a bot that runs without touching what it runs on."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.assembly import only_bot
from bot.doctor import examine
from bot.settings import Settings
from tests.state import make_as_of

FIRST = "0001"


def revision_of(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def test_the_database_under_a_running_bot_of_an_older_version_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)  # no .env
    settings = Settings(reelmates_data_dir=tmp_path)
    asyncio.run(make_as_of(FIRST, settings.database_url))
    with only_bot(tmp_path):
        examine(settings)
    assert revision_of(tmp_path / "reelmates.db") == FIRST
    assert "Members' state: a bot is running on the database, which is left alone." in capsys.readouterr().out
    examine(settings)
    assert revision_of(tmp_path / "reelmates.db") > FIRST
    assert "opens and is up to date" in capsys.readouterr().out
