"""What counts of all that one person says as several members: the newest word on each film."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    SmallInteger,
    Table,
    bindparam,
    cast,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.taste.profile import Verdict
from bot.taste.store.tables import Member, in_parts, later_films, members, same_person, unsaid_films, verdicts

NEXT_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Word:
    """What was said of a film, by one of a person's members; no verdict takes back what another of them had said."""

    member_id: int
    verdict: Verdict | None
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """All that a person said of films, by film id, the newest word first, as it looks to one of their members."""

    member_id: int
    said: Mapping[int, Sequence[Word]]

    def counting(self, movie_id: int) -> Verdict | None:
        """The verdict that counts."""
        words = self.said.get(movie_id)
        return words[0].verdict if words else None

    def own(self, movie_id: int) -> Word | None:
        """The member's own verdict, whether or not it counts."""
        words = self.said.get(movie_id, ())
        return next((word for word in words if word.member_id == self.member_id and word.verdict is not None), None)

    def is_said_elsewhere(self, movie_id: int) -> bool:
        """Whether another of the person's members has given a verdict."""
        words = self.said.get(movie_id, ())
        return any(word.member_id != self.member_id and word.verdict is not None for word in words)

    def is_judged_since(self, movie_id: int, moment: datetime) -> bool:
        """Whether the verdict that counts was given then or later."""
        return self.counting(movie_id) is not None and self.said[movie_id][0].said_at >= moment

    def moments_elsewhere(self, movie_id: int) -> list[datetime]:
        """When others of the person's members said something of the film."""
        return [word.said_at for word in self.said.get(movie_id, ()) if word.member_id != self.member_id]


@dataclass(frozen=True, slots=True)
class Listed:
    """A film that was put on the list to watch later and not taken off since; `offered_at` is when it was proposed."""

    added_at: datetime
    offered_at: datetime | None


def moment_after(moments: Collection[datetime], now: datetime) -> datetime:
    """Now; where clocks disagree, and a moment when something was said before is not past, the next one after it."""
    return max(now, max(moments) + NEXT_MOMENT) if moments else now


def _any_film(table: Table) -> ColumnElement[bool]:
    return true()


def _given_films(table: Table) -> ColumnElement[bool]:
    return table.c.movie_id.in_(bindparam("films", expanding=True))


def _words(
    own: Select[int], which: Callable[[Table], ColumnElement[bool]], columns: Sequence[str]
) -> Select[*tuple[Any, ...]]:
    """What a person said of films, the newest first, as the member with this key and as others."""
    theirs = same_person(own)
    given = select(
        verdicts.c.member_id,
        verdicts.c.movie_id,
        verdicts.c.verdict,
        verdicts.c.given_at.label("said_at"),
        verdicts.c.member_id.in_(own).label("is_own"),
    ).where(verdicts.c.member_id.in_(theirs), which(verdicts))
    unsaid = select(
        unsaid_films.c.member_id,
        unsaid_films.c.movie_id,
        cast(null(), SmallInteger).label("verdict"),
        unsaid_films.c.unsaid_at.label("said_at"),
        unsaid_films.c.member_id.in_(own).label("is_own"),
    ).where(unsaid_films.c.member_id.in_(theirs), ~unsaid_films.c.is_later, which(unsaid_films))
    said = union_all(given, unsaid).subquery()
    newest_first = (said.c.said_at.desc(), said.c.movie_id, said.c.member_id.desc())
    return select(*(said.c[column] for column in columns)).order_by(*newest_first)


# Statements are made once: to make one takes longer than to run it.
_NAMED = select(members.c.member_id).where(
    members.c.platform == bindparam("platform"),
    members.c.space == bindparam("space"),
    members.c.member == bindparam("member"),
)
_KEY = select(members.c.member_id).where(members.c.member_id == bindparam("key"))
_WORD = ("member_id", "movie_id", "verdict", "said_at")
_TOLD = _words(_NAMED, _any_film, ("movie_id", "verdict", "is_own"))
_ALL_WORDS = _words(_KEY, _any_film, _WORD)
_WORDS_ON_FILMS = _words(_KEY, _given_films, _WORD)
_PUT = select(later_films).where(later_films.c.member_id.in_(same_person(_KEY))).order_by(later_films.c.added_at)
_TAKEN_OFF = select(unsaid_films.c.movie_id, unsaid_films.c.unsaid_at).where(
    unsaid_films.c.member_id.in_(same_person(_KEY)), unsaid_films.c.is_later
)


async def told_by(connection: AsyncConnection, member: Member) -> Sequence[Row[int, int | None, bool]]:
    """What a person said as this member and as others, newest first: film id, verdict, and whether as this one."""
    named = {"platform": member.platform, "space": member.space, "member": member.member}
    return (await connection.execute(_TOLD, named)).all()


async def standing_of(
    connection: AsyncConnection, member_id: int, movie_ids: Collection[int] | None = None
) -> Standing:
    """What the member's person said of these films, or of all."""
    said: defaultdict[int, list[Word]] = defaultdict(list)
    if movie_ids is None:
        results = [await connection.execute(_ALL_WORDS, {"key": member_id})]
    else:
        parts = in_parts(list(movie_ids))
        results = [await connection.execute(_WORDS_ON_FILMS, {"key": member_id, "films": part}) for part in parts]
    for teller, movie_id, verdict, said_at in chain.from_iterable(results):
        said[movie_id].append(Word(teller, None if verdict is None else Verdict(verdict), said_at))
    return Standing(member_id, said)


async def listed_by(connection: AsyncConnection, member_id: int) -> Mapping[int, Listed]:
    """The films on the list of the member's person, judged since or not; one that several put there as the last did."""
    listed: dict[int, Listed] = {}
    for row in await connection.execute(_PUT, {"key": member_id}):
        before = listed.get(row.movie_id)
        offers = [at for at in (row.offered_at, before.offered_at if before else None) if at is not None]
        listed[row.movie_id] = Listed(row.added_at, max(offers, default=None))
    for movie_id, at in await taken_off_list(connection, member_id):
        if movie_id in listed and listed[movie_id].added_at <= at:
            del listed[movie_id]
    return listed


async def taken_off_list(connection: AsyncConnection, member_id: int) -> Sequence[Row[int, datetime]]:
    """The films that one of the member's person took off the list though another had put them there, and when."""
    return (await connection.execute(_TAKEN_OFF, {"key": member_id})).all()
