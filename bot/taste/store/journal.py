"""What a member says is written twice: as what stands now, and as a line of the journal that can take it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.taste.profile import Verdict
from bot.taste.store.standing import Standing, moment_after, standing_of
from bot.taste.store.tables import changes, in_parts, later_films, unsaid_films, verdicts

_NEWEST_ACTION = select(func.max(changes.c.action)).where(changes.c.member_id == bindparam("key"))


@dataclass(frozen=True, slots=True)
class Change:
    """The verdict that counts for a film before and after; None is no verdict.

    With `is_later` it tells of no verdict: the film was put on the list to watch later, or by `undo` taken off.
    """

    movie_id: int
    before: Verdict | None
    after: Verdict | None
    is_later: bool = False


async def next_action(connection: AsyncConnection, member_id: int) -> int:
    """The number of the member's next action."""
    return (await connection.scalar(_NEWEST_ACTION, {"key": member_id}) or 0) + 1


async def say(
    connection: AsyncConnection, standing: Standing, said: Mapping[int, Verdict | None], action: int, now: datetime
) -> None:
    """The member's word on films: a verdict, or None, which also takes back what others of the person said of one."""
    moments = {film: moment_after(standing.moments_elsewhere(film), now) for film in said}
    await _withdraw(connection, standing.member_id, [film for film in said if standing.own(film)])
    given = [
        {"member_id": standing.member_id, "movie_id": film, "verdict": verdict, "given_at": moments[film]}
        for film, verdict in said.items()
        if verdict is not None
    ]
    unsaid = [
        {"member_id": standing.member_id, "movie_id": film, "unsaid_at": moments[film], "is_later": False}
        for film, verdict in said.items()
        if verdict is None and standing.is_said_elsewhere(film)
    ]
    lines = [_line(standing, film, verdict, action, moments[film]) for film, verdict in said.items()]
    for table, rows in ((verdicts, given), (unsaid_films, unsaid), (changes, lines)):
        if rows:
            await connection.execute(insert(table), rows)


async def put_on_list(
    connection: AsyncConnection, member_id: int, films: Sequence[int], action: int, at: datetime
) -> None:
    """The films are to be watched later, which is a part of an action that can be undone."""
    rows = [{"member_id": member_id, "movie_id": film, "added_at": at} for film in films]
    lines = [
        {"member_id": member_id, "movie_id": film, "action": action, "changed_at": at, "is_later": True}
        for film in films
    ]
    if rows:
        await connection.execute(insert(later_films), rows)
        await connection.execute(insert(changes), lines)


async def take_latest_back(connection: AsyncConnection, member_id: int, now: datetime) -> Sequence[Change]:
    """Puts the member's words back to what they were before their latest action; what that changes, if anything."""
    latest = select(func.max(changes.c.action)).where(changes.c.member_id == member_id).scalar_subquery()
    mine = (changes.c.member_id == member_id) & (changes.c.action == latest)
    lines = (await connection.execute(select(changes).where(mine).order_by(changes.c.change_id))).all()
    if not lines:
        return []
    await connection.execute(delete(changes).where(mine))
    made = await _put_back(connection, member_id, [line for line in lines if not line.is_later], now)
    put = [line.movie_id for line in lines if line.is_later]
    await _take_off_list(connection, member_id, put, lines[-1].changed_at)
    return [*made, *(Change(film, None, None, is_later=True) for film in put)]


async def take_film_back(connection: AsyncConnection, member_id: int, movie_id: int, now: datetime) -> Sequence[Change]:
    """Puts the member's word on the film back to what it was before it changed last, as a new action."""
    of_film = (changes.c.member_id == member_id) & (changes.c.movie_id == movie_id) & ~changes.c.is_later
    newest_first = select(changes).where(of_film).order_by(changes.c.change_id.desc())
    line = (await connection.execute(newest_first.limit(1))).one_or_none()
    if line is None:
        return []
    standing = await standing_of(connection, member_id, [movie_id])
    made = await _put_back(connection, member_id, [line], now)
    action = await next_action(connection, member_id)
    await connection.execute(insert(changes), _line(standing, movie_id, _verdict(line.before), action, now))
    return made


async def _put_back(
    connection: AsyncConnection, member_id: int, lines: Sequence[Row[Any]], now: datetime
) -> Sequence[Change]:
    """Undoes these lines of the journal; what that changes of the verdicts that count."""
    films = [line.movie_id for line in lines]
    before = await standing_of(connection, member_id, films)
    await _withdraw(connection, member_id, films)
    given = [
        {
            "member_id": member_id,
            "movie_id": line.movie_id,
            "verdict": line.before,
            "given_at": line.before_at or now,  # the oldest journals do not know when
        }
        for line in lines
        if line.before is not None
    ]
    if given:
        await connection.execute(insert(verdicts), given)
    for line in lines:
        if line.after is None:
            mine = (unsaid_films.c.member_id == member_id) & (unsaid_films.c.movie_id == line.movie_id)
            this_time = mine & (unsaid_films.c.unsaid_at == line.changed_at) & ~unsaid_films.c.is_later
            await connection.execute(delete(unsaid_films).where(this_time))
    after = await standing_of(connection, member_id, films)
    return [Change(film, before.counting(film), after.counting(film)) for film in films]


async def _withdraw(connection: AsyncConnection, member_id: int, films: Sequence[int]) -> None:
    for part in in_parts(films):
        mine = (verdicts.c.member_id == member_id) & verdicts.c.movie_id.in_(part)
        await connection.execute(delete(verdicts).where(mine))


async def _take_off_list(connection: AsyncConnection, member_id: int, films: Sequence[int], at: datetime) -> None:
    """Takes off what the action put there at that moment; what was put there anew since stays."""
    for part in in_parts(films):
        mine = (later_films.c.member_id == member_id) & (later_films.c.added_at == at)
        await connection.execute(delete(later_films).where(mine & later_films.c.movie_id.in_(part)))


def _line(standing: Standing, movie_id: int, after: Verdict | None, action: int, at: datetime) -> Mapping[str, object]:
    own = standing.own(movie_id)
    return {
        "member_id": standing.member_id,
        "movie_id": movie_id,
        "action": action,
        "before": own.verdict if own else None,
        "after": after,
        "changed_at": at,
        "before_at": own.said_at if own else None,
    }


def _verdict(value: int | None) -> Verdict | None:
    return None if value is None else Verdict(value)
