"""Members who are one person: joined by a one-time code that both sides know, and parted by a word of either."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from hashlib import sha256

from sqlalchemy import Column, ForeignKey, Integer, String, Table, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database import METADATA, Database, Moment, new_id
from bot.taste.store import Member, TasteStore, members
from bot.taste.store.tables import LONGEST_NAME, joined_members, own_key, same_person, unsaid_films
from bot.taste.store.tastes import key_within

CODE_LENGTH = 8
CODE_VALID = timedelta(minutes=15)
MOST_JOINED = 8

link_codes = Table(
    "link_codes",
    METADATA,
    Column("member_id", Integer, ForeignKey("members.member_id", ondelete="CASCADE"), primary_key=True),
    Column("code_hash", String(64), nullable=False, index=True),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("place", String(LONGEST_NAME), nullable=False),
    Column("made_at", Moment, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Signature:
    """What a member is called, and the space in which they are: for the same person to know themselves by."""

    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Alias:
    """Another member whom the same person is."""

    member: Member
    signature: Signature


class Joining(Enum):
    """What became of a code that a member said."""

    DONE = auto()
    UNKNOWN = auto()  # nobody was given it, or it is too old, or was used
    OWN = auto()
    ALREADY = auto()
    TOO_MANY = auto()


class JoiningStore:
    """Who is joined with whom. Every method that changes something has committed when it returns."""

    def __init__(self, database: Database, tastes: TasteStore) -> None:
        self._database = database
        self._tastes = tastes

    async def offer(self, member: Member, signature: Signature, now: datetime) -> str:
        """A new code by which the member can be joined; an earlier one no longer works. Its hash alone is kept."""
        code = new_id()[:CODE_LENGTH]
        async with self._tastes.writing(member) as (connection, member_id):
            await connection.execute(delete(link_codes).where(link_codes.c.member_id == member_id))
            row = {"member_id": member_id, "code_hash": _hashed(code), **_columns(signature), "made_at": now}
            await connection.execute(insert(link_codes).values(row))
        return code

    async def join(self, code: str, member: Member, signature: Signature, now: datetime) -> Joining:
        """Makes this member and the one who was given the code one person, with all that each is joined with already.

        A code that is known has been used then, whatever became of it.
        """
        used = delete(link_codes).where(link_codes.c.code_hash == _hashed(code)).returning(link_codes)
        async with self._database.writing() as connection:
            given = (await connection.execute(used)).one_or_none()
            if given is None or now - given.made_at >= CODE_VALID:
                return Joining.UNKNOWN
            member_id = await key_within(connection, member)
            if given.member_id == member_id:
                return Joining.OWN
            mine, theirs = await _person(connection, member_id), await _person(connection, given.member_id)
            if member_id in theirs:
                return Joining.ALREADY
            if len(mine | theirs) > MOST_JOINED:
                return Joining.TOO_MANY
            signed = {given.member_id: Signature(given.name, given.place), member_id: signature}
            await _make_one(connection, mine | theirs, signed, now)
        return Joining.DONE

    async def aliases(self, member: Member) -> Sequence[Alias]:
        """The others whom the member's person is, in the order in which they were joined."""
        others = (
            select(members, joined_members.c.name, joined_members.c.place)
            .join(joined_members, joined_members.c.member_id == members.c.member_id)
            .where(members.c.member_id.in_(same_person(own_key(member))) & members.c.member_id.not_in(own_key(member)))
            .order_by(joined_members.c.joined_at, members.c.member_id)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(others)).all()
        return [Alias(Member(row.platform, row.space, row.member), Signature(row.name, row.place)) for row in rows]

    async def part(self, member: Member) -> None:
        """Makes the member somebody of their own again, with what was said as that member and nothing else."""
        async with self._database.writing() as connection:
            mine = own_key(member)
            for table in (unsaid_films, joined_members):
                await connection.execute(delete(table).where(table.c.member_id.in_(mine)))
            await _part_the_last(connection)

    async def remove_overdue(self, now: datetime) -> None:
        """Forgets codes that are too old, and that members were joined with others who are gone."""
        async with self._database.writing() as connection:
            await connection.execute(delete(link_codes).where(link_codes.c.made_at <= now - CODE_VALID))
            await _part_the_last(connection)


def folded(typed: str) -> str | None:
    """The code as it was given out, however it was typed; None for what can be none."""
    code = re.sub(r"[\s-]", "", typed.casefold())
    return code if re.fullmatch(rf"[a-z0-9]{{{CODE_LENGTH}}}", code, re.ASCII) else None


def _hashed(code: str) -> str:
    """A code is as random as a key and gone in minutes, so that a plain hash will do."""
    return sha256(code.encode()).hexdigest()


def _columns(signature: Signature) -> dict[str, str]:
    return {
        "name": " ".join(signature.name.split())[:LONGEST_NAME],
        "place": " ".join(signature.place.split())[:LONGEST_NAME],
    }


async def _person(connection: AsyncConnection, member_id: int) -> frozenset[int]:
    own = select(members.c.member_id).where(members.c.member_id == member_id)
    return frozenset((await connection.scalars(same_person(own))).all())


async def _make_one(
    connection: AsyncConnection, keys: frozenset[int], signed: dict[int, Signature], now: datetime
) -> None:
    """Those joined before keep their rows, under a new person; the two who have just signed get theirs anew."""
    person = new_id()
    await connection.execute(delete(joined_members).where(joined_members.c.member_id.in_(list(signed))))
    staying = update(joined_members).where(joined_members.c.member_id.in_(keys))
    await connection.execute(staying.values(person=person))
    rows = [
        {"member_id": member_id, "person": person, **_columns(signature), "joined_at": now}
        for member_id, signature in signed.items()
    ]
    await connection.execute(insert(joined_members), rows)


async def _part_the_last(connection: AsyncConnection) -> None:
    """One who is joined with nobody any more is no longer joined."""
    alone = select(func.min(joined_members.c.member_id)).group_by(joined_members.c.person).having(func.count() == 1)
    left = (await connection.scalars(alone)).all()
    for table in (unsaid_films, joined_members):
        await connection.execute(delete(table).where(table.c.member_id.in_(left)))
