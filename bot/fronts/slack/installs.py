"""Where the app is installed: one row for each workspace, its token under seal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Row, String, Table, Text, delete, insert, select, update

from bot.database import METADATA, Database, Moment

slack_installs = Table(
    "slack_installs",
    METADATA,
    Column("team", String(32), primary_key=True),
    Column("team_name", String(255), nullable=False),
    Column("bot_member", String(32), nullable=False),
    Column("bot_name", String(255), nullable=False),
    Column("sealed_token", Text, nullable=False),
    Column("installed_at", Moment, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Install:
    """What an installation has told: the workspace, who the bot is there, and its token under seal."""

    team: str
    team_name: str
    bot_member: str
    bot_name: str
    sealed_token: str = field(repr=False)
    installed_at: datetime


class Installs:
    """Keeps installations through restarts. What it has changed is committed when it returns."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def keep(self, team: str, team_name: str, bot_member: str, bot_name: str, sealed_token: str) -> None:
        """The app is installed now; an earlier installation in the workspace is replaced."""
        row = {
            "team": team,
            "team_name": team_name,
            "bot_member": bot_member,
            "bot_name": bot_name,
            "sealed_token": sealed_token,
            "installed_at": self._clock().replace(microsecond=0),  # Slack dates what it tells by the second
        }
        async with self._database.writing() as connection:
            await connection.execute(delete(slack_installs).where(slack_installs.c.team == team))
            await connection.execute(insert(slack_installs).values(row))

    async def all(self) -> Sequence[Install]:
        """Every installation."""
        async with self._database.reading() as connection:
            rows = (await connection.execute(select(slack_installs).order_by(slack_installs.c.team))).all()
        return [_install(row) for row in rows]

    async def of(self, team: str) -> Install | None:
        """The installation in a workspace."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(slack_installs).where(slack_installs.c.team == team))).one_or_none()
        return _install(row) if row else None

    async def reseal(self, team: str, old: str, new: str) -> None:
        """The same token under another seal, unless it is no longer the one in use."""
        same = (slack_installs.c.team == team) & (slack_installs.c.sealed_token == old)
        async with self._database.writing() as connection:
            await connection.execute(update(slack_installs).where(same).values(sealed_token=new))

    async def remove(self, team: str, until: datetime) -> bool:
        """Removes an installation that is no younger than that, token and all; whether there was one."""
        old = (slack_installs.c.team == team) & (slack_installs.c.installed_at <= until.astimezone(UTC))
        async with self._database.writing() as connection:
            return (await connection.execute(delete(slack_installs).where(old))).rowcount > 0


def _install(row: Row[Any]) -> Install:
    return Install(**row._mapping)
