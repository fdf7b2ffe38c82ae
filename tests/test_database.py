"""The database: its migrations make the tables that the code speaks of, once, durably, in UTC."""

import asyncio
import contextlib
import importlib
import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from bot.database import METADATA, Database, Moment, open_database, sqlite_url
from bot.errors import SetupError
from bot.taste.profile import Verdict
from bot.taste.store import Member, TasteStore
from tests.state import make_as_of
from tests.world import NOW, World

BOT = Path(__file__).parents[1] / "bot"
STORES = sorted(path for path in BOT.rglob("*.py") if "METADATA," in path.read_text(encoding="utf-8"))
ALICE = Member("local", "home", "alice")
READERS = 4  # that a SQLite database has; while one more is free, the member is answered
PATIENCE_S = 10.0

for _store in STORES:
    importlib.import_module(".".join(_store.relative_to(BOT.parent).with_suffix("").parts))


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, METADATA))


async def test_the_migrations_make_the_tables_that_the_stores_speak_of(database: Database) -> None:
    async with database.writing() as connection:
        assert await connection.run_sync(_differences) == []


async def test_the_tables_of_the_first_version_become_those_of_today_and_keep_what_they_hold(
    database_url: str,
) -> None:
    await make_as_of("0001", database_url)
    database = await open_database(database_url)
    try:
        assert (await TasteStore(database).taste_of(ALICE)).likes == {1}
        async with database.writing() as connection:
            assert await connection.run_sync(_differences) == []
    finally:
        await database.close()


async def test_several_that_open_an_empty_database_at_once_make_its_tables_once(database_url: str) -> None:
    opened = await asyncio.gather(*(open_database(database_url) for _ in range(4)))
    for database in opened:
        assert await TasteStore(database).told(ALICE) == []
        await database.close()


async def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "twice.db")
    await (await open_database(url)).close()
    made = _schema(tmp_path / "twice.db")
    assert "verdicts" in {name for name, _ in made}
    await (await open_database(url)).close()
    assert _schema(tmp_path / "twice.db") == made


async def test_a_failed_migration_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "strange.db"
    _run(file, "CREATE TABLE posters (mine TEXT)")
    before = _schema(file)
    with pytest.raises(SetupError, match=r"strange\.db"):
        await open_database(sqlite_url(file))
    assert _schema(file) == before


async def test_a_change_that_fails_half_way_is_not_made_at_all(database: Database) -> None:
    with contextlib.suppress(RuntimeError):
        async with database.writing() as connection:
            await connection.execute(text("INSERT INTO direct_spaces VALUES ('discord', 'alice', 'home')"))
            raise RuntimeError
    async with database.reading() as connection:
        assert (await connection.execute(text("SELECT * FROM direct_spaces"))).all() == []


async def test_commits_are_synchronised_with_the_disk_and_logged_ahead(tmp_path: Path) -> None:
    database = await open_database(sqlite_url(tmp_path / "durable.db"))
    try:
        for connecting in (database.reading, database.writing):
            async with connecting() as connection:
                assert await connection.scalar(text("PRAGMA journal_mode")) == "wal"
                assert await connection.scalar(text("PRAGMA synchronous")) == 2
                assert await connection.scalar(text("PRAGMA foreign_keys")) == 1
    finally:
        await database.close()


async def test_a_read_is_answered_while_another_writes(database: Database) -> None:
    tastes = TasteStore(database)
    await tastes.judge(ALICE, [1], Verdict.LIKE, NOW)
    async with database.writing():
        assert (await tastes.taste_of(ALICE)).likes == {1}


@pytest.mark.long
async def test_a_member_for_whom_no_connection_is_free_is_told_within_seconds_and_answered_once_one_is(
    world: World,
) -> None:
    await world.say("like Aliens")
    async with contextlib.AsyncExitStack() as others:
        for _ in range(READERS):
            await others.enter_async_context(world.database.reading())
        async with asyncio.timeout(PATIENCE_S):
            assert "does not answer right now" in (await world.say("taste")).text
    assert "Aliens" in (await world.say("taste")).text


async def test_on_a_server_a_member_does_not_wait_for_another_but_all_wait_for_who_names_none(
    postgresql_url: str,
) -> None:
    database = await open_database(postgresql_url)
    try:
        async with database.writing(1), database.writing(2):
            everybody = asyncio.create_task(_write(database))
            await asyncio.wait({everybody}, timeout=0.2)
            assert not everybody.done()
        await everybody
    finally:
        await database.close()


async def _write(database: Database) -> None:
    async with database.writing():
        pass


@pytest.mark.parametrize("address", ["postgres", "postgresql", "postgresql+asyncpg"])
async def test_a_servers_address_may_be_written_as_hosts_hand_it_out(address: str, postgresql_url: str) -> None:
    url = postgresql_url.replace("postgresql+asyncpg", address, 1) + "&sslmode=disable"
    await (await open_database(url)).close()


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("/elsewhere", 'database "elsewhere" does not exist'),
        ("&port=1", "No such file"),
        ("&nonsense=1", "nonsense"),
    ],
)
async def test_a_server_that_cannot_be_used_is_one_sentence(part: str, reason: str, postgresql_url: str) -> None:
    head, _, tail = postgresql_url.partition("?")
    url = f"{head[: head.rindex('/')]}{part}?{tail}" if part.startswith("/") else postgresql_url + part
    with pytest.raises(
        SetupError, match=r"cannot be used \(.*\); REELMATES_DATABASE_URL can name another\.$"
    ) as caught:
        await open_database(url.replace("postgres@", "postgres:s3cret@"))
    assert reason in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_a_moment_of_any_zone_is_kept_in_utc() -> None:
    dialect = SQLiteDialect()
    evening = datetime(2026, 11, 27, 20, 30, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    kept = Moment().process_bind_param(evening, dialect)
    assert kept == evening
    assert kept is not None
    assert kept.tzinfo is UTC
    assert Moment().process_result_value(kept.replace(tzinfo=None), dialect) == evening
    assert Moment().process_bind_param(None, dialect) is None


def _schema(file: Path) -> list[tuple[str, ...]]:
    return _run(file, "SELECT name, sql FROM sqlite_master ORDER BY name")


def _run(file: Path, statement: str) -> list[tuple[str, ...]]:
    connection = sqlite3.connect(file)
    try:
        with connection:
            return connection.execute(statement).fetchall()
    finally:
        connection.close()
