"""Readiness: never said of a bot of which a needed part does not work."""

import asyncio
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fronts.contact import GRACE_S, Contact
from bot.operate.health import as_json, read_report
from bot.operate.parts import Paced, Part, Parts, Report

PARTS = st.builds(Part, st.booleans(), st.text(), st.booleans())
REPORTS = st.builds(Report, st.dictionaries(st.text(min_size=1), PARTS))


@given(REPORTS)
def test_ready_is_said_only_when_every_needed_part_works(report: Report) -> None:
    needed = [part.is_ok for part in report.parts.values() if part.is_needed]
    if not all(needed) or not report.parts:
        assert as_json(report)["status"] == "not ready"
    else:
        assert as_json(report)["status"] == "ready"


@given(REPORTS)
def test_a_report_survives_its_journey_as_json(report: Report) -> None:
    assert read_report(json.dumps(as_json(report)).encode()) == report


@pytest.mark.parametrize("strange", [b"", b"<html>", b"[]", b'{"parts": 3}', b'{"parts": {"a": {}}}', b"\xff"])
def test_what_is_no_report_is_told_apart(strange: bytes) -> None:
    assert read_report(strange) is None


async def test_a_bot_without_parts_is_not_ready() -> None:
    assert not (await Parts().report()).is_ready


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The moment."""
        return self.now


class Looks:
    """Counts how often it was looked; waits for the gate."""

    def __init__(self) -> None:
        self.taken = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def look(self) -> Part:
        """Works."""
        self.taken += 1
        await self.gate.wait()
        return Part(True, f"Look {self.taken}.")


async def test_a_part_is_looked_at_once_however_often_it_is_asked_for() -> None:
    looks, clock = Looks(), Seconds()
    paced = Paced(looks.look, every_s=5, clock=clock)
    assert {(await paced()).told for _ in range(9)} == {"Look 1."}
    clock.now = 4.9
    assert [one.told for one in await asyncio.gather(paced(), paced())] == ["Look 1.", "Look 1."]
    clock.now = 5
    assert (await paced()).told == "Look 2."


async def test_a_part_that_does_not_answer_is_not_ok_until_it_does() -> None:
    looks, clock = Looks(), Seconds()
    paced = Paced(looks.look, every_s=5, patience_s=0, clock=clock)
    looks.gate.clear()
    assert not (await paced()).is_ok
    clock.now = 60
    assert not (await paced()).is_ok
    assert looks.taken == 1
    looks.gate.set()
    async with asyncio.timeout(5):
        while not (await paced()).is_ok:
            pass


async def test_a_front_is_red_until_it_has_connected() -> None:
    contact = Contact(Seconds())
    assert not (await contact.part()).is_ok
    contact.made()
    assert (await contact.part()).is_ok


async def test_a_connection_lost_for_less_than_a_minute_stays_green_and_turns_red_after_it() -> None:
    clock = Seconds()
    contact = Contact(clock)
    contact.made()
    contact.lost("The line is cut.")
    clock.now = GRACE_S - 1
    contact.lost("And again.")
    assert (await contact.part()).is_ok
    clock.now = GRACE_S
    assert await contact.part() == Part(False, "The line is cut. That was 60 s ago.")
    contact.made()
    assert (await contact.part()).is_ok


async def test_one_shard_that_stays_lost_is_red_though_others_come_back() -> None:
    clock = Seconds()
    contact = Contact(clock)
    contact.made()
    contact.lost("Lost.", "0")
    contact.lost("Lost.", "1")
    contact.made("0")
    clock.now = GRACE_S
    assert not (await contact.part()).is_ok
    contact.made("1")
    assert (await contact.part()).is_ok


async def test_a_front_that_ended_is_red_at_once() -> None:
    contact = Contact(Seconds())
    contact.made()
    contact.ended("The token is refused.")
    assert await contact.part() == Part(False, "The token is refused.")
