"""The text tables of a data set: header, delimiter, encoding, and rows with their line numbers."""

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bot.errors import BadSource

# A folder, or a file in one, on the disk or inside a zip.
Folder: TypeAlias = Path | zipfile.Path
File: TypeAlias = Path | zipfile.Path

# Told how many bytes of a file have been read, and of how many.
Told: TypeAlias = Callable[[int, int], None]

_LONGEST_HEADER = 65_536
_READ_AT_ONCE = 1 << 20
_NUMBER = re.compile(r"\s*([0-9]{1,12})(?:\.0*)?\s*")


@dataclass(frozen=True, slots=True)
class Header:
    """What the first line of a CSV file says."""

    file_name: str
    delimiter: str
    columns: tuple[str, ...]

    def has(self, column: str) -> bool:
        return column.casefold() in self.columns

    def place_of(self, column: str) -> int:
        """The column's position, counted from 0; BadSource when there is none of that name."""
        if not self.has(column):
            found = shown(", ".join(self.columns), longest=80)
            raise BadSource(f"{self.file_name} has no column “{column}”; its first line says {found}.")
        return self.columns.index(column.casefold())


def read_header(file: File) -> Header:
    """Reads the first line; columns are compared without regard to case, and may be parted by `,`, `;` or tabs."""
    with file.open("rb") as stream:
        line = stream.readline(_LONGEST_HEADER).decode("utf-8-sig", errors="replace").strip().split("\r")[0]
    if not line:
        raise BadSource(f"{file.name} is empty.")
    delimiter = max(",;\t", key=line.count)
    columns = next(csv.reader([line], delimiter=delimiter))
    return Header(file.name, delimiter, tuple(column.strip().casefold() for column in columns))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, ending in `line` of the file (counted from 1); it `fits` when as wide as the first line."""

    line: int
    cells: Sequence[str]
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table, read while they are asked for, and what is odd about the file."""

    rows: Iterator[Row]
    notes: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Row]:
        return self.rows


def read_columns(file: File, header: Header, wanted: Iterable[str]) -> Rows:
    """The wanted columns of a CSV file, in the order wanted; cells that a short row lacks are empty."""
    places = [header.place_of(column) for column in wanted]
    if _is_utf_8(file):
        return Rows(_csv_rows(file, header, places, "utf-8-sig"))
    note = f"{file.name} is not UTF-8 and was read as Latin-1; letters with accents may look wrong."
    return Rows(_csv_rows(file, header, places, "latin-1"), (note,))


def _is_utf_8(file: File) -> bool:
    decode = codecs.getincrementaldecoder("utf-8")().decode
    with file.open("rb") as stream:
        try:
            while piece := stream.read(_READ_AT_ONCE):
                decode(piece)
            decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _csv_rows(file: File, header: Header, places: Sequence[int], encoding: str) -> Iterator[Row]:
    with file.open("rb") as stream, io.TextIOWrapper(stream, encoding, newline="") as text:
        reader = csv.reader(text, delimiter=header.delimiter)
        try:
            next(reader)
            for cells in filter(any, reader):
                width = len(cells)
                found = [cells[place] if place < width else "" for place in places]
                yield Row(reader.line_num, found, fits=width == len(header.columns))
        except csv.Error as error:
            raise BadSource(
                f"{file.name} cannot be read beyond line {reader.line_num}; a quotation mark may be open there."
            ) from error


def read_double_colons(file: File) -> Rows:
    """The rows of a `::` file; the old sets are Latin-1, newer ones UTF-8."""
    return Rows(_double_colon_rows(file, "utf-8-sig" if _is_utf_8(file) else "latin-1"))


def _double_colon_rows(file: File, encoding: str) -> Iterator[Row]:
    with file.open("rb") as stream, io.TextIOWrapper(stream, encoding) as text:
        for number, line in enumerate(text, start=1):
            if line.strip():
                yield Row(number, line.rstrip("\n").split("::"))


def size_of(file: File) -> int:
    """The file's size in bytes, unpacked."""
    return file.stat().st_size if isinstance(file, Path) else file.root.getinfo(file.at).file_size


def name_of(folder: Folder) -> str:
    """The data set's name: that of the folder its files lie in, or of the zip."""
    return folder.name.removesuffix(".zip")


def number_in(cell: str) -> int | None:
    """A whole number as data sets write them, `862` or `862.0`, else None."""
    found = _NUMBER.fullmatch(cell)
    return int(found[1]) if found else None


def shown(cell: str, longest: int = 40) -> str:
    """What stands in a cell, in quotation marks, on one line and short enough for a sentence."""
    plain = "".join(letter if letter.isprintable() else " " for letter in cell[:longest])
    return f"“{plain}…”" if len(cell) > longest else f"“{plain}”"


def counted(number: int, noun: str) -> str:
    """`1 film`, `9,066 films`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
