"""A backup holds everything acknowledged before it began, and comes back into either database, whole or not at all."""

import asyncio
import contextlib
import itertools
import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.backups.folder import BackupFolder
from bot.backups.restoring import Restored, restore_state
from bot.backups.sealed import Label, NoBackup, read_label
from bot.backups.taking import take_backup
from bot.chat.commands import ForgetMe, Reach
from bot.database import Database, known_revisions, open_database, sqlite_url
from bot.errors import IndexLocked
from bot.taste.profile import Verdict
from bot.taste.store import Member, TasteStore
from tests.state import fill_every_table, make_as_of, rows_of
from tests.world import ALIEN, ALIENS, MATRIX, NOW, World, member

ALICE, BOB = (Member("local", "home", name) for name in ("alice", "bob"))
FIRST, *BETWEEN, LATEST = known_revisions()
# SQLite copies so many pages at once that fewer films would be one step.
FILMS_BEFORE = {"sqlite": 3_000, "postgresql": 300}


@dataclass(frozen=True, slots=True)
class Shelf:
    """A place for one backup, and a data folder to restore it beside."""

    folder: Path

    @property
    def backup(self) -> Path:
        """The backup, once it is made."""
        return self.folder / "tonight.backup"

    @property
    def data_dir(self) -> Path:
        """Where the bot would run."""
        return self.folder / "data"

    async def back_up(self, url: str) -> Label:
        """Makes the backup."""
        return await take_backup(url, self.backup, NOW)

    async def restore(self, url: str, saving: BackupFolder | None = None) -> Restored:
        """Restores the backup."""
        return await asyncio.to_thread(restore_state, self.backup, url, self.data_dir, saving, NOW)

    def names(self) -> set[str]:
        """What lies there, without the logs of an open database."""
        return {path.name for path in self.folder.iterdir() if ".db-" not in path.name}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty one."""
    return Shelf(tmp_path)


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Database]:
    database = await open_database(url)
    try:
        yield database
    finally:
        await database.close()


async def _tell(url: str, member: Member, *films: int) -> None:
    async with _opened(url) as database:
        await TasteStore(database).judge(member, films, Verdict.LIKE, NOW)


async def _likes(url: str, member: Member) -> frozenset[int]:
    async with _opened(url) as database:
        return frozenset((await TasteStore(database).taste_of(member)).likes)


async def test_every_row_of_every_table_comes_back_in_either_database(
    ready_url: str, shelf: Shelf, tmp_path: Path, postgresql_url: str
) -> None:
    async with _opened(ready_url) as database:
        await fill_every_table(database)
        rows = await rows_of(database)
    assert all(rows.values())
    await shelf.back_up(ready_url)
    for target in (sqlite_url(tmp_path / "back.db"), postgresql_url):
        restored = await shelf.restore(target)
        assert (restored.label.made_at, restored.former) == (NOW, None)
        assert restored.rows == dict.fromkeys(rows, 3)
        async with _opened(target) as back:
            assert await rows_of(back) == rows


async def test_members_go_on_after_a_restore_and_newcomers_get_keys_of_their_own(
    shelf: Shelf, tmp_path: Path, postgresql_url: str
) -> None:
    await _tell(sqlite_url(tmp_path / "old.db"), ALICE, ALIEN, MATRIX)
    await shelf.back_up(sqlite_url(tmp_path / "old.db"))
    await shelf.restore(postgresql_url)
    await _tell(postgresql_url, BOB, ALIENS)
    assert await _likes(postgresql_url, ALICE) == {ALIEN, MATRIX}
    assert await _likes(postgresql_url, BOB) == {ALIENS}


async def test_what_was_acknowledged_before_a_backup_began_is_in_it_while_members_go_on_writing(
    ready_url: str, shelf: Shelf, tmp_path: Path
) -> None:
    many = FILMS_BEFORE["sqlite" if "sqlite" in ready_url else "postgresql"]
    await _tell(ready_url, BOB, *range(1, many + 1))
    acknowledged: list[int] = []
    async with _opened(ready_url) as database:
        begun = asyncio.Event()
        writing = asyncio.create_task(_write_on(TasteStore(database), acknowledged, begun))
        await begun.wait()
        before = list(acknowledged)
        await shelf.back_up(ready_url)
        after = len(acknowledged)
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
    assert after > len(before), "nobody wrote while the backup was made"
    restored = await shelf.restore(target := sqlite_url(tmp_path / "back.db"))
    kept = await _likes(target, ALICE)
    assert set(before) <= kept
    assert kept == set(range(1, len(kept) + 1)), "a verdict is missing in between"
    assert restored.rows["verdicts"] == restored.rows["changes"] == many + len(kept)


async def _write_on(tastes: TasteStore, acknowledged: list[int], begun: asyncio.Event) -> None:
    for film in itertools.count(1):
        await tastes.judge(ALICE, [film], Verdict.LIKE, NOW)
        acknowledged.append(film)
        if film == 10:
            begun.set()


@pytest.mark.parametrize(
    "revision",
    [FIRST, *(pytest.param(other, marks=pytest.mark.long) for other in (*BETWEEN, LATEST))],
)
async def test_a_backup_of_any_older_version_is_brought_up_to_date_and_stays_as_it_was(
    revision: str, shelf: Shelf, tmp_path: Path
) -> None:
    old = sqlite_url(tmp_path / "old.db")
    await make_as_of(revision, old)
    assert (await shelf.back_up(old)).revision == revision
    written = shelf.backup.read_bytes()
    restored = await shelf.restore(target := sqlite_url(tmp_path / "back.db"))
    assert (restored.rows["members"], restored.rows["verdicts"]) == (1, 1)
    assert await _likes(target, ALICE) == {1}
    assert shelf.backup.read_bytes() == written


@pytest.mark.long
async def test_a_backup_of_the_first_version_goes_into_a_server_too(
    shelf: Shelf, tmp_path: Path, postgresql_url: str
) -> None:
    await make_as_of(FIRST, sqlite_url(tmp_path / "old.db"))
    await shelf.back_up(sqlite_url(tmp_path / "old.db"))
    await shelf.restore(postgresql_url)
    assert await _likes(postgresql_url, ALICE) == {1}


async def test_a_backup_leaves_the_tables_of_a_bot_that_is_not_upgraded_yet_alone(
    database_url: str, shelf: Shelf
) -> None:
    await make_as_of(FIRST, database_url)
    if "sqlite" in database_url:
        await shelf.back_up(database_url)
    else:
        with pytest.raises(NoBackup, match="is of another version of Reelmates; back it up with that version"):
            await shelf.back_up(database_url)
        assert not shelf.backup.exists()
    engine = create_async_engine(database_url)
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == FIRST
    await engine.dispose()


async def test_a_file_that_is_there_already_is_not_written_over(shelf: Shelf, tmp_path: Path) -> None:
    await _tell(sqlite_url(tmp_path / "members.db"), ALICE, ALIEN)
    with pytest.raises(NoBackup, match=r"There is a file .*members\.db already; please name one that is not there yet"):
        await take_backup(sqlite_url(tmp_path / "members.db"), tmp_path / "members.db", NOW)
    assert await _likes(sqlite_url(tmp_path / "members.db"), ALICE) == {ALIEN}


async def test_a_backup_is_one_file_for_its_owners_eyes_alone(ready_url: str, shelf: Shelf) -> None:
    await _tell(ready_url, ALICE, ALIEN)
    before = shelf.names()
    await shelf.back_up(ready_url)
    assert shelf.names() - before == {shelf.backup.name}
    assert stat.S_IMODE(shelf.backup.stat().st_mode) == 0o600
    label = read_label(shelf.backup)
    assert (label.made_at, label.revision, label.rows["verdicts"]) == (NOW, LATEST, 1)


async def test_nothing_of_a_forgotten_member_is_in_a_backup(world: World, shelf: Shelf) -> None:
    await world.say("like Alien", "gwendolyn")
    file = world.database.file
    assert file is not None
    await shelf.back_up(sqlite_url(file))
    assert b"gwendolyn" in shelf.backup.read_bytes()
    shelf.backup.unlink()
    await world.bot.answer(ForgetMe(Reach.EVERYWHERE), member("gwendolyn"))
    await shelf.back_up(sqlite_url(file))
    assert b"gwendolyn" not in shelf.backup.read_bytes()


async def test_a_cancelled_backup_leaves_nothing(ready_url: str, shelf: Shelf) -> None:
    await _tell(ready_url, ALICE, ALIEN)
    before = shelf.names()
    for steps in range(0, 40, 8):
        taking = asyncio.create_task(shelf.back_up(ready_url))
        for _ in range(steps):
            await asyncio.sleep(0)
        taking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await taking
            shelf.backup.unlink()
        assert shelf.names() == before


async def test_what_is_there_is_replaced_only_when_it_can_be_saved_first(shelf: Shelf, tmp_path: Path) -> None:
    mine = sqlite_url(tmp_path / "mine.db")
    await _tell(sqlite_url(tmp_path / "other.db"), ALICE, ALIEN)
    await shelf.back_up(sqlite_url(tmp_path / "other.db"))
    await _tell(mine, BOB, MATRIX)
    with pytest.raises(NoBackup, match=r"holds members' state; with --replace it is saved to a backup"):
        await shelf.restore(mine)
    assert (await _likes(mine, BOB), await _likes(mine, ALICE)) == ({MATRIX}, set())
    restored = await shelf.restore(mine, BackupFolder(tmp_path / "backups"))
    assert (await _likes(mine, BOB), await _likes(mine, ALICE)) == (set(), {ALIEN})
    assert restored.former is not None
    restored.former.replace(shelf.backup)
    await shelf.restore(former := sqlite_url(tmp_path / "former.db"))
    assert (await _likes(former, BOB), await _likes(former, ALICE)) == ({MATRIX}, set())


async def test_a_restore_that_breaks_off_changes_nothing(shelf: Shelf, tmp_path: Path, postgresql_url: str) -> None:
    await _tell(sqlite_url(tmp_path / "other.db"), Member("p" * 33, "1", "dave"), ALIEN)  # too long for PostgreSQL
    await shelf.back_up(sqlite_url(tmp_path / "other.db"))
    await _tell(postgresql_url, BOB, MATRIX)
    with pytest.raises(NoBackup, match=r"^The restore broke off \(value too long .*\); members' state is as it was"):
        await shelf.restore(postgresql_url, BackupFolder(tmp_path / "backups"))
    assert await _likes(postgresql_url, BOB) == {MATRIX}


async def test_nothing_is_restored_beside_a_running_bot(shelf: Shelf, tmp_path: Path) -> None:
    await _tell(sqlite_url(tmp_path / "other.db"), ALICE, ALIEN)
    await shelf.back_up(sqlite_url(tmp_path / "other.db"))
    shelf.data_dir.mkdir()
    with FileLock(shelf.data_dir / "bot.lock"), pytest.raises(IndexLocked, match="stop it first"):
        await shelf.restore(sqlite_url(tmp_path / "back.db"))
    assert not (tmp_path / "back.db").exists()


@pytest.fixture
async def whole(shelf: Shelf, tmp_path: Path) -> bytes:
    """The bytes of the backup that lies there."""
    await _tell(sqlite_url(tmp_path / "other.db"), ALICE, ALIEN, ALIENS, MATRIX)
    await shelf.back_up(sqlite_url(tmp_path / "other.db"))
    return shelf.backup.read_bytes()


async def test_wherever_a_byte_is_another_the_backup_is_refused(whole: bytes, shelf: Shelf) -> None:
    for place in [*range(100), *range(100, len(whole), 4_001), len(whole) - 1]:
        shelf.backup.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(NoBackup, match=r"is damaged: it is not as it was written|is no backup that"):
            read_label(shelf.backup)
    shelf.backup.write_bytes(whole)
    read_label(shelf.backup)


@pytest.mark.parametrize("share", [0, 0.3, 0.9])
async def test_a_backup_that_is_cut_off_is_refused(share: float, whole: bytes, shelf: Shelf, tmp_path: Path) -> None:
    shelf.backup.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(NoBackup, match=r"is damaged|is no backup that"):
        await shelf.restore(sqlite_url(tmp_path / "back.db"))
    assert not (tmp_path / "back.db").exists()


async def test_what_is_no_backup_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    for foreign in (b"My dear diary, today I saw Alien. " * 100, b"SQLite format 3\0" + bytes(4_096)):
        shelf.backup.write_bytes(foreign)
        with pytest.raises(NoBackup, match="is no backup that `reelmates backup` made"):
            await shelf.restore(sqlite_url(tmp_path / "back.db"))
    shelf.backup.unlink()
    with pytest.raises(NoBackup, match=r"cannot be read \(No such file or directory\); nothing was restored"):
        await shelf.restore(sqlite_url(tmp_path / "back.db"))
    shelf.backup.mkdir()
    with pytest.raises(NoBackup, match=r"cannot be read \(Is a directory\)"):
        await shelf.restore(sqlite_url(tmp_path / "back.db"))


async def test_a_backup_of_a_newer_version_asks_for_an_upgrade(shelf: Shelf, tmp_path: Path) -> None:
    newer = sqlite_url(tmp_path / "newer.db")
    async with _opened(newer) as database, database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await shelf.back_up(newer)
    with pytest.raises(NoBackup, match="was made by a newer version of Reelmates; please upgrade first"):
        await shelf.restore(sqlite_url(tmp_path / "back.db"))


async def test_damaged_state_is_told_instead_of_being_backed_up(shelf: Shelf, tmp_path: Path) -> None:
    file = tmp_path / "damaged.db"
    await _tell(sqlite_url(file), ALICE, *range(1, 2_000))
    _damage(file)
    with pytest.raises(NoBackup, match=r"Members' state is damaged \(.*\), and no backup was made"):
        await shelf.back_up(sqlite_url(file))
    assert not shelf.backup.exists()


async def test_what_holds_no_state_is_not_backed_up(shelf: Shelf, tmp_path: Path, postgresql_url: str) -> None:
    with pytest.raises(NoBackup, match=r"There is no database .* to back up yet"):
        await shelf.back_up(sqlite_url(tmp_path / "gone.db"))
    sqlite3.connect(tmp_path / "empty.db").close()
    with pytest.raises(NoBackup, match="There is no members' state to back up yet"):
        await shelf.back_up(sqlite_url(tmp_path / "empty.db"))
    with pytest.raises(NoBackup, match=r"There is nothing in the database .* to back up yet"):
        await shelf.back_up(postgresql_url)
    with pytest.raises(NoBackup, match=r"could not be made \(No such file or directory\); nothing is left of it"):
        await take_backup(sqlite_url(tmp_path / "empty.db"), tmp_path / "gone" / "a.backup", NOW)
    assert shelf.names() == {"empty.db"}


def _damage(file: Path) -> None:
    """Overwrites two pages in the middle, which only shows when somebody looks at them."""
    with file.open("r+b") as opened:
        opened.seek(file.stat().st_size // 2)
        opened.write(b"?" * 8_192)
