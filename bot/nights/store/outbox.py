"""Messages that nights have to say: claimed, sent, and then marked; none is lost, and none is claimed by two."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database import Database
from bot.nights import rules
from bot.nights.due import Kind, Message, is_still_wanted, is_wanted
from bot.nights.night import MovieNight
from bot.nights.store import keeping
from bot.nights.store.keeping import Changed
from bot.nights.store.tables import night_messages, nights

PATIENCE = timedelta(minutes=2)
"""How long who claimed a message has to send it, before others take it for lost."""

AT_ONCE = 20
"""So many nights are moved on, and so many messages claimed, at once: few enough to be sent within PATIENCE."""


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

    async def next_at(self) -> datetime | None:
        """When there is something to do: a moment that has passed, or the next one; None while nothing is planned."""
        async with self._database.reading() as connection:
            moves_at = await connection.scalar(select(func.min(nights.c.moves_at)))
            due_at = await connection.scalar(select(func.min(night_messages.c.due_at)).where(_IS_UNCLAIMED))
        return min((moment for moment in (moves_at, due_at) if moment is not None), default=None)

    async def claim_due(self, now: datetime) -> Sequence[Claim]:
        """Moves the nights on, and claims what they have to say by now, in the order in which it is to be said.

        At most AT_ONCE of each: there is more to do while `next_at` has passed. What would be pointless by now is
        settled unsaid.
        """
        next_at = await self.next_at()
        if next_at is None or next_at > now:
            return []
        async with self._database.writing() as connection:
            first = select(nights.c.night_id).where(nights.c.moves_at <= now).order_by(nights.c.moves_at).limit(AT_ONCE)
            found = await keeping.read(connection, nights.c.night_id.in_(first))
            moved = [Changed(kept, rules.moved_on(kept.night, now)) for kept in found]
            await keeping.save(connection, moved)
            is_due = _IS_UNCLAIMED & (night_messages.c.due_at <= now)
            return await _claim(connection, is_due, is_wanted, now, [one.night for one in moved])

    async def unfinished(self, now: datetime) -> Sequence[Claim]:
        """Claims what was claimed PATIENCE ago and never marked: look whether it was sent, and send it if it was not.

        At most AT_ONCE; what would be pointless by now is settled unsaid.
        """
        is_lost = _IS_UNSETTLED & (night_messages.c.held_at <= now - PATIENCE)
        async with self._database.reading() as connection:
            if await connection.scalar(select(night_messages.c.night_id).where(is_lost).limit(1)) is None:
                return []
        async with self._database.writing() as connection:
            return await _claim(connection, is_lost, is_still_wanted, now)

    async def mark_sent(self, claim: Claim, message_id: str, now: datetime) -> None:
        """The message is in the channel, under this id of the platform's."""
        row = _row(claim.night, claim.message) | {"settled_at": now, "message_id": message_id}
        async with self._database.writing() as connection:
            await keeping.settle(connection, [row])


_Judgement = Callable[[Message, MovieNight, datetime], bool]

_IS_UNSETTLED = night_messages.c.settled_at.is_(None)
_IS_UNCLAIMED = _IS_UNSETTLED & night_messages.c.held_at.is_(None)


async def _claim(
    connection: AsyncConnection,
    which: ColumnElement[bool],
    is_worth_it: _Judgement,
    now: datetime,
    at_hand: Sequence[MovieNight] = (),
) -> Sequence[Claim]:
    in_turn = night_messages.c.due_at, night_messages.c.night_id, night_messages.c.kind
    found = (await connection.execute(select(night_messages).where(which).order_by(*in_turn).limit(AT_ONCE))).all()
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
