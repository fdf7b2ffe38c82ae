"""An index on disk: one folder per ingest, and the small pointer file that says which one is current."""

import json
import os
import re
import shutil
import tokenize
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from io import FileIO
from operator import attrgetter
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from bot.errors import FolderUnusable, NotIngested
from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie
from bot.recommend.rater_ratings import RaterRatings, RatingFiles
from bot.recommend.series import series_of
from bot.recommend.statistics import RatingStatistics

FORMAT = 1
PREFIX = "index-"
"""What the names of all index folders begin with; the moment they were made follows."""

RaterFacts = Mapping[int, Mapping[str, str]]
_POINTER = "current"
# What numpy and zipfile were seen to raise for damaged arrays, and their kin.
_UNREADABLE = (
    OSError,
    EOFError,
    AttributeError,
    MemoryError,
    OverflowError,
    RuntimeError,
    TypeError,
    ValueError,
    tokenize.TokenError,
    zipfile.BadZipFile,
    zlib.error,
)
_NAME = re.compile(rf"{PREFIX}[0-9-]{{1,40}}")
_SERIES = "series.npy"
_MOVIE_IDS = "movie_ids.npy"
_row_of = attrgetter(*(field.name for field in fields(Movie)))


@dataclass(frozen=True, slots=True)
class Summary:
    """What was ingested: the data set's name, its size, when, and notes for the operator."""

    name: str
    films: int
    raters: int
    ratings: int
    made_at: str
    notes: tuple[str, ...] = ()
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class IndexFolder:
    """One ingested data set on disk; complete once the pointer names it."""

    path: Path

    @property
    def shard(self) -> Path:
        """Where the embedded engine keeps its points."""
        return self.path / "shard"

    @property
    def has_shard(self) -> bool:
        """Whether there are such points; an ingest for a Qdrant server makes none."""
        return self.shard.is_dir()

    def write(
        self,
        summary: Summary,
        catalogue: Catalogue,
        statistics: RatingStatistics,
        ratings: RaterRatings,
        rater_facts: RaterFacts,
    ) -> None:
        """Writes everything but the shard."""
        self.path.mkdir(parents=True, exist_ok=True)
        for array in fields(RaterRatings):
            np.save(self.path / f"{array.name}.npy", getattr(ratings, array.name))
        values = {field.name: getattr(statistics, field.name) for field in fields(RatingStatistics)}
        np.savez(self.path / "statistics.npz", **values)
        np.save(self.path / _SERIES, series_of(catalogue))
        np.save(self.path / _MOVIE_IDS, catalogue.movie_ids)
        _write_json(self.path / "catalogue.json", {"movies": [_row_of(movie) for movie in catalogue]})
        _write_json(self.path / "rater_facts.json", rater_facts)
        _write_json(self.path / "summary.json", asdict(summary))

    def summary(self) -> Summary:
        """What was ingested; raises NotIngested when the folder is of another version or not complete."""
        found = self._json("summary.json")
        if isinstance(found, dict) and found.get("format", FORMAT) != FORMAT:
            raise NotIngested("The index was made by another version of Reelmates; please run: reelmates ingest")
        try:
            return Summary(**{**found, "notes": tuple(found["notes"])})
        except (KeyError, TypeError) as error:
            raise _damaged(self.path) from error

    def catalogue(self) -> Catalogue:
        """Every film."""
        try:
            catalogue = Catalogue(_movie(*row) for row in self._json("catalogue.json")["movies"])
        except (KeyError, TypeError, ValueError) as error:
            raise _damaged(self.path) from error
        if len(catalogue) != self.summary().films:
            raise _damaged(self.path)
        return catalogue

    def statistics(self) -> RatingStatistics:
        """What was counted over all ratings."""
        try:
            with (self.path / "statistics.npz").open("rb") as file, np.load(file) as kept:
                values = {name: kept[name] if kept[name].ndim else kept[name].item() for name in kept.files}
            statistics = RatingStatistics(**values)
        except _UNREADABLE as error:
            raise _damaged(self.path) from error
        if not len(statistics.rated_by) == len(statistics.liked_by) == self.summary().films:
            raise _damaged(self.path)
        return statistics

    def series(self, catalogue: Catalogue) -> NDArray[np.int64]:
        """The catalogue's series numbers as of `series_of`; an index from before they were kept has them counted."""
        if not (self.path / _SERIES).exists():
            return series_of(catalogue)
        try:
            series: NDArray[np.int64] = np.load(self.path / _SERIES)
        except _UNREADABLE as error:
            raise _damaged(self.path) from error
        if series.dtype != np.int64 or series.shape != (len(catalogue),):
            raise _damaged(self.path)
        return series

    def ratings(self) -> RaterRatings:
        """Every rating, mapped from disk and not read."""
        summary = self.summary()
        try:
            arrays = {
                array.name: np.load(self.path / f"{array.name}.npy", mmap_mode="r") for array in fields(RaterRatings)
            }
        except _UNREADABLE as error:
            raise _damaged(self.path) from error
        ratings = RaterRatings(**arrays)
        if not ratings.fit(summary.raters, summary.ratings):
            raise _damaged(self.path)
        return ratings

    def rating_files(self) -> RatingFiles:
        """The same, for a process that runs for long: see RatingFiles."""
        ratings = self.ratings()
        return RatingFiles(
            np.array(ratings.rater_ids),
            np.array(ratings.offsets),
            _opened(self.path / "columns.npy", ratings.columns),
            _opened(self.path / "half_stars.npy", ratings.half_stars),
        )

    def movie_ids(self) -> NDArray[np.int64]:
        """The films' ids by catalogue column, for a process that needs nothing else of them."""
        ids: NDArray[np.int64] = np.load(self.path / _MOVIE_IDS)
        return ids

    def rater_facts(self) -> RaterFacts:
        """What the data set tells of its raters besides their ratings, by rater id."""
        return {int(rater): facts for rater, facts in self._json("rater_facts.json").items()}

    def _json(self, name: str) -> dict[str, Any]:
        try:
            return cast(dict[str, Any], json.loads((self.path / name).read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise _damaged(self.path) from error


def current_index(data_dir: Path) -> IndexFolder:
    """The folder that the pointer names; raises NotIngested when there is none."""
    try:
        name = (data_dir / _POINTER).read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        raise NotIngested(f"There is no film data in {data_dir} yet; please run: reelmates ingest") from None
    except OSError as error:
        raise FolderUnusable(f"The film data in {data_dir} cannot be read ({error.strerror}).") from error
    folder = IndexFolder(data_dir / name)
    if not _NAME.fullmatch(name) or not folder.path.is_dir():
        raise NotIngested(f"The film data in {data_dir} is gone or damaged; please run: reelmates ingest")
    return folder


def new_index(data_dir: Path, now: datetime) -> IndexFolder:
    """A folder name that no index has yet; nothing is made."""
    return IndexFolder(data_dir / f"{PREFIX}{now:%Y%m%d-%H%M%S-%f}")


def make_current(folder: IndexFolder) -> None:
    """Points to this folder from now on, in one step that is done or not done, once all of it is on the disk."""
    data_dir = folder.path.parent
    fresh = data_dir / f"{_POINTER}.new"
    try:
        for path in (*folder.path.rglob("*"), folder.path):
            _settle(path)
        fresh.write_text(folder.path.name + "\n", encoding="utf-8")
        _settle(fresh)
        fresh.replace(data_dir / _POINTER)
        _settle(data_dir)
    except OSError as error:
        raise FolderUnusable(unwritable(data_dir, error.strerror or str(error))) from error


def unwritable(data_dir: Path, reason: str) -> str:
    """What an operator is told when an index cannot be stored."""
    return (
        f"The index cannot be written to {data_dir} ({reason}); make room there, or name another folder with "
        "--data-dir. The former film data is still in use."
    )


def others_than(kept: IndexFolder) -> list[Path]:
    """Former and half-built indexes beside this one."""
    return [path for path in kept.path.parent.glob(f"{PREFIX}*") if path.name != kept.path.name]


def remove_all_but(kept: IndexFolder) -> None:
    """Removes former and half-built indexes: for when `kept` has answered and nobody builds."""
    for path in others_than(kept):
        shutil.rmtree(path, ignore_errors=True)


def _settle(path: Path) -> None:
    """Has the system write a file, or a folder's list of names, to the disk; Windows opens no folders."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _movie(movie_id: int, title: str, year: int | None, genres: list[str], others: list[str], *rest: Any) -> Movie:
    return Movie(movie_id, title, year, tuple(genres), tuple(others), *rest)


def _opened(path: Path, mapped: NDArray[Any]) -> FileIO:
    """The array's file, standing where its first number begins."""
    file = FileIO(path)
    file.seek(path.stat().st_size - mapped.nbytes)
    return file


def _write_json(path: Path, value: Mapping[Any, object]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _damaged(path: Path) -> NotIngested:
    return NotIngested(f"The film data in {path.parent} is damaged; please run: reelmates ingest")
