"""Signals: the first asks for the end, and nothing of ours stays behind."""

import asyncio
import signal

import pytest

from bot.stopping import Stop, Stopped, stop_on_signals


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_asks_for_the_end_and_the_next_one_would_end_the_process(number: signal.Signals) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with stop_on_signals() as stop:
        signal.raise_signal(number)
        async with asyncio.timeout(5):
            await stop.asked()
        assert signal.getsignal(signal.SIGINT) is signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


async def test_work_that_is_done_before_the_end_gives_its_result() -> None:
    async def work() -> str:
        return "done"

    assert await Stop().before(work()) == "done"


async def test_work_is_ended_when_the_end_is_asked_for_first() -> None:
    stop, began = Stop(), asyncio.Event()

    async def work() -> None:
        began.set()
        await asyncio.Event().wait()

    waiting = asyncio.create_task(stop.before(work()))
    await began.wait()
    stop.ask()
    with pytest.raises(Stopped):
        await waiting


async def test_a_fault_of_the_work_comes_through() -> None:
    async def work() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await Stop().before(work())
