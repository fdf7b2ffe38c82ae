"""Several workspaces in one process: each with its own token, names, tastes and nights, none in another's way."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.chat.spaces.store import DAYS_KEPT
from bot.fronts.slack.access import Access
from bot.movies.posters.pictures import Pictures
from tests.fronts.slack.http_slack import SECOND_TOKEN, SECRET_KEY, SEVERAL_OVER_HTTP, HttpSlack, serving
from tests.fronts.slack.loopback_slack import (
    ALICE,
    APP_TOKEN,
    BOB,
    BOT_TOKEN,
    FILMS_CHANNEL,
    LIMIT_S,
    SECOND_BOT,
    SECOND_NAME,
    SECOND_TEAM,
    TEAM,
    TEAM_NAME,
    Shown,
)
from tests.fronts.slack.office import Office, front_of
from tests.world import World

SEVERAL_BY_SOCKET = replace(SEVERAL_OVER_HTTP, signing_secret="", app_token=APP_TOKEN)


class Offices:
    """Two workspaces of one Slack."""

    def __init__(self, slack: HttpSlack) -> None:
        self.slack = slack

    def at(self, team: str) -> Office:
        """The workspace, in which members act from now on."""
        self.slack.team = team
        return Office(self.slack)

    @property
    def first(self) -> Office:
        """The film club."""
        return self.at(TEAM)

    @property
    def second(self) -> Office:
        """The book club."""
        return self.at(SECOND_TEAM)

    async def install(self, *teams: str) -> None:
        """The app comes into the workspaces, and whoever brought it has been greeted."""
        for team in teams:
            before = len(self.slack.shown)
            assert (await self.slack.install(team)).status == 200
            await self.slack.answer(before)

    async def uninstall(self, team: str) -> None:
        """A workspace sends the app away; Slack withdraws the token first, and tells of it then."""
        held = {TEAM: BOT_TOKEN, SECOND_TEAM: SECOND_TOKEN}[team]
        self.slack.withdraw(held, "account_inactive")
        self.slack.team = team
        assert await self.slack.tell({"type": "app_uninstalled"})
        assert await self.slack.tell({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [SECOND_BOT]}})


@asynccontextmanager
async def open_offices(
    world: World, pictures: Pictures, slack: HttpSlack, access: Access = SEVERAL_OVER_HTTP
) -> AsyncIterator[Offices]:
    """The bot runs meanwhile."""
    async with serving(front_of(world.bot, pictures, world.database, world.clock, slack, access), slack):
        yield Offices(slack)


@pytest.fixture
async def offices(world: World, pictures: Pictures) -> AsyncIterator[Offices]:
    """Both workspaces, with the app in them."""
    async with HttpSlack() as slack, open_offices(world, pictures, slack) as opened:
        await opened.install(TEAM, SECOND_TEAM)
        yield opened
        assert not slack.wrong


async def _installs(world: World) -> list[str]:
    async with world.database.reading() as connection:
        return list((await connection.scalars(text("SELECT team FROM slack_installs ORDER BY team"))).all())


async def _are(world: World, installs: list[str], departures: list[str]) -> None:
    """Returns once these are the workspaces that have the app, and those that the bot has left."""
    async with asyncio.timeout(LIMIT_S):
        while (await _installs(world), await _departures(world)) != (installs, departures):
            pass


async def _departures(world: World) -> list[str]:
    async with world.database.reading() as connection:
        return list((await connection.scalars(text("SELECT space FROM departures ORDER BY space"))).all())


async def test_each_workspace_is_answered_with_its_own_token_under_its_own_names(offices: Offices) -> None:
    here = await offices.first.says("!night tomorrow 8pm")
    there = await offices.second.says("!night tomorrow 9pm")
    assert (here.team, there.team) == (TEAM, SECOND_TEAM)
    assert f"Alice of {SECOND_NAME}" in there.words
    assert SECOND_NAME not in here.words


async def test_the_bot_is_addressed_by_its_name_in_each_workspace(offices: Offices) -> None:
    mention = await offices.second.mentions(f"<@{SECOND_BOT}> like Matrx", channel=FILMS_CHANNEL)
    assert mention.team == SECOND_TEAM
    await offices.first.slack.say(f"<@{SECOND_BOT}> like Titanic", type="app_mention")
    assert (await offices.first.says("!taste")).team == TEAM
    assert not [one for one in offices.slack.shown if "Titanic" in one.words and one.team == TEAM]


async def test_tastes_of_one_workspace_are_not_those_of_another(offices: Offices) -> None:
    await offices.first.says("!like Blade Runner")
    assert "Blade Runner" not in (await offices.second.slash("/taste")).words
    await offices.second.says("!like Notting Hill")
    assert "Notting Hill" not in (await offices.first.slash("/taste")).words


async def test_lines_of_both_at_once_are_answered_where_they_were_said(offices: Offices) -> None:
    async def say(team: str, line: str, member: str) -> None:
        assert await offices.at(team).slack.say(line, member)

    before = len(offices.slack.shown)
    films = ("Alien (1979)", "Aliens", "Blade Runner", "Titanic")
    here = [say(TEAM, f"!like {film}", ALICE) for film in films]
    there = [say(SECOND_TEAM, f"!dislike {film}", BOB) for film in films]
    await asyncio.gather(*here, *there)
    await offices.slack.until(lambda: len(offices.slack.shown) == before + 2 * len(films))
    said = offices.slack.shown[before:]
    assert {(one.team, one.only, "You like" in one.words) for one in said} == {
        (TEAM, ALICE, True),
        (SECOND_TEAM, BOB, False),
    }


async def _passes(offices: Offices, world: World, **span: float) -> list[Shown]:
    """What the bot says by itself in that time."""
    before = len(offices.slack.shown)
    world.clock.advance(**span)
    while await world.bot.announcer.tick():
        pass
    return offices.slack.shown[before:]


async def test_nights_are_announced_in_the_workspace_that_plans_them(offices: Offices, world: World) -> None:
    await offices.second.slash("/night tomorrow 8pm")
    said = [*await _passes(offices, world, hours=25), *await _passes(offices, world, hours=1)]
    assert {one.team for one in said} == {SECOND_TEAM}
    await offices.first.slash("/night tomorrow 8pm")
    said = [*await _passes(offices, world, hours=23), *await _passes(offices, world, hours=1)]
    assert TEAM in {one.team for one in said}


async def test_an_uninstall_deletes_the_token_at_once_and_the_data_after_the_delay(
    offices: Offices, world: World
) -> None:
    await offices.second.says("!like Blade Runner")
    await offices.uninstall(SECOND_TEAM)
    assert "You like" in (await offices.first.says("!like Matrix")).words
    await _are(world, [TEAM], [SECOND_TEAM])
    world.clock.advance(days=DAYS_KEPT)
    await world.bot.tidy()
    await offices.install(SECOND_TEAM)
    assert "Blade Runner" not in (await offices.second.slash("/taste")).words
    assert "Matrix" in (await offices.first.slash("/taste")).words


async def test_a_workspace_that_comes_back_in_time_finds_its_tastes(offices: Offices, world: World) -> None:
    await offices.second.says("!like Blade Runner")
    await offices.uninstall(SECOND_TEAM)
    await _are(world, [TEAM], [SECOND_TEAM])
    world.clock.advance(days=DAYS_KEPT - 1)
    await offices.install(SECOND_TEAM)
    world.clock.advance(days=2)
    await world.bot.tidy()
    assert "Blade Runner" in (await offices.second.slash("/taste")).words


async def test_news_of_an_uninstall_that_comes_after_the_app_was_installed_again_is_old(
    offices: Offices, world: World
) -> None:
    world.clock.advance(minutes=5)
    await offices.install(SECOND_TEAM)
    offices.slack.team = SECOND_TEAM
    await offices.slack.tell({"type": "app_uninstalled"})
    assert "You like" in (await offices.second.says("!like Matrix")).words
    await _are(world, [TEAM, SECOND_TEAM], [])


async def test_when_one_member_takes_their_leave_back_the_bot_stays(offices: Offices, world: World) -> None:
    await offices.second.slack.tell({"type": "tokens_revoked", "tokens": {"oauth": [BOB], "bot": []}})
    await offices.second.says("!like Matrix")
    await _are(world, [TEAM, SECOND_TEAM], [])


@pytest.mark.parametrize(
    ("code", "left"), [("token_revoked", [SECOND_TEAM]), pytest.param("invalid_auth", [], marks=pytest.mark.long)]
)
async def test_a_token_that_slack_refuses_is_told_once_and_leaves_others_alone(
    offices: Offices, world: World, caplog: pytest.LogCaptureFixture, code: str, left: list[str]
) -> None:
    await offices.first.slash("/night tomorrow 8pm")
    await offices.second.slash("/night tomorrow 8pm")
    offices.slack.withdraw(SECOND_TOKEN, code)
    said = [*await _passes(offices, world, hours=25), *await _passes(offices, world, hours=1)]
    assert {one.team for one in said} == {TEAM}
    told = [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR]
    assert [one for one in told if SECOND_NAME in one] == told
    assert len(told) == 1
    assert await _departures(world) == left
    await offices.second.slack.slash("/like", "Matrix")
    assert "not connected to this workspace" in offices.slack.told["text"]
    await offices.install(SECOND_TEAM)
    assert "You like" in (await offices.second.slash("/like Matrix")).words


async def test_a_restart_keeps_installations(world: World, pictures: Pictures) -> None:
    async with HttpSlack() as slack:
        async with open_offices(world, pictures, slack) as offices:
            await offices.install(TEAM, SECOND_TEAM)
        async with open_offices(world, pictures, slack) as offices:
            assert "You like" in (await offices.second.says("!like Matrix")).words


async def test_who_sent_the_bot_away_while_it_was_not_running_is_noticed_at_the_start(
    world: World, pictures: Pictures
) -> None:
    async with HttpSlack() as slack:
        async with open_offices(world, pictures, slack) as offices:
            await offices.install(TEAM, SECOND_TEAM)
            await offices.second.says("!like Matrix")
        slack.withdraw(SECOND_TOKEN, "account_inactive")
        async with open_offices(world, pictures, slack) as offices:
            assert "You like" in (await offices.first.says("!like Matrix")).words
            await _are(world, [TEAM], [SECOND_TEAM])


async def test_a_token_that_no_key_opens_any_more_leaves_its_workspace_unconnected_but_not_forgotten(
    world: World, pictures: Pictures, caplog: pytest.LogCaptureFixture
) -> None:
    other = replace(SEVERAL_OVER_HTTP, secret_key=Fernet.generate_key().decode())
    async with HttpSlack() as slack:
        async with open_offices(world, pictures, slack) as offices:
            await offices.install(TEAM)
            await offices.first.says("!like Matrix")
        async with open_offices(world, pictures, slack, other) as offices:
            await offices.install(SECOND_TEAM)
            assert "You like" in (await offices.second.says("!like Matrix")).words
            await offices.first.slack.slash("/taste")
            assert "not connected to this workspace" in slack.told["text"]
        assert f"{TEAM_NAME} is not connected: no key in REELMATES_SECRET_KEY" in caplog.text
        assert await _departures(world) == []
        both = replace(other, secret_key=f"{other.secret_key}, {SECRET_KEY}")
        async with open_offices(world, pictures, slack, both) as offices:
            assert "The Matrix" in (await offices.first.slash("/taste")).words


async def test_a_key_can_be_changed_with_one_start_in_between(world: World, pictures: Pictures) -> None:
    fresh = Fernet.generate_key().decode()
    async with HttpSlack() as slack:
        async with open_offices(world, pictures, slack) as offices:
            await offices.install(TEAM)
        async with open_offices(world, pictures, slack, replace(SEVERAL_OVER_HTTP, secret_key=f"{fresh},{SECRET_KEY}")):
            pass
        async with open_offices(world, pictures, slack, replace(SEVERAL_OVER_HTTP, secret_key=fresh)) as offices:
            assert "You like" in (await offices.first.says("!like Matrix")).words


async def test_socket_mode_serves_several_workspaces_too(world: World, pictures: Pictures) -> None:
    async with (
        HttpSlack(is_socket_mode=True) as slack,
        open_offices(world, pictures, slack, SEVERAL_BY_SOCKET) as offices,
    ):
        await offices.install(TEAM, SECOND_TEAM)
        assert (await offices.first.says("!like Matrix")).team == TEAM
        assert (await offices.second.slash("/like Matrix")).team == SECOND_TEAM
        assert (await slack.ask("POST", "/slack/events", {}, "{}")).status == 404


async def test_a_guest_in_a_channel_shared_with_another_company_is_answered_where_the_app_is(offices: Offices) -> None:
    event = {"type": "message", "channel": FILMS_CHANNEL, "user": BOB, "text": "!like Matrix", "ts": "1700000000.0001"}
    shared = {
        "authorizations": [{"team_id": SECOND_TEAM, "is_bot": True}],
        "team_id": "T9",
        "is_ext_shared_channel": True,
    }
    payload = {"type": "event_callback", "event_id": "Ev9", "event_time": 1_700_000_000, "event": event, **shared}
    before = len(offices.slack.shown)
    assert await offices.slack.deliver("events_api", payload)
    answer = await offices.slack.answer(before)
    assert (answer.team, "You like The Matrix" in answer.words) == (SECOND_TEAM, True)
