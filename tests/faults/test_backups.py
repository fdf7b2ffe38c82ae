"""`reelmates backup` and `reelmates restore`: killed, refused or out of room, they leave what was there."""

import random
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from bot.backups.sealed import read_label
from tests.faults.driver import Child, run
from tests.faults.refusals import Terminal

_FILMS = 3_000
_KILLS = 8
_LATEST_KILL_S = 0.4  # after the first trace of the work on the disk; sooner or later the moment is in each part of it


@pytest.fixture
def told_data(small_data: Path, terminal: Terminal) -> Path:
    """A data folder in which a member likes Aliens."""
    assert terminal.run("say", "!like Aliens", "--data-dir", small_data).code == 0
    return small_data


def test_a_community_comes_back_from_its_backup(told_data: Path, tmp_path: Path, terminal: Terminal) -> None:
    with FileLock(told_data / "bot.lock"):  # as beside a running bot
        made = terminal.run("backup", "tonight.backup", "--data-dir", told_data)
    assert (made.code, made.err) == (0, "")
    assert made.out.startswith("Backed up to tonight.backup, rows by table: changes 1, ")
    assert made.out.endswith(" members 1, verdicts 1.\n")
    (told_data / "reelmates.db").unlink()
    restored = terminal.run("restore", "tonight.backup", "--data-dir", told_data)
    assert (restored.code, restored.err) == (0, "")
    assert restored.out.startswith("Restored the backup of 20")
    assert " UTC, rows by table: " in restored.out
    assert restored.out.endswith(" verdicts 1.\n")
    assert "You like (1): Aliens" in terminal.run("say", "!taste", "--data-dir", told_data).out


def test_what_is_there_is_replaced_when_asked_and_kept_beside(
    told_data: Path, tmp_path: Path, terminal: Terminal
) -> None:
    assert terminal.run("backup", "tonight.backup", "--data-dir", told_data).code == 0
    assert terminal.run("say", "!like Alien (1979)", "--data-dir", told_data).code == 0
    terminal.run("restore", "tonight.backup", "--data-dir", told_data).assert_refused("--replace", "reelmates.db")
    assert "You like (2)" in terminal.run("say", "!taste", "--data-dir", told_data).out
    replaced = terminal.run("restore", "tonight.backup", "--replace", "--data-dir", told_data)
    (former,) = (told_data / "backups").iterdir()
    assert replaced.out.splitlines()[0] == f"What the database held before is in {former}."
    assert "You like (1): Aliens" in terminal.run("say", "!taste", "--data-dir", told_data).out
    assert read_label(former).rows["verdicts"] == 2


def test_what_cannot_be_done_is_one_sentence(told_data: Path, tmp_path: Path, terminal: Terminal) -> None:
    def refused(*arguments: str) -> tuple[str, ...]:
        outcome = terminal.run(*arguments, "--data-dir", told_data)
        outcome.assert_refused()
        return tuple(outcome.err.split())

    (tmp_path / "file").write_text("no folder, and no backup")
    assert "file" in refused("backup", "file")
    assert "directory);" in refused("backup", "file/below.backup")
    assert "directory);" in refused("backup", "gone/tonight.backup")
    assert "file" in refused("restore", "file")
    assert "gone.backup" in refused("restore", "gone.backup")
    with FileLock(told_data / "bot.lock"):
        assert "stop" in refused("restore", "file")


def test_a_disk_that_fills_up_leaves_no_half_backup(told_data: Path, tmp_path: Path) -> None:
    size = (told_data / "reelmates.db").stat().st_size
    ended = run("backup", "full.backup", "--data-dir", told_data, cwd=tmp_path, largest_file=size // 2)
    (told,) = ended.stderr.decode().splitlines()
    assert ended.returncode == 2
    assert told.startswith("The backup full.backup could not be made (")
    assert not [path for path in tmp_path.iterdir() if "backup" in path.name]


@pytest.mark.long
def test_a_killed_backup_leaves_no_half_file_under_its_name(
    told_data: Path, tmp_path: Path, terminal: Terminal, chance: random.Random
) -> None:
    _like(told_data / "reelmates.db", range(1, _FILMS + 1))
    file = tmp_path / "tonight.backup"
    for _ in range(_KILLS):
        _kill_soon(["backup", file, "--data-dir", told_data], tmp_path, ".backup-*", chance)
        if file.exists():
            assert read_label(file).rows["verdicts"] == _FILMS
            file.unlink()
    assert terminal.run("backup", file, "--data-dir", told_data).code == 0


@pytest.mark.parametrize("kills", [1, pytest.param(_KILLS, marks=pytest.mark.long)])
def test_a_killed_restore_leaves_the_old_state_or_the_new_one(
    kills: int, told_data: Path, tmp_path: Path, terminal: Terminal, chance: random.Random
) -> None:
    database, file = told_data / "reelmates.db", tmp_path / "tonight.backup"
    new, old = list(range(1, _FILMS + 1)), [7, 8, 9]
    _like(database, new)
    restoring: list[str | Path] = ["restore", file, "--replace", "--data-dir", told_data]
    assert terminal.run("backup", file, "--data-dir", told_data).code == 0
    for _ in range(kills):
        _like(database, old)
        _kill_soon(restoring, told_data, ".restore-*", chance)
        assert _liked(database) in (old, new)
    assert terminal.run(*restoring).code == 0
    assert _liked(database) == new
    assert not list(told_data.glob(".restore-*"))


def _kill_soon(arguments: Sequence[str | Path], folder: Path, trace: str, chance: random.Random) -> None:
    """Kills `reelmates` at some moment after it has left a trace in the folder that was not there before."""
    former = set(folder.glob(trace))
    child = Child(*arguments, home=folder)
    try:
        while set(folder.glob(trace)) <= former and child.is_running():
            time.sleep(0.0005)
        time.sleep(chance.uniform(0, _LATEST_KILL_S))
    finally:
        child.kill()
    assert child.errors == "", child.errors


def _like(database: Path, films: Sequence[int]) -> None:
    """Leaves the member with these likes alone, quicker than by saying so."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM verdicts")
        likes = [(1, film, 1, "2026-11-27 18:00:00.000000") for film in films]
        connection.executemany("INSERT INTO verdicts VALUES (?, ?, ?, ?)", likes)


def _liked(database: Path) -> list[int]:
    with closing(sqlite3.connect(database)) as connection:
        return [film for (film,) in connection.execute("SELECT movie_id FROM verdicts ORDER BY movie_id")]
