"""Where films to watch later are kept, a row for each member and film."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database import Database
from bot.taste.store import Member, TasteStore, later_films, verdicts


@dataclass(frozen=True, slots=True)
class LaterFilm:
    """A film to watch later; `offered_at` is when it was last proposed for an evening."""

    movie_id: int
    offered_at: datetime | None = None


class LaterStore:
    """Members' films to watch later. Every method that changes something has committed when it returns.

    A film judged after it was put on the list has left it, without its row: without the verdict it is back. One that
    is put there after its verdict is to be watched again, and stays.
    """

    def __init__(self, database: Database, tastes: TasteStore) -> None:
        self._database = database
        self._tastes = tastes

    async def add(self, member: Member, movie_ids: Collection[int], now: datetime) -> Sequence[int]:
        """Puts the films on the list; those that were not on it before, in the order given."""
        async with self._tastes.writing(member) as (connection, member_id):
            present = {film.movie_id for film in await _waiting(connection, member_id)}
            added = [movie_id for movie_id in dict.fromkeys(movie_ids) if movie_id not in present]
            if added:
                await connection.execute(delete(later_films).where(_are(member_id, added)))
                rows = [{"member_id": member_id, "movie_id": movie_id, "added_at": now} for movie_id in added]
                await connection.execute(insert(later_films), rows)
        return added

    async def drop(self, member: Member, movie_id: int) -> bool:
        """Takes the film off the list; whether it was on it."""
        async with self._tastes.writing(member) as (connection, member_id):
            was_there = any(film.movie_id == movie_id for film in await _waiting(connection, member_id))
            await connection.execute(delete(later_films).where(_are(member_id, [movie_id])))
        return was_there

    async def waiting(self, member: Member) -> Sequence[LaterFilm]:
        """The films on the list, newest first."""
        member_id = await self._tastes.member_id(member)
        async with self._database.reading() as connection:
            return await _waiting(connection, member_id)

    async def offer(self, member: Member, movie_id: int, now: datetime) -> None:
        """Remembers that the film was proposed."""
        async with self._tastes.writing(member) as (connection, member_id):
            await connection.execute(update(later_films).where(_are(member_id, [movie_id])).values(offered_at=now))


def _are(member_id: int, movie_ids: Collection[int]) -> ColumnElement[bool]:
    return (later_films.c.member_id == member_id) & later_films.c.movie_id.in_(movie_ids)


async def _waiting(connection: AsyncConnection, member_id: int) -> Sequence[LaterFilm]:
    judged = (verdicts.c.member_id == later_films.c.member_id) & (verdicts.c.movie_id == later_films.c.movie_id)
    is_judged_since = (
        select(verdicts.c.movie_id).where(judged & (verdicts.c.given_at >= later_films.c.added_at)).exists()
    )
    newest_first = (
        select(later_films.c.movie_id, later_films.c.offered_at)
        .where((later_films.c.member_id == member_id) & ~is_judged_since)
        .order_by(later_films.c.added_at.desc(), later_films.c.movie_id)
    )
    return [LaterFilm(row.movie_id, row.offered_at) for row in await connection.execute(newest_first)]
