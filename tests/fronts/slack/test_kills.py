"""The bot's process is killed and started again: no line is lost, and no button dies."""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from tests.faults.driver import Child
from tests.fronts.slack.loopback_slack import ADMIN, ALICE, BOB, LoopbackSlack
from tests.fronts.slack.office import DIRECT, Office
from tests.world import FILMS

ROOT = Path(__file__).parents[3]
CAROL = "UCAROL"
WITHIN_S = 0.15


@contextmanager
def _started(data_dir: Path, slack: LoopbackSlack, days: int = 0) -> Iterator[Child]:
    """The process, killed at the end where it still runs."""
    arguments = (data_dir, slack.api, str(days))
    child = Child(*arguments, home=data_dir.parent, module="tests.fronts.slack.slack_bot", PYTHONPATH=str(ROOT))
    try:
        yield child
    finally:
        if child.is_running():
            child.kill()


@asynccontextmanager
async def _serving(data_dir: Path, slack: LoopbackSlack, days: int = 0) -> AsyncIterator[Child]:
    """The process, connected."""
    connections = slack.connections
    with _started(data_dir, slack, days) as child:
        await slack.connected(connections + 1)
        yield child


async def test_what_a_kill_cuts_short_is_answered_by_the_next_process_and_once(data_dir: Path) -> None:
    thread, alone = "1700000000.000001", f"D{BOB}"
    async with LoopbackSlack() as slack:
        slack.held = {"chat.postEphemeral", "chat.postMessage"}
        async with _serving(data_dir, slack) as child:
            slow = slack.say("!like Matrix", event_id="Ev1"), slack.say("like Titanic", BOB, alone, event_id="Ev2")
            threaded = slack.say("!like Alien (1979)", CAROL, thread_ts=thread, event_id="Ev3")
            assert await asyncio.gather(*slow, threaded) == [True, True, True]
            cut_short = asyncio.create_task(slack.say("!dislike Amelie", ADMIN, event_id="Ev4"))
            await slack.until(lambda: any("Amelie" in str(call) for call in slack.called("chat.postEphemeral")))
            child.kill()
        await slack.disconnected()
        assert slack.shown == []
        await slack.release()
        async with _serving(data_dir, slack):
            assert await cut_short
            await slack.until(lambda: len(slack.shown) == 4)
            again, mine, theirs, directly = sorted(slack.shown, key=lambda one: (one.channel, one.only or ""))
            assert (mine.only, theirs.only, theirs.thread, directly.channel) == (ALICE, CAROL, thread, alone)
            assert mine.words.startswith("You like The Matrix (1999)")
            assert theirs.words.startswith("You like Alien (1979)")
            assert directly.words.startswith("You like Titanic (1997)")
            assert (again.only, "Amelie (2001)" in again.words) == (ADMIN, True)
            assert await slack.say("!dislike Amelie", ADMIN, event_id="Ev4")
            assert await slack.say("!like Matrix", event_id="Ev1")
            assert len(slack.shown) == 4, "an answer came twice"


@pytest.mark.long
async def test_wherever_a_kill_falls_no_line_is_told_to_have_come_that_was_not_answered(data_dir: Path) -> None:
    chance = random.Random(8)
    async with LoopbackSlack() as slack:
        for film in FILMS[:4]:
            event_id, line = f"Ev{film.movie_id}", f"!like #{film.movie_id}"
            async with _serving(data_dir, slack) as child:
                saying = asyncio.create_task(slack.say(line, event_id=event_id))
                await asyncio.sleep(chance.random() * WITHIN_S)
                child.kill()
                if saying.done():
                    assert any(str(film) in one.words for one in slack.shown)
            async with _serving(data_dir, slack):
                assert await saying
                assert any(str(film) in one.words for one in slack.shown)
        async with _serving(data_dir, slack):
            taste = await Office(slack).says("taste", channel=DIRECT)
        assert "You like (4)" in taste.words
        assert not slack.wrong


@pytest.mark.long
async def test_a_button_of_last_month_works_after_the_process_was_started_ten_times(data_dir: Path) -> None:
    async with LoopbackSlack() as slack:
        office = Office(slack)
        async with _serving(data_dir, slack):
            await office.says("!like Matrix; Alien (1979)")
            listed = await office.says("!recommend 3")
        for restart in range(1, 10):
            async with _serving(data_dir, slack, 3 * restart):
                pass
        async with _serving(data_dir, slack, 31):
            note = await office.presses(listed, "👍 Like")
        assert f"You like {listed.films[0]}" in note.words
        assert listed.films[0] not in slack.now(listed).films
        assert not slack.wrong
