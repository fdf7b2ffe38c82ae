"""A disk that fills up while film data is ingested: one sentence, and the former films stay in use."""

from pathlib import Path

import pytest

from tests.faults.driver import run, talking
from tests.faults.lanterns import lanterns_in, write_lanterns


@pytest.mark.parametrize(
    "largest_file",
    [0, *(pytest.param(size, marks=pytest.mark.long) for size in (3_000, 20_000, 500_000))],
    ids=lambda size: f"{size} bytes at most",
)
def test_a_disk_that_fills_up_is_told_and_leaves_the_former_films_in_use(
    largest_file: int, lantern_data: Path, tmp_path: Path
) -> None:
    former = (lantern_data / "current").read_text()
    beacons = write_lanterns(tmp_path / "beacons", "Beacon")
    ended = run("ingest", beacons, "--data-dir", lantern_data, cwd=tmp_path, largest_file=largest_file)
    told = ended.stderr.decode().splitlines()
    assert ended.returncode == 2
    assert len(told) == 1, told
    assert str(lantern_data) in told[0]
    assert "make room" in told[0]
    assert "still in use" in told[0]
    assert (lantern_data / "current").read_text() == former
    assert [folder.name for folder in lantern_data.glob("index-*")] == [former.strip()]
    with talking(lantern_data) as talk:
        titles = [card["title"] for card in talk.ask("you: !recommend")["cards"]]
    assert len(lanterns_in(titles)) == 5
    assert run("ingest", beacons, "--data-dir", lantern_data, cwd=tmp_path).returncode == 0
