"""Pressing buttons: the message changes in place, the member is told alone, and old buttons go on working."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.chat.commands import Help, Judge
from bot.chat.reply import Button, Reply
from bot.fronts.slack.answering import NO_FILM_LEFT, NO_LONGER_WORKS
from bot.movies.posters.pictures import Pictures
from bot.taste.profile import Verdict
from tests.fronts.discord.script import ScriptedBot
from tests.fronts.slack.loopback_slack import ALICE, BOB, LoopbackSlack
from tests.fronts.slack.office import DIRECT, Office, front_of, running
from tests.fronts.slack.test_blocks import choices, film
from tests.world import open_world


@asynccontextmanager
async def _begun(home: Path, pictures: Pictures, slack: LoopbackSlack, **later: float) -> AsyncIterator[None]:
    """The bot started anew, that much later."""
    async with open_world(home) as world:
        world.clock.advance(**later)
        async with running(front_of(world.bot, pictures, world.database, world.clock, slack), slack):
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


async def test_a_button_of_long_ago_works_after_ten_restarts(home: Path, pictures: Pictures) -> None:
    async with LoopbackSlack() as slack:
        office = Office(slack)
        async with _begun(home, pictures, slack):
            await office.says("!like Matrix; Alien (1979)")
            listed = await office.says("!recommend 3")
        for restart in range(10):
            async with _begun(home, pictures, slack, days=3 * restart):
                pass
        async with _begun(home, pictures, slack, days=30):
            note = await office.presses(listed, "👍 Like")
        assert f"You like {listed.films[0]}" in note.words
        assert not slack.wrong


async def test_a_press_is_acknowledged_before_it_is_worked_on(scripted: Office, bot: ScriptedBot) -> None:
    bot.reply = Reply("Which?", buttons=(Button("Help", Help()), Button("Like", Judge(Verdict.LIKE, ("#1",)))))
    message = await scripted.says("!help")
    bot.is_slow = True
    assert await scripted.slack.press(message, "Help")
    assert await scripted.slack.slash("/help")
