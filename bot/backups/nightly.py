"""A backup every night while `reelmates run` runs; a missed one is made up for as soon as it runs again."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.backups.folder import BackupFolder
from bot.backups.taking import take_backup
from bot.errors import ReelmatesError
from bot.settings import Settings

_QUIET_HOUR = 4
_AGAIN_AFTER = timedelta(hours=1)
_EVERY_S = 300.0
_log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Tick = Callable[[], Awaitable[None]]


class NightlyBackups:
    """Backs up one database into a folder and keeps the latest there; `clock` tells the time in the host's zone.

    `failure` is the sentence of the latest attempt, None when it went well.
    """

    def __init__(self, url: str, folder: BackupFolder, kept: int, clock: Clock) -> None:
        self.failure: str | None = None
        self._url = url
        self._folder = folder
        self._kept = kept
        self._clock = clock
        self._failed_at: datetime | None = None

    def newest_at(self) -> datetime | None:
        """When the latest backup in the folder was made, by a night or by hand; None without one."""
        return self._folder.newest_at(self._clock())

    async def keep_up(self, tick: Tick) -> None:
        """Looks now and after every tick until cancelled."""
        while True:
            await self.look()
            await tick()

    async def look(self) -> None:
        """Makes the backup of the night when it is due; one that fails is logged, and tried again in an hour."""
        now = self._clock()
        if self._failed_at is not None and timedelta(0) <= now - self._failed_at < _AGAIN_AFTER:
            return
        try:
            newest_at = self._folder.newest_at(now)
            if newest_at is not None and newest_at >= latest_quiet_hour(now):
                return
            await take_backup(self._url, self._folder.room_for(now), now)
            await asyncio.to_thread(self._tidy, now)
        except ReelmatesError as error:
            self.failure, self._failed_at = str(error), now
            _log.error("No backup was made tonight: %s The next attempt is in an hour.", error)
            return
        self.failure, self._failed_at = None, None
        _log.info("Members' state is backed up in %s.", self._folder.path)

    def _tidy(self, now: datetime) -> None:
        try:
            self._folder.tidy(now, self._kept)
        except OSError as error:
            _log.warning("Old backups in %s cannot be removed (%s).", self._folder.path, error.strerror)


def latest_quiet_hour(now: datetime) -> datetime:
    """Four o'clock in the zone of `now`, of today or, earlier than that, of yesterday."""
    today = now.replace(hour=_QUIET_HOUR, minute=0, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)


@asynccontextmanager
async def backing_up(settings: Settings) -> AsyncIterator[NightlyBackups | None]:
    """Backs up every night while the block runs; None where the operator wants no backups kept."""
    if settings.reelmates_backups_kept == 0:
        yield None
        return
    folder = BackupFolder(settings.backup_dir)
    backups = NightlyBackups(settings.database_url, folder, settings.reelmates_backups_kept, _host_time)
    keeping = asyncio.create_task(backups.keep_up(_five_minutes), name="backups")
    try:
        yield backups
    finally:
        keeping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await keeping


def _host_time() -> datetime:
    return datetime.now().astimezone()


async def _five_minutes() -> None:
    await asyncio.sleep(_EVERY_S)
