"""Ratings out of a text file: pandas reads a million lines at a time, and a spoilt line is found and named."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import numpy as np
import pandas as pd
from pandas.io.parsers import TextFileReader

from bot.errors import BadSource
from bot.movies.movielens.grouping import RatingColumns, half_stars_in
from bot.movies.movielens.tables import File, Told, number_in, shown, size_of

_ROWS_AT_ONCE = 1 << 20
_LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True, slots=True)
class RatingsTable:
    """Where rater, film and stars stand in a line of a text file, counted from 0."""

    file: File
    delimiter: str
    columns: tuple[int, int, int]
    header_lines: int


def read_ratings(table: RatingsTable, told: Told) -> Iterator[RatingColumns]:
    """Yields the ratings in the file's order; BadSource names the first line that is none."""
    size = size_of(table.file)
    with table.file.open("rb") as stream:
        try:
            frames = _frames(stream, table)
            while (frame := _next_frame(frames)) is not None:
                rater_ids, movie_ids, stars = (frame[column].to_numpy() for column in table.columns)
                half_stars = half_stars_in(stars)
                if half_stars is None or rater_ids.min() < 0 or movie_ids.min() < 0:
                    raise _first_fault(table)
                yield RatingColumns(rater_ids, movie_ids, half_stars)
                told(stream.tell(), size)
        except pd.errors.EmptyDataError:
            return
        except (ValueError, ArithmeticError, KeyError) as error:  # KeyError: the file's lines lack a column
            raise _first_fault(table) from error


def _frames(stream: IO[bytes], table: RatingsTable) -> TextFileReader:
    rater, film, stars = table.columns
    return pd.read_csv(
        stream,
        sep=table.delimiter,
        header=None,
        skiprows=table.header_lines,
        usecols=[rater, film, stars],
        dtype={rater: np.int32, film: np.int32, stars: np.float32},
        chunksize=_ROWS_AT_ONCE,
        engine="c",
        encoding_errors="replace",
    )


@np.errstate(invalid="raise", over="raise")
def _next_frame(frames: TextFileReader) -> pd.DataFrame | None:
    """Numbers too large for their column raise FloatingPointError, where numpy would only warn."""
    return next(frames, None)


def _first_fault(table: RatingsTable) -> BadSource:
    """Looks for the line that spoils a file, once it is known that one does."""
    with table.file.open("rb") as stream, io.TextIOWrapper(stream, "utf-8-sig", "replace", newline="") as text:
        reader = csv.reader(text, delimiter=table.delimiter, strict=True)
        where = f"{table.file.name} line"
        try:
            for _ in range(table.header_lines):
                next(reader)
            for cells in filter(None, reader):
                if fault := _fault_in(cells, table.columns):
                    return BadSource(f"{where} {reader.line_num}: {fault}.")
        except csv.Error:
            return BadSource(f"{where} {reader.line_num} cannot be read; a quotation mark may be open there.")
    return BadSource(f"{table.file.name} is not a table of raters, films and ratings.")


def _fault_in(cells: list[str], columns: tuple[int, int, int]) -> str | None:
    if len(cells) <= max(columns):
        return "a rater, a film and a rating are expected"
    rater, film, stars = (cells[column] for column in columns)
    for cell, whose in ((rater, "rater"), (film, "film")):
        number = number_in(cell)
        if number is None or number > _LARGEST_NUMBER:
            return f"{shown(cell)} is not a {whose}'s number"
    try:
        fine = half_stars_in(np.array([float(stars)])) is not None
    except ValueError:
        fine = False
    return None if fine else f"{shown(stars)} is not a rating from 0.5 to 5 in half steps"
