"""`reelmates restore`: members' state as a backup holds it, all of it or nothing."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import delete
from sqlalchemy.exc import DBAPIError

from bot.assembly import only_bot
from bot.backups.folder import BackupFolder
from bot.backups.sealed import Label, NoBackup, read_label, unseal, why
from bot.backups.taking import take_backup
from bot.copying import Step, copy_tables, row_counts, shown
from bot.database import METADATA, Database, open_database, sqlite_url
from bot.errors import DatabaseUnavailable, FolderUnusable, SetupError

_SCRATCH = ".restore-"
Told = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """What came in, rows by table, of which backup, and the file in which what was there before is kept."""

    label: Label
    rows: Mapping[str, int]
    former: Path | None


def restore_state(backup: Path, url: str, data_dir: Path, saving: BackupFolder | None, now: datetime) -> Restored:
    """Restores while no bot runs in the data folder; what was there is saved into `saving`, and without it kept.

    Raises SetupError, and then the database is as it was.
    """
    with only_bot(data_dir), _scratch_in(data_dir) as folder, shown("Restoring") as told:
        return asyncio.run(_restore(backup, url, Path(folder) / "copy", saving, now, told))


def _scratch_in(data_dir: Path) -> "TemporaryDirectory[str]":
    """A folder to unpack in; what a restore that was killed has left goes."""
    try:
        for left in data_dir.glob(f"{_SCRATCH}*"):
            shutil.rmtree(left)
        return TemporaryDirectory(prefix=_SCRATCH, dir=data_dir)
    except OSError as error:
        raise FolderUnusable(f"The data folder {data_dir} cannot be written ({error.strerror}).") from error


async def _restore(
    backup: Path, url: str, copy: Path, saving: BackupFolder | None, now: datetime, told: Told
) -> Restored:
    try:
        label = await asyncio.to_thread(_unpack, backup, copy)
        source = await open_database(sqlite_url(copy))  # which brings the copy up to date
    except NoBackup:
        raise
    except (OSError, sqlite3.Error, SetupError) as error:
        raise NoBackup(f"The backup {backup} cannot be read ({why(error)}); nothing was restored.") from error
    try:
        target = await open_database(url)
        try:
            former = await _saved(target, url, saving, now)
            return Restored(label, await _replace(source, target, told), former)
        finally:
            await target.close()
    finally:
        await source.close()


def _unpack(backup: Path, copy: Path) -> Label:
    """Works on a copy, so that the backup stays as it is whatever happens."""
    label = read_label(backup)
    copy.touch(mode=0o600)
    shutil.copyfile(backup, copy)
    unseal(copy)
    return label


async def _saved(target: Database, url: str, saving: BackupFolder | None, now: datetime) -> Path | None:
    async with target.reading() as connection:
        if not any((await row_counts(connection)).values()):
            return None
    if saving is None:
        raise NoBackup(
            f"The database {target.name} holds members' state; with --replace it is saved to a backup, then replaced."
        )
    file = saving.room_for(now)
    await take_backup(url, file, now)
    return file


async def _replace(source: Database, target: Database, told: Told) -> Mapping[str, int]:
    """One transaction: who is killed in the midst of it has changed nothing."""
    try:
        async with source.reading() as here, target.writing() as there:
            for table in reversed(METADATA.sorted_tables):
                await there.execute(delete(table))
            rows = await row_counts(here)
            await copy_tables(here, there, sum(rows.values()), told)
    except (DBAPIError, DatabaseUnavailable) as error:
        raise NoBackup(
            f"The restore broke off ({why(error)}); members' state is as it was; put that right first."
        ) from error
    return rows
