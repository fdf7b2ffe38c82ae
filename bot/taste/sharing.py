"""Who lets others of their space match tastes with them, and by which name they are found."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, ForeignKey, Integer, String, Table, delete, insert, select, update

from bot.database import METADATA, Database
from bot.taste.store import Member, TasteStore, members

_LONGEST_NAME = 128

shared_tastes = Table(
    "shared_tastes",
    METADATA,
    Column("member_id", Integer, ForeignKey("members.member_id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(_LONGEST_NAME), nullable=False),
    Column("folded_name", String(4 * _LONGEST_NAME), nullable=False, index=True),
)


@dataclass(frozen=True, slots=True)
class Sharer:
    """A member who shares their taste, and what they are called."""

    member: Member
    name: str


class SharingStore:
    """Members who share their taste. Every method that changes something has committed when it returns."""

    def __init__(self, database: Database, tastes: TasteStore) -> None:
        self._database = database
        self._tastes = tastes

    async def share(self, member: Member, name: str) -> None:
        """Lets others of the member's space find them, by this name from now on."""
        kept = _kept(name)
        async with self._tastes.writing(member) as (connection, member_id):
            await connection.execute(delete(shared_tastes).where(shared_tastes.c.member_id == member_id))
            row = insert(shared_tastes).values(member_id=member_id, name=kept, folded_name=_folded(kept))
            await connection.execute(row)

    async def rename(self, member: Member, name: str) -> None:
        """Lets a member who shares be found by this name from now on; one who does not stays hidden."""
        kept = _kept(name)
        async with self._tastes.writing(member) as (connection, member_id):
            mine = update(shared_tastes).where(shared_tastes.c.member_id == member_id)
            await connection.execute(mine.values(name=kept, folded_name=_folded(kept)))

    async def stop(self, member: Member) -> None:
        """Lets nobody find the member any more."""
        async with self._tastes.writing(member) as (connection, member_id):
            await connection.execute(delete(shared_tastes).where(shared_tastes.c.member_id == member_id))

    async def sharer(self, member: Member) -> Sharer | None:
        """The member, if they share their taste."""
        found = await self._of_space(member, members.c.member == member.member)
        return found[0] if found else None

    async def called(self, name: str, asker: Member) -> Sequence[Sharer]:
        """Who shares their taste in the asker's space under this name, whatever its case and width."""
        return await self._of_space(asker, shared_tastes.c.folded_name == _folded(_kept(name)))

    async def _of_space(self, one: Member, which: ColumnElement[bool]) -> Sequence[Sharer]:
        is_here = (members.c.platform == one.platform) & (members.c.space == one.space)
        wanted = (
            select(members.c.member, shared_tastes.c.name)
            .join(shared_tastes, shared_tastes.c.member_id == members.c.member_id)
            .where(is_here & which)
            .order_by(members.c.member_id)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(wanted)).all()
        return [Sharer(Member(one.platform, one.space, row.member), row.name) for row in rows]


def _kept(name: str) -> str:
    return " ".join(name.split())[:_LONGEST_NAME]


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())[: 4 * _LONGEST_NAME]
