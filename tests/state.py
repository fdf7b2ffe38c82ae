"""Databases to try things with: every table filled, or as an older version made it; and all that one holds."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Float,
    Integer,
    SmallInteger,
    String,
    Table,
    insert,
    select,
    text,
)
from sqlalchemy.ext.asyncio import create_async_engine

import bot
from bot.database import METADATA, Database, Moment
from tests.world import NOW


async def make_as_of(revision: str, url: str) -> None:
    """A database as that revision made it, in which Alice likes film 1."""
    config = Config()
    config.set_main_option("script_location", str(Path(bot.__file__).parent / "migrations"))

    def upgrade(connection: Connection) -> None:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(upgrade)
        await connection.execute(text("INSERT INTO members VALUES (1, 'local', 'home', 'alice')"))
        await connection.execute(text("INSERT INTO verdicts VALUES (1, 1, 1, '2026-11-27 18:00:00')"))
    await engine.dispose()


async def rows_of(database: Database) -> Mapping[str, set[str]]:
    """Every row of every table."""
    async with database.reading() as connection:
        return {
            table.name: {repr(tuple(row)) for row in await connection.execute(select(table))}
            for table in METADATA.sorted_tables
        }


async def fill_every_table(database: Database) -> None:
    """Three rows in each table, whatever tables there are, in the order in which they depend on each other."""
    async with database.writing() as connection:
        for table in METADATA.sorted_tables:
            await connection.execute(insert(table), [_made_up(table, number) for number in (1, 2, 30)])


def _made_up(table: Table, number: int) -> dict[str, Any]:
    return {column.name: _value(column, number) for column in table.columns}


def _value(column: Column[Any], number: int) -> object:
    """A value of the column's kind; keys of other tables' rows are there, since every table has the same numbers."""
    if column.nullable and number == 2:
        return None
    match column.type:
        case Boolean():
            return number == 1
        case Integer() | SmallInteger():
            return number
        case Float():
            return number / 7
        case Moment():
            return NOW.replace(microsecond=number)
        case JSON():
            return [number, {"b": None, "a": "ü"}]
        case String():
            return f"ü😀'{number}"[: column.type.length]
        case other:
            raise AssertionError(f"{column} is of a kind that this test has no value for: {other}")
