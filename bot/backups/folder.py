"""The folder of backups: each is named for its moment, and the latest few stay."""

import contextlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.backups.taking import HALF_MADE
from bot.errors import FolderUnusable

_NAME = "reelmates-%Y-%m-%dT%H-%M-%SZ.backup"
_GIVEN_UP_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """Backups that we have named ourselves; other files in the folder are nobody's business here."""

    path: Path

    def room_for(self, moment: datetime) -> Path:
        """The file for a backup of this moment or, where it is taken, of the next second; raises FolderUnusable."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise FolderUnusable(f"The folder of backups {self.path} cannot be made ({error.strerror}).") from error
        moment = moment.astimezone(UTC)
        while (file := self.path / moment.strftime(_NAME)).exists():
            moment += timedelta(seconds=1)
        return file

    def newest_at(self, now: datetime) -> datetime | None:
        """When the latest backup was made; None without one. A clock that was wrong may have named some for later."""
        return max((moment for moment in self._made() if moment <= now), default=None)

    def tidy(self, now: datetime, kept: int) -> None:
        """Removes all backups but the latest, and what killed processes have left half-made."""
        made = {moment: file for moment, file in self._made().items() if moment <= now}
        for moment in sorted(made, reverse=True)[kept:]:
            made[moment].unlink(missing_ok=True)
        for left in self.path.glob(f"{HALF_MADE}*"):
            with contextlib.suppress(FileNotFoundError):
                if datetime.fromtimestamp(left.stat().st_mtime, UTC) < now - _GIVEN_UP_AFTER:
                    shutil.rmtree(left)

    def _made(self) -> Mapping[datetime, Path]:
        """Raises FolderUnusable when the folder is there and cannot be read."""
        made = {}
        try:
            for file in self.path.glob("reelmates-*.backup"):
                with contextlib.suppress(ValueError):
                    made[datetime.strptime(file.name, _NAME).replace(tzinfo=UTC)] = file
        except OSError as error:
            raise FolderUnusable(f"The folder of backups {self.path} cannot be read ({error.strerror}).") from error
        return made
