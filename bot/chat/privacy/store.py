"""Everything the database holds about one person, found by the columns of its tables, so that none is forgotten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, or_, select

from bot.database import METADATA, Database
from bot.taste.store import members

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on a platform: in one space, or with None in all of them."""

    platform: str
    member: str
    space: str | None = None


class PersonalRows:
    """The rows of every table that are about a person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, person: Person) -> Mapping[str, Sequence[Row]]:
        """The person's rows by table, the newest tables too; a table without any is there with no rows."""
        found: dict[str, Sequence[Row]] = {}
        async with self._database.reading() as connection:
            for table in METADATA.sorted_tables:
                if (mine := _about(table, person)) is not None:
                    ordered = select(table).where(mine).order_by(*table.primary_key)
                    rows = (await connection.execute(ordered)).mappings()
                    found[table.name] = [dict(row) for row in rows]
        return found

    async def remove(self, person: Person) -> Mapping[str, int]:
        """Removes them all at once, or none; how many they were, by table."""
        removed: dict[str, int] = {}
        async with self._database.writing() as connection:
            for table in reversed(METADATA.sorted_tables):
                if (mine := _about(table, person)) is not None:
                    removed[table.name] = (await connection.execute(delete(table).where(mine))).rowcount
        return removed


def _about(table: Table, person: Person) -> ColumnElement[bool] | None:
    """Which rows of the table are about the person; None for a table that knows nobody."""
    if {"platform", "member"} <= set(table.c.keys()):
        return _named(table, person)
    keys = [column for column in table.c if column.references(members.c.member_id)]
    mine = select(members.c.member_id).where(_named(members, person))
    return or_(*(column.in_(mine) for column in keys)) if keys else None


def _named(table: Table, person: Person) -> ColumnElement[bool]:
    same = [table.c.platform == person.platform, table.c.member == person.member]
    if person.space is not None and "space" in table.c:
        same.append(table.c.space == person.space)
    return and_(*same)
