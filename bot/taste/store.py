"""Where verdicts are kept: one row per member and film, and a journal so that every change can be undone."""

from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    delete,
    false,
    func,
    insert,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database import METADATA, Database, Moment
from bot.taste.profile import TasteProfile, Verdict

members = Table(
    "members",
    METADATA,
    Column("member_id", Integer, primary_key=True),
    Column("platform", String(32), nullable=False),
    Column("space", String(128), nullable=False),
    Column("member", String(128), nullable=False),
    UniqueConstraint("platform", "space", "member"),
)
verdicts = Table(
    "verdicts",
    METADATA,
    Column("member_id", Integer, ForeignKey("members.member_id", ondelete="CASCADE"), primary_key=True),
    Column("movie_id", Integer, primary_key=True),
    Column("verdict", SmallInteger, nullable=False),
    Column("given_at", Moment, nullable=False),
)
changes = Table(
    "changes",
    METADATA,
    Column("change_id", Integer, primary_key=True),
    Column("member_id", Integer, ForeignKey("members.member_id", ondelete="CASCADE"), nullable=False),
    Column("movie_id", Integer, nullable=False),
    Column("action", Integer, nullable=False),
    Column("before", SmallInteger),
    Column("after", SmallInteger),
    Column("changed_at", Moment, nullable=False),
    Column("is_later", Boolean, nullable=False, server_default=false()),
    Index(None, "member_id", "action"),
)
later_films = Table(
    "later_films",
    METADATA,
    Column("member_id", Integer, ForeignKey("members.member_id", ondelete="CASCADE"), primary_key=True),
    Column("movie_id", Integer, primary_key=True),
    Column("added_at", Moment, nullable=False),
    Column("offered_at", Moment),
)

_MOST_REMEMBERED = 10_000
_MOST_IN_A_STATEMENT = 5_000  # PostgreSQL takes 32,767 values in one, SQLite 32,766
_NEXT_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Member:
    """A person in one space of one platform; the same person elsewhere is another member."""

    platform: str
    space: str
    member: str


@dataclass(frozen=True, slots=True)
class Change:
    """A film's verdict before and after; None is no verdict.

    With `is_later` it tells of no verdict: the film was put on the list to watch later, or by `undo` taken off.
    """

    movie_id: int
    before: Verdict | None
    after: Verdict | None
    is_later: bool = False


class TasteStore:
    """Members' verdicts. Every method that changes something has committed when it returns."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._keys: dict[Member, int] = {}

    async def member_id(self, member: Member) -> int:
        """The key of the member's rows; a member met for the first time gets one.

        It is asked for anew: another process may forget the member, and a key that is free is given out again.
        """
        async with self._database.reading() as connection:
            found = await _find_member(connection, member)
        return await self._add_member(member) if found is None else found

    @asynccontextmanager
    async def writing(self, member: Member) -> AsyncIterator[tuple[AsyncConnection, int]]:
        """A transaction and the key of the member's rows: until it ends, nobody forgets the member.

        A key of last time will do to begin with, for the transaction finds out whether it still holds.
        """
        while True:
            member_id = self._keys.get(member) or await self.member_id(member)
            async with self._database.writing(member_id) as connection:
                if await _find_member(connection, member) == member_id:
                    self._remember(member, member_id)
                    yield connection, member_id
                    return
            self._keys.pop(member, None)

    async def spaces_of(self, platform: str, member: str) -> Sequence[str]:
        """The keys of the spaces in which this person is a member who has said something."""
        theirs = select(members.c.space).where((members.c.platform == platform) & (members.c.member == member))
        async with self._database.reading() as connection:
            return (await connection.scalars(theirs)).all()

    async def taste_of(self, member: Member) -> TasteProfile:
        """All the member's verdicts."""
        return TasteProfile.of(dict(await self.told(member)))

    async def told(self, member: Member) -> Sequence[tuple[int, Verdict]]:
        """Film ids with their verdicts, newest first."""
        newest_first = (
            select(verdicts.c.movie_id, verdicts.c.verdict)
            .join(members, members.c.member_id == verdicts.c.member_id)
            .where(is_member(member))
            .order_by(verdicts.c.given_at.desc(), verdicts.c.movie_id)
        )
        async with self._database.reading() as connection:
            rows = await connection.execute(newest_first)
        return [(movie_id, Verdict(verdict)) for movie_id, verdict in rows]

    async def judge(
        self, member: Member, movie_ids: Collection[int], verdict: Verdict | None, now: datetime
    ) -> Sequence[Change]:
        """Gives every film this verdict (None takes it away) as one action; the changes, unchanged films left out."""
        async with self.writing(member) as (connection, member_id):
            return await _judge(connection, member_id, movie_ids, verdict, now)

    async def judge_within(
        self, connection: AsyncConnection, member: Member, movie_id: int, verdict: Verdict, now: datetime
    ) -> Sequence[Change]:
        """The same as a part of a transaction that others have begun, and that names no member."""
        member_id = await _find_member(connection, member)
        if member_id is None:
            member_id = await _new_member(connection, member)
        return await _judge(connection, member_id, [movie_id], verdict, now)

    async def adopt(
        self, member: Member, history: Mapping[int, Verdict], wanted: Collection[int], now: datetime
    ) -> Sequence[Change]:
        """Takes a history in as one action, and puts the films wanted on the list to watch later; the changes.

        What was said here stays: a film that has a verdict keeps it, and is not put on the list either.
        """
        async with self.writing(member) as (connection, member_id):
            newest, present = await _standing(connection, member_id)
            on_list = select(later_films.c.movie_id).where(later_films.c.member_id == member_id)
            known = present.keys() | set((await connection.scalars(on_list)).all())
            made = [Change(movie_id, None, verdict) for movie_id, verdict in history.items() if movie_id not in present]
            put = [Change(movie_id, None, None, True) for movie_id in dict.fromkeys(wanted) if movie_id not in known]
            if made or put:
                await _apply(connection, member_id, made, now)
                await _put_on_list(connection, member_id, put, now + _NEXT_MOMENT)
                await _write_down(connection, member_id, made, newest + 1, now)
                await _write_down(connection, member_id, put, newest + 1, now + _NEXT_MOMENT)
        return [*made, *put]

    async def undo(self, member: Member, now: datetime) -> Sequence[Change]:
        """Takes the latest action back and drops it from the journal; the changes made, if any."""
        async with self.writing(member) as (connection, member_id):
            latest = select(func.max(changes.c.action)).where(changes.c.member_id == member_id).scalar_subquery()
            mine = (changes.c.member_id == member_id) & (changes.c.action == latest)
            rows = (await connection.execute(select(changes).where(mine).order_by(changes.c.change_id))).all()
            taken = [Change(row.movie_id, _verdict(row.after), _verdict(row.before), row.is_later) for row in rows]
            if taken:
                await connection.execute(delete(changes).where(mine))
                await _apply(connection, member_id, [change for change in taken if not change.is_later], now)
                await _take_off_list(connection, member_id, taken, rows[-1].changed_at)
        return taken

    async def take_back(self, member: Member, movie_id: int, now: datetime) -> Sequence[Change]:
        """Takes the latest change of one film back, as an action that can be undone; empty if there is none."""
        async with self.writing(member) as (connection, member_id):
            of_film = (changes.c.member_id == member_id) & (changes.c.movie_id == movie_id) & ~changes.c.is_later
            newest_first = select(changes.c.before, changes.c.after).where(of_film).order_by(changes.c.change_id.desc())
            row = (await connection.execute(newest_first.limit(1))).one_or_none()
            if row is None:
                return []
            newest, _ = await _standing(connection, member_id, ())
            taken = [Change(movie_id, _verdict(row.after), _verdict(row.before))]
            await _apply(connection, member_id, taken, now)
            await _write_down(connection, member_id, taken, newest + 1, now)
            return taken

    def _remember(self, member: Member, member_id: int) -> None:
        if len(self._keys) >= _MOST_REMEMBERED:
            self._keys.clear()
        self._keys[member] = member_id

    async def _add_member(self, member: Member) -> int:
        async with self._database.writing() as connection:
            if (found := await _find_member(connection, member)) is not None:  # somebody else was quicker
                return found
            return await _new_member(connection, member)


async def _new_member(connection: AsyncConnection, member: Member) -> int:
    row = insert(members).values(platform=member.platform, space=member.space, member=member.member)
    return int((await connection.scalars(row.returning(members.c.member_id))).one())


async def _judge(
    connection: AsyncConnection, member_id: int, movie_ids: Collection[int], verdict: Verdict | None, now: datetime
) -> Sequence[Change]:
    newest, present = await _standing(connection, member_id, movie_ids)
    made = [Change(movie_id, present.get(movie_id), verdict) for movie_id in dict.fromkeys(movie_ids)]
    made = [change for change in made if change.before != change.after]
    if made:
        await _apply(connection, member_id, made, now)
        await _write_down(connection, member_id, made, newest + 1, now)
    return made


async def _find_member(connection: AsyncConnection, member: Member) -> int | None:
    found: int | None = await connection.scalar(select(members.c.member_id).where(is_member(member)))
    return found


def is_member(member: Member) -> ColumnElement[bool]:
    """The member's row in `members`."""
    return (
        (members.c.platform == member.platform)
        & (members.c.space == member.space)
        & (members.c.member == member.member)
    )


async def _standing(
    connection: AsyncConnection, member_id: int, movie_ids: Collection[int] | None = None
) -> tuple[int, Mapping[int, Verdict]]:
    """The number of the member's newest action, 0 before the first, and the verdicts on these films, or on all."""
    newest = select(func.max(changes.c.action)).where(changes.c.member_id == member_id).scalar_subquery()
    on_films = verdicts.c.member_id == member_id
    if movie_ids is not None:
        on_films &= verdicts.c.movie_id.in_(movie_ids)
    found = (
        select(newest.label("newest"), verdicts.c.movie_id, verdicts.c.verdict)
        .select_from(members.outerjoin(verdicts, on_films))
        .where(members.c.member_id == member_id)
    )
    rows = (await connection.execute(found)).all()
    return rows[0].newest or 0, {row.movie_id: Verdict(row.verdict) for row in rows if row.movie_id is not None}


async def _apply(connection: AsyncConnection, member_id: int, made: Sequence[Change], now: datetime) -> None:
    for replaced in _in_parts([change.movie_id for change in made if change.before is not None]):
        mine = (verdicts.c.member_id == member_id) & verdicts.c.movie_id.in_(replaced)
        await connection.execute(delete(verdicts).where(mine))
    rows = [
        {"member_id": member_id, "movie_id": change.movie_id, "verdict": change.after, "given_at": now}
        for change in made
        if change.after is not None
    ]
    if rows:
        await connection.execute(insert(verdicts), rows)


async def _put_on_list(connection: AsyncConnection, member_id: int, put: Sequence[Change], at: datetime) -> None:
    """Later than the verdicts of the same action: a film that it both judges and wants is there to be watched again."""
    rows = [{"member_id": member_id, "movie_id": change.movie_id, "added_at": at} for change in put]
    if rows:
        await connection.execute(insert(later_films), rows)


async def _take_off_list(connection: AsyncConnection, member_id: int, taken: Sequence[Change], at: datetime) -> None:
    """Takes off what the action put there at that moment; what was put there anew since stays."""
    for put in _in_parts([change.movie_id for change in taken if change.is_later]):
        mine = (later_films.c.member_id == member_id) & (later_films.c.added_at == at) & later_films.c.movie_id.in_(put)
        await connection.execute(delete(later_films).where(mine))


async def _write_down(
    connection: AsyncConnection, member_id: int, made: Sequence[Change], action: int, now: datetime
) -> None:
    rows = [
        {
            "member_id": member_id,
            "movie_id": change.movie_id,
            "action": action,
            "before": change.before,
            "after": change.after,
            "changed_at": now,
            "is_later": change.is_later,
        }
        for change in made
    ]
    if rows:
        await connection.execute(insert(changes), rows)


def _in_parts(movie_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """As many at a time as one statement takes."""
    return (movie_ids[first : first + _MOST_IN_A_STATEMENT] for first in range(0, len(movie_ids), _MOST_IN_A_STATEMENT))


def _verdict(value: int | None) -> Verdict | None:
    return None if value is None else Verdict(value)
