"""What members' answers need: the films, the index, the database and posters, each looked at in earnest."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.chat.library import Library
from bot.database import Database
from bot.errors import DatabaseUnavailable, ReelmatesError
from bot.movies.omdb import OmdbPosters
from bot.nights.store import NightStore
from bot.operate.metrics import Readings
from bot.operate.parts import Look, Paced, Part, Parts
from bot.renewal import Renewal

FILMS, INDEX, DATABASE, POSTERS = "films", "index", "database", "posters"
_LONGEST_WITHOUT = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class Vitals:
    """The parts of one assembled bot; `omdb` is None where title cards are drawn anyway."""

    library: Library
    renewal: Renewal
    database: Database
    nights: NightStore
    omdb: OmdbPosters | None

    def watch(self, parts: Parts) -> None:
        """Adds the parts; those that cost something are looked at every few seconds at most."""
        parts.watch(FILMS, self._films)
        parts.watch(INDEX, Paced(self._index))
        parts.watch(DATABASE, Paced(self._database))
        parts.watch(POSTERS, self._posters)

    async def readings(self) -> Readings:
        """What figures show beside what was counted."""
        quota = self.omdb.quota if self.omdb else None
        return Readings(
            open_nights=await self._open_nights(),
            omdb_requests_today=quota.asked_today if quota else None,
            is_omdb_resting=bool(quota.rests_because) if quota else None,
            is_index_resting=self.library.recommender.is_index_resting,
        )

    async def _films(self) -> Part:
        films, raters = len(self.library.catalogue), self.library.recommender.rater_count
        return Part(True, f"{self.renewal.name}: {films:,} films, {raters:,} raters.")

    async def _index(self) -> Part:
        """A real search."""
        try:
            with self.library.held():
                await self.library.recommender.try_out()
        except ReelmatesError as error:
            return Part(False, str(error))
        return Part(True, "It finds raters.")

    async def _database(self) -> Part:
        """A real write."""
        if fault := await self.database.fault():
            return Part(False, f"It cannot be written: {fault}.")
        return Part(True, "It can be written.")

    async def _posters(self) -> Part:
        if self.omdb is None:
            return Part(True, "Title cards are drawn.", is_needed=False)
        quota = self.omdb.quota
        if quota.rests_because:
            return Part(False, quota.rests_because, is_needed=False)
        return Part(True, f"OMDb was asked {quota.asked_today:,} times today.", is_needed=False)

    async def _open_nights(self) -> int | None:
        try:
            return await self.nights.count_open()
        except DatabaseUnavailable:
            return None


class Backups(Protocol):
    """What is told of the nightly backups."""

    failure: str | None

    def newest_at(self) -> datetime | None:
        """When the latest one was made."""
        ...


def backups_part(backups: Backups) -> Look:
    """Looks at the nightly backups, which only warn: of a failure, and of a day and a half without one."""

    async def look() -> Part:
        if backups.failure is not None:
            return Part(False, f"The latest backup failed: {backups.failure}", is_needed=False)
        newest_at = await asyncio.to_thread(backups.newest_at)
        if newest_at is None or datetime.now(UTC) - newest_at > _LONGEST_WITHOUT:
            return Part(False, "There is no backup of the last day and a half.", is_needed=False)
        return Part(True, f"The latest is of {newest_at:%Y-%m-%d %H:%M}.", is_needed=False)

    return look
