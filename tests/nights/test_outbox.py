"""Messages that nights have to say: claimed once, in turn, marked when sent, found again when they were not."""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.database import Database, open_database, sqlite_url
from bot.nights import rules
from bot.nights.due import Kind
from bot.nights.night import MovieNight, Presence, Room, Stage
from bot.nights.store import Claim, NightStore, Outbox
from bot.nights.store.outbox import AT_ONCE, PATIENCE
from tests.nights.evening import ALICE, BOB, HOST, NOW, OVER, PICKS, ROOM, START, planned, voting

CLAIMER = Path(__file__).with_name("claimer.py")
A_SECOND = timedelta(seconds=1)
VOTE_ENDS = START - timedelta(minutes=30)
PICKS_DUE = START - timedelta(days=1)


@pytest.fixture
def store(database: Database) -> NightStore:
    return NightStore(database)


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database)


def everywhere(_room: Room) -> bool:
    """One process that speaks in every room."""
    return True


def kinds(claims: Sequence[Claim]) -> list[Kind]:
    """What the claims are about."""
    return [claim.message.kind for claim in claims]


async def test_nothing_is_claimed_before_it_is_due_and_nothing_twice(store: NightStore, outbox: Outbox) -> None:
    await store.add(planned())
    assert await outbox.next_at(everywhere) == PICKS_DUE
    assert await outbox.claim_due(PICKS_DUE - A_SECOND, everywhere) == []
    assert kinds(await outbox.claim_due(PICKS_DUE, everywhere)) == [Kind.PICKS]
    assert await outbox.claim_due(PICKS_DUE, everywhere) == []


async def test_a_whole_evening_is_told_tick_by_tick(store: NightStore, outbox: Outbox) -> None:
    await store.add(voting())
    told = []
    while (at := await outbox.next_at(everywhere)) is not None:
        for claim in await outbox.claim_due(at, everywhere):
            told.append((claim.message.kind, at, claim.night.stage))
            await outbox.mark_sent(claim, "m1", at)
    assert told == [
        (Kind.DECISION, VOTE_ENDS, Stage.DECIDED),
        (Kind.REMINDER, VOTE_ENDS, Stage.DECIDED),
        (Kind.START, START, Stage.RUNNING),
        (Kind.TAPS, OVER, Stage.OVER),
        (Kind.RESULT, datetime.fromisoformat("2026-11-30T10:00Z"), Stage.OVER),
    ]
    assert await outbox.unfinished(START + timedelta(days=30), everywhere) == []


async def test_the_clock_moves_nights_on_and_what_it_did_is_kept(store: NightStore, outbox: Outbox) -> None:
    await store.add(voting())
    (decision, *_) = await outbox.claim_due(VOTE_ENDS, everywhere)
    assert decision.night == rules.moved_on(voting(), VOTE_ENDS)
    assert await store.get("n1") == decision.night


async def test_a_bot_that_slept_tells_what_still_helps_and_leaves_out_the_rest(
    store: NightStore, outbox: Outbox
) -> None:
    await store.add(voting())
    late = START + timedelta(minutes=20)
    (claim,) = await outbox.claim_due(late, everywhere)
    assert claim.message.kind is Kind.START
    assert claim.message.is_late(late)
    assert kinds(await outbox.claim_due(START + timedelta(days=5), everywhere)) == [Kind.TAPS, Kind.RESULT]
    assert await outbox.claim_due(START + timedelta(days=20), everywhere) == []


async def test_after_weeks_of_sleep_nothing_is_told(store: NightStore, outbox: Outbox) -> None:
    await store.add(voting())
    later = OVER + timedelta(days=8)
    assert await outbox.claim_due(later, everywhere) == []
    assert await outbox.next_at(everywhere) is None
    night = await store.get("n1")
    assert night is not None
    assert night.stage is Stage.OVER


async def test_what_was_claimed_and_not_marked_is_found_again_by_one(store: NightStore, outbox: Outbox) -> None:
    await store.add(planned())
    (claim,) = await outbox.claim_due(PICKS_DUE, everywhere)
    assert await outbox.unfinished(PICKS_DUE + PATIENCE - A_SECOND, everywhere) == []
    later = PICKS_DUE + PATIENCE
    found = await asyncio.gather(*(outbox.unfinished(later, everywhere) for _ in range(4)))
    assert [one for claims in found for one in claims] == [claim]
    assert await outbox.unfinished(later + PATIENCE - A_SECOND, everywhere) == []
    assert await outbox.unfinished(later + PATIENCE, everywhere) == [claim]
    await outbox.mark_sent(claim, "m1", later + PATIENCE)
    assert await outbox.unfinished(later + 2 * PATIENCE, everywhere) == []


async def test_picks_that_were_made_but_not_shown_are_found_again(store: NightStore, outbox: Outbox) -> None:
    await store.add(planned())
    await outbox.claim_due(PICKS_DUE, everywhere)
    chosen = await store.change("n1", lambda night: rules.choose_from(night, PICKS), PICKS_DUE)
    (claim,) = await outbox.unfinished(PICKS_DUE + PATIENCE, everywhere)
    assert claim.message.kind is Kind.PICKS
    assert claim.night == chosen


async def test_what_became_pointless_before_it_was_sent_is_let_go(store: NightStore, outbox: Outbox) -> None:
    await store.add(voting())
    assert kinds(await outbox.claim_due(VOTE_ENDS, everywhere)) == [Kind.DECISION, Kind.REMINDER]
    assert kinds(await outbox.claim_due(START, everywhere)) == [Kind.START]
    (start,) = await outbox.unfinished(START + PATIENCE, everywhere)
    assert start.message.kind is Kind.START


async def test_a_night_that_is_moved_is_reminded_of_anew(store: NightStore, outbox: Outbox) -> None:
    await store.add(rules.choose_from(planned(), PICKS))
    (first,) = await outbox.claim_due(VOTE_ENDS, everywhere)
    await outbox.mark_sent(first, "m1", VOTE_ENDS)
    postponed = START + timedelta(hours=2)
    await store.change("n1", lambda night: rules.reschedule(night, ALICE, postponed, VOTE_ENDS), VOTE_ENDS)
    assert await outbox.claim_due(VOTE_ENDS, everywhere) == []
    (again,) = await outbox.claim_due(postponed - timedelta(minutes=30), everywhere)
    assert (again.message.kind, again.key == first.key) == (Kind.REMINDER, False)


async def test_a_night_that_is_moved_before_its_reminder_has_one(store: NightStore, outbox: Outbox) -> None:
    await store.add(rules.choose_from(planned(), PICKS))
    later = START + timedelta(hours=2)
    await store.change("n1", lambda night: rules.reschedule(night, ALICE, later, NOW), NOW)
    assert await outbox.claim_due(START, everywhere) == []
    assert kinds(await outbox.claim_due(later - timedelta(minutes=30), everywhere)) == [Kind.REMINDER]


async def test_a_cancelled_night_says_so_once_and_nothing_else(store: NightStore, outbox: Outbox) -> None:
    await store.add(voting())
    await store.change("n1", lambda night: rules.cancel(night, ALICE, NOW), NOW)
    assert kinds(await outbox.claim_due(NOW, everywhere)) == [Kind.CALLED_OFF]
    assert await outbox.next_at(everywhere) is None


async def test_picks_wait_for_somebody_to_be_in(store: NightStore, outbox: Outbox) -> None:
    await store.add(rules.answer(rules.answer(planned(), HOST, Presence.OUT), BOB, Presence.OUT))
    assert await outbox.claim_due(PICKS_DUE, everywhere) == []
    await store.change("n1", lambda night: rules.answer(night, BOB, Presence.IN), PICKS_DUE + A_SECOND)
    assert kinds(await outbox.claim_due(PICKS_DUE + A_SECOND, everywhere)) == [Kind.PICKS]


async def test_a_night_that_starts_without_picks_waits_for_them(store: NightStore, outbox: Outbox) -> None:
    await store.add(planned())
    assert kinds(await outbox.claim_due(START, everywhere)) == [Kind.PICKS]
    await store.change("n1", lambda night: rules.choose_from(night, PICKS), START + A_SECOND)
    assert kinds(await outbox.claim_due(START + A_SECOND, everywhere)) == [Kind.START]


def _rooms(count: int) -> list[Room]:
    return [Room("discord", "club", f"channel {number}") for number in range(count)]


async def test_of_a_hundred_nights_of_one_moment_each_is_told_once_whoever_asks_at_once(
    store: NightStore, outbox: Outbox
) -> None:
    for number, room in enumerate(_rooms(100)):
        await store.add(voting(f"n{number}", room))
    keys = [claim.key for claim in await outbox.claim_due(VOTE_ENDS, everywhere)]
    assert len([night for night in await store.open_of("discord", "club") if night.stage is Stage.DECIDED]) == AT_ONCE
    while (at := await outbox.next_at(everywhere)) is not None and at <= VOTE_ENDS:
        claims = await asyncio.gather(*(outbox.claim_due(VOTE_ENDS, everywhere) for _ in range(4)))
        for claimed in claims:
            orders = [claim.message.order for claim in claimed]
            assert len(orders) <= AT_ONCE
            assert orders == sorted(orders)
        keys += [claim.key for claimed in claims for claim in claimed]
    assert len(keys) == len(set(keys)) == 200


def here(room: Room) -> bool:
    """A process that speaks in one channel only."""
    return room == ROOM


async def test_what_others_must_say_is_left_to_them_and_keeps_nothing_back(store: NightStore, outbox: Outbox) -> None:
    for number, room in enumerate(_rooms(2 * AT_ONCE)):
        await store.add(rules.reschedule(voting(f"n{number}", room), ALICE, START - timedelta(minutes=1), NOW))
    await store.add(voting("ours"))
    assert await outbox.next_at(here) == VOTE_ENDS
    assert await outbox.claim_due(VOTE_ENDS - A_SECOND, here) == []
    claims = await outbox.claim_due(VOTE_ENDS, here)
    assert [(claim.night.night_id, claim.message.kind) for claim in claims] == [
        ("ours", Kind.DECISION),
        ("ours", Kind.REMINDER),
    ]
    others = [night for night in await store.open_of("discord", "club") if night.night_id != "ours"]
    assert {night.stage for night in others} == {Stage.VOTING}
    assert await outbox.next_at(here) == START
    assert len(await outbox.claim_due(VOTE_ENDS, everywhere)) == AT_ONCE


async def test_what_others_left_unfinished_keeps_nothing_of_ours_back(store: NightStore, outbox: Outbox) -> None:
    for number, room in enumerate(_rooms(2 * AT_ONCE)):
        await store.add(rules.reschedule(voting(f"n{number}", room), ALICE, START - timedelta(minutes=1), NOW))
    while await outbox.claim_due(VOTE_ENDS - A_SECOND, everywhere):
        pass
    await store.add(voting("ours"))
    ours = await outbox.claim_due(VOTE_ENDS, here)
    later = VOTE_ENDS + PATIENCE
    assert await outbox.unfinished(later, here) == ours
    assert len(await outbox.unfinished(later, lambda room: not here(room))) == AT_ONCE


async def test_a_tick_asks_no_more_of_the_database_for_a_hundred_open_nights_than_for_one(
    store: NightStore, outbox: Outbox
) -> None:
    asked = []
    nights = [_later(voting(f"n{number}", room), number) for number, room in enumerate(_rooms(100))]
    for tick, (first, last) in enumerate([(0, 1), (1, 100)]):
        for night in nights[first:last]:
            await store.add(night)
        with _asked() as idle:
            assert await outbox.claim_due(NOW, everywhere) == []
        with _asked() as busy:
            claims = await outbox.claim_due(VOTE_ENDS + timedelta(minutes=tick), everywhere)
        assert [claim.night.night_id for claim in claims] == [f"n{tick}"] * 2
        asked.append((len(idle), len(busy)))
    assert asked[0] == asked[1]


async def test_a_tick_finds_what_is_due_by_index_and_looks_through_no_table(tmp_path: Path) -> None:
    database = await open_database(sqlite_url(tmp_path / "members.db"))
    try:
        await NightStore(database).add(voting())
        with _asked() as asked:
            assert kinds(await Outbox(database).claim_due(VOTE_ENDS, everywhere)) == [Kind.DECISION, Kind.REMINDER]
            assert await Outbox(database).unfinished(VOTE_ENDS, everywhere) == []
        reads = [(statement, values) for statement, values in asked if statement.startswith("SELECT")]
        assert len(reads) > 5
        async with database.reading() as connection:
            for statement, values in reads:
                plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
                assert not [row for row in plan if row.detail.startswith("SCAN night")], statement
    finally:
        await database.close()


@contextmanager
def _asked() -> Iterator[list[tuple[str, Any]]]:
    """The statements that are executed meanwhile, with their values."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_rest: object) -> None:
        asked.append((statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def test_two_processes_that_tick_at_once_claim_nothing_twice_and_leave_nothing(ready_url: str) -> None:
    database = await open_database(ready_url)
    try:
        for number, room in enumerate(_rooms(30)):
            await NightStore(database).add(_later(voting(f"n{number}", room), number))
        moments = [VOTE_ENDS + timedelta(minutes=number) for number in range(30)]
        claimed = await _claimed_by(2, ready_url, [moment.isoformat() for moment in moments])
        assert len(claimed) == len(set(claimed)) == 60
        assert await Outbox(database).claim_due(moments[-1], everywhere) == []
    finally:
        await database.close()


def _later(night: MovieNight, minutes: int) -> MovieNight:
    return rules.reschedule(night, ALICE, START + timedelta(minutes=minutes), NOW)


async def _claimed_by(processes: int, url: str, moments: Sequence[str]) -> list[str]:
    """The keys of what several processes claimed that began at once."""
    pipe = asyncio.subprocess.PIPE
    claimers = [
        await asyncio.create_subprocess_exec(sys.executable, CLAIMER, url, *moments, stdin=pipe, stdout=pipe)
        for _ in range(processes)
    ]
    for claimer in claimers:
        assert claimer.stdout is not None
        assert await claimer.stdout.readline() == b"ready\n"
    ended = await asyncio.gather(*(claimer.communicate(b"go\n") for claimer in claimers))
    assert [claimer.returncode for claimer in claimers] == [0] * processes
    return [key for told, _ in ended for key in told.decode().splitlines()]
