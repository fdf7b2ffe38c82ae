"""From a folder or a zip to a data set: finds the data in it and recognises its form."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from bot.errors import BadSource
from bot.movies.dataset import Dataset
from bot.movies.movielens.csv_form import read_csv_form
from bot.movies.movielens.dat_form import read_dat_form
from bot.movies.movielens.kaggle_form import read_kaggle_form
from bot.movies.movielens.tables import Folder, Told


def read_dataset(place: Path, told: Told = lambda read, of: None) -> Dataset:
    """Reads the one data set in a folder or zip, where its files may lie up to two folders deep.

    `told` hears how much of the ratings has been read.
    """
    place = place.resolve()
    try:
        if place.is_dir():
            return _read(place, place, told)
        if not place.exists():
            raise BadSource(f"There is no folder or zip called {place}.")
        if place.suffix.lower() != ".zip" and not zipfile.is_zipfile(place):
            raise BadSource(f"{place} is neither a folder nor a zip; name the folder that holds ratings and films.")
        with zipfile.ZipFile(place) as archive:
            _refuse_strange_packing(archive, place)
            return _read(zipfile.Path(archive), place, told)
    except (zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError) as error:
        raise BadSource(f"{place.name} is damaged or was cut off on its way; fetch or copy it again.") from error
    except NotImplementedError as error:
        raise _strangely_packed(place) from error
    except OSError as error:
        raise BadSource(f"{place} cannot be read: {error.strerror or error}.") from error


def _refuse_strange_packing(archive: zipfile.ZipFile, place: Path) -> None:
    usual = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if any(member.flag_bits & 1 or member.compress_type not in usual for member in archive.infolist()):
        raise _strangely_packed(place)


def _strangely_packed(place: Path) -> BadSource:
    return BadSource(f"{place.name} is locked or packed in an unusual way; unpack it and name the folder instead.")


def _refuse_ml_100k(folder: Folder, _told: Told) -> Dataset:
    raise BadSource(
        f"{folder.name} holds u.data, the form of ml-100k, which numbers its films unlike every other MovieLens set, "
        "so that members' tastes would not fit; take `reelmates ingest ml-latest-small` instead."
    )


Reader: TypeAlias = Callable[[Folder, Told], Dataset]

# The files that give a form away, and what reads it.
_FORMS: tuple[tuple[frozenset[str], Reader], ...] = (
    (frozenset({"ratings.csv", "movies.csv"}), read_csv_form),
    (frozenset({"ratings.dat", "movies.dat"}), read_dat_form),
    (frozenset({"movies_metadata.csv"}), read_kaggle_form),
    (frozenset({"u.data"}), _refuse_ml_100k),
)


def _read(root: Folder, place: Path, told: Told) -> Dataset:
    level = [root]
    for _ in range(3):
        found = [(folder, read) for folder in level for read in _readers_of(folder)]
        if len(found) > 1:
            names = ", ".join(sorted(folder.name for folder, _ in found))
            raise BadSource(f"{place} holds several data sets ({names}); name one of them.")
        if found:
            folder, read = found[0]
            return read(folder, told)
        for folder in level:
            _refuse_half_a_set(folder)
        level = [below for folder in level for below in _folders_in(folder)]
    raise BadSource(
        f"There is no MovieLens data in {place}: neither ratings.csv with movies.csv, nor ratings.dat with movies.dat, "
        "nor movies_metadata.csv."
    )


def _readers_of(folder: Folder) -> list[Reader]:
    names = _files_in(folder)
    return [read for needed, read in _FORMS if needed <= names][:1]


def _refuse_half_a_set(folder: Folder) -> None:
    names = _files_in(folder)
    for needed, _ in _FORMS:
        if there := sorted(needed & names):
            raise BadSource(f"{folder.name} has {there[0]} but no {min(needed - names)}.")


def _files_in(folder: Folder) -> frozenset[str]:
    return frozenset(entry.name for entry in folder.iterdir() if entry.is_file())


def _folders_in(folder: Folder) -> Iterator[Folder]:
    """Skips what archivers leave behind (`__MACOSX`) and hidden folders."""
    return (entry for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith((".", "__")))
