"""A start while a service is down: the health route is there at once, the bot as soon as the service is."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
import stamina
from prometheus_client.parser import text_string_to_metric_families

from bot.errors import IndexLocked, NotIngested
from bot.ingest import build
from bot.operate.health import ADDRESS_FILE, report_of_running
from bot.operate.parts import Parts
from bot.recommend.index_folder import IndexFolder
from bot.recommend.qdrant_server import QdrantServer, upload
from bot.settings import Settings
from bot.starting import started
from bot.stopping import Stop, Stopped
from tests.loopback_qdrant import Answer, LoopbackQdrant, loopback_qdrant
from tests.world import dataset, member


@pytest.fixture(autouse=True)
def asked_once() -> Iterator[None]:
    """A request that failed is not repeated by the client itself."""
    with stamina.set_testing(True, attempts=1):
        yield


@pytest.fixture
async def qdrant(tmp_path: Path) -> AsyncIterator[LoopbackQdrant]:
    """A server that holds the small world."""
    folder = IndexFolder(tmp_path / "index-20261127-180000-000000")
    build(dataset(), folder, lambda _: None)
    async with loopback_qdrant() as server:
        await upload(folder, QdrantServer(server.url), lambda _: None)
        yield server


def settings_for(data_dir: Path, **given: object) -> Settings:
    """Settings of this test alone."""
    return Settings.model_validate({"reelmates_data_dir": data_dir, "reelmates_health_port": 0, **given})


async def test_a_qdrant_that_is_down_at_the_start_is_waited_for_and_told(
    qdrant: LoopbackQdrant, tmp_path: Path
) -> None:
    data_dir, told = tmp_path / "data", []
    qdrant.fail(Answer(503))

    async def pause(_: float) -> None:
        report = await asyncio.to_thread(report_of_running, data_dir)
        assert report is not None
        assert not report.is_ready
        told.append(report.parts["index"].told)
        assert await asyncio.to_thread(_is_live, data_dir)
        if len(told) == 3:
            qdrant.heal()

    settings = settings_for(data_dir, qdrant_url=qdrant.url)
    async with started(settings, Stop(), Parts(), pause) as assembled:
        report = await asyncio.to_thread(report_of_running, data_dir)
        assert report is not None
        assert report.is_ready
        reply = await assembled.bot.hear("!like Matrix", member())
    assert reply is not None
    assert reply.text.startswith("You like The Matrix")
    assert len(told) == 3
    assert "failed (503)" in told[0]


async def test_figures_tell_of_answers_searches_and_posters(qdrant: LoopbackQdrant, tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "data", qdrant_url=qdrant.url)
    async with started(settings, Stop(), Parts()) as assembled:
        for line in ("!like Matrix", "!recommend 3"):
            await assembled.bot.hear(line, member())
        text = (await asyncio.to_thread(_read, tmp_path / "data", "/metrics")).decode()
    told = {one.name: one.value for family in text_string_to_metric_families(text) for one in family.samples}
    assert told["reelmates_answer_seconds_count"] == 2
    assert told["reelmates_neighbours_seconds_count"] >= 1
    assert told["reelmates_posters_seconds_count"] == 1
    assert told["reelmates_open_nights"] == 0
    assert told["reelmates_index_resting"] == 0


async def test_the_end_may_be_asked_for_while_a_service_is_waited_for(qdrant: LoopbackQdrant, tmp_path: Path) -> None:
    stop = Stop()
    qdrant.fail(Answer(503))

    async def pause(_: float) -> None:
        stop.ask()
        await asyncio.Event().wait()

    with pytest.raises(Stopped):
        async with started(settings_for(tmp_path / "data", qdrant_url=qdrant.url), stop, Parts(), pause):
            pytest.fail("It cannot have started.")
    assert not (tmp_path / "data" / ADDRESS_FILE).exists()


async def test_what_the_operator_must_do_is_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(NotIngested):
        async with started(settings_for(tmp_path / "data"), Stop(), Parts()):
            pytest.fail("It cannot have started.")


async def test_a_second_bot_leaves_the_first_ones_route_alone(qdrant: LoopbackQdrant, tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "data", qdrant_url=qdrant.url)
    async with started(settings, Stop(), Parts()):
        with pytest.raises(IndexLocked):
            async with started(settings, Stop(), Parts()):
                pytest.fail("It cannot have started.")
        assert await asyncio.to_thread(report_of_running, tmp_path / "data")


async def test_the_route_can_be_switched_off(qdrant: LoopbackQdrant, tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "data", qdrant_url=qdrant.url, reelmates_health_port="off")
    async with started(settings, Stop(), Parts()):
        assert not (tmp_path / "data" / ADDRESS_FILE).exists()


def _is_live(data_dir: Path) -> bool:
    return bool(json.loads(_read(data_dir, "/health/live")) == {"status": "live"})


def _read(data_dir: Path, path: str) -> bytes:
    address = (data_dir / ADDRESS_FILE).read_text()
    with urlopen(f"http://{address}{path}") as answer:
        content: bytes = answer.read()
    return content
