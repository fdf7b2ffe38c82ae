"""The database: its migrations make the tables that the code speaks of, once, durably, in UTC."""

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

from bot.database import METADATA, Moment, open_database, sqlite_url
from bot.errors import SetupError
from bot.taste.profile import Verdict
from bot.taste.store import Member, TasteStore
from tests.world import NOW

BOT = Path(__file__).parents[1] / "bot"
STORES = sorted(BOT.rglob("store.py"))


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, METADATA))


async def test_the_migrations_make_the_tables_that_the_stores_speak_of(tmp_path: Path) -> None:
    for store in STORES:
        importlib.import_module(".".join(store.relative_to(BOT.parent).with_suffix("").parts))
    database = await open_database(sqlite_url(tmp_path / "new.db"))
    try:
        async with database.writing() as connection:
            assert await connection.run_sync(_differences) == []
    finally:
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


async def test_a_change_that_fails_half_way_is_not_made_at_all(tmp_path: Path) -> None:
    database = await open_database(sqlite_url(tmp_path / "half.db"))
    try:
        with contextlib.suppress(RuntimeError):
            async with database.writing() as connection:
                await connection.execute(text("INSERT INTO direct_spaces VALUES ('discord', 'alice', 'home')"))
                raise RuntimeError
        async with database.reading() as connection:
            assert (await connection.execute(text("SELECT * FROM direct_spaces"))).all() == []
    finally:
        await database.close()


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


async def test_a_read_is_answered_while_another_writes(tmp_path: Path) -> None:
    database = await open_database(sqlite_url(tmp_path / "both.db"))
    tastes = TasteStore(database)
    alice = Member("local", "home", "alice")
    await tastes.judge(alice, [1], Verdict.LIKE, NOW)
    try:
        async with database.writing():
            assert (await tastes.taste_of(alice)).likes == {1}
    finally:
        await database.close()


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
