"""Takes a backup while the bot answers and members write: everything committed before it began is in it."""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.backups.sealed import Label, NoBackup, seal, why
from bot.copying import Step, copy_tables, row_counts
from bot.database import Database, known_revisions, open_database, reach_database, sqlite_url
from bot.errors import DatabaseUnavailable, SetupError

HALF_MADE = ".backup-"
_PAGES_AT_ONCE = 64
Done = TypeVar("Done")


async def take_backup(url: str, file: Path, made_at: datetime) -> Label:
    """Backs up the database at `url` into a new file, which appears whole, on the disk and for its owner's eyes only.

    Raises NoBackup; then, or when cancelled, there is no such file.
    """
    database = reach_database(url)
    try:
        with _begun(file) as copy:
            await _copy(database, copy)
            label = await _in_thread(lambda stopped: seal(copy, made_at, stopped))
            await asyncio.to_thread(_put, copy, file)
    finally:
        await database.close()
    return label


@contextmanager
def _begun(file: Path) -> Iterator[Path]:
    """An empty file to fill and rename, in a folder beside `file` that goes when the block ends, whatever is left."""
    if os.path.lexists(file):
        raise NoBackup(f"There is a file {file} already; please name one that is not there yet.")
    try:
        with TemporaryDirectory(prefix=HALF_MADE, dir=file.parent) as folder:
            copy = Path(folder) / "copy"
            copy.touch(mode=0o600)
            yield copy
    except NoBackup:
        raise
    except (OSError, sqlite3.Error, DBAPIError, DatabaseUnavailable, SetupError) as error:
        raise NoBackup(f"The backup {file} could not be made ({why(error)}); nothing is left of it.") from error


async def _copy(database: Database, copy: Path) -> None:
    source = database.file
    if source is None:
        await _copy_server(database, copy)
        return
    if not source.is_file():
        raise NoBackup(f"There is no database {source} to back up yet.")
    await _in_thread(lambda stopped: _copy_file(source, copy, stopped))


def _copy_file(source: Path, copy: Path, stopped: Event) -> None:
    """SQLite's own online copy, https://www.sqlite.org/backup.html; nobody who writes meanwhile waits for it."""

    def look(_status: int, _remaining: int, _total: int) -> None:
        if stopped.is_set():
            raise sqlite3.OperationalError("interrupted")

    address = f"{source.absolute().as_uri()}?mode=rw"
    with (
        closing(sqlite3.connect(address, uri=True, isolation_level=None)) as here,
        closing(sqlite3.connect(copy)) as there,
    ):
        here.execute("BEGIN")  # with a reading begun, what is committed later does not make the copy start again
        here.execute("SELECT count(*) FROM sqlite_master").fetchone()
        here.backup(there, pages=_PAGES_AT_ONCE, progress=look)


async def _copy_server(database: Database, copy: Path) -> None:
    """Every row as it is at one moment; nobody who writes meanwhile waits for it."""
    async with database.reading() as here:
        await here.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        if await here.scalar(text("SELECT to_regclass('alembic_version')")) is None:
            raise NoBackup(f"There is nothing in the database {database.name} to back up yet.")
        if await here.scalar(text("SELECT version_num FROM alembic_version")) != known_revisions()[-1]:
            raise NoBackup(
                f"The database {database.name} is of another version of Reelmates; back it up with that version, "
                "or start the bot once, which brings it up to date."
            )
        opened = await open_database(sqlite_url(copy))
        try:
            async with opened.writing() as there:
                await copy_tables(here, there, sum((await row_counts(here)).values()), _ignored)
        finally:
            await opened.close()


def _ignored(_step: Step) -> None:
    """A backup is quick, and mostly nobody watches."""


async def _in_thread(work: Callable[[Event], Done]) -> Done:
    """Does the work in a thread, which is asked to stop when the caller is cancelled, and waited for."""
    stopped = Event()
    doing = asyncio.ensure_future(asyncio.to_thread(work, stopped))
    try:
        return await asyncio.shield(doing)
    except asyncio.CancelledError:
        stopped.set()
        await asyncio.gather(doing, return_exceptions=True)
        raise


def _put(copy: Path, file: Path) -> None:
    """Gives the copy its name once all of it is on the disk, and makes sure of the name."""
    _synchronise(copy)
    copy.rename(file)
    _synchronise(file.parent)


def _synchronise(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
