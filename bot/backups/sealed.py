"""The form of a backup: a SQLite file of every table that says what it holds and shows whether it is still whole."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from zlib import crc32

from bot.database import known_revisions, reason_of
from bot.errors import SetupError

# https://www.sqlite.org/fileformat.html#the_database_header: two fields of the header belong to the application.
_HEADER_BYTES = 100
_SQLITE = b"SQLite format 3\0"
_CHECKSUM = slice(60, 64)  # "user version": the CRC-32 of the file in which these bytes are zero
_MARK = slice(68, 72)  # "application id"
_OURS = b"Reel"

_BYTES_AT_ONCE = 1 << 20
_STEPS_BETWEEN_LOOKS = 10_000


class NoBackup(SetupError):
    """A backup that cannot be made, read or put back."""


def why(error: Exception) -> str:
    """What the system or the database said, in one line, whatever we said of it since."""
    cause = error.__cause__ or error
    return cause.strerror if isinstance(cause, OSError) and cause.strerror else reason_of(cause)


@dataclass(frozen=True, slots=True)
class Label:
    """What a backup holds: when it was made, the revision of its tables, and how many rows each has."""

    made_at: datetime
    revision: str
    rows: Mapping[str, int]


def seal(copy: Path, made_at: datetime, stopped: Event) -> Label:
    """Makes a backup of a closed SQLite copy of members' state: checks it, labels it, and writes its checksum.

    Raises NoBackup when the copy is damaged or no state of Reelmates, and sqlite3.Error soon after `stopped` is set.
    """
    with closing(_opened(copy, "rw")) as connection:
        connection.set_progress_handler(stopped.is_set, _STEPS_BETWEEN_LOOKS)
        connection.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        if (found := _fault(connection)) is not None:
            raise NoBackup(f"Members' state is damaged ({found}), and no backup was made; the former ones are kept.")
        label = Label(made_at, _revision(connection), _rows(connection))
        connection.execute("DROP TABLE IF EXISTS backup")
        connection.execute("CREATE TABLE backup (label TEXT NOT NULL)")
        connection.execute("INSERT INTO backup VALUES (?)", (_written(label),))
        connection.execute(f"PRAGMA application_id = {int.from_bytes(_OURS)}")
    with copy.open("r+b") as file:
        file.seek(_CHECKSUM.start)
        file.write(_checksum(copy).to_bytes(4))
    return label


def read_label(backup: Path) -> Label:
    """What a backup says it holds; raises NoBackup when it is none, is damaged, or is of a newer version.

    One that cannot be read raises what the system says, OSError or sqlite3.Error.
    """
    with backup.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if not header.startswith(_SQLITE) or header[_MARK] != _OURS:
        raise NoBackup(f"{backup} is no backup that `reelmates backup` made.")
    if int.from_bytes(header[_CHECKSUM]) != _checksum(backup):
        raise NoBackup(f"The backup {backup} is damaged: it is not as it was written; please take another one.")
    with closing(_opened(backup, "ro")) as connection:
        label = _read(connection.execute("SELECT label FROM backup").fetchone()[0])
        if label.revision not in known_revisions():
            raise NoBackup(f"The backup {backup} was made by a newer version of Reelmates; please upgrade first.")
        if _fault(connection) is not None or _rows(connection) != label.rows:
            raise NoBackup(f"The backup {backup} does not hold what it says; please take another one.")
    return label


def unseal(copy: Path) -> None:
    """Makes a database again of a copy of a backup."""
    with closing(_opened(copy, "rw")) as connection:
        connection.execute("DROP TABLE backup")


def _opened(file: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)


def _fault(connection: sqlite3.Connection) -> str | None:
    """The first thing that SQLite finds wrong, in one line; None when there is nothing."""
    try:
        found: str = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise  # not the file's fault
        return str(error)
    return None if found == "ok" else found.splitlines()[-1]


def _revision(connection: sqlite3.Connection) -> str:
    if "alembic_version" not in _tables(connection):
        raise NoBackup("There is no members' state to back up yet.")
    noted: str = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    return noted


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    counted = sorted(_tables(connection) - {"alembic_version", "backup"})
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in counted}  # noqa: S608 (names that SQLite itself tells)


def _tables(connection: sqlite3.Connection) -> set[str]:
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    return {name for (name,) in connection.execute(named)}


def _written(label: Label) -> str:
    return json.dumps(
        {"made_at": label.made_at.astimezone(UTC).isoformat(), "revision": label.revision, "rows": label.rows}
    )


def _read(text: str) -> Label:
    told = json.loads(text)
    return Label(datetime.fromisoformat(told["made_at"]), told["revision"], told["rows"])


def _checksum(file: Path) -> int:
    """The CRC-32 of the file with zeros in the checksum's own place."""
    with file.open("rb") as opened:
        header = bytearray(opened.read(_HEADER_BYTES))
        header[_CHECKSUM] = bytes(4)
        checksum = crc32(header)
        while part := opened.read(_BYTES_AT_ONCE):
            checksum = crc32(part, checksum)
    return checksum
