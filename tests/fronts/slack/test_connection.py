"""What befalls the connection: events sent twice, restarts, disconnects, refused tokens, too many calls."""

import asyncio
import logging

import pytest
from sqlalchemy import text

from bot.chat.reply import Reply
from bot.errors import BadSettings
from bot.fronts.slack.access import Access
from bot.fronts.slack.checking import workspace_of
from bot.fronts.slack.seen import KEPT_FOR, SeenEvents
from bot.movies.posters.pictures import Pictures
from tests.fronts.discord.script import ScriptedBot
from tests.fronts.slack.loopback_slack import (
    APP_TOKEN,
    BOB,
    BOT_TOKEN,
    OTHER_CHANNEL,
    TEAM_NAME,
    LoopbackSlack,
    Refusal,
)
from tests.fronts.slack.office import Office, front_of, running
from tests.world import World


async def test_an_event_that_slack_sends_again_is_answered_once(office: Office) -> None:
    first = await office.says("!like Matrix", event_id="Ev-again")
    await office.slack.say("!like Matrix", event_id="Ev-again")
    second = await office.says("!like Titanic")
    assert office.slack.shown == [first, second]


async def test_an_answered_event_is_known_after_a_restart_and_an_unanswered_one_is_answered(
    world: World, pictures: Pictures
) -> None:
    async with LoopbackSlack() as slack:
        office = Office(slack)
        async with running(front_of(world.bot, pictures, world.database, world.clock, slack), slack):
            slack.refusals["chat.postEphemeral"] = [Refusal("internal_error")]
            await slack.say("!like Alien (1979)", event_id="Ev-unanswered")
            await slack.until(lambda: slack.called("chat.postEphemeral"))
            answered = await office.says("!like Matrix", event_id="Ev-answered", member=BOB)
        async with running(front_of(world.bot, pictures, world.database, world.clock, slack), slack):
            await slack.say("!like Matrix", event_id="Ev-answered", member=BOB)
            late = await office.says("!like Alien (1979)", event_id="Ev-unanswered")
        assert slack.shown == [answered, late]
        assert "Alien (1979)" in late.words


async def test_after_ten_minutes_nothing_is_kept_of_an_event(world: World) -> None:
    seen, answers = SeenEvents(world.database, world.clock), []

    async def answer() -> bool:
        answers.append(world.clock.now)
        return True

    await seen.once("Ev1", answer)
    await seen.once("Ev1", answer)
    world.clock.now += KEPT_FOR
    await seen.once("Ev1", answer)
    assert len(answers) == 2


async def test_an_event_that_comes_again_meanwhile_waits_for_its_one_answer(world: World) -> None:
    seen, answers = SeenEvents(world.database, world.clock), []
    begun, goes_on = asyncio.Event(), asyncio.Event()

    async def answer() -> bool:
        answers.append("!")
        begun.set()
        await goes_on.wait()
        return True

    first = asyncio.create_task(seen.once("Ev1", answer))
    await begun.wait()
    again = asyncio.create_task(seen.once("Ev1", answer))
    await seen.once("Ev2", _taken)
    assert not again.done(), "Slack would be told that a line has come which may still be lost"
    goes_on.set()
    await asyncio.gather(first, again)
    assert len(answers) == 1


async def _taken() -> bool:
    return True


async def test_an_event_that_was_not_for_us_is_not_noted(world: World) -> None:
    seen, asked = SeenEvents(world.database, world.clock), []

    async def ignore() -> bool:
        asked.append("?")
        return False

    await seen.once("Ev1", ignore)
    await seen.once("Ev1", ignore)
    assert len(asked) == 2


async def test_a_line_is_answered_even_where_answers_cannot_be_noted(office: Office, world: World) -> None:
    async with world.database.writing() as connection:
        await connection.execute(text("DROP TABLE slack_events"))
    assert "You like The Matrix" in (await office.says("!like Matrix")).words


@pytest.mark.parametrize("is_polite", [True, False], ids=["polite", "rude"])
async def test_the_bot_answers_again_after_a_disconnect(office: Office, is_polite: bool) -> None:
    await office.says("!like Matrix")
    await office.slack.drop(is_polite)
    await office.slack.connected(2)
    assert "You like Titanic" in (await office.says("!like Titanic")).words


async def test_a_message_that_came_too_quickly_is_sent_once_slack_takes_it_and_other_channels_do_not_wait(
    scripted: Office,
) -> None:
    scripted.slack.refusals["chat.postMessage"] = [Refusal("ratelimited", after_s=1)]
    first = asyncio.create_task(scripted.slack.say("!first"))
    await scripted.slack.until(lambda: scripted.slack.called("chat.postMessage"))
    second = asyncio.create_task(scripted.slack.say("!second", member=BOB))
    elsewhere = await scripted.says("!elsewhere", channel=OTHER_CHANNEL)
    assert await first
    assert await second
    assert [one.words for one in scripted.slack.shown] == [elsewhere.words, "After !first", "After !second"]


async def test_a_poster_that_slack_cannot_fetch_yet_is_tried_again_and_then_left_out(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    office.slack.refusals["chat.postMessage"] = [Refusal("invalid_blocks")]
    assert len((await office.says("!recommend 3")).images) == 3
    office.slack.refusals["chat.postMessage"] = [Refusal("invalid_blocks")] * 3
    listed = await office.says("!recommend 3")
    assert (len(listed.images), "Aliens (1986)" in listed.words) == (0, True)


async def test_without_uploads_films_come_without_pictures(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    office.slack.refusals["files.getUploadURLExternal"] = [Refusal("not_allowed")]
    listed = await office.says("!recommend 3")
    assert (len(listed.images), "Aliens (1986)" in listed.words) == (0, True)


async def test_a_films_picture_is_uploaded_once(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    await office.says("!recommend 3")
    sent = len(office.slack.files)
    await office.says("!recommend 3")
    assert len(office.slack.files) == sent == 3


async def test_who_cannot_be_asked_for_is_told_to_try_again(office: Office) -> None:
    office.slack.refusals["users.info"] = [Refusal("internal_error")]
    assert "internal_error" in (await office.says("!like Matrix")).words
    assert "You like" in (await office.says("!like Matrix")).words


async def test_a_long_answer_goes_on_in_further_messages(scripted: Office, bot: ScriptedBot) -> None:
    bot.reply = Reply("\n".join(f"line {number} & more" for number in range(1500)))
    await scripted.slack.say("!long")
    await scripted.slack.until(lambda: scripted.slack.shown and "line 1499 " in scripted.slack.shown[-1].words)
    assert len(scripted.slack.shown) > 1
    words = "\n".join(one.words for one in scripted.slack.shown).split()
    assert words == bot.reply.text.split()


@pytest.mark.parametrize(
    ("bot_token", "app_token", "named"),
    [("xoxb-no", APP_TOKEN, "SLACK_BOT_TOKEN"), (BOT_TOKEN, "xapp-no", "SLACK_APP_TOKEN")],
)
async def test_a_refused_token_is_named_in_a_sentence(
    world: World, pictures: Pictures, bot_token: str, app_token: str, named: str
) -> None:
    async with LoopbackSlack() as slack:
        access = Access(bot_token=bot_token, app_token=app_token)
        front = front_of(world.bot, pictures, world.database, world.clock, slack, access)
        with pytest.raises(BadSettings, match=named):
            await front.run()


async def test_a_good_token_tells_its_workspace() -> None:
    async with LoopbackSlack() as slack:
        workspace = await workspace_of(BOT_TOKEN, slack.api)
    assert (workspace.space.name, workspace.bot_name) == (TEAM_NAME, "reelmates")


async def test_an_uninstall_is_a_farewell_and_a_start_takes_it_back(scripted: Office, bot: ScriptedBot) -> None:
    assert [space.name for space in bot.is_in] == [TEAM_NAME]
    await scripted.slack.tell({"type": "tokens_revoked", "tokens": {"oauth": ["UBOB"]}})
    await scripted.slack.tell({"type": "app_uninstalled"})
    await scripted.says("!and then")
    assert [space.key for space in bot.left] == ["T1"]


async def test_the_log_tells_no_token(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "bot"):
        await office.says("!like Matrix")
    assert BOT_TOKEN not in caplog.text
    assert APP_TOKEN not in caplog.text
