"""Where films to watch later are kept, a row for each member and film."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database import Database
from bot.taste.store import Member, TasteStore, later_films
from bot.taste.store.standing import listed_by, moment_after, standing_of, taken_off_list
from bot.taste.store.tables import own_key, same_person, unsaid_films


@dataclass(frozen=True, slots=True)
class LaterFilm:
    """A film to watch later; `offered_at` is when it was last proposed for an evening."""

    movie_id: int
    offered_at: datetime | None = None


class LaterStore:
    """Members' films to watch later. Every method that changes something has committed when it returns.

    A film judged after it was put on the list has left it, without its row: without the verdict it is back. One that
    is put there after its verdict is to be watched again, and stays. Members who are one person have one list; the
    rows of each hold what was put there as that member.
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
                await _withdraw(connection, member_id, added)
                rows = [
                    {"member_id": member_id, "movie_id": film, "added_at": moment_after(said, now)}
                    for film, said in (await _said_elsewhere(connection, member_id, added)).items()
                ]
                await connection.execute(insert(later_films), rows)
        return added

    async def drop(self, member: Member, movie_id: int) -> bool:
        """Takes the film off the list; whether it was on it."""
        async with self._tastes.writing(member) as (connection, member_id):
            was_there = any(film.movie_id == movie_id for film in await _waiting(connection, member_id))
            await _withdraw(connection, member_id, [movie_id])
            put_elsewhere = (await listed_by(connection, member_id)).get(movie_id)
            if put_elsewhere is not None:
                moment = {"unsaid_at": put_elsewhere.added_at, "is_later": True}
                await connection.execute(insert(unsaid_films).values(member_id=member_id, movie_id=movie_id, **moment))
        return was_there

    async def waiting(self, member: Member) -> Sequence[LaterFilm]:
        """The films on the list, newest first."""
        member_id = await self._tastes.member_id(member)
        async with self._database.reading() as connection:
            return await _waiting(connection, member_id)

    async def offer(self, member: Member, movie_id: int, now: datetime) -> None:
        """Remembers that the film was proposed."""
        async with self._tastes.writing(member) as (connection, _):
            theirs = later_films.c.member_id.in_(same_person(own_key(member))) & (later_films.c.movie_id == movie_id)
            await connection.execute(update(later_films).where(theirs).values(offered_at=now))


async def _withdraw(connection: AsyncConnection, member_id: int, movie_ids: Collection[int]) -> None:
    mine = (later_films.c.member_id == member_id) & later_films.c.movie_id.in_(movie_ids)
    await connection.execute(delete(later_films).where(mine))


async def _waiting(connection: AsyncConnection, member_id: int) -> Sequence[LaterFilm]:
    listed = await listed_by(connection, member_id)
    standing = await standing_of(connection, member_id, listed)
    waiting = [film for film, put in listed.items() if not standing.is_judged_since(film, put.added_at)]
    newest_first = sorted(sorted(waiting), key=lambda film: listed[film].added_at, reverse=True)
    return [LaterFilm(film, listed[film].offered_at) for film in newest_first]


async def _said_elsewhere(
    connection: AsyncConnection, member_id: int, films: Sequence[int]
) -> dict[int, list[datetime]]:
    """When others of the member's person last judged each of these films, and when it was taken off the list."""
    standing = await standing_of(connection, member_id, films)
    moments = {film: standing.moments_elsewhere(film) for film in films}
    for film, at in await taken_off_list(connection, member_id):
        if film in moments:
            moments[film].append(at)
    return moments
