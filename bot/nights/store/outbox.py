"""Messages that nights have to say: claimed, sent, and then marked; none is lost, and none is claimed by two."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database import Database
from bot.nights import rules
from bot.nights.due import Kind, Message, is_still_wanted, is_wanted
from bot.nights.night import MovieNight, Room
from bot.nights.store import keeping
from bot.nights.store.keeping import Changed
from bot.nights.store.tables import night_messages, nights

PATIENCE = timedelta(minutes=2)
"""How long who claimed a message has to send it, before others take it for lost."""

AT_ONCE = 20
"""So many nights are moved on, and so many messages claimed, at once: few enough to be sent within PATIENCE."""

Reaches = Callable[[Room], bool]
"""Whether a room is one that we speak in: nights elsewhere are left to those who do."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that is ours to send, and its night. `claimed_at` is when anybody first claimed it: if it has been sent
    already, then it was after that.
    """

    night: MovieNight
    message: Message
    claimed_at: datetime

    @property
    def key(self) -> str:
        """Names the message among all messages of all nights."""
        return f"{self.night.night_id} {self.message.kind} {self.message.due_at.isoformat()}"


class Outbox:
    """The messages of all nights. A message is claimed, sent, and marked; what stays unmarked is to be looked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def next_at(self, reaches: Reaches) -> datetime | None:
        """When there is something to do: a moment that has passed, or the next one; None while nothing is planned."""
        moves = select(*_ROOM, func.min(nights.c.moves_at)).where(nights.c.moves_at.is_not(None)).group_by(*_ROOM)
        says = _of_messages(*_ROOM, func.min(night_messages.c.due_at)).where(_IS_UNCLAIMED).group_by(*_ROOM)
        async with self._database.reading() as connection:
            found = [row for wanted in (moves, says) for row in await connection.execute(wanted)]
        return min((moment for *room, moment in found if reaches(Room(*room))), default=None)

    async def claim_due(self, now: datetime, reaches: Reaches) -> Sequence[Claim]:
        """Moves our nights on, and claims what they have to say by now, in the order in which it is to be said.

        At most AT_ONCE of each: there is more to do while `next_at` has passed. What would be pointless by now is
        settled unsaid.
        """
        moving = select(nights.c.night_id, *_ROOM).where(nights.c.moves_at <= now).order_by(nights.c.moves_at)
        is_due = _IS_UNCLAIMED & (night_messages.c.due_at <= now)
        async with self._database.reading() as connection:
            if not await _ours(connection, moving, reaches) and not await _ours(connection, _turn(is_due), reaches):
                return []
        async with self._database.writing() as connection:
            ids = [row.night_id for row in await _ours(connection, moving, reaches)]
            found = await keeping.read(connection, nights.c.night_id.in_(ids))
            moved = [Changed(kept, rules.moved_on(kept.night, now)) for kept in found]
            await keeping.save(connection, moved)
            due = await _ours(connection, _turn(is_due), reaches)
            return await _claim(connection, due, is_wanted, now, [one.night for one in moved])

    async def unfinished(self, now: datetime, reaches: Reaches) -> Sequence[Claim]:
        """Claims what was claimed PATIENCE ago and never marked: look whether it was sent, and send it if it was not.

        At most AT_ONCE; what would be pointless by now is settled unsaid.
        """
        lost = _turn(_IS_UNSETTLED & (night_messages.c.held_at <= now - PATIENCE))
        async with self._database.reading() as connection:
            if not await _ours(connection, lost, reaches):
                return []
        async with self._database.writing() as connection:
            return await _claim(connection, await _ours(connection, lost, reaches), is_still_wanted, now)

    async def mark_sent(self, claim: Claim, message_id: str, now: datetime) -> None:
        """The message is in the channel, under this id of the platform's."""
        row = _row(claim.night, claim.message) | {"settled_at": now, "message_id": message_id}
        async with self._database.writing() as connection:
            await keeping.settle(connection, [row])


_Judgement = Callable[[Message, MovieNight, datetime], bool]

_ROOM = (nights.c.platform, nights.c.space, nights.c.channel)
_IS_UNSETTLED = night_messages.c.settled_at.is_(None)
_IS_UNCLAIMED = _IS_UNSETTLED & night_messages.c.held_at.is_(None)


def _of_messages(*columns: ColumnElement[Any]) -> Select[Any]:
    return select(*columns).join_from(night_messages, nights, nights.c.night_id == night_messages.c.night_id)


def _turn(which: ColumnElement[bool]) -> Select[Any]:
    """Messages in the order in which they are to be said, with the rooms of their nights."""
    in_turn = night_messages.c.due_at, night_messages.c.night_id, night_messages.c.kind
    return _of_messages(*night_messages.c, *_ROOM).where(which).order_by(*in_turn)


async def _ours(connection: AsyncConnection, wanted: Select[Any], reaches: Reaches) -> Sequence[Row[Any]]:
    """The first AT_ONCE of the rows whose rooms we reach."""
    rows = await connection.execute(wanted)
    return list(islice((row for row in rows if reaches(Room(row.platform, row.space, row.channel))), AT_ONCE))


async def _claim(
    connection: AsyncConnection,
    found: Sequence[Row[Any]],
    is_worth_it: _Judgement,
    now: datetime,
    at_hand: Sequence[MovieNight] = (),
) -> Sequence[Claim]:
    told = {night.night_id: night for night in at_hand}
    others = {row.night_id for row in found} - told.keys()
    told |= {kept.night.night_id: kept.night for kept in await keeping.read(connection, nights.c.night_id.in_(others))}
    claims, pointless = [], []
    for row in found:
        night, message = told[row.night_id], Message(Kind(row.kind), row.due_at)
        if is_worth_it(message, night, now):
            claims.append(Claim(night, message, row.claimed_at or now))
        else:
            pointless.append(_row(night, message) | {"settled_at": now})
    held = [_row(one.night, one.message) | {"claimed_at": one.claimed_at, "held_at": now} for one in claims]
    await keeping.settle(connection, held)
    await keeping.settle(connection, pointless)
    return sorted(claims, key=lambda one: (one.message.order, one.night.night_id))


def _row(night: MovieNight, message: Message) -> dict[str, object]:
    return {"night_id": night.night_id, "kind": message.kind, "due_at": message.due_at}
