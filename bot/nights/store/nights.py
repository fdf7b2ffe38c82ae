"""Where nights are kept: each as it stands now, and what members got of the nights they attended."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database import Database
from bot.errors import MemberError
from bot.nights import rules
from bot.nights.night import MovieNight, Presence, Room, Stage, Tap
from bot.nights.store import keeping
from bot.nights.store.keeping import Changed
from bot.nights.store.tables import night_members, nights
from bot.taste.store import Member

Rule = Callable[[MovieNight], MovieNight]
Deed = Callable[[AsyncConnection], Awaitable[object]]


class ChannelTaken(MemberError):
    """The channel has an open night already."""


class UnknownNight(MemberError):
    """No night has this id."""


class NightStore:
    """Movie nights of every channel. Every method that changes something has committed when it returns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, night: MovieNight) -> None:
        """Keeps a new night; raises ChannelTaken where one is open in its channel."""
        async with self._database.writing() as connection:
            if await keeping.read(connection, _is_open_in(night.room)):
                raise ChannelTaken("This channel has a movie night already; let it pass, or cancel it first.")
            await keeping.add(connection, night)

    async def change(self, night_id: str, how: Rule, now: datetime, beside: Deed | None = None) -> MovieNight:
        """Makes of the night, as the clock has moved it on, what `how` makes of it; what `how` refuses changes nothing.

        What is done `beside` is done in the same transaction: both count, or neither does.
        Two changes at the same moment both count, whichever processes they are made in. Raises UnknownNight.
        """
        async with self._database.writing() as connection:
            found = await keeping.read(connection, nights.c.night_id == night_id)
            if not found:
                raise UnknownNight("I no longer have that movie night.")
            changed = Changed(found[0], rules.moved_on(how(rules.moved_on(found[0].night, now)), now))
            await keeping.save(connection, [changed])
            if beside is not None:
                await beside(connection)
        return changed.night

    async def leave(self, member: Member, now: datetime) -> Sequence[MovieNight]:
        """A member has left the space, and so its open nights; those that they were in, as they are now."""
        theirs = select(night_members.c.night_id).where(night_members.c.member == member.member)
        which = _is_of(member.platform, member.space) & _IS_OPEN & nights.c.night_id.in_(theirs)
        async with self._database.writing() as connection:
            found = await keeping.read(connection, which)
            changed = [Changed(kept, rules.left(rules.moved_on(kept.night, now), member.member)) for kept in found]
            await keeping.save(connection, changed)
        return [one.night for one in changed]

    async def get(self, night_id: str) -> MovieNight | None:
        """The night with this id, as it was last changed."""
        found = await self._read(nights.c.night_id == night_id)
        return found[0] if found else None

    async def open_in(self, room: Room) -> MovieNight | None:
        """The open night of a channel."""
        found = await self._read(_is_open_in(room))
        return found[0] if found else None

    async def open_of(self, platform: str, space: str) -> Sequence[MovieNight]:
        """All open nights of a space, the next one first."""
        return await self._read(_is_of(platform, space) & _IS_OPEN)

    async def count_open(self) -> int:
        """How many nights are open, everywhere."""
        async with self._database.reading() as connection:
            counted = await connection.scalar(select(func.count()).where(nights.c.moves_at.is_not(None)))
        return int(counted or 0)

    async def history(self, platform: str, space: str, since: datetime) -> Sequence[MovieNight]:
        """The nights of a space that took place and started since then, the earliest first."""
        took_place = (nights.c.stage == Stage.OVER.value) & (nights.c.start_at >= since)
        return await self._read(_is_of(platform, space) & took_place)

    async def satisfactions(
        self, platform: str, space: str, names: Collection[str], last: int
    ) -> Mapping[str, Sequence[float]]:
        """How satisfied members of a space were with the last nights that each of them attended, newest first."""
        was_there = or_(
            and_(night_members.c.tap.is_(None), night_members.c.presence == Presence.IN.value),
            night_members.c.tap != Tap.ABSENT.value,
        )
        is_known = night_members.c.satisfaction.is_not(None) & (nights.c.stage == Stage.OVER.value)
        newest_first = (
            select(night_members.c.member, night_members.c.satisfaction)
            .join(nights, nights.c.night_id == night_members.c.night_id)
            .where(_is_of(platform, space) & night_members.c.member.in_(names) & was_there & is_known)
            .order_by(nights.c.start_at.desc(), nights.c.night_id)
        )
        found: dict[str, list[float]] = {name: [] for name in names}
        async with self._database.reading() as connection:
            for member, satisfaction in await connection.execute(newest_first):
                found[member].append(satisfaction)
        return {name: values[:last] for name, values in found.items()}

    async def _read(self, which: ColumnElement[bool]) -> Sequence[MovieNight]:
        async with self._database.reading() as connection:
            return [kept.night for kept in await keeping.read(connection, which)]


_IS_OPEN = nights.c.open_channel.is_not(None)


def _is_of(platform: str, space: str) -> ColumnElement[bool]:
    return (nights.c.platform == platform) & (nights.c.space == space)


def _is_open_in(room: Room) -> ColumnElement[bool]:
    return _is_of(room.platform, room.space) & (nights.c.open_channel == room.channel)
