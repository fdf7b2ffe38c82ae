"""Reading and writing nights within a transaction that others have begun: few statements, however many nights."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Delete,
    Insert,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.nights.due import messages
from bot.nights.night import MovieNight
from bot.nights.rows import Row, member_rows, night_of, night_row
from bot.nights.store.tables import night_members, night_messages, nights

_Keyed = Mapping[tuple[object, ...], Row]


@dataclass(frozen=True, slots=True)
class Kept:
    """A night, and its members' rows as the database has them."""

    night: MovieNight
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Changed:
    """A night as it was kept, and as it is now."""

    kept: Kept
    night: MovieNight


async def read(connection: AsyncConnection, which: ColumnElement[bool]) -> Sequence[Kept]:
    """The nights whose rows these are, the earliest first."""
    earliest_first = select(nights).where(which).order_by(nights.c.start_at, nights.c.night_id)
    found = await rows_of(connection, earliest_first)
    of_them = night_members.c.night_id.in_([row["night_id"] for row in found])
    members: dict[str, list[Row]] = defaultdict(list)
    for row in await rows_of(connection, select(night_members).where(of_them)) if found else ():
        members[row["night_id"]].append(row)
    return [Kept(night_of(row, members[row["night_id"]]), members[row["night_id"]]) for row in found]


async def rows_of(connection: AsyncConnection, wanted: Select[Any]) -> Sequence[Row]:
    """The rows by the names of their columns: as plain dicts, since the library's mappings are slow to copy."""
    result = await connection.execute(wanted)
    names = tuple(result.keys())
    return [dict(zip(names, row, strict=True)) for row in result]


async def add(connection: AsyncConnection, night: MovieNight) -> None:
    """Writes a night that is not there yet."""
    await _each(connection, insert(nights), [night_row(night)])
    await _each(connection, insert(night_members), list(member_rows(night).values()))
    await _each(connection, insert(night_messages), _message_rows(night))


async def save(connection: AsyncConnection, changed: Iterable[Changed]) -> None:
    """Writes what has become different."""
    different = [one for one in changed if one.night != one.kept.night]
    await _each(connection, _updating(nights), [_addressed(nights, night_row(one.night)) for one in different])
    await _save_members(connection, different)
    await _save_messages(connection, different)


async def _save_members(connection: AsyncConnection, changed: Sequence[Changed]) -> None:
    before = _keyed(night_members, [row for one in changed for row in one.kept.rows])
    after = _keyed(night_members, [row for one in changed for row in member_rows(one.night).values()])
    different = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    gone = [_addressed(night_members, before[key]) for key in different if key in before]
    await _each(connection, _deleting(night_members), gone)
    await _each(connection, insert(night_members), [after[key] for key in different if key in after])


async def _save_messages(connection: AsyncConnection, changed: Sequence[Changed]) -> None:
    """What has been claimed stays, whatever becomes of its night."""
    of_them = night_messages.c.night_id.in_([one.night.night_id for one in changed])
    before = _keyed(night_messages, await rows_of(connection, select(night_messages).where(of_them)) if changed else ())
    after = _keyed(night_messages, [row for one in changed for row in _message_rows(one.night)])
    dropped = [row for key, row in before.items() if key not in after and row["held_at"] is None]
    await _each(connection, _deleting(night_messages), [_addressed(night_messages, row) for row in dropped])
    await _each(connection, insert(night_messages), [row for key, row in after.items() if key not in before])


async def settle(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """Writes messages' rows over those that are there."""
    await _each(connection, _updating(night_messages), [_addressed(night_messages, row) for row in rows])


def _message_rows(night: MovieNight) -> list[Row]:
    return [{"night_id": night.night_id, "kind": one.kind, "due_at": one.due_at} for one in messages(night)]


def _keyed(table: Table, rows: Iterable[Row]) -> _Keyed:
    return {tuple(row[column.name] for column in table.primary_key): row for row in rows}


def _addressed(table: Table, row: Row) -> Row:
    """The row with its key a second time, as `_updating` and `_deleting` look for it."""
    return {**row, **{f"the_{column.name}": row[column.name] for column in table.primary_key}}


def _is_addressed(table: Table) -> ColumnElement[bool]:
    return and_(*(column == bindparam(f"the_{column.name}", type_=column.type) for column in table.primary_key))


def _updating(table: Table) -> Update:
    return update(table).where(_is_addressed(table))


def _deleting(table: Table) -> Delete:
    return delete(table).where(_is_addressed(table))


async def _each(connection: AsyncConnection, statement: Insert | Update | Delete, rows: Sequence[Row]) -> None:
    if rows:
        await connection.execute(statement, rows)
