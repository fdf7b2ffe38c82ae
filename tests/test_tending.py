"""Fronts that fail: started again with growing pauses, left down where only the operator can help, told in the log."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from bot.chat.reply import Reply
from bot.errors import BadSettings, OutsideError
from bot.fronts.contact import Contact
from bot.nights.night import Room
from bot.nights.store import Outbox
from bot.nights.store.outbox import PATIENCE
from bot.stopping import Stop
from bot.tending import LONGEST_PAUSE_S, Tended, keep_open, pause_after
from tests.boards import Lounge, RecordingBoard
from tests.world import World

UNREACHED = OutsideError("Discord cannot be reached.")
REFUSED = BadSettings("Discord refuses the token.")


class Front:
    """Meets these faults one after the other, `lasts_s` after each start, and then stays up."""

    name = "discord"

    def __init__(self, faults: Sequence[Exception], lasts_s: float = 0.0) -> None:
        self.now = 0.0
        self.contact = Contact(self.seconds)
        self.up = asyncio.Event()
        self.starts = 0
        self._faults = list(faults)
        self._lasts_s = lasts_s

    def seconds(self) -> float:
        """The time."""
        return self.now

    async def run(self) -> None:
        """Fails, or serves."""
        self.starts += 1
        self.now += self._lasts_s
        if self._faults:
            raise self._faults.pop(0)
        self.contact.made()
        self.up.set()
        await asyncio.Event().wait()


class Waits:
    """Notes every pause, and how the front was then, instead of waiting."""

    def __init__(self, front: Front) -> None:
        self.pauses: list[float] = []
        self.told: list[str] = []
        self._front = front

    async def pause(self, seconds: float) -> None:
        """Goes on at once."""
        self.pauses.append(seconds)
        part = await self._front.contact.part()
        assert not part.is_ok
        self.told.append(part.told)


async def tended(front: Front) -> Waits:
    """The front is tended until it stays up."""
    waits = Waits(front)
    tending = asyncio.create_task(Tended(front, waits.pause, front.seconds, luck=lambda: 1.0).tend())
    up = asyncio.create_task(front.up.wait())
    await asyncio.wait([tending, up], return_when=asyncio.FIRST_COMPLETED)
    up.cancel()
    tending.cancel()
    await asyncio.gather(tending, return_exceptions=True)
    return waits


async def test_a_platform_out_of_reach_is_tried_again_with_growing_pauses_until_it_comes() -> None:
    front = Front([UNREACHED] * 9)
    assert (await tended(front)).pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert (await front.contact.part()).is_ok


async def test_after_a_steady_while_the_pauses_are_short_again() -> None:
    assert (await tended(Front([UNREACHED] * 4, lasts_s=300))).pauses == [1, 1, 1, 1]


def test_pauses_differ_from_bot_to_bot_and_never_exceed_a_minute() -> None:
    assert pause_after(3, 0.0) < pause_after(3, 1.0)
    assert pause_after(10_000, 1.0) == LONGEST_PAUSE_S


async def test_while_a_front_waits_its_reason_is_told() -> None:
    waits = await tended(Front([UNREACHED]))
    assert waits.told == ["Discord cannot be reached. It is tried again within 1 s."]


async def test_a_fault_of_ours_is_told_with_its_kind_alone_and_the_front_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    front = Front([ZeroDivisionError("in the midst of alice's words")])
    waits = await tended(front)
    assert front.starts == 2
    assert "ZeroDivisionError" in waits.told[0]
    assert "alice" not in waits.told[0]
    assert caplog.records[-1].exc_info


async def test_a_crash_loop_says_why_in_one_sentence(caplog: pytest.LogCaptureFixture) -> None:
    await tended(Front([UNREACHED] * 8))
    loops = [record.message for record in caplog.records if "does not stay up" in record.message]
    assert len(loops) == 1
    assert "5 times" in loops[0]
    assert str(UNREACHED) in loops[0]


async def test_a_refused_token_keeps_one_front_down_and_the_others_go_on(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    stop, refused, other = Stop(), Front([REFUSED]), Front([])
    serving = asyncio.create_task(keep_open([refused, other], world.bot, stop))
    await other.up.wait()
    stop.ask()
    await serving
    assert refused.starts == 1
    assert (await refused.contact.part()).told == str(REFUSED)
    assert f"discord stopped: {REFUSED}" in caplog.text


async def test_when_every_front_needs_the_operator_the_bot_ends_with_the_first_reason(world: World) -> None:
    with pytest.raises(BadSettings, match="refuses"):
        await keep_open([Front([REFUSED]), Front([REFUSED])], world.bot, Stop())


async def test_a_front_that_does_not_end_in_time_is_made_to(world: World) -> None:
    stop, front = Stop(), Stubborn()
    serving = asyncio.create_task(keep_open([front], world.bot, stop, leave_within_s=0.0))
    await front.up.wait()
    stop.ask()
    await serving
    assert front.was_made_to


class Stubborn(Front):
    """Takes for ever to finish."""

    def __init__(self) -> None:
        super().__init__([])
        self.was_made_to = False

    async def run(self) -> None:
        """Serves; its end never comes by itself."""
        try:
            await super().run()
        finally:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.was_made_to = True
                raise


@dataclass
class SlowBoard(RecordingBoard):
    """Takes what is posted only while the gate is open; `begun` is set by every post."""

    gate: asyncio.Event = field(default_factory=asyncio.Event)
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def post(self, room: Room, reply: Reply) -> str:
        """Waits, and writes it down."""
        self.begun.set()
        await self.gate.wait()
        return await super().post(room, reply)


async def test_an_announcement_that_was_taken_up_is_sent_and_marked_before_the_end(world: World) -> None:
    board = SlowBoard(world.clock)
    lounge = Lounge(world, board)
    board.gate.set()
    for line in ("like Matrix", "night saturday 8pm"):
        await lounge.say(line)
    world.clock.now = (await lounge.night()).start_at
    said = len(board.posts)
    board.gate.clear()
    board.begun.clear()
    stop, front = Stop(), Front([])
    serving = asyncio.create_task(keep_open([front], world.bot, stop))
    await board.begun.wait()
    stop.ask()
    await asyncio.sleep(0)
    board.gate.set()
    await serving
    assert len(board.posts) > said
    outbox = Outbox(world.database)
    assert not await outbox.unfinished(world.clock.now + PATIENCE, lambda room: True)
