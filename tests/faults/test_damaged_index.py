"""An index that was damaged on its disk: one sentence that says what to do, and members' verdicts are safe."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.ingest import build
from bot.movies.dataset import Dataset
from bot.recommend.index_folder import IndexFolder
from tests.faults.refusals import Terminal

_INGEST_AGAIN = "please run: reelmates ingest"


def _index(data_dir: Path) -> Path:
    return data_dir / (data_dir / "current").read_text().strip()


def _cut_in_half(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _fill_with_rubbish(path: Path) -> None:
    path.write_bytes(np.random.default_rng(7).bytes(max(64, path.stat().st_size)))


_DAMAGES = (_cut_in_half, _empty, _fill_with_rubbish, Path.unlink)
_FILES = (
    "catalogue.json",
    "columns.npy",
    "half_stars.npy",
    "offsets.npy",
    "rater_ids.npy",
    "statistics.npz",
    "summary.json",
)


@pytest.mark.parametrize("damage", _DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
@pytest.mark.parametrize("name", _FILES)
def test_a_damaged_file_is_told_in_one_sentence(
    name: str, damage: Callable[[Path], None], small_data: Path, terminal: Terminal
) -> None:
    damage(_index(small_data) / name)
    terminal.run("say", "!recommend", "--data-dir", small_data).assert_refused(_INGEST_AGAIN)
    terminal.run("recommend", "--like", "Alien", "--data-dir", small_data).assert_refused(_INGEST_AGAIN)


@pytest.mark.parametrize(
    "content",
    [
        b"nonsense\n",
        b"",
        b"\xff\xfe\x00",
        b"index-20200101-000000-000000\n",
        b"..\n",
        b"index-\x00\n",
        b"index-" + b"9" * 5000,
    ],
)
def test_a_pointer_that_names_nonsense_is_told_in_one_sentence(
    content: bytes, small_data: Path, terminal: Terminal
) -> None:
    (small_data / "current").write_bytes(content)
    for command in (["say", "!recommend"], ["recommend"], ["find", "alien"]):
        terminal.run(*command, "--data-dir", small_data).assert_refused(_INGEST_AGAIN)


def test_a_pointer_that_is_a_folder_is_told_in_one_sentence(small_data: Path, terminal: Terminal) -> None:
    (small_data / "current").unlink()
    (small_data / "current").mkdir()
    terminal.run("say", "!recommend", "--data-dir", small_data).assert_refused(str(small_data))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("summary.json", []),
        ("summary.json", {}),
        ("summary.json", {"format": 1}),
        ("summary.json", {"format": 999, "name": "from the future"}),
        ("catalogue.json", []),
        ("catalogue.json", {"movies": 7}),
        ("catalogue.json", {"movies": [[1]]}),
        ("catalogue.json", {"movies": [["one", "Alien", None, [], []]]}),
        ("catalogue.json", {"movies": []}),
    ],
)
def test_json_of_another_shape_is_told_in_one_sentence(
    name: str, content: object, small_data: Path, terminal: Terminal
) -> None:
    (_index(small_data) / name).write_text(json.dumps(content))
    terminal.run("say", "!recommend", "--data-dir", small_data).assert_refused(_INGEST_AGAIN)


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("offsets.npy", np.arange(3)),
        ("offsets.npy", np.array([0, 10**9] + [10**9] * 5)),
        ("offsets.npy", np.zeros(7)),
        ("rater_ids.npy", np.arange(2)),
        ("rater_ids.npy", np.zeros((6, 6), dtype=np.int64)),
        ("columns.npy", np.zeros(3, dtype=np.int32)),
        ("half_stars.npy", np.zeros(3, dtype=np.uint8)),
        ("half_stars.npy", np.full(34, np.nan)),
    ],
)
def test_an_array_that_does_not_fit_the_others_is_told_in_one_sentence(
    name: str, array: NDArray[Any], small_data: Path, terminal: Terminal
) -> None:
    np.save(_index(small_data) / name, array)
    terminal.run("say", "!recommend", "--data-dir", small_data).assert_refused(_INGEST_AGAIN)


@pytest.mark.parametrize(
    ("descr", "shape"),
    [("<i4", (10**9,)), ("<i4", (3,)), ("<i4", (-5,)), ("<i8", (17,)), ("|O", (34,)), ("<f4", (34,))],
)
def test_a_header_that_lies_about_its_array_is_told_in_one_sentence(
    descr: str, shape: tuple[int, ...], small_data: Path, terminal: Terminal
) -> None:
    path = _index(small_data) / "columns.npy"
    content = np.load(path).tobytes()
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, {"descr": descr, "fortran_order": False, "shape": shape})
        file.write(content)
    terminal.run("say", "!recommend", "--data-dir", small_data).assert_refused(_INGEST_AGAIN)


def test_statistics_of_another_catalogue_are_told_in_one_sentence(
    small_data: Path, lanterns: Dataset, tmp_path: Path, terminal: Terminal
) -> None:
    other = IndexFolder(tmp_path / "index-of-lanterns")
    build(lanterns, other, lambda _: None)
    shutil.copy(other.path / "statistics.npz", _index(small_data))
    terminal.run("say", "!recommend", "--data-dir", small_data).assert_refused(_INGEST_AGAIN)


def test_verdicts_survive_a_damaged_index_and_the_next_ingest(
    small_data: Path, small_source: Path, terminal: Terminal
) -> None:
    assert terminal.run("say", "!like The Matrix", "--data-dir", small_data).code == 0
    _empty(_index(small_data) / "catalogue.json")
    terminal.run("say", "!taste", "--data-dir", small_data).assert_refused(_INGEST_AGAIN)
    assert terminal.run("ingest", small_source, "--data-dir", small_data).code == 0
    assert "The Matrix (1999)" in terminal.run("say", "!taste", "--data-dir", small_data).out


def _cut_all(shard: Path) -> None:
    for path in shard.rglob("*.dat"):
        _cut_in_half(path)


def _lose_segments_and_log(shard: Path) -> None:
    shutil.rmtree(shard / "segments")
    shutil.rmtree(shard / "wal")


def _break_status(shard: Path) -> None:
    for path in shard.rglob("status.dat"):
        path.write_bytes(b"")


def _break_configuration(shard: Path) -> None:
    _fill_with_rubbish(shard / "edge_config.json")


@pytest.mark.parametrize(
    "damage", [shutil.rmtree, _lose_segments_and_log, _cut_all, _break_status, _break_configuration]
)
def test_a_damaged_engine_folder_is_told_in_one_sentence(
    damage: Callable[[Path], None], small_data: Path, terminal: Terminal
) -> None:
    damage(_index(small_data) / "shard")
    terminal.run("say", "!recommend", "--data-dir", small_data).assert_refused(_INGEST_AGAIN)


def test_an_index_from_before_series_were_kept_still_opens(small_data: Path, terminal: Terminal) -> None:
    (_index(small_data) / "series.npy").unlink()
    assert terminal.run("say", "!recommend", "--data-dir", small_data).code == 0


@pytest.mark.parametrize("damage", [_cut_in_half, _empty, _fill_with_rubbish], ids=lambda damage: damage.__name__)
def test_damaged_series_are_told_in_one_sentence(
    damage: Callable[[Path], None], small_data: Path, terminal: Terminal
) -> None:
    damage(_index(small_data) / "series.npy")
    terminal.run("say", "!recommend", "--data-dir", small_data).assert_refused(_INGEST_AGAIN)
