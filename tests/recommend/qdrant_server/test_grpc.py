"""A Qdrant server spoken to by gRPC fails in the same sentences."""

import asyncio
import contextlib
from dataclasses import replace

import pytest
from grpc import StatusCode

from bot.errors import BadSettings, IndexUnavailable, NotIngested, ReelmatesError, SetupError
from bot.recommend.index_folder import IndexFolder
from bot.recommend.qdrant_server import QdrantServer, open_server, upload
from tests.loopback_qdrant_grpc import grpc_qdrant
from tests.planted import QDRANT_KEY
from tests.tastes import taste_for
from tests.world import ALIEN, MATRIX

_PATIENCE_S = 30.0
KEY = QDRANT_KEY
TASTE = taste_for(ALIEN, MATRIX)

FAULTS: list[tuple[StatusCode, type[ReelmatesError], str]] = [
    (StatusCode.UNAVAILABLE, IndexUnavailable, "does not answer; please start it or correct QDRANT_URL."),
    (StatusCode.DEADLINE_EXCEEDED, IndexUnavailable, "did not answer in time; please try again soon."),
    (StatusCode.UNAUTHENTICATED, BadSettings, "wants its key; please set QDRANT_API_KEY to it."),
    (StatusCode.PERMISSION_DENIED, BadSettings, "does not let this QDRANT_API_KEY do it; please set another."),
    (StatusCode.NOT_FOUND, NotIngested, "holds no film data yet; please run: reelmates ingest"),
    (StatusCode.RESOURCE_EXHAUSTED, IndexUnavailable, "is overloaded; please try again soon."),
    (StatusCode.INVALID_ARGUMENT, SetupError, "refused a request (400); its log says why."),
    (StatusCode.INTERNAL, IndexUnavailable, "failed (500); please try again soon."),
]


def _server(port: int, key: str | None = None) -> QdrantServer:
    return QdrantServer("http://127.0.0.1:6333", key, speaks_grpc=True, grpc_port=port)


@pytest.mark.parametrize(("status", "kind", "sentence"), FAULTS, ids=[status.name for status, *_ in FAULTS])
async def test_a_fault_is_one_sentence_that_says_what_to_do(
    status: StatusCode, kind: type[ReelmatesError], sentence: str, folder: IndexFolder
) -> None:
    async with grpc_qdrant() as stub:
        server = _server(stub.port)
        await upload(folder, server, lambda _: None)
        index, *_ = await open_server(server)
        stub.fail(status)
        with pytest.raises(ReelmatesError) as caught:
            await index.nearest(TASTE, 160)
        stub.heal()
        assert len(await index.nearest(TASTE, 160)) == 4
        await index.close()
    assert isinstance(caught.value, kind)
    assert str(caught.value) == f"The Qdrant server at 127.0.0.1:{stub.port} {sentence}"


async def test_a_server_that_does_not_answer_in_time_is_one_sentence(folder: IndexFolder) -> None:
    async with grpc_qdrant() as stub:
        server = _server(stub.port)
        await upload(folder, server, lambda _: None)
        index, *_ = await open_server(replace(server, query_patience_s=0.1))
        stub.keep_waiting()
        with pytest.raises(IndexUnavailable, match=r"did not answer in time; please try again soon\.$"):
            await index.nearest(TASTE, 160)
        stub.heal()
        assert len(await index.nearest(TASTE, 160)) == 4
        await index.close()


async def test_a_server_that_goes_in_the_middle_of_an_answer_is_searched_again_when_it_is_back(
    folder: IndexFolder,
) -> None:
    async with grpc_qdrant() as stub:
        server = _server(stub.port)
        await upload(folder, server, lambda _: None)
        index, *_ = await open_server(server)
        stub.keep_waiting()
        asked = asyncio.create_task(index.nearest(TASTE, 160))
        await stub.stuck.wait()
        await stub.stop()
        with pytest.raises(IndexUnavailable, match=r"does not answer; please start it or correct QDRANT_URL\.$"):
            await asked
        stub.heal()
        await stub.start()
        async with asyncio.timeout(_PATIENCE_S):  # the client looks for a lost server every now and then
            while True:
                with contextlib.suppress(IndexUnavailable):
                    assert len(await index.nearest(TASTE, 160)) == 4
                    break
                await asyncio.sleep(0.05)
        await index.close()


async def test_an_overloaded_server_says_when_to_come_back() -> None:
    async with grpc_qdrant() as stub:
        stub.fail(StatusCode.RESOURCE_EXHAUSTED, ("retry-after", "7"))
        with pytest.raises(IndexUnavailable, match=r"is overloaded; please try again in 7 s\.$"):
            await open_server(_server(stub.port))


async def test_a_server_that_is_down_is_one_sentence() -> None:
    async with grpc_qdrant() as stub:
        port = stub.port
    with pytest.raises(IndexUnavailable, match=r"does not answer; please start it or correct QDRANT_URL\.$"):
        await open_server(_server(port))


async def test_the_key_is_sent(folder: IndexFolder) -> None:
    async with grpc_qdrant(api_key=KEY) as stub:
        with pytest.raises(BadSettings, match="wants its key"):
            await upload(folder, _server(stub.port, "another-key"), lambda _: None)
        await upload(folder, _server(stub.port, KEY), lambda _: None)
        assert stub.store.aliases
