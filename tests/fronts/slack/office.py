"""A Slack workspace with the bot in it, and a member who talks to it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, cast

from bot.chat.moviebot import MovieBot
from bot.database import Database
from bot.fronts.slack.access import Access
from bot.fronts.slack.front import SlackFront
from bot.fronts.slack.notes import Notes
from bot.movies.posters.pictures import Pictures
from tests.fronts.discord.script import ScriptedBot
from tests.fronts.slack.loopback_slack import (
    ALICE,
    APP_TOKEN,
    BOT_TOKEN,
    FILMS_CHANNEL,
    Json,
    LoopbackSlack,
    Shown,
)
from tests.planted import said
from tests.world import Clock

PING_S = 0.2
DIRECT = f"D{ALICE}"
ONE_BY_SOCKET = Access(bot_token=BOT_TOKEN, app_token=APP_TOKEN)


@dataclass
class Office:
    """What members do there, and the first thing that the bot shows in return."""

    slack: LoopbackSlack

    async def says(self, text: str, /, member: str = ALICE, channel: str = FILMS_CHANNEL, **changes: Any) -> Shown:
        """What a line is answered."""
        before = len(self.slack.shown)
        assert await self.slack.say(said(text), member, channel, **changes)
        return await self.slack.answer(before)

    async def mentions(self, text: str, /, **changes: Any) -> Shown:
        """What a line is answered that mentions the bot: Slack tells of it twice."""
        before = len(self.slack.shown)
        assert await self.slack.say(text, **changes)
        assert await self.slack.say(text, **{**changes, "type": "app_mention"})
        return await self.slack.answer(before)

    async def slash(self, line: str, member: str = ALICE, channel: str = FILMS_CHANNEL) -> Shown:
        """What a slash command is answered."""
        before = len(self.slack.shown)
        command, _, text = line.partition(" ")
        assert await self.slack.slash(command, text, member, channel)
        return await self.slack.answer(before)

    async def presses(self, message: Shown, label: str, member: str = ALICE) -> Shown:
        """What a press is answered."""
        before = len(self.slack.shown)
        assert await self.slack.press(message, label, member)
        return await self.slack.answer(before)

    async def opens(self, shortcut: str, member: str = ALICE) -> Json:
        """The form that a shortcut opens."""
        return await self.form_after(self.slack.shortcut(shortcut, member))

    async def asked_by(self, line: str, member: str = ALICE) -> Json:
        """The form that a slash command is answered with."""
        command, _, text = line.partition(" ")
        return await self.form_after(self.slack.slash(command, text, member))

    async def opened_by(self, message: Shown, label: str, member: str = ALICE) -> Json:
        """The form that a press opens."""
        return await self.form_after(self.slack.press(message, label, member))

    async def submits(self, form: Json, member: str = ALICE, **values: Any) -> Shown:
        """What a filled form is answered."""
        before = len(self.slack.shown)
        assert await self.slack.submit(form, values, member)
        assert self.slack.told == {}
        return await self.slack.answer(before)

    async def refuses(self, form: Json, member: str = ALICE, **values: Any) -> str:
        """What stands below the field of a form that cannot be taken."""
        assert await self.slack.submit(form, values, member)
        assert self.slack.told["response_action"] == "errors"
        ((name, problem),) = self.slack.told["errors"].items()
        assert name in {block.get("block_id") for block in form["blocks"]}
        return str(problem)

    async def form_after(self, opening: Awaitable[bool]) -> Json:
        """The form that something opens."""
        before = len(self.slack.forms)
        assert await opening
        await self.slack.until(lambda: len(self.slack.forms) > before)
        return self.slack.forms[before]

    async def opens_home(self, member: str = ALICE) -> str:
        """What the member reads in the app's home."""
        before = len(self.slack.called("views.publish"))
        assert await self.slack.tell({"type": "app_home_opened", "user": member, "tab": "home", "channel": DIRECT})
        return await self.home_after(before, member)

    async def home_after(self, publications: int, member: str = ALICE) -> str:
        """What the home reads after it was drawn more than so many times."""
        await self.slack.until(lambda: len(self.slack.called("views.publish")) > publications)
        return self.home_of(member).words

    def home_of(self, member: str = ALICE) -> Shown:
        """What the member's home shows."""
        return Shown("", "", "", tuple(self.slack.homes[member]["blocks"]))


def front_of(
    bot: MovieBot | ScriptedBot,
    pictures: Pictures,
    database: Database,
    clock: Clock,
    slack: LoopbackSlack,
    access: Access = ONE_BY_SOCKET,
) -> SlackFront:
    """The front that speaks with the loopback Slack."""
    notes = Notes.of(database, clock)
    return SlackFront(cast(MovieBot, bot), pictures, notes, access, api=slack.api, ping_s=PING_S)


@asynccontextmanager
async def running(front: SlackFront, slack: LoopbackSlack) -> AsyncIterator[None]:
    """The front runs meanwhile, and has connected."""
    connections = slack.connections
    task = asyncio.create_task(front.run())
    try:
        await slack.connected(connections + 1)
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def open_office(
    bot: MovieBot | ScriptedBot, pictures: Pictures, database: Database, clock: Clock
) -> AsyncIterator[Office]:
    """A fresh workspace; whatever the bot sends there that Slack would refuse fails the test."""
    async with LoopbackSlack() as slack:
        async with running(front_of(bot, pictures, database, clock, slack), slack):
            yield Office(slack)
        assert not slack.wrong
