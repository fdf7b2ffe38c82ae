"""The front over a real connection: HTTP and gateway on loopback, discord.py untouched."""

import asyncio
import itertools
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, cast

import pytest

from bot.chat.entries import ENTRIES
from bot.chat.moviebot import MovieBot
from bot.chat.reply import Reply
from bot.chat.sender import Sender
from bot.errors import BadSettings, OutsideError
from bot.fronts.contact import GRACE_S
from bot.fronts.discord import DiscordFront
from bot.fronts.discord.client import LOST
from bot.fronts.discord.front import CONTENT_REFUSED, WITHOUT_CONTENT
from bot.movies.movie import Movie
from bot.movies.posters import NO_POSTER, Poster
from bot.movies.posters.pictures import Pictures
from bot.tending import Tended
from tests.fronts.discord.script import ScriptedBot
from tests.fronts.discord.wire import BOB, DROPPED, MESSAGE_CONTENT, TOKEN, Discord, Gateway, open_discord
from tests.world import World, open_world

RESUME = 6
AUTHENTICATION_FAILED = 4004
LIMIT_S = 20
TURNS = 50
EPHEMERAL = 64
MANAGE_GUILD = 32


@asynccontextmanager
async def running(front: DiscordFront, discord: Discord) -> AsyncIterator[Gateway]:
    """The front's first connection; the front runs meanwhile."""
    task = asyncio.create_task(front.run())
    try:
        async with asyncio.timeout(LIMIT_S):
            yield await discord.connected()
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def front_of(bot: MovieBot, pictures: Pictures, message_content: bool = True, token: str = TOKEN) -> DiscordFront:
    return DiscordFront(bot, pictures, token, message_content)


async def test_a_line_is_answered_through_a_rate_limit_and_after_a_resumed_drop(
    world: World, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_discord(monkeypatch) as discord, running(front_of(world.bot, pictures), discord) as gateway:
        assert gateway.opening["d"]["token"] == TOKEN
        assert "/help" in str(gateway.opening["d"]["presence"])
        await gateway.say("!like Matrix")
        assert (await discord.sent.get())["content"].startswith("You like The Matrix")
        assert discord.rate_limits == 0
        await gateway.close(DROPPED)
        again = await discord.connected()
        assert again.opening["op"] == RESUME
        assert again.opening["d"]["session_id"] == "the-session"
        await again.say("!recommend 3")
        assert len((await discord.sent.get())["embeds"]) == 3


async def test_a_refused_message_content_intent_is_told_and_the_bot_goes_on_without(
    world: World, pictures: Pictures, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    async with open_discord(monkeypatch) as discord:
        discord.refuses_message_content = True
        async with running(front_of(world.bot, pictures), discord) as gateway:
            assert not gateway.opening["d"]["intents"] & MESSAGE_CONTENT
            await gateway.say("<@300> like Matrix")
            assert (await discord.sent.get())["content"].startswith("You like The Matrix")
    assert [record.message for record in caplog.records].count(CONTENT_REFUSED) == 1
    assert TOKEN not in caplog.text


async def test_a_start_without_the_intent_says_so_once(
    world: World, pictures: Pictures, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    async with (
        open_discord(monkeypatch) as discord,
        running(front_of(world.bot, pictures, message_content=False), discord) as gateway,
    ):
        assert not gateway.opening["d"]["intents"] & MESSAGE_CONTENT
    assert [record.message for record in caplog.records].count(WITHOUT_CONTENT) == 1


@pytest.mark.parametrize("refused_by", ["login", "gateway"])
async def test_a_wrong_token_is_a_setting_to_put_right(
    world: World, pictures: Pictures, monkeypatch: pytest.MonkeyPatch, refused_by: str
) -> None:
    async with open_discord(monkeypatch) as discord:
        discord.close_with = AUTHENTICATION_FAILED
        token = TOKEN if refused_by == "gateway" else "a-wrong-token"
        with pytest.raises(BadSettings, match="DISCORD_TOKEN"):
            async with asyncio.timeout(LIMIT_S):
                await front_of(world.bot, pictures, token=token).run()


async def test_a_discord_out_of_reach_is_somebody_elses_fault(
    world: World, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_discord(monkeypatch):
        pass
    with pytest.raises(OutsideError, match="cannot be reached"):
        await front_of(world.bot, pictures).run()


class GatedPosters:
    """Finds nothing; `begun` tells of every search, and the second one waits for the gate."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.begun: asyncio.Queue[int] = asyncio.Queue()
        self._searches = itertools.count(1)

    async def find(self, movies: Sequence[Movie]) -> Mapping[int, Poster]:
        """No poster for every film."""
        search = next(self._searches)
        await self.begun.put(search)
        if search == 2:
            await self.gate.wait()
        return {movie.movie_id: NO_POSTER for movie in movies}

    async def close(self) -> None:
        """Nothing is open."""


async def test_a_press_waits_for_the_one_before_so_that_the_newest_list_stays(
    home: Path, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    posters = GatedPosters()
    async with (
        open_world(home, posters=posters) as world,
        open_discord(monkeypatch) as discord,
        running(front_of(world.bot, pictures), discord) as gateway,
    ):
        await gateway.say("!like Matrix; Alien (1979)")
        await discord.sent.get()
        await gateway.say("!recommend 3")
        listed = await discord.sent.get()
        tokens = [row["components"][0]["custom_id"] for row in listed["components"][:2]]
        first = await gateway.press(listed, tokens[0])
        while await posters.begun.get() != 2:
            pass
        second = await gateway.press(listed, tokens[1])
        for _ in range(2):  # longer than the second press would take
            await gateway.say("!recommend 3")
            await discord.sent.get()
        assert discord.edited.empty()
        posters.gate.set()
        edits = [await discord.edited.get(), await discord.edited.get()]
        assert [token for token, _ in edits] == [first, second]
        before, after = _titles(listed), _titles(edits[-1][1])
        assert not set(before[:2]) & set(after)
        assert after[2] == before[2]


class GatedBot(ScriptedBot):
    """Repeats what is said; a line with "slow" in it waits for the gate."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.heard_lines: asyncio.Queue[str] = asyncio.Queue()

    async def hear(self, line: str, sender: Sender) -> Reply:
        """The line again."""
        await self.heard_lines.put(line)
        if "slow" in line:
            await self.gate.wait()
        return Reply(line)


async def test_two_quick_lines_of_one_member_are_answered_in_their_order(
    pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = GatedBot()
    front = front_of(cast(MovieBot, bot), pictures)
    async with open_discord(monkeypatch) as discord, running(front, discord) as gateway:
        await gateway.say("!slow")
        await gateway.say("!quick")
        await gateway.say("!another's", BOB)
        answers = [await discord.sent.get()]
        bot.gate.set()
        answers += [await discord.sent.get(), await discord.sent.get()]
        assert [answer["content"] for answer in answers] == ["!another's", "!slow", "!quick"]


async def test_a_slash_command_is_answered_for_its_member_alone(
    world: World, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_discord(monkeypatch) as discord, running(front_of(world.bot, pictures), discord) as gateway:
        registered = {command["name"]: command for command in discord.commands}
        assert set(registered) == {entry.name for entry in ENTRIES}
        assert registered["settings"]["default_member_permissions"] == MANAGE_GUILD
        await gateway.slash("like", film="Matrix")
        answer = await discord.answered.get()
        assert answer["content"].startswith("You like The Matrix")
        assert answer["flags"] == EPHEMERAL


async def test_a_slash_command_is_answered_in_the_language_of_its_members_discord(
    world: World, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_discord(monkeypatch) as discord, running(front_of(world.bot, pictures), discord) as gateway:
        gateway.locale = "de"
        await gateway.slash("like", film="Matrix")
        assert (await discord.answered.get())["content"].startswith("Du magst The Matrix")


async def test_a_gateway_lost_for_a_minute_is_told_and_found_again(
    world: World, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    front = DiscordFront(world.bot, pictures, TOKEN, True, clock=lambda: now[0])
    assert not (await front.contact.part()).is_ok
    async with open_discord(monkeypatch) as discord, running(front, discord) as gateway:
        await gateway.say("!like Matrix")
        await discord.sent.get()
        assert (await front.contact.part()).is_ok
        discord.is_away = True
        await gateway.close(DROPPED)
        await discord.turned_away.wait()
        assert (await front.contact.part()).is_ok
        now[0] = GRACE_S
        assert LOST in (await front.contact.part()).told
        assert not (await front.contact.part()).is_ok
        discord.is_away = False
        await (await discord.connected()).say("!like Titanic")
        await discord.sent.get()
        assert (await front.contact.part()).is_ok
    front.contact.ended("It was stopped.")
    assert not (await front.contact.part()).is_ok


async def test_a_discord_that_is_down_at_the_start_is_found_when_it_comes(
    world: World, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    front, down = front_of(world.bot, pictures), asyncio.Event()
    async with open_discord(monkeypatch):
        pass

    async def pause(_: float) -> None:
        down.set()
        await up.wait()

    up = asyncio.Event()
    tending = asyncio.create_task(Tended(front, pause).tend())
    await down.wait()
    assert "cannot be reached" in (await front.contact.part()).told
    async with open_discord(monkeypatch) as discord:
        up.set()
        await (await discord.connected()).say("!like Matrix")
        assert (await discord.sent.get())["content"].startswith("You like The Matrix")
        assert (await front.contact.part()).is_ok
        tending.cancel()
        await asyncio.gather(tending, return_exceptions=True)


async def test_an_answer_under_way_is_given_before_the_front_closes_and_nothing_new_is_begun(
    pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = GatedBot()
    front = front_of(cast(MovieBot, bot), pictures)
    async with open_discord(monkeypatch) as discord:
        task = asyncio.create_task(front.run())
        gateway = await discord.connected()
        await gateway.say("!slow")
        await bot.heard_lines.get()
        task.cancel()
        await gateway.say("!too late", BOB)
        for _ in range(TURNS):  # enough to be heard, if anybody listened
            await asyncio.sleep(0)
        bot.gate.set()
        with suppress(asyncio.CancelledError):
            await task
        assert [discord.sent.get_nowait()["content"] for _ in range(discord.sent.qsize())] == ["!slow"]


def _titles(shown: dict[str, Any]) -> list[str]:
    return [embed["title"].partition(". ")[2] for embed in shown["embeds"]]
