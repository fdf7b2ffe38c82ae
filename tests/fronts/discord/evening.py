"""A movie night on Discord: three members, and one clock for the bot and for Discord."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import discord
from simcord.actors import MemberActor
from simcord.backend.models import ScheduledEvent

from bot.movies.posters import PosterSource
from bot.movies.posters.pictures import Pictures
from tests.fronts.discord.room import Room, Shown, answer_of, open_room, text_of
from tests.world import World, open_world

LIKES = {"alice": "Matrix; Alien (1979)", "bob": "Aliens; Blade Runner", "carol": "Titanic; Matrix"}

_NOON_S = 12 * 3600


@dataclass
class Evening:
    """A room with three members whose tastes the bot knows; time passes when the test says so."""

    world: World
    room: Room
    carol: MemberActor

    @property
    def alice(self) -> MemberActor:
        return self.room.alice

    @property
    def bob(self) -> MemberActor:
        return self.room.bob

    @property
    def everybody(self) -> tuple[MemberActor, ...]:
        return self.alice, self.bob, self.carol

    async def passes(self, **span: float) -> list[discord.Message]:
        """What the bot says by itself in that time: it looks once at its end."""
        before = {one.id for one in self.room.channel.history()}
        await self.room.env.advance_time(timedelta(**span).total_seconds())
        self.world.clock.now = self.room.env.now()
        await self.looks()
        return [one for one in self.room.channel.history() if one.id not in before]

    async def until(self, moment: datetime) -> list[discord.Message]:
        """What the bot says by itself until then."""
        return await self.passes(seconds=(moment - self.world.clock.now).total_seconds())

    async def looks(self) -> None:
        """The bot says all that is due."""
        while await self.world.bot.announcer.tick():
            pass
        await self.room.env.settle()

    async def presses(self, who: MemberActor, shown: Shown, label: str) -> str:
        """What a member alone is told after a press."""
        told = answer_of(await who.click(shown, label=label))
        assert told.ephemeral
        return text_of(told)

    def events(self) -> list[ScheduledEvent]:
        """The server's scheduled events."""
        return list(self.room.env.backend.get_guild(self.room.guild.id).scheduled_events.values())


@asynccontextmanager
async def open_evening(home: Path, pictures: Pictures, posters: PosterSource | None = None) -> AsyncIterator[Evening]:
    """A fresh evening; it is the first of January, noon, for everybody."""
    async with open_world(home, posters=posters) as world, open_room(world.bot, pictures) as room:
        carol = room.guild.add_member(room.env.create_user("carol"))
        await room.env.advance_time(_NOON_S)
        world.clock.now = room.env.now()
        evening = Evening(world, room, carol)
        for member in evening.everybody:
            await room.says(f"!like {LIKES[member.name]}", member)
        yield evening
