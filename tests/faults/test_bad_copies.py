"""`reelmates copy-state`: what cannot be copied is one sentence, and what was there stays."""

import sqlite3
from pathlib import Path

import pytest
from filelock import FileLock

from tests.faults.refusals import Outcome, Terminal


def test_a_community_moves_to_another_file_and_goes_on_there(
    small_data: Path, tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert terminal.run("say", "!like Aliens", "--data-dir", small_data).code == 0
    outcome = _copy(terminal, small_data / "reelmates.db", tmp_path / "new.db", small_data)
    assert outcome.code == 0
    assert outcome.err.startswith("Copied and compared, rows by table: ")
    assert "members 1, changes 1, verdicts 1." in outcome.err
    monkeypatch.setenv("REELMATES_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/new.db")
    assert "You like (1): Aliens" in terminal.run("say", "!taste", "--data-dir", small_data).out


def test_a_file_that_is_not_there_is_told_and_not_made(small_data: Path, tmp_path: Path, terminal: Terminal) -> None:
    for source in (tmp_path / "gone.db", f"sqlite+aiosqlite:///{tmp_path}/gone.db"):
        _copy(terminal, source, tmp_path / "new.db", small_data).assert_refused("There is no database", "gone.db")
    assert not list(tmp_path.glob("*.db"))


def test_what_is_no_database_is_told(small_data: Path, tmp_path: Path, terminal: Terminal) -> None:
    (tmp_path / "diary.db").write_text("My dear diary, today I saw Alien. " * 100)
    _copy(terminal, tmp_path / "diary.db", tmp_path / "new.db", small_data).assert_refused("diary.db", "not a database")
    _copy(terminal, "nonsense://", tmp_path / "new.db", small_data).assert_refused("not a database address")


def test_a_database_with_members_in_it_is_not_copied_over(small_data: Path, tmp_path: Path, terminal: Terminal) -> None:
    for name in ("alice", "bob"):
        url = f"sqlite+aiosqlite:///{tmp_path}/{name}.db"
        with pytest.MonkeyPatch.context() as settings:
            settings.setenv("REELMATES_DATABASE_URL", url)
            assert terminal.run("say", "!like Aliens", "--as", name, "--data-dir", small_data).code == 0
    _copy(terminal, tmp_path / "alice.db", tmp_path / "bob.db", small_data).assert_refused("not empty", "bob.db")
    kept = sqlite3.connect(tmp_path / "bob.db")
    try:
        assert kept.execute("SELECT member FROM members").fetchall() == [("bob",)]
    finally:
        kept.close()


def test_nothing_is_copied_beside_a_running_bot(small_data: Path, tmp_path: Path, terminal: Terminal) -> None:
    with FileLock(small_data / "bot.lock"):
        _copy(terminal, small_data / "reelmates.db", tmp_path / "new.db", small_data).assert_refused("stop it first")


def _copy(terminal: Terminal, source: str | Path, target: str | Path, data_dir: Path) -> Outcome:
    return terminal.run("copy-state", source, target, "--data-dir", data_dir)
