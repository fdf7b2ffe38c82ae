"""The way into a workspace: to Slack, back with what the same browser was given, and the token under seal."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text

from bot.movies.posters.pictures import Pictures
from tests.fronts.slack.http_slack import CLIENT_SECRET, SEVERAL_OVER_HTTP, HttpSlack, serving
from tests.fronts.slack.loopback_slack import ALICE, BOT_TOKEN, TEAM, TEAM_NAME, Json
from tests.fronts.slack.office import DIRECT, Office, front_of
from tests.world import World


@asynccontextmanager
async def begun(world: World, pictures: Pictures, slack: HttpSlack) -> AsyncIterator[Office]:
    """The bot, ready to be installed anywhere."""
    async with serving(front_of(world.bot, pictures, world.database, world.clock, slack, SEVERAL_OVER_HTTP), slack):
        yield Office(slack)


@pytest.fixture
async def slack(world: World, pictures: Pictures) -> AsyncIterator[HttpSlack]:
    """A Slack where the app is installed nowhere yet."""
    async with HttpSlack() as opened, begun(world, pictures, opened):
        yield opened
        assert not opened.wrong


async def test_whoever_installs_the_app_is_greeted_and_can_talk_to_it(slack: HttpSlack) -> None:
    page = await slack.install()
    assert (page.status, TEAM_NAME in page.body) == (200, True)
    greeting = await slack.answer(0)
    assert (greeting.channel, greeting.words.splitlines()[-1]) == (DIRECT, "/help")
    assert TEAM_NAME in greeting.words
    assert "You like The Matrix" in (await Office(slack).slash("/like Matrix")).words


async def test_no_table_holds_a_token_that_can_be_read(slack: HttpSlack, world: World) -> None:
    await slack.install()
    async with world.database.reading() as connection:
        rows = (await connection.execute(text("SELECT * FROM slack_installs"))).all()
    assert [(row.team, row.team_name) for row in rows] == [(TEAM, TEAM_NAME)]
    assert BOT_TOKEN not in str(rows)
    assert "xoxb" not in str(rows)


async def test_slack_is_asked_for_what_the_manifest_asks_for(slack: HttpSlack) -> None:
    begun = await slack.ask("GET", "/slack/install")
    assert begun.location.startswith("https://slack.com/oauth/v2/authorize?")
    assert CLIENT_SECRET not in begun.location


async def test_a_state_is_good_once(slack: HttpSlack) -> None:
    state, cookie = await slack.begin()
    assert (await slack.come_back(state, cookie)).status == 200
    again = await slack.come_back(state, cookie)
    assert (again.status, "/slack/install" in again.body) == (401, True)


async def test_a_state_expires_after_ten_minutes(slack: HttpSlack, world: World) -> None:
    state, cookie = await slack.begin()
    world.clock.advance(minutes=10)
    assert (await slack.come_back(state, cookie)).status == 401
    assert slack.tokens == {}


async def test_a_state_that_nobody_was_given_opens_nothing(slack: HttpSlack) -> None:
    assert (await slack.come_back("guessed", "slack-app-oauth-state=guessed")).status == 401
    assert slack.tokens == {}


async def test_a_state_is_good_in_the_browser_that_was_given_it(slack: HttpSlack) -> None:
    state, _ = await slack.begin()
    _, cookie_of_somebody_else = await slack.begin()
    assert (await slack.come_back(state, cookie_of_somebody_else)).status == 400
    assert (await slack.come_back(state, "")).status == 400
    assert slack.tokens == {}


async def test_an_installation_that_was_begun_before_a_restart_can_be_ended_after_it(
    world: World, pictures: Pictures
) -> None:
    async with HttpSlack() as slack:
        async with begun(world, pictures, slack):
            state, cookie = await slack.begin()
        async with begun(world, pictures, slack) as office:
            assert (await slack.come_back(state, cookie)).status == 200
            await slack.answer(0)
            assert "You like The Matrix" in (await office.says("!like Matrix")).words


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"is_enterprise_install": True, "team": None}, "choose one of them"),
        ({"refresh_token": "xoxe-1", "expires_in": 43200}, "switch token rotation off"),
    ],
    ids=["organisation", "rotation"],
)
async def test_what_the_bot_cannot_serve_is_refused_in_a_sentence(slack: HttpSlack, changes: Json, told: str) -> None:
    page = await slack.install(TEAM, changes)
    assert (page.status, told in page.body) == (403, True)
    await slack.slash("/like", "Matrix")
    assert "not connected to this workspace" in slack.told["text"]


async def test_who_changes_their_mind_reads_so(slack: HttpSlack) -> None:
    page = await slack.ask("GET", "/slack/oauth_redirect?error=access_denied")
    assert (page.status, "nothing has changed" in page.body) == (200, True)


async def test_a_reason_in_the_address_is_not_repeated_on_the_page(slack: HttpSlack) -> None:
    page = await slack.ask("GET", "/slack/oauth_redirect?error=%3Cscript%3E")
    assert "script" not in page.body


async def test_a_code_that_slack_does_not_know_installs_nothing(slack: HttpSlack) -> None:
    state, cookie = await slack.begin()
    query = f"code=wrong&state={state}"
    page = await slack.ask("GET", f"/slack/oauth_redirect?{query}", {"Cookie": cookie})
    assert (page.status, slack.tokens) == (401, {})


async def test_while_the_database_cannot_be_read_nobody_is_sent_to_slack(slack: HttpSlack, world: World) -> None:
    async with world.database.writing() as connection:
        await connection.execute(text("DROP TABLE slack_states"))
    page = await slack.ask("GET", "/slack/install")
    assert (page.status, "try again" in page.body) == (503, True)


async def test_a_workspace_that_has_not_installed_the_app_is_told_so(slack: HttpSlack) -> None:
    await slack.slash("/like", "Matrix", ALICE)
    assert "not connected to this workspace" in slack.told["text"]
    await slack.say("!like Matrix")
    assert slack.shown == []
