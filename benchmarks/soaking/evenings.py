"""Movie nights from the plan to the morning after, in every space at once, and the channel that hears of them."""

import asyncio
import contextlib
import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from datetime import time as clock_time
from types import TracebackType
from typing import Self

from aiohttp import web
from aiohttp.test_utils import TestServer

from soaking.journal import NOTHING, Deed
from soaking.life import Answer, Bot
from soaking.members import Member

_TOLD = re.compile(r"night show ([a-z0-9]{12}) ([a-z]+) \d+", re.ASCII)
_NIGHT = re.compile(r" of night ([a-z0-9]{12})", re.ASCII)
_TAPS = {"loved": "like", "fine": "seen", "not": "dislike"}
_SHORTEST_S, _AGAIN_AFTER_S, _LOOK_EVERY_S = 20.0, 0.5, 0.2
# A message that was under way when the bot was killed is taken up when two minutes of its clock have passed.
_PATIENCE_S, _TAKEN_FOR_LOST_S, _TAKEN_FOR_LOST = 90.0, 8.0, timedelta(minutes=3)


class Channels:
    """Keeps what the bot says unasked, whoever it is now: `heard` counts messages by night and kind."""

    def __init__(self) -> None:
        self.heard: Counter[tuple[str, str]] = Counter()
        self._posts: list[tuple[str, Sequence[str]]] = []
        app = web.Application()
        app.add_routes([web.post(f"/{what}", self._answer) for what in ("post", "find", "tell")])
        self._server = TestServer(app)

    async def __aenter__(self) -> Self:
        await self._server.start_server(access_log=None)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.close()

    @property
    def address(self) -> str:
        """Where it answers."""
        return str(self._server.make_url("/"))

    async def _answer(self, request: web.Request) -> web.Response:
        said = await request.json()
        if request.path == "/find":
            found = (
                place
                for place, (space, buttons) in enumerate(self._posts)
                if said["token"] in buttons and space == said["space"]
            )
            place = next(found, None)
            return web.json_response({"id": None if place is None else f"m{place}"})
        self._posts.append((said["space"], said["buttons"]))
        self.heard.update({found.groups() for button in said["buttons"] if (found := _TOLD.fullmatch(button))})
        return web.json_response({"id": f"m{len(self._posts) - 1}"})


class Evenings:
    """Evening after evening: what is said once it is planned, and what the bot must say by itself."""

    def __init__(self, bot: Bot, channels: Channels, spaces: Sequence[Sequence[Member]], chance: random.Random) -> None:
        self.nights = 0
        self.missed: list[str] = []
        self._bot = bot
        self._channels = channels
        self._spaces = spaces
        self._chance = chance

    async def go_on(self, end: asyncio.Event) -> None:
        """Until the end; an evening that was begun is played to its own."""
        while not end.is_set():
            began_at = time.monotonic()
            await self._evening()
            remaining_s = max(0.0, _SHORTEST_S - (time.monotonic() - began_at))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(end.wait(), remaining_s)

    async def _evening(self) -> None:
        today = self._bot.clock()
        if today.hour >= 12:
            today += timedelta(days=1)
        await self._move(datetime.combine(today, clock_time(12), today.tzinfo))
        nights = await asyncio.gather(*(self._choose(guests) for guests in self._spaces))
        self.nights += len(nights)
        await self._hear(nights, "decision")
        for hours, kind in ((19.5, "reminder"), (20, "start"), (23.5, "taps")):
            await self._move(datetime.combine(today, clock_time(0), today.tzinfo) + timedelta(hours=hours))
            await self._hear(nights, kind)
        await asyncio.gather(*map(self._tap, nights, self._spaces))
        await self._move(datetime.combine(today, clock_time(10), today.tzinfo) + timedelta(days=1))
        await self._hear(nights, "result")

    async def _choose(self, guests: Sequence[Member]) -> str:
        """From the plan to the end of the vote; the night's id."""
        host, *others = guests
        await _insist(host, "night today 20:00")
        card = await _insist(host, "night")
        night = next(found[1] for button in card.buttons if (found := _NIGHT.search(button)))
        for guest in others:
            await guest.say(f"{self._chance.choice(('in', 'in', 'in', 'maybe', 'out'))} of night {night}")
        await _insist(host, f"picks of night {night}")
        for guest in self._chance.sample(others, 2):
            await guest.say(f"suggest #{guest.film()} of night {night}")
        listed = (await _insist(host, f"night show {night}")).films
        await host.say(f"veto #{self._chance.choice(listed)} of night {night}")
        await _insist(host, f"vote open of night {night}")
        for guest in guests:
            await guest.say(f"vote #{self._chance.choice(listed)} of night {night}")
        await _insist(host, f"close of night {night}")
        return night

    async def _tap(self, night: str, guests: Sequence[Member]) -> None:
        """Members say what they thought of the film, which becomes their verdict where it changes it."""
        card = await _insist(guests[0], f"night show {night}")
        for guest in guests:
            tap, (film, *_) = self._chance.choice(sorted(_TAPS)), card.films
            await _insist(guest, f"tap {tap} of night {night}", Deed(said={film: _TAPS[tap]}, button="undo"))

    async def _move(self, now: datetime) -> None:
        if now > self._bot.clock():
            self._bot.clock.set(now)
        await self._bot.move_clock()

    async def _hear(self, nights: Sequence[str], kind: str) -> None:
        """Waits until every night has said it."""
        asked_at = lost_at = time.monotonic()
        while missing := [night for night in nights if not self._channels.heard[night, kind]]:
            now = time.monotonic()
            if now - asked_at > _PATIENCE_S:
                self.missed += [f"{kind} of {night}" for night in missing]
                return
            if now - lost_at > _TAKEN_FOR_LOST_S:
                lost_at = now
                await self._move(self._bot.clock() + _TAKEN_FOR_LOST)
            await asyncio.sleep(_LOOK_EVERY_S)


async def _insist(member: Member, line: str, deed: Deed = NOTHING) -> Answer:
    """The answer to a line that the evening cannot go on without; it may be said twice."""
    while True:
        if (answer := await member.say(line, deed)) is not None:
            return answer
        await asyncio.sleep(_AGAIN_AFTER_S)
