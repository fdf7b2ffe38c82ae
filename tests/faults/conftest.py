"""Data folders to do harm to, and chance."""

import os
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.ingest import build
from bot.movies.dataset import Dataset
from bot.movies.movielens import read_dataset
from bot.recommend.index_folder import make_current, new_index
from bot.settings import Settings
from tests import world
from tests.faults.lanterns import write_lanterns
from tests.faults.refusals import Terminal
from tests.movielens_forms import write_csv_form


def _ingested(data: Dataset, data_dir: Path) -> Path:
    folder = new_index(data_dir, datetime.now(UTC))
    build(data, folder, lambda _: None)
    make_current(folder)
    return data_dir


@pytest.fixture(scope="session")
def lanterns(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The 300 lanterns and their raters."""
    return read_dataset(write_lanterns(tmp_path_factory.mktemp("sources") / "lanterns"))


@pytest.fixture
def lantern_data(lanterns: Dataset, tmp_path: Path) -> Path:
    """A data folder of the 300 lanterns, without members yet."""
    return _ingested(lanterns, tmp_path / "data")


@pytest.fixture
def small_data(tmp_path: Path) -> Path:
    """A data folder of the twelve films of the small world, without members yet."""
    return _ingested(world.dataset(), tmp_path / "data")


@pytest.fixture
def small_source(tmp_path: Path) -> Path:
    """A handmade data set in today's MovieLens form."""
    return write_csv_form(tmp_path / "source")


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal in an empty folder, where no setting of the machine counts."""
    for name in (name.upper() for name in Settings.model_fields):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("QDRANT_HOST", raising=False)
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path, capfd)


@pytest.fixture
def chance() -> random.Random:
    """Chance with a seed that a failure shows; the same again with REELMATES_TEST_SEED."""
    seed = int(os.environ.get("REELMATES_TEST_SEED", random.SystemRandom().getrandbits(32)))
    print(f"REELMATES_TEST_SEED={seed}")  # noqa: T201 (pytest shows it with a failure)
    return random.Random(seed)
