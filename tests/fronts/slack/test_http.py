"""Slack over HTTP: only what Slack has signed within the last five minutes is heard."""

import time
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import pytest

from bot.errors import SetupError
from bot.fronts.slack.access import Access
from bot.movies.posters.pictures import Pictures
from tests.fronts.slack.http_slack import ONE_OVER_HTTP, SIGNING_SECRET, HttpSlack, serving, signed
from tests.fronts.slack.loopback_slack import ALICE, BOB, BOT_TOKEN, FILMS_CHANNEL, TEAM, Json
from tests.fronts.slack.office import Office, front_of
from tests.world import World

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
async def web_office(world: World, pictures: Pictures) -> AsyncIterator[Office]:
    """A workspace whose Slack sends over HTTP."""
    async with HttpSlack(tokens={BOT_TOKEN: TEAM}) as slack:
        front = front_of(world.bot, pictures, world.database, world.clock, slack, ONE_OVER_HTTP)
        async with serving(front, slack):
            yield Office(slack)
        assert not slack.wrong


@pytest.fixture
def http_slack(web_office: Office) -> HttpSlack:
    """The Slack of that workspace."""
    assert isinstance(web_office.slack, HttpSlack)
    return web_office.slack


def _slash(line: str) -> str:
    command, _, text = line.partition(" ")
    fields = {"command": command, "text": text, "user_id": ALICE, "team_id": TEAM, "channel_id": FILMS_CHANNEL}
    return urlencode({**fields, "response_url": "http://127.0.0.1:9/never", "trigger_id": "1.1"})


async def test_lines_commands_presses_and_homes_come_over_http(web_office: Office) -> None:
    assert "You like The Matrix" in (await web_office.says("!like Matrix")).words
    assert "You like Alien" in (await web_office.slash("/like Alien (1979)")).words
    listed = await web_office.says("!recommend 3")
    assert f"you have seen {listed.films[0]}" in (await web_office.presses(listed, "Seen")).words
    assert listed.films[0] not in web_office.slack.now(listed).films
    assert "The Matrix" in await web_office.opens_home()


async def test_an_event_that_slack_sends_again_over_http_is_answered_once(web_office: Office) -> None:
    first = await web_office.says("!like Matrix", event_id="Ev-again")
    await web_office.slack.say("!like Matrix", event_id="Ev-again")
    second = await web_office.says("!like Titanic", member=BOB)
    assert web_office.slack.shown == [first, second]


async def test_what_slack_has_not_signed_lately_is_not_heard(web_office: Office, http_slack: HttpSlack) -> None:
    forgeries: list[Json] = [
        {"age_s": 301},
        {"age_s": -24 * 3600},
        {"signature": "v0=" + 64 * "0"},
        {"signature": "v0=\u00e9"},
        {"timestamp": "soon"},
        {"timestamp": "0"},
    ]
    for forged in forgeries:
        answer = await http_slack.send(_slash("/like Blade Runner"), FORM, **forged)
        assert answer.status == 401, forged
    assert "Blade Runner" not in (await web_office.slash("/taste")).words


async def test_another_secret_and_other_words_do_not_fit_a_signature(http_slack: HttpSlack) -> None:
    body, now = _slash("/forgetme"), str(int(time.time()))
    for signature in (signed(body, now, "another"), signed(_slash("/taste"), now)):
        answer = await http_slack.send(body, FORM, timestamp=now, signature=signature)
        assert answer.status == 401


async def test_what_nobody_signed_is_not_even_read(http_slack: HttpSlack) -> None:
    for body in ("[1", "null", "payload=%7B"):
        answer = await http_slack.ask("POST", "/slack/events", {"Content-Type": "application/json"}, body)
        assert answer.status == 401


async def test_slacks_question_whether_the_address_is_ours_is_answered(http_slack: HttpSlack) -> None:
    answer = await http_slack.send('{"type": "url_verification", "challenge": "c1"}', "application/json")
    assert (answer.status, "c1" in answer.body) == (200, True)


async def test_one_workspaces_app_has_no_way_to_install_it(http_slack: HttpSlack) -> None:
    assert (await http_slack.ask("GET", "/slack/install")).status == 404


async def test_a_port_that_is_taken_is_told_in_a_sentence(
    world: World, pictures: Pictures, http_slack: HttpSlack
) -> None:
    port = int(http_slack.address.rpartition(":")[2])
    access = Access(bot_token=BOT_TOKEN, signing_secret=SIGNING_SECRET, port=port)
    front = front_of(world.bot, pictures, world.database, world.clock, http_slack, access)
    with pytest.raises(SetupError, match="SLACK_HTTP_PORT"):
        await front.run()
