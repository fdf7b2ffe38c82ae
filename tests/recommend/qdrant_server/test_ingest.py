"""`reelmates ingest` for a Qdrant server: what lies in the data folder then, and what happens without the server."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.faults.driver import run
from tests.faults.lanterns import lanterns_in, write_lanterns
from tests.loopback_qdrant import LoopbackQdrant, loopback_qdrant


class Host:
    """A host with a data folder, where commands are typed."""

    def __init__(self, home: Path, url: str) -> None:
        self.home = home
        self.url = url
        self.data_dir = home / "data"

    async def run(self, *arguments: str | Path) -> CompletedProcess[bytes]:
        """Runs a command with the server set."""
        return await asyncio.to_thread(
            run, *arguments, "--data-dir", self.data_dir, cwd=self.home, QDRANT_URL=self.url, NO_COLOR="1"
        )

    async def run_without_server(self, *arguments: str | Path) -> CompletedProcess[bytes]:
        """Runs a command when QDRANT_URL was taken out of the settings."""
        return await asyncio.to_thread(run, *arguments, "--data-dir", self.data_dir, cwd=self.home)


@pytest.fixture
async def server() -> AsyncIterator[LoopbackQdrant]:
    """A Qdrant server."""
    async with loopback_qdrant() as started:
        yield started


@pytest.fixture
async def host(server: LoopbackQdrant, tmp_path: Path) -> Host:
    """A host that has ingested lanterns for the server."""
    made = Host(tmp_path, server.url)
    ended = await made.run("ingest", write_lanterns(tmp_path / "lanterns"))
    assert ended.returncode == 0, ended.stderr
    assert f"The Qdrant server at {server.url.removeprefix('http://')} searches them" in ended.stderr.decode()
    return made


async def test_an_ingest_for_a_server_builds_no_index_of_its_own_and_the_bot_answers_from_the_server(
    host: Host, server: LoopbackQdrant
) -> None:
    assert [index.name for index in host.data_dir.glob("index-*")] == [(host.data_dir / "current").read_text().strip()]
    assert not list(host.data_dir.rglob("shard"))
    server.requests.clear()
    answer = (await host.run("recommend", "--like", "Lantern 018")).stdout.decode()
    assert len(lanterns_in([answer])) >= 5
    assert [request for request in server.requests if request.endswith("/query")]
    assert not [request for request in server.requests if request.endswith("/scroll")]


@pytest.mark.long
async def test_when_the_server_is_taken_away_the_bot_says_what_to_do_and_that_helps(host: Host) -> None:
    ended = await host.run_without_server("say", "!recommend")
    assert ended.returncode == 2
    assert ended.stderr.decode().splitlines() == [
        f"The film data in {host.data_dir} holds no index of its own, as after an ingest for a Qdrant server; "
        "please set QDRANT_URL again, or please run: reelmates ingest"
    ]
    assert (await host.run("say", "!recommend")).returncode == 0
    assert (await host.run_without_server("ingest", host.home / "lanterns")).returncode == 0
    assert (await host.run_without_server("say", "!recommend")).returncode == 0


@pytest.mark.long
async def test_the_doctor_knows_where_the_films_are_searched(host: Host) -> None:
    healthy = await host.run("doctor")
    assert healthy.returncode == 0, healthy.stdout
    assert "12,000 ratings of 300 films; the Qdrant server searches them." in healthy.stdout.decode()
    ill = await host.run_without_server("doctor")
    assert ill.returncode != 0
    assert "no index here searches them" in ill.stdout.decode()
    assert "please set QDRANT_URL again, or please run: reelmates ingest" in ill.stdout.decode()
