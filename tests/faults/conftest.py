"""Data folders to do harm to."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.ingest import build
from bot.movies.movielens import read_dataset
from bot.recommend.index_folder import make_current, new_index
from bot.settings import Settings
from tests import world
from tests.faults.lanterns import write_lanterns
from tests.faults.refusals import Terminal


@pytest.fixture(scope="session")
def _lantern_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = write_lanterns(tmp_path_factory.mktemp("sources") / "lanterns")
    data_dir = tmp_path_factory.mktemp("lantern-template")
    folder = new_index(data_dir, datetime.now(UTC))
    build(read_dataset(source), folder, lambda _: None)
    make_current(folder)
    return data_dir


@pytest.fixture
def lantern_data(_lantern_template: Path, tmp_path: Path) -> Path:
    """A data folder of the 300 lanterns, without members yet."""
    return Path(shutil.copytree(_lantern_template, tmp_path / "data"))


@pytest.fixture(scope="session")
def _small_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("small-template")
    folder = new_index(data_dir, datetime.now(UTC))
    build(world.dataset(), folder, lambda _: None)
    make_current(folder)
    return data_dir


@pytest.fixture
def small_data(_small_template: Path, tmp_path: Path) -> Path:
    """A data folder of the twelve films of the small world, without members yet."""
    return Path(shutil.copytree(_small_template, tmp_path / "data"))


@pytest.fixture
def terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Terminal:
    """A terminal in an empty folder, where no setting of the machine counts."""
    for name in (name.upper() for name in Settings.model_fields):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("QDRANT_HOST", raising=False)
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path, capfd)
