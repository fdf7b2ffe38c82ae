"""Which spaces the bot has left, until their data is removed; and which members it has greeted."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Column, ColumnElement, String, Table, delete, insert, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat.language import to_translate
from bot.chat.sender import Space
from bot.database import METADATA, Database, Moment
from bot.taste.store import Member

departures = Table(
    "departures",
    METADATA,
    Column("platform", String(32), primary_key=True),
    Column("space", String(128), primary_key=True),
    Column("left_at", Moment, nullable=False),
)
greetings = Table(
    "greetings",
    METADATA,
    Column("platform", String(32), primary_key=True),
    Column("space", String(128), primary_key=True),
    Column("member", String(128), primary_key=True),
    Column("greeted_at", Moment, nullable=False),
)

DAYS_KEPT = 30
_MOST_REMEMBERED = 10_000
DIRECT = Space("direct", to_translate("our direct messages"))
"""Where members without a shared space act. It is no server: nobody can send the bot away from it."""


class Spaces:
    """Comings and goings. Every method that changes something has committed when it returns."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._greeted: set[Member] = set()

    async def left(self, platform: str, space: Space, now: datetime) -> None:
        """The bot is no longer there: what it keeps of the space goes in DAYS_KEPT days, unless it comes back."""
        async with self._database.writing() as connection:
            await _leave(connection, platform, {space.key}, now)

    async def came(self, platform: str, space: Space) -> None:
        """The bot is there, for the first time or again: a planned removal is taken back."""
        async with self._database.writing() as connection:
            await connection.execute(delete(departures).where(_are(departures, platform, {space.key})))

    async def present(self, platform: str, spaces: Collection[Space], now: datetime) -> None:
        """These are all the spaces that the bot is in now; others that it keeps something of count as left."""
        here = {space.key for space in spaces} | {DIRECT.key}
        async with self._database.writing() as connection:
            back = await _departed(connection, platform) & here
            await connection.execute(delete(departures).where(_are(departures, platform, back)))
            await _leave(connection, platform, await _kept(connection, platform) - here, now)

    async def remove_overdue(self, now: datetime) -> int:
        """Removes everything of the spaces that were left DAYS_KEPT days ago; how many they were."""
        overdue = select(departures).where(departures.c.left_at <= now - timedelta(days=DAYS_KEPT))
        async with self._database.writing() as connection:
            gone = (await connection.execute(overdue)).all()
            for row in gone:
                for table in _tables_of_spaces():
                    await connection.execute(delete(table).where(_are(table, row.platform, {row.space})))
        return len(gone)

    async def greet(self, member: Member, now: datetime) -> bool:
        """Notes that the member is greeted now; False where that was done before.

        Ask before the member's command is answered: after `forgetme` the note would outlive the forgetting.
        """
        if member in self._greeted:
            return False
        if len(self._greeted) >= _MOST_REMEMBERED:
            self._greeted.clear()
        is_new = await self._greet(member, now)
        self._greeted.add(member)
        return is_new

    def forget(self, platform: str, member: str) -> None:
        """Remembers no longer whom it has greeted by this id, in whatever space."""
        self._greeted = {one for one in self._greeted if (one.platform, one.member) != (platform, member)}

    async def _greet(self, member: Member, now: datetime) -> bool:
        mine = _are(greetings, member.platform, {member.space}) & (greetings.c.member == member.member)
        noted = select(greetings.c.greeted_at).where(mine)
        async with self._database.reading() as connection:
            if await connection.scalar(noted) is not None:
                return False
        row = {"platform": member.platform, "space": member.space, "member": member.member, "greeted_at": now}
        async with self._database.writing() as connection:
            if await connection.scalar(noted) is not None:  # another of the member's lines was quicker
                return False
            await connection.execute(insert(greetings).values(row))
        return True


async def _leave(connection: AsyncConnection, platform: str, spaces: Collection[str], now: datetime) -> None:
    new = set(spaces) - await _departed(connection, platform)
    if new:
        rows = [{"platform": platform, "space": space, "left_at": now} for space in sorted(new)]
        await connection.execute(insert(departures), rows)


async def _departed(connection: AsyncConnection, platform: str) -> set[str]:
    noted = select(departures.c.space).where(departures.c.platform == platform)
    return set((await connection.scalars(noted)).all())


async def _kept(connection: AsyncConnection, platform: str) -> set[str]:
    """The keys of all spaces that any table has a row of."""
    tables = _tables_of_spaces()
    rows = union(*(select(table.c.space).where(table.c.platform == platform) for table in tables))
    return set((await connection.scalars(rows)).all())


def _tables_of_spaces() -> list[Table]:
    """Every table whose rows name their space, those that point to others first; the rest goes with its members."""
    return [table for table in reversed(METADATA.sorted_tables) if {"platform", "space"} <= set(table.c.keys())]


def _are(table: Table, platform: str, spaces: Collection[str]) -> ColumnElement[bool]:
    return (table.c.platform == platform) & table.c.space.in_(spaces)
