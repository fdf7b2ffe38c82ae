"""Where a space's settings are kept: a row for each space that has changed any."""

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, String, Table, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat.sender import Channel
from bot.chat.space_settings.values import Planners, SpaceSettings
from bot.database import METADATA, Database
from bot.recommend.scoring import Mood

space_settings = Table(
    "space_settings",
    METADATA,
    Column("platform", String(32), primary_key=True),
    Column("space", String(128), primary_key=True),
    Column("settings", JSON, nullable=False),
)

_FRESH_S = 60.0
_MOST_KNOWN = 10_000
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Known:
    settings: SpaceSettings
    read_at: float


class SettingsStore:
    """Settings by platform and space, read from the database at most once a minute: another process may change them.

    `seconds` is a clock that never goes back.
    """

    def __init__(self, database: Database, seconds: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._seconds = seconds
        self._known: dict[_Key, _Known] = {}

    async def of(self, platform: str, space: str) -> SpaceSettings:
        """The settings of the space with this key; those never changed are as we ship them."""
        key = (platform, space)
        known = self._known.get(key)
        if known is not None and self._seconds() - known.read_at < _FRESH_S:
            return known.settings
        async with self._database.reading() as connection:
            found = await _read(connection, key)
        changed = self._known.get(key)
        if changed is not None and changed is not known:  # while we read; what we have read may be older
            return changed.settings
        return self._remember(key, found)

    async def change(self, platform: str, space: str, how: Callable[[SpaceSettings], SpaceSettings]) -> SpaceSettings:
        """Makes of the present settings what `how` makes of them; the new settings, committed and seen at once.

        Two changes at the same moment both count, whichever processes they are made in.
        """
        key = (platform, space)
        async with self._database.writing() as connection:
            before = await _read(connection, key)
            after = how(before)
            if after != before:
                await _write(connection, key, after)
        return self._remember(key, after)

    def _remember(self, key: _Key, settings: SpaceSettings) -> SpaceSettings:
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[key] = _Known(settings, self._seconds())
        return settings


async def _read(connection: AsyncConnection, key: _Key) -> SpaceSettings:
    kept: Mapping[str, Any] | None = await connection.scalar(select(space_settings.c.settings).where(_is(key)))
    return SpaceSettings() if kept is None else _from_json(kept)


async def _write(connection: AsyncConnection, key: _Key, settings: SpaceSettings) -> None:
    await connection.execute(delete(space_settings).where(_is(key)))
    if settings != SpaceSettings():
        row = {"platform": key[0], "space": key[1], "settings": asdict(settings)}
        await connection.execute(insert(space_settings).values(row))


def _is(key: _Key) -> ColumnElement[bool]:
    return (space_settings.c.platform == key[0]) & (space_settings.c.space == key[1])


def _from_json(kept: Mapping[str, Any]) -> SpaceSettings:
    """The settings as they were when kept; those that are newer than the row are as we ship them."""
    shipped = asdict(SpaceSettings())
    known = shipped | {name: value for name, value in kept.items() if name in shipped}
    return SpaceSettings(
        prefix=known["prefix"],
        channels=tuple(Channel(**channel) for channel in known["channels"]),
        zone=known["zone"],
        mood=Mood(known["mood"]),
        hidden_genres=tuple(known["hidden_genres"]),
        adult=known["adult"],
        answers_unknown=known["answers_unknown"],
        cooldowns=tuple((name, seconds) for name, seconds in known["cooldowns"]),
        off=tuple(known["off"]),
        planning=Planners(known["planning"]),
        language=known["language"],
    )
