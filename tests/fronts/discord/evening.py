"""A movie night on Discord: three members, and one clock for the bot and for Discord."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.backend.models import ScheduledEvent

from bot.fronts.discord.senders import PLATFORM
from bot.movies.posters import PosterSource
from bot.movies.posters.pictures import Pictures
from bot.nights.night import Room as NightRoom
from tests.fronts.discord.room import Room, Shown, answer_of, message_of, open_room, text_of
from tests.world import World, open_world

FRIDAY = datetime(2026, 1, 2, 20, tzinfo=UTC)
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

    @property
    def place(self) -> NightRoom:
        """Where the nights are."""
        return NightRoom(PLATFORM, str(self.room.guild.id), str(self.room.channel.id))

    async def plans(self, **options: Any) -> discord.Message:
        """The card of a night that alice has planned for Friday at eight, and that bob and carol come to."""
        card = answer_of(await self.room.slash("night plan", **{"time": "friday 8pm", **options}))
        assert not card.ephemeral, card.content
        for member in (self.bob, self.carol):
            assert "You are in" in await self.presses(member, card, "I'm in")
        return self.room.now(card)

    async def picks(self) -> discord.Message:
        """The shortlist that carol has asked for."""
        return message_of(answer_of(await self.room.slash("picks", self.carol)))

    async def opens(self) -> discord.Message:
        """The vote that alice has opened on picks."""
        listed = await self.picks()
        await self.presses(self.alice, listed, "Open the vote")
        return self.room.now(listed)

    def called(self) -> set[int]:
        """Whom the message that the bot has said last may notify."""
        said = [one.json for one in self.room.env.http_requests if one.method == "POST" and isinstance(one.json, dict)]
        last = [data for data in (one.get("data") or one for one in said) if "content" in data][-1]
        return set((last.get("allowed_mentions") or {}).get("users", ()))

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
        with self.room.env.time_context():
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
    """A fresh evening; it is noon of a Thursday, the first of January, for everybody."""
    async with open_world(home, posters=posters) as world, open_room(world.bot, pictures) as room:
        carol = room.guild.add_member(room.env.create_user("carol"))
        await room.env.advance_time(_NOON_S)
        world.clock.now = room.env.now()
        evening = Evening(world, room, carol)
        for member in evening.everybody:
            await room.says(f"!like {LIKES[member.name]}", member)
        yield evening
