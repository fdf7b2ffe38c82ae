"""Folders, settings and databases that cannot be used: one sentence for the operator, exit code 2, nothing lost."""

import os
import sqlite3
from pathlib import Path

import pytest
from filelock import FileLock

from tests.faults.driver import run, talking
from tests.faults.refusals import Terminal

_COMMANDS = (["say", "!recommend"], ["recommend", "--like", "Alien"])


@pytest.mark.parametrize("command", [*_COMMANDS, ["find", "alien"], ["say", "--json", "!recommend"]])
def test_without_film_data_the_way_on_is_told(command: list[str], tmp_path: Path, terminal: Terminal) -> None:
    terminal.run(*command, "--data-dir", tmp_path / "new").assert_refused("no film data", "reelmates ingest")


@pytest.mark.parametrize("command", [*_COMMANDS, ["find", "alien"], ["ingest", "source"]])
def test_a_data_folder_below_a_file_is_told_in_one_sentence(
    command: list[str], tmp_path: Path, small_source: Path, terminal: Terminal
) -> None:
    (tmp_path / "file").write_text("not a folder")
    for data_dir in (tmp_path / "file", tmp_path / "file" / "below"):
        terminal.run(*command, "--data-dir", data_dir).assert_refused(str(data_dir))
    assert (tmp_path / "file").read_text() == "not a folder"


@pytest.mark.parametrize("name", ["bot.lock", "current", "reelmates.db"])
def test_a_folder_in_a_files_place_is_told_in_one_sentence(name: str, small_data: Path, terminal: Terminal) -> None:
    (small_data / name).unlink(missing_ok=True)
    (small_data / name).mkdir()
    terminal.run("say", "!recommend", "--data-dir", small_data).assert_refused(str(small_data))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_an_unwritable_data_folder_is_told_in_one_sentence(small_data: Path, terminal: Terminal) -> None:
    small_data.chmod(0o500)
    try:
        terminal.run("say", "!recommend", "--data-dir", small_data).assert_refused(str(small_data))
    finally:
        small_data.chmod(0o700)


def test_a_second_process_on_the_same_data_is_refused_and_the_first_goes_on(small_data: Path) -> None:
    with talking(small_data) as first:
        assert "You like" in first.ask("alice: !like Aliens")["text"]
        second = run("say", "!like Alien (1979)", "--data-dir", small_data, cwd=small_data.parent)
        assert second.returncode == 2
        assert second.stdout == b""
        assert second.stderr.decode().splitlines() == [
            f"Another Reelmates process is using {small_data}; stop it first, or name another folder with --data-dir."
        ]
        assert "You like (1): Aliens" in first.ask("alice: !taste")["text"]


def test_two_ingests_at_once_do_not_disturb_each_other(
    small_data: Path, small_source: Path, terminal: Terminal
) -> None:
    former = (small_data / "current").read_text()
    with FileLock(small_data / "ingest.lock"):
        terminal.run("ingest", small_source, "--data-dir", small_data).assert_refused("Another ingest")
    assert (small_data / "current").read_text() == former


def test_titles_are_found_beside_a_running_bot(small_data: Path, terminal: Terminal) -> None:
    with FileLock(small_data / "bot.lock"):
        assert "Alien (1979)" in terminal.run("find", "alien", "--data-dir", small_data).out


def test_an_env_file_of_strange_bytes_is_told_in_one_sentence(small_data: Path, terminal: Terminal) -> None:
    (terminal.folder / ".env").write_bytes(b"OMDB_API_KEY=\xff\xfe\x00\n")
    terminal.run("say", "!recommend", "--data-dir", small_data).assert_refused(".env")


def test_every_fault_of_the_settings_is_told_at_once(small_data: Path, terminal: Terminal) -> None:
    (terminal.folder / ".env").write_text("REELMATES_HTTP_PORT=eighty\nQDRANT_URL=ftp://nowhere\nOMDB_API_KEY=s3cret\n")
    outcome = terminal.run("say", "!recommend", "--data-dir", small_data)
    outcome.assert_refused("REELMATES_HTTP_PORT", "QDRANT_URL")
    assert "s3cret" not in outcome.err


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "sqlite:///plain.db",
        "mysql://nobody@nowhere/films",
        "nosuch+driver://nowhere",
        "postgresql+asyncpg://bot:s3cret@127.0.0.1:1/films",
        "postgresql://bot:s3cret@127.0.0.1:1/films",
        "sqlite+aiosqlite:////dev/null/below/a.db",
        "sqlite+aiosqlite:///file:none.db?mode=ro&uri=true",
    ],
)
def test_a_database_address_of_no_use_is_told_in_one_sentence(
    url: str, small_data: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REELMATES_DATABASE_URL", url)
    outcome = terminal.run("say", "!recommend", "--data-dir", small_data)
    outcome.assert_refused("REELMATES_DATABASE_URL")
    assert "s3cret" not in outcome.err


def test_a_file_that_is_no_database_is_told_and_left_as_it_is(small_data: Path, terminal: Terminal) -> None:
    (small_data / "reelmates.db").write_text("My dear diary, today I saw Alien. " * 100)
    terminal.run("say", "!taste", "--data-dir", small_data).assert_refused("reelmates.db", "not a database")
    assert (small_data / "reelmates.db").read_text().startswith("My dear diary")


def test_a_database_cut_off_is_told_in_one_sentence(small_data: Path, terminal: Terminal) -> None:
    assert terminal.run("say", "!like Aliens", "--data-dir", small_data).code == 0
    database = small_data / "reelmates.db"
    content = database.read_bytes()
    database.write_bytes(content[: len(content) // 3])
    terminal.run("say", "!taste", "--data-dir", small_data).assert_refused("reelmates.db")


def test_a_database_from_the_future_is_told_and_loses_nothing(small_data: Path, terminal: Terminal) -> None:
    assert terminal.run("say", "!like Aliens", "--data-dir", small_data).code == 0
    _in_database(small_data, "UPDATE alembic_version SET version_num = '9' || version_num")
    terminal.run("say", "!taste", "--data-dir", small_data).assert_refused("newer version of Reelmates")
    _in_database(small_data, "UPDATE alembic_version SET version_num = substr(version_num, 2)")
    assert "Aliens" in terminal.run("say", "!taste", "--data-dir", small_data).out


def test_a_strange_database_is_told_in_one_sentence(small_data: Path, terminal: Terminal) -> None:
    _in_database(small_data, "CREATE TABLE verdicts (mine TEXT)")
    terminal.run("say", "!taste", "--data-dir", small_data).assert_refused("reelmates.db")
    assert _in_database(small_data, "SELECT name FROM sqlite_master WHERE type = 'table'") == [("verdicts",)]


@pytest.mark.long
def test_a_database_locked_by_another_process_is_told_in_one_sentence(small_data: Path, terminal: Terminal) -> None:
    assert terminal.run("say", "!like Aliens", "--data-dir", small_data).code == 0
    holder = sqlite3.connect(small_data / "reelmates.db", isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        terminal.run("say", "!like Alien (1979)", "--data-dir", small_data).assert_refused("locked")
        holder.execute("ROLLBACK")
    finally:
        holder.close()
    assert "You like (1): Aliens" in terminal.run("say", "!taste", "--data-dir", small_data).out


@pytest.mark.long
def test_a_database_locked_in_the_middle_of_a_talk_is_told_and_loses_nothing(small_data: Path) -> None:
    with talking(small_data) as talk:
        assert talk.ask("alice: !like Aliens")["text"].startswith("You like Aliens")
        holder = sqlite3.connect(small_data / "reelmates.db", isolation_level=None)
        try:
            holder.execute("BEGIN IMMEDIATE")
            assert "try again" in talk.ask("alice: !like Alien (1979)")["text"]
            assert talk.ask("alice: !taste")["text"] == "You like (1): Aliens (1986)"
            holder.execute("ROLLBACK")
        finally:
            holder.close()
        assert talk.ask("alice: !like Alien (1979)")["text"].startswith("You like Alien (1979)")
        assert "Traceback" not in talk.child.errors


def test_a_read_only_database_is_told_in_one_sentence(
    small_data: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert terminal.run("say", "!like Aliens", "--data-dir", small_data).code == 0
    url = f"sqlite+aiosqlite:///file:{small_data}/reelmates.db?mode=ro&uri=true"
    monkeypatch.setenv("REELMATES_DATABASE_URL", url)
    terminal.run("say", "!like Alien (1979)", "--data-dir", small_data).assert_refused("REELMATES_DATABASE_URL")


@pytest.mark.parametrize("name", ["with blank", "per%20cent", "what?", "hash#tag", "émigré ☃", "semi;colon", "a&b=c"])
def test_a_data_folder_may_have_any_name(name: str, small_data: Path, terminal: Terminal) -> None:
    folder = small_data.rename(small_data.with_name(name))
    assert terminal.run("say", "!like Aliens", "--data-dir", folder).code == 0
    assert "You like (1): Aliens" in terminal.run("say", "!taste", "--data-dir", folder).out
    assert (folder / "reelmates.db").is_file()


def _in_database(data_dir: Path, statement: str) -> list[tuple[str, ...]]:
    database = sqlite3.connect(data_dir / "reelmates.db")
    try:
        with database:
            return database.execute(statement).fetchall()
    finally:
        database.close()
