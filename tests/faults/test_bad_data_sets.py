"""Data sets that cannot be ingested: one sentence, and the former index stays in use."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.refusals import Terminal
from tests.movielens_forms import write_csv_form


def _a_word_for_a_rating(folder: Path) -> Path:
    with (folder / "ratings.csv").open("a") as file:
        file.write("7,1,brilliant,964982703\n")
    return folder


def _a_missing_column(folder: Path) -> Path:
    (folder / "ratings.csv").write_text("userId,movieId\n1,1\n")
    return folder


def _a_zip_cut_off(folder: Path) -> Path:
    archive = folder.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for file in folder.iterdir():
            made.write(file, f"set/{file.name}")
    archive.write_bytes(archive.read_bytes()[:-200])
    return archive


@pytest.mark.parametrize(
    ("spoil", "needle"),
    [
        (_a_word_for_a_rating, "“brilliant” is not a rating"),
        (_a_missing_column, "ratings.csv has no column “rating”"),
        (_a_zip_cut_off, "was cut off"),
    ],
)
def test_a_broken_data_set_leaves_the_former_index_in_use(
    spoil: Callable[[Path], Path], needle: str, small_data: Path, tmp_path: Path, terminal: Terminal
) -> None:
    former = (small_data / "current").read_text()
    source = spoil(write_csv_form(tmp_path / "broken"))
    terminal.run("ingest", source, "--data-dir", small_data).assert_refused(needle)
    assert (small_data / "current").read_text() == former
    assert [folder.name for folder in small_data.glob("index-*")] == [former.strip()]
    assert terminal.run("say", "!recommend", "--data-dir", small_data).code == 0


@pytest.mark.parametrize("source", ["no-such-folder", "", "ml-100k", "~nobody/here", "/dev/null"])
def test_a_source_that_is_none_is_told_in_one_sentence(source: str, small_data: Path, terminal: Terminal) -> None:
    terminal.run("ingest", source, "--data-dir", small_data).assert_refused()
