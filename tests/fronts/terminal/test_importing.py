"""`reelmates import`: a file is shown, and taken in when somebody says yes."""

import io
import os
from pathlib import Path

import pytest

from bot.chat.sender import Space
from bot.cli import main
from bot.fronts.terminal.importing import bring_in
from bot.fronts.terminal.say import HOME, sender_at
from bot.fronts.terminal.screen import Screen
from bot.recommend.index_folder import current_index
from tests.movielens_forms import write_csv_form
from tests.taste.test_imports import LETTERBOXD, zipped
from tests.world import World

ALICE = sender_at(Space(HOME, HOME), "alice")


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an ingested hand-made set."""
    source = tmp_path_factory.mktemp("source")
    write_csv_form(source)
    target = tmp_path_factory.mktemp("data")
    assert main(["ingest", str(source), "--data-dir", str(target)]) == 0
    return target


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A file that a member has brought."""
    path = tmp_path / "export.bin"
    path.write_bytes(zipped(LETTERBOXD))
    return path


@pytest.fixture
def screen(tmp_path: Path) -> Screen:
    return Screen(tmp_path / "cards", is_json=False)


async def taste(world: World) -> str:
    reply = await world.bot.hear("taste", ALICE)
    assert reply is not None
    return reply.text


async def test_a_yes_takes_the_films_in(
    world: World, export: Path, screen: Screen, capsys: pytest.CaptureFixture[str]
) -> None:
    await bring_in(world.bot, export, ALICE, screen, lambda: True, None)
    said = capsys.readouterr().out
    assert said.index("New to me: 2 you like") < said.index("Imported: 2 you like")
    assert "import apply" not in said
    assert "The Matrix" in await taste(world)


async def test_a_no_changes_nothing(
    world: World, export: Path, screen: Screen, capsys: pytest.CaptureFixture[str]
) -> None:
    await bring_in(world.bot, export, ALICE, screen, lambda: False, None)
    assert capsys.readouterr().out.endswith("All right, I have forgotten that file, and nothing has changed.\n")
    assert "told me nothing" in await taste(world)


async def test_with_nobody_to_ask_the_line_that_imports_is_shown(
    world: World, export: Path, screen: Screen, capsys: pytest.CaptureFixture[str]
) -> None:
    await bring_in(world.bot, export, ALICE, screen, None, None)
    line = capsys.readouterr().out.partition("[Import] ")[2].partition("   ")[0]
    assert "told me nothing" in await taste(world)
    done = await world.bot.hear(line, ALICE)
    assert done is not None
    assert done.text.startswith("Imported: 2 you like")


async def test_the_films_not_found_are_written_where_the_member_says(
    world: World, export: Path, screen: Screen, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await bring_in(world.bot, export, ALICE, screen, None, None)
    assert "add --unmatched FILE" in capsys.readouterr().out
    await bring_in(world.bot, export, ALICE, screen, None, tmp_path / "missing.csv")
    assert "A Film of Nobody's,2003" in (tmp_path / "missing.csv").read_text(encoding="utf-8-sig")


def test_a_list_is_imported_for_a_named_member_of_a_named_space(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film = next(iter(current_index(data_dir).catalogue()))
    path = tmp_path / "list.txt"
    path.write_text(f"{film}\n", encoding="utf-8")
    who = ["--as", "alice", "--space", "club", "--data-dir", str(data_dir)]
    assert main(["import", str(path), "--yes", *who]) == 0
    assert "Imported: 1 you like." in capsys.readouterr().out
    assert main(["import", str(path), "--yes", *who]) == 0
    assert "Nothing in it is new to me" in capsys.readouterr().out
    assert main(["say", "taste", *who]) == 0
    assert film.title in capsys.readouterr().out
    assert main(["say", "taste", "--as", "alice", "--data-dir", str(data_dir)]) == 0
    assert "told me nothing" in capsys.readouterr().out


def test_without_a_terminal_nothing_is_asked_and_nothing_imported(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.txt"
    path.write_text(f"{next(iter(current_index(data_dir).catalogue()))}\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert main(["import", str(path), "--as", "bob", "--data-dir", str(data_dir)]) == 0
    said = capsys.readouterr().out
    assert "[Import] import apply " in said
    assert "Imported" not in said


def test_a_file_of_a_gigabyte_is_refused_unread(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "huge.csv"
    path.touch()
    os.truncate(path, 1 << 30)
    assert main(["import", str(path), "--data-dir", str(data_dir)]) == 2
    assert capsys.readouterr().err.endswith("That file has more than 20 MiB, and no list of films does.\n")


def test_a_device_without_an_end_is_refused(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "/dev/zero", "--data-dir", str(data_dir)]) == 0
    assert "That file has more than 20 MiB" in capsys.readouterr().out


@pytest.mark.parametrize("path", ["nowhere.csv", "."])
def test_a_path_that_is_no_file_is_told(path: str, data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", path, "--data-dir", str(data_dir)]) == 2
    assert f"{path} cannot be read" in capsys.readouterr().err
