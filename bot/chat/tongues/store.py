"""Which language a member is answered in: their own choice, the space's, or the one their platform names."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, String, Table, delete, insert, select

from bot.chat.language import ENGLISH, language_of
from bot.chat.sender import Sender, Space
from bot.chat.space_settings import SettingsStore, SpaceSettings
from bot.database import METADATA, Database

member_languages = Table(
    "member_languages",
    METADATA,
    Column("platform", String(32), primary_key=True),
    Column("member", String(128), primary_key=True),
    Column("language", String(16), nullable=False),
)

_FRESH_S = 60.0
_MOST_KNOWN = 10_000


def language_of_place(settings: SpaceSettings, space: Space) -> str:
    """The language of what everybody in a space reads: the one chosen there, or the one of the platform's settings."""
    return settings.language or language_of(space.locale) or ENGLISH


@dataclass(frozen=True, slots=True)
class _Known:
    language: str
    read_at: float


class Tongues:
    """Members' own languages, read from the database at most once a minute: another process may change them.

    A choice holds for a person in all spaces of a platform. `seconds` is a clock that never goes back.
    """

    def __init__(
        self, database: Database, settings: SettingsStore, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._settings = settings
        self._seconds = seconds
        self._known: dict[tuple[str, str], _Known] = {}

    async def of(self, sender: Sender, space: Space | None) -> str:
        """The language to answer the sender in, where they speak or, in a direct message, of the space it is about."""
        own = await self.chosen(sender.platform, sender.member)
        settings = await self._settings.of(sender.platform, space.key) if space else SpaceSettings()
        around = language_of(space.locale) if space else ""
        return own or settings.language or language_of(sender.locale) or around or ENGLISH

    async def chosen(self, platform: str, member: str) -> str:
        """The language that the member has chosen; "" where they have not."""
        kept = self._known.get((platform, member))
        if kept is not None and self._seconds() - kept.read_at < _FRESH_S:
            return kept.language
        async with self._database.reading() as connection:
            found = await connection.scalar(select(member_languages.c.language).where(_is(platform, member)))
        return self._remember(platform, member, found or "")

    async def choose(self, platform: str, member: str, language: str) -> None:
        """Keeps the member's choice; "" takes it back."""
        async with self._database.writing() as connection:
            await connection.execute(delete(member_languages).where(_is(platform, member)))
            if language:
                row = {"platform": platform, "member": member, "language": language}
                await connection.execute(insert(member_languages).values(row))
        self._remember(platform, member, language)

    def forget(self, platform: str, member: str) -> None:
        """The member's choice is about to be removed from the database."""
        self._known.pop((platform, member), None)

    def _remember(self, platform: str, member: str, language: str) -> str:
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[platform, member] = _Known(language, self._seconds())
        return language


def _is(platform: str, member: str) -> ColumnElement[bool]:
    return (member_languages.c.platform == platform) & (member_languages.c.member == member)
