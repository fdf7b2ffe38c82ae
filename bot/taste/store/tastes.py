"""Where verdicts are kept: one row per member and film, and a journal so that every change can be undone."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database import Database
from bot.taste.profile import TasteProfile, Verdict
from bot.taste.store import journal
from bot.taste.store.journal import Change
from bot.taste.store.standing import NEXT_MOMENT, Standing, listed_by, standing_of, told_by
from bot.taste.store.tables import Member, later_films, members, own_key

_MOST_REMEMBERED = 10_000


class TasteStore:
    """Members' verdicts. Every method that changes something has committed when it returns.

    Of members who are one person the newest word on a film counts, whichever of them said it; each one's rows hold
    what was said as that member alone. `undo` and `take_back` are about what was said as the member who asks.
    """

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
        """All the verdicts that count for the member, and which of them were said elsewhere."""
        counting: dict[int, int | None] = {}
        own: dict[int, int] = {}
        async with self._database.reading() as connection:
            said = await told_by(connection, member)
        for movie_id, verdict, is_own in said:
            counting.setdefault(movie_id, verdict)
            if is_own and verdict is not None:
                own[movie_id] = verdict
        told = {movie_id: Verdict(verdict) for movie_id, verdict in counting.items() if verdict is not None}
        return TasteProfile.of(told, frozenset(film for film, verdict in told.items() if own.get(film) != verdict))

    async def told(self, member: Member) -> Sequence[tuple[int, Verdict]]:
        """Film ids with the verdicts that count for the member, newest first."""
        counting: dict[int, int | None] = {}
        async with self._database.reading() as connection:
            said = await told_by(connection, member)
        for movie_id, verdict, _ in said:
            counting.setdefault(movie_id, verdict)
        return [(movie_id, Verdict(verdict)) for movie_id, verdict in counting.items() if verdict is not None]

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
        return await _judge(connection, await key_within(connection, member), [movie_id], verdict, now)

    async def adopt(
        self, member: Member, history: Mapping[int, Verdict], wanted: Collection[int], now: datetime
    ) -> Sequence[Change]:
        """Takes a history in as one action, and puts the films wanted on the list to watch later; the changes.

        What was said before stays: a film that has a verdict keeps it, and is not put on the list either.
        """
        async with self.writing(member) as (connection, member_id):
            standing = await standing_of(connection, member_id)
            on_list = select(later_films.c.movie_id).where(later_films.c.member_id == member_id)
            listed = {*(await connection.scalars(on_list)).all(), *await listed_by(connection, member_id)}
            new = {film: verdict for film, verdict in history.items() if standing.counting(film) is None}
            put = [film for film in dict.fromkeys(wanted) if standing.counting(film) is None and film not in listed]
            action = await journal.next_action(connection, member_id)
            await journal.say(connection, standing, new, action, now)
            # Later than the verdicts of the same action: a film that it both judges and wants is to be watched again.
            await journal.put_on_list(connection, member_id, put, action, now + NEXT_MOMENT)
        made = [Change(film, None, verdict) for film, verdict in new.items()]
        return [*made, *(Change(film, None, None, is_later=True) for film in put)]

    async def undo(self, member: Member, now: datetime) -> Sequence[Change]:
        """Takes the latest action of this member back and drops it from the journal; the changes made, if any."""
        async with self.writing(member) as (connection, member_id):
            return await journal.take_latest_back(connection, member_id, now)

    async def take_back(self, member: Member, movie_id: int, now: datetime) -> Sequence[Change]:
        """Takes the latest change of one film back, as an action that can be undone; empty if there is none."""
        async with self.writing(member) as (connection, member_id):
            return await journal.take_film_back(connection, member_id, movie_id, now)

    def _remember(self, member: Member, member_id: int) -> None:
        if len(self._keys) >= _MOST_REMEMBERED:
            self._keys.clear()
        self._keys[member] = member_id

    async def _add_member(self, member: Member) -> int:
        async with self._database.writing() as connection:
            return await key_within(connection, member)


async def key_within(connection: AsyncConnection, member: Member) -> int:
    """The key of the member's rows, new for one met for the first time, in a transaction that names no member."""
    found = await _find_member(connection, member)
    if found is not None:
        return found
    row = insert(members).values(platform=member.platform, space=member.space, member=member.member)
    return int((await connection.scalars(row.returning(members.c.member_id))).one())


async def _find_member(connection: AsyncConnection, member: Member) -> int | None:
    found: int | None = await connection.scalar(own_key(member))
    return found


async def _judge(
    connection: AsyncConnection, member_id: int, movie_ids: Collection[int], verdict: Verdict | None, now: datetime
) -> Sequence[Change]:
    """A verdict that counts already but was said elsewhere is said here too, which changes nothing till they part."""
    standing = await standing_of(connection, member_id, movie_ids)
    once = list(dict.fromkeys(movie_ids))
    said = {film: verdict for film in once if not _is_said(standing, film, verdict)}
    action = await journal.next_action(connection, member_id)
    await journal.say(connection, standing, said, action, now)
    made = [Change(film, standing.counting(film), verdict) for film in said]
    return [change for change in made if change.before != change.after]


def _is_said(standing: Standing, movie_id: int, verdict: Verdict | None) -> bool:
    if standing.counting(movie_id) != verdict:
        return False
    own = standing.own(movie_id)
    return verdict is None or (own is not None and own.verdict is verdict)
