"""Pressing buttons: the message changes in place, the member is told alone, and old buttons go on working."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.assembly import assemble
from bot.chat.commands import Help, Judge
from bot.chat.reply import Button, Reply
from bot.fronts.slack.answering import NO_FILM_LEFT
from bot.fronts.slack.front import SlackFront
from bot.fronts.slack.presses import NO_LONGER_WORKS
from bot.movies.posters.pictures import Pictures
from bot.settings import Settings
from bot.taste.profile import Verdict
from tests.fronts.discord.script import ScriptedBot
from tests.fronts.slack.loopback_slack import ALICE, BOB, CLOSED_CHANNEL, OTHERS_TALK, LoopbackSlack
from tests.fronts.slack.office import DIRECT, ONE_BY_SOCKET, PING_S, Office, open_office, running
from tests.fronts.slack.test_blocks import choices, film
from tests.fronts.slack.test_stopping import GatedBot
from tests.world import NOW, Clock, World


@asynccontextmanager
async def _begun(data_dir: Path, slack: LoopbackSlack, days: int = 0) -> AsyncIterator[None]:
    """The bot put together anew, so many days later."""
    settings = Settings(_env_file=None, reelmates_data_dir=data_dir)
    async with assemble(settings, clock=Clock(NOW + timedelta(days=days))) as assembled:
        notes, pictures = assembled.slack_notes, assembled.pictures
        front = SlackFront(assembled.bot, pictures, notes, ONE_BY_SOCKET, api=slack.api, ping_s=PING_S)
        async with running(front, slack):
            yield


async def test_a_judged_film_makes_way_for_the_next_best_in_its_place(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    listed = await office.says("!recommend 3")
    first, *others = listed.films
    note = await office.presses(listed, "Seen")
    assert note.only == ALICE
    assert f"you have seen {first}" in note.words
    now = office.slack.now(listed)
    assert now.films[0] not in listed.films
    assert now.films[1:] == others
    assert len(now.images) == 3


async def test_somebody_elses_press_is_their_own(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    listed = await office.says("!recommend 3")
    note = await office.presses(listed, "👍 Like", BOB)
    assert note.only == BOB
    assert "You like" in note.words
    assert office.slack.now(listed) == listed


async def test_a_private_list_changes_in_place_too_and_stays_private(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    listed = await office.slash("/recommend 3 privately")
    assert listed.only == ALICE
    note = await office.presses(listed, "👎 Dislike")
    assert note.only == ALICE
    assert listed.films[0] not in office.slack.now(listed).films
    assert (await office.presses(office.slack.now(listed), "More")).only == ALICE
    assert (await office.presses(office.slack.now(listed), "Share")).only is None


async def test_in_a_direct_message_answers_stay_in_the_talk(office: Office) -> None:
    await office.says("like Matrix; Alien (1979)", channel=DIRECT)
    listed = await office.says("recommend 3", channel=DIRECT)
    note = await office.presses(listed, "Why")
    assert (note.channel, note.only) == (DIRECT, None)


@pytest.mark.parametrize("channel", [CLOSED_CHANNEL, OTHERS_TALK], ids=["channel", "others-talk"])
async def test_where_the_bot_is_not_a_list_changes_in_place_and_its_buttons_are_answered_all_the_same(
    office: Office, channel: str
) -> None:
    await office.slash("/like Matrix; Alien (1979)")
    listed = await office.slash("/recommend 3", channel=channel)
    assert (listed.channel, listed.only) == (channel, None)
    note = await office.presses(listed, "Seen", BOB)
    assert (note.channel, note.only) == (channel, BOB)
    note = await office.presses(listed, "Seen")
    assert (note.channel, note.only) == (channel, ALICE)
    assert listed.films[0] not in office.slack.now(listed).films


async def test_an_answer_to_a_press_in_a_thread_stays_there(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    listed = await office.says("!recommend 3", thread_ts="1700000000.000001")
    assert (await office.presses(listed, "Why")).thread == "1700000000.000001"


async def test_a_button_that_says_nothing_any_more_says_so(office: Office, bot: ScriptedBot) -> None:
    answer = await office.says("!like Matrix")
    button = answer.elements[0]
    button["value"] = "abracadabra"
    assert NO_LONGER_WORKS in (await office.presses(answer, button["text"]["text"])).words


async def test_a_list_over_two_messages_changes_in_the_part_that_was_pressed(
    scripted: Office, bot: ScriptedBot
) -> None:
    wordy = [film(n, *choices(n), title="x" * 250) for n in range(10)]
    bot.reply = Reply("Ten:" + " word" * 900, tuple(wordy))
    await scripted.slack.say("!recommend 10")
    await scripted.slack.until(lambda: len(scripted.slack.shown) == 2)
    first, second = scripted.slack.shown
    bot.reply = Reply("Noted.", updated=bot.reply)
    await scripted.presses(second, "Why")
    assert scripted.slack.now(second).words == second.words
    bot.reply = Reply("Noted.", updated=Reply("Gone:", (wordy[0],)))
    await scripted.presses(second, "Why")
    assert NO_FILM_LEFT in scripted.slack.now(second).words
    assert scripted.slack.now(first) == first


@pytest.mark.long
async def test_a_button_of_last_month_works_after_ten_restarts(data_dir: Path) -> None:
    async with LoopbackSlack() as slack:
        office = Office(slack)
        async with _begun(data_dir, slack):
            await office.says("!like Matrix; Alien (1979)")
            listed = await office.says("!recommend 3")
            card = await office.slash("/night tomorrow 8pm")
        for restart in range(9):
            async with _begun(data_dir, slack, 3 * restart):
                pass
        async with _begun(data_dir, slack, 31):
            note = await office.presses(listed, "👍 Like")
            late = await office.presses(card, "I'm in", BOB)
        assert f"You like {listed.films[0]}" in note.words
        assert listed.films[0] not in slack.now(listed).films
        assert late.only == BOB
        assert not slack.wrong


async def test_a_press_is_acknowledged_before_it_is_worked_on(world: World, pictures: Pictures) -> None:
    bot = GatedBot()
    bot.reply = Reply("Which?", buttons=(Button("Help", Help()), Button("Like", Judge(Verdict.LIKE, ("#1",)))))
    async with open_office(bot, pictures, world.database, world.clock) as office:
        bot.gate.set()
        message = await office.says("!help")
        for acted in (office.slack.press(message, "Help"), office.slack.slash("/help")):
            bot.close()
            shown = len(office.slack.shown)
            assert await acted
            await bot.begun.wait()
            assert len(office.slack.shown) == shown
            bot.gate.set()
            await office.slack.answer(shown)
