"""A server in trouble: small faults are not noticed, a dead server costs no time, and nobody starts the bot again."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count

import pytest

from bot.errors import IndexUnavailable, ReelmatesError
from bot.recommend.index_folder import IndexFolder
from bot.recommend.qdrant_server import QdrantServer, ServerIndex, upload
from bot.recommend.qdrant_server.collections import ALIAS
from bot.recommend.qdrant_server.connection import Connection
from bot.recommend.qdrant_server.index import RaterSource
from tests.loopback_qdrant import Answer, Fault, LoopbackQdrant, Store
from tests.tastes import taste_for
from tests.world import ALIEN, MATRIX

TASTE = taste_for(ALIEN, MATRIX)
OVERLOADED = Answer(429, headers=(("Retry-After", "7"),))
PROMISE_S = 3.0
"""How long a member waits for a sentence at most."""


class _Clock:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
async def index(
    stub: LoopbackQdrant, uploaded: Store, folder: IndexFolder, clock: _Clock
) -> AsyncIterator[ServerIndex]:
    """An index on the server, which keeps time by the clock."""
    stub.store = uploaded
    made = ServerIndex(Connection(QdrantServer(stub.url), clock), RaterSource(ALIAS, None), folder.catalogue())
    yield made
    await made.close()


async def _fail(index: ServerIndex, times: int) -> None:
    for _ in range(times):
        with pytest.raises(IndexUnavailable):
            await index.nearest(TASTE, 160)


@pytest.mark.usefixtures("asked_thrice")
@pytest.mark.parametrize("fault", [Fault.CUT, Answer(500), Answer(503)])
async def test_a_fault_that_passes_at_once_is_not_noticed(
    fault: Fault | Answer, stub: LoopbackQdrant, index: ServerIndex, capsys: pytest.CaptureFixture[str]
) -> None:
    stub.fail(fault, times=2)
    assert len(await index.nearest(TASTE, 160)) == 4
    assert len(stub.requests) == 3
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("asked_thrice")
@pytest.mark.parametrize("fault", [Answer(401), Answer(404), Answer(400), OVERLOADED])
async def test_what_another_try_cannot_mend_is_not_tried_again(
    fault: Answer, stub: LoopbackQdrant, index: ServerIndex
) -> None:
    stub.fail(fault)
    with pytest.raises(ReelmatesError):
        await index.nearest(TASTE, 160)
    assert len(stub.requests) == 1


async def test_a_server_that_keeps_failing_is_left_alone_and_then_tried_by_one(
    stub: LoopbackQdrant, index: ServerIndex, clock: _Clock
) -> None:
    stub.fail(Answer(503))
    await _fail(index, 3)
    stub.requests.clear()
    with pytest.raises(IndexUnavailable, match=r"keeps failing and is left alone; please try again soon\.$"):
        await index.nearest(TASTE, 160)
    assert not stub.requests
    clock.now = 6
    answers = await asyncio.gather(*(index.nearest(TASTE, 160) for _ in range(10)), return_exceptions=True)
    assert all(isinstance(answer, IndexUnavailable) for answer in answers)
    assert len(stub.requests) == 1


async def test_a_server_that_is_back_is_searched_by_all_again(
    stub: LoopbackQdrant, index: ServerIndex, clock: _Clock
) -> None:
    stub.fail(Fault.CUT)
    await _fail(index, 4)
    stub.heal()
    await _fail(index, 1)
    clock.now = 6
    assert len(await index.nearest(TASTE, 160)) == 4
    found = await asyncio.gather(*(index.nearest(TASTE, 160) for _ in range(10)))
    assert [len(neighbours) for neighbours in found] == [4] * 10


async def test_an_overloaded_server_gets_the_rest_it_asks_for(
    stub: LoopbackQdrant, index: ServerIndex, clock: _Clock
) -> None:
    stub.fail(OVERLOADED)
    await _fail(index, 1)
    stub.heal()
    clock.now = 6.9
    await _fail(index, 1)
    assert len(stub.requests) == 1
    clock.now = 7
    assert len(await index.nearest(TASTE, 160)) == 4


@pytest.mark.usefixtures("asked_thrice")
async def test_an_upload_bears_one_failure_of_any_request_that_may_be_repeated(
    stub: LoopbackQdrant, uploaded: Store, newer_folder: IndexFolder
) -> None:
    broken_off = 0
    for well_for in count():
        stub.store = Store()
        stub.fail(Answer(503), after=well_for, times=1)
        stub.requests.clear()
        try:
            await upload(newer_folder, QdrantServer(stub.url), lambda _: None)
        except IndexUnavailable:
            broken_off += 1
        if len(stub.requests) <= well_for:
            break
    assert well_for >= 10
    assert broken_off == 2  # when a collection was to be made, which may have been made all the same


@pytest.mark.parametrize("fault", [Fault.SLOW, Fault.CUT, Answer(503), None])
async def test_a_dead_server_costs_a_member_three_seconds_at_most(
    fault: Fault | Answer | None, stub: LoopbackQdrant, index: ServerIndex, asked_as_always: None
) -> None:
    if fault is None:
        await stub.stop()
    else:
        stub.fail(fault)
    async with asyncio.timeout(PROMISE_S):
        with pytest.raises(IndexUnavailable):
            await index.nearest(TASTE, 160)
