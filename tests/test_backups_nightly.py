"""While the bot runs there is a backup of every night, two weeks of them, and a failure that everybody can see."""

import asyncio
import logging
import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.backups.folder import BackupFolder
from bot.backups.nightly import NightlyBackups, backing_up, latest_quiet_hour
from bot.backups.sealed import read_label
from bot.database import open_database, sqlite_url
from bot.settings import Settings
from bot.taste.profile import Verdict
from bot.taste.store import Member, TasteStore
from tests.world import ALIEN, NOW

BERLIN_IN_WINTER = timezone(timedelta(hours=1))
BEFORE_FOUR = datetime(2026, 11, 23, 3, 59, tzinfo=BERLIN_IN_WINTER)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(slots=True)
class Nights:
    """Members' state in a folder, its nightly backups, and a clock to turn."""

    data_dir: Path
    now: datetime = BEFORE_FOUR
    backups: NightlyBackups = field(init=False)

    def __post_init__(self) -> None:
        self.start(kept=3)

    @property
    def database(self) -> Path:
        """The database's file."""
        return self.data_dir / "reelmates.db"

    @property
    def folder(self) -> Path:
        """The folder of backups."""
        return self.data_dir / "backups"

    def start(self, kept: int) -> None:
        """Starts the bot, which knows of earlier backups only what lies in the folder."""
        self.backups = NightlyBackups(sqlite_url(self.database), BackupFolder(self.folder), kept, lambda: self.now)

    async def look_after(self, time: timedelta) -> list[str]:
        """The backups there are when the bot has looked so much later."""
        self.now += time
        await self.backups.look()
        return self.names()

    def names(self) -> list[str]:
        """All that lies in the folder, in order."""
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.exists() else []


@pytest.fixture
async def nights(tmp_path: Path) -> AsyncIterator[Nights]:
    """A minute before the quiet hour, with Alice's verdict in the database."""
    nights = Nights(tmp_path / "data")
    nights.data_dir.mkdir()
    database = await open_database(sqlite_url(nights.database))
    await TasteStore(database).judge(Member("local", "home", "alice"), [ALIEN], Verdict.LIKE, NOW)
    yield nights
    await database.close()


async def test_there_is_a_backup_at_once_and_then_one_a_night(nights: Nights) -> None:
    assert nights.backups.newest_at() is None
    first = "reelmates-2026-11-23T02-59-00Z.backup"
    second = "reelmates-2026-11-23T03-00-00Z.backup"
    third = "reelmates-2026-11-24T03-04-00Z.backup"
    assert await nights.look_after(timedelta(0)) == [first]
    assert await nights.look_after(timedelta(minutes=1)) == [first, second]
    assert await nights.look_after(DAY - timedelta(minutes=1)) == [first, second]
    assert await nights.look_after(timedelta(minutes=5)) == [first, second, third]
    assert read_label(nights.folder / third).rows["verdicts"] == 1
    assert nights.backups.newest_at() == nights.now
    assert nights.backups.failure is None


async def test_a_night_that_was_missed_is_made_up_for_at_the_next_start_and_no_other_is(nights: Nights) -> None:
    await nights.look_after(2 * HOUR)
    nights.start(kept=3)
    assert len(await nights.look_after(HOUR)) == 1
    nights.start(kept=3)
    assert len(await nights.look_after(2 * DAY)) == 2


async def test_the_latest_fourteen_are_kept_and_other_files_are_left_alone(nights: Nights) -> None:
    await nights.look_after(HOUR)
    (only,) = nights.names()
    mine = {"reelmates.db", "reelmates-of-last-year.backup", "notes.txt"}
    for name in mine:
        (nights.folder / name).touch()
    for day in range(1, 21):
        shutil.copyfile(nights.folder / only, nights.folder / f"reelmates-2026-10-{day:02}T03-00-00Z.backup")
    nights.start(kept=14)
    left = set(await nights.look_after(DAY))
    assert mine <= left
    assert sorted(left - mine) == [
        *(f"reelmates-2026-10-{day:02}T03-00-00Z.backup" for day in range(9, 21)),
        only,
        "reelmates-2026-11-24T03-59-00Z.backup",
    ]


async def test_a_backup_that_fails_is_told_tried_again_in_an_hour_and_costs_no_earlier_one(
    nights: Nights, caplog: pytest.LogCaptureFixture
) -> None:
    await nights.look_after(HOUR)
    before = nights.names()
    nights.database.rename(away := nights.data_dir / "away.db")
    assert await nights.look_after(DAY) == before
    assert nights.backups.failure is not None
    assert "There is no database" in nights.backups.failure
    assert [record.levelno for record in caplog.records if "No backup was made tonight" in record.message] == [
        logging.ERROR
    ]
    away.rename(nights.database)
    assert await nights.look_after(HOUR - timedelta(seconds=1)) == before
    assert len(await nights.look_after(timedelta(seconds=1))) == 2
    assert nights.backups.failure is None


async def test_a_folder_that_cannot_be_made_is_told(nights: Nights) -> None:
    nights.folder.write_text("not a folder")
    await nights.backups.look()
    assert nights.backups.failure is not None
    assert "backups cannot be made (File exists)" in nights.backups.failure


async def test_what_a_killed_backup_left_goes_after_a_day(nights: Nights) -> None:
    for name, age in (("old", 2 * DAY), ("new", HOUR)):
        left = nights.folder / f".backup-{name}"
        left.mkdir(parents=True)
        (left / "copy").touch()
        moment = (nights.now - age).timestamp()
        os.utime(left, (moment, moment))
    assert (await nights.look_after(timedelta(0)))[:-1] == [".backup-new"]


async def test_a_clock_that_was_wrong_for_a_while_costs_no_night(nights: Nights) -> None:
    nights.now += 3_650 * DAY
    (wrong,) = await nights.look_after(timedelta(0))
    nights.now -= 3_650 * DAY
    for _ in range(5):
        left = await nights.look_after(DAY)
    assert left[-1] == wrong
    assert left[:-1] == [f"reelmates-2026-11-{day}T02-59-00Z.backup" for day in (26, 27, 28)]


def test_the_quiet_hour_is_four_by_the_hosts_clock() -> None:
    four = BEFORE_FOUR.replace(hour=4, minute=0)
    assert latest_quiet_hour(four) == four
    assert latest_quiet_hour(BEFORE_FOUR) == four - DAY
    assert latest_quiet_hour(four + DAY - timedelta(seconds=1)) == four
    assert latest_quiet_hour(four.astimezone(UTC)) == four.astimezone(UTC) - 23 * HOUR


async def test_the_bot_keeps_looking_night_after_night_until_it_stops(nights: Nights) -> None:
    async def a_day_later() -> None:
        nights.now += DAY
        if nights.now > BEFORE_FOUR + 2 * DAY:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await nights.backups.keep_up(a_day_later)
    assert len(nights.names()) == 3


async def test_backups_run_beside_the_bot_unless_none_are_wanted(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(reelmates_data_dir=nights.data_dir, reelmates_backups_kept=0)
    async with backing_up(settings) as backups:
        assert backups is None
    monkeypatch.setenv("REELMATES_BACKUP_DIR", str(nights.data_dir / "elsewhere"))
    async with backing_up(Settings.from_environment(nights.data_dir)) as backups:
        assert backups is not None
        assert backups.newest_at() is None
    assert nights.names() == []
