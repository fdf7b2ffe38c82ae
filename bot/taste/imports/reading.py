"""A file from elsewhere to the films in it: recognised by what is inside, whatever it is called."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from bot.taste.imports import own, tables, trakt
from bot.taste.imports.rows import ImportedFilm, each_once
from bot.taste.imports.tables import Meaning
from bot.taste.imports.unpacking import LARGEST_FILE, UnreadableFile, texts_of

MOST_FILMS = 100_000
_LONGEST_TITLE_LINE = 300
_MOST_VALUES = 1_000_000  # in memory each takes up to 100 bytes


@dataclass(frozen=True, slots=True)
class History:
    """The films of one upload, each once, in the order of the file."""

    films: tuple[ImportedFilm, ...]


def read_history(content: bytes, name: str) -> History:
    """The films in the file; raises UnreadableFile in a sentence. `name` only tells a watchlist from films seen."""
    check_size(len(content))
    is_packed = content.startswith(b"PK\x03\x04")
    films = []
    for path, text in texts_of(content) if is_packed else [(name, content)]:
        for film in _films(path, _decoded(text), is_packed):
            films.append(film)
            if len(films) > MOST_FILMS:
                raise UnreadableFile("That file lists more than {count} films; send me a part of it.", count=MOST_FILMS)
    if not films:
        raise _nothing_known()
    return History(each_once(films))


def check_size(size: int) -> None:
    """Raises UnreadableFile for a file of so many bytes that it is not worth to be fetched."""
    if size > LARGEST_FILE:
        raise UnreadableFile(
            "That file has more than {count} MiB, and no list of films does.", count=LARGEST_FILE // (1024 * 1024)
        )


def _nothing_known() -> UnreadableFile:
    return UnreadableFile(
        "I find no films in that file. I read exports of Letterboxd (the zip), IMDb (CSV), Trakt (JSON), TMDB (CSV) "
        "and MovieLens (CSV), my own (JSON), and plain lists of titles."
    )


def _films(path: str, text: str, is_packed: bool) -> Iterator[ImportedFilm]:
    if text.lstrip()[:1] in ("[", "{"):
        content = _parsed(text)
        return own.films_of(content) if own.is_own(content) else trakt.films_of(content)
    if tables.has_header(text):
        return tables.films_of(text, _meaning(path))
    if is_packed and not path.lower().endswith(".txt"):  # a table about something else, as exports have several
        return iter(())
    if any(len(line) > _LONGEST_TITLE_LINE for line in islice(tables.lines_of(text), 100)):
        raise _nothing_known()
    return tables.titles_of(text)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        raise _nothing_known()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _parsed(text: str) -> Any:
    if sum(map(text.count, "[{,")) > _MOST_VALUES:
        raise UnreadableFile("That JSON file holds more than any list of films; send me a part of it.")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile("That JSON file is damaged; export it anew and send it as it is.") from error


def _meaning(path: str) -> Meaning:
    """What a film without stars means here: Letterboxd's watched, liked and wanted films have the same columns."""
    pure = PurePosixPath(path.lower())
    if "watchlist" in pure.name or "wishlist" in pure.name:
        return Meaning.WANTED
    return Meaning.LOVED if "likes" in pure.parts or "liked" in pure.name else Meaning.SEEN
