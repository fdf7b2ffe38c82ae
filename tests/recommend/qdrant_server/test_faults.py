"""A Qdrant server that fails is a plain sentence, whatever was asked of it."""

import traceback
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.errors import BadSettings, IndexUnavailable, NotIngested, ReelmatesError, SetupError
from bot.recommend.index_folder import IndexFolder
from bot.recommend.qdrant_server import QdrantServer, ServerIndex, open_server, upload
from bot.recommend.qdrant_server.connection import Connection
from bot.taste.profile import SparseVector
from tests.loopback_qdrant import Answer, Fault, LoopbackQdrant, Store, loopback_qdrant
from tests.planted import QDRANT_KEY
from tests.tastes import taste_for
from tests.world import ALIEN, MATRIX, RATINGS

KEY = QDRANT_KEY
TASTE: SparseVector = taste_for(ALIEN, MATRIX)
NEAR_TASTE = len({rater for rater, rated in RATINGS.items() if rated.keys() & {ALIEN, MATRIX}})
PAGE = "<html><body>Welcome!</body></html>"
MISSING = '{"status": {"error": "Not found: Collection `x` doesn\'t exist!"}, "time": 0.0}'

AGAIN = "please try again"
FAULTS: dict[str, tuple[Fault | Answer, type[ReelmatesError], str]] = {
    "slow": (Fault.SLOW, IndexUnavailable, f"did not answer in time; {AGAIN} soon."),
    "cut": (Fault.CUT, IndexUnavailable, "does not answer; please start it or correct QDRANT_URL."),
    "400": (Answer(400), SetupError, "refused a request (400); its log says why."),
    "401": (Answer(401, "Must provide an API key"), BadSettings, "wants its key; please set QDRANT_API_KEY to it."),
    "403": (Answer(403), BadSettings, "does not let this QDRANT_API_KEY do it; please set another."),
    "404": (Answer(404, MISSING), NotIngested, "holds no film data yet; please run: reelmates ingest"),
    "429": (Answer(429, headers=(("Retry-After", "7"),)), IndexUnavailable, f"is overloaded; {AGAIN} in 7 s."),
    "429 at no time": (Answer(429), IndexUnavailable, f"is overloaded; {AGAIN} soon."),
    "429 at a date": (
        Answer(429, headers=(("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"),)),
        IndexUnavailable,
        f"is overloaded; {AGAIN} soon.",
    ),
    "500": (Answer(500), IndexUnavailable, f"failed (500); {AGAIN} soon."),
    "503": (Answer(503, PAGE), IndexUnavailable, f"failed (503); {AGAIN} soon."),
}
STRANGERS = {
    "a web page": Answer(200, PAGE),
    "a page that is missing": Answer(404, PAGE),
    "other JSON": Answer(200, '{"hello": "world"}'),
    "another shape": Answer(200, '{"result": [1], "status": "ok", "time": 0}'),
    "a redirect": Answer(302, headers=(("Location", "https://films.example/"),)),
}

Asking = Callable[[QdrantServer, ServerIndex, IndexFolder], Awaitable[object]]


def _search(server: QdrantServer, index: ServerIndex, folder: IndexFolder) -> Awaitable[object]:
    return index.nearest(TASTE, 160)


def _open(server: QdrantServer, index: ServerIndex, folder: IndexFolder) -> Awaitable[object]:
    return open_server(server)


def _upload(server: QdrantServer, index: ServerIndex, folder: IndexFolder) -> Awaitable[object]:
    return upload(folder, server, lambda _: None)


async def _failed(
    asking: Asking,
    folder: IndexFolder,
    uploaded: Store,
    prepare: Callable[[LoopbackQdrant], Awaitable[None]],
    patience_s: float = 5.0,
) -> tuple[ReelmatesError, str]:
    """The error of asking a server that went wrong in the middle of an evening, and where it was."""
    async with loopback_qdrant(api_key=KEY) as stub:
        stub.store = uploaded
        server = QdrantServer(stub.url, KEY, query_patience_s=patience_s)
        index, *_ = await open_server(server, folder)
        await prepare(stub)
        try:
            with pytest.raises(ReelmatesError) as caught:
                await asking(replace(server, bulk_patience_s=patience_s), index, folder)
        finally:
            await index.close()
        return caught.value, server.place


def _told(fault: Fault | Answer) -> Callable[[LoopbackQdrant], Awaitable[None]]:
    async def prepare(stub: LoopbackQdrant) -> None:
        stub.fail(fault)

    return prepare


@pytest.mark.parametrize("asking", [_search, _open, _upload])
@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_is_one_sentence_that_says_what_to_do(
    name: str, asking: Asking, folder: IndexFolder, uploaded: Store
) -> None:
    fault, kind, sentence = FAULTS[name]
    error, place = await _failed(asking, folder, uploaded, _told(fault), 0.1 if fault is Fault.SLOW else 5.0)
    assert isinstance(error, kind)
    assert str(error) == f"The Qdrant server at {place} {sentence}"
    assert KEY not in "".join(traceback.format_exception(error))


@pytest.mark.parametrize("asking", [_search, _open, _upload])
@pytest.mark.parametrize("name", STRANGERS)
async def test_another_server_is_not_taken_for_qdrant(
    name: str, asking: Asking, folder: IndexFolder, uploaded: Store
) -> None:
    error, place = await _failed(asking, folder, uploaded, _told(STRANGERS[name]))
    assert type(error) is BadSettings
    assert str(error) == f"What answers at {place} is not Qdrant 1.10 or newer; please correct QDRANT_URL."


@pytest.mark.parametrize("asking", [_search, _open, _upload])
async def test_a_server_that_is_down_is_one_sentence(asking: Asking, folder: IndexFolder, uploaded: Store) -> None:
    error, place = await _failed(asking, folder, uploaded, LoopbackQdrant.stop)
    assert type(error) is IndexUnavailable
    assert str(error) == f"The Qdrant server at {place} does not answer; please start it or correct QDRANT_URL."


@pytest.mark.parametrize("fault", [Fault.SLOW, Fault.CUT, Answer(503), Answer(401)])
async def test_a_server_that_recovers_is_searched_again_without_a_restart(
    fault: Fault | Answer, stub: LoopbackQdrant, uploaded: Store
) -> None:
    stub.store = uploaded
    index, *_ = await open_server(QdrantServer(stub.url, query_patience_s=0.5))
    stub.fail(fault)
    with pytest.raises(ReelmatesError):
        await index.nearest(TASTE, 160)
    stub.heal()
    assert len(await index.nearest(TASTE, 160)) == NEAR_TASTE
    await index.close()


async def test_a_server_that_was_started_again_is_searched_again(stub: LoopbackQdrant, uploaded: Store) -> None:
    stub.store = uploaded
    server = QdrantServer(stub.url)
    index, *_ = await open_server(server)
    await stub.stop()
    with pytest.raises(IndexUnavailable):
        await index.nearest(TASTE, 160)
    await stub.start()
    assert len(await index.nearest(TASTE, 160)) == NEAR_TASTE
    await index.close()


async def test_a_server_without_our_data_asks_for_an_ingest(stub: LoopbackQdrant) -> None:
    server = QdrantServer(stub.url)
    with pytest.raises(NotIngested) as caught:
        await open_server(server)
    assert (
        str(caught.value) == f"The Qdrant server at {server.place} holds no film data yet; please run: reelmates ingest"
    )


async def test_the_wrong_key_is_refused_and_the_right_one_taken(folder: IndexFolder) -> None:
    async with loopback_qdrant(api_key=KEY) as stub:
        for key in (None, "another-key"):
            with pytest.raises(BadSettings, match="please set QDRANT_API_KEY"):
                await upload(folder, QdrantServer(stub.url, key), lambda _: None)
        await upload(folder, QdrantServer(stub.url, KEY), lambda _: None)


@pytest.mark.parametrize("key", ["", "two words", "line\n", " padded", "clé"])
def test_a_key_that_cannot_be_one_is_refused_without_showing_it(key: str) -> None:
    with pytest.raises(BadSettings) as caught:
        QdrantServer("https://films.example:6333", key)
    assert str(caught.value) == "QDRANT_API_KEY holds blanks or characters that no key has; please copy it once more."


def test_the_key_does_not_show_when_the_server_is_printed() -> None:
    assert KEY not in repr(QdrantServer("https://films.example:6333", KEY))


@pytest.mark.parametrize(
    ("url", "key", "warnings"),
    [
        ("http://films.example:6333", KEY, 1),
        ("https://films.example:6333", KEY, 0),
        ("http://127.0.0.1:6333", KEY, 0),
        ("http://films.example:6333", None, 0),
    ],
)
async def test_the_operator_is_warned_of_a_key_that_travels_unencrypted(
    url: str, key: str | None, warnings: int, caplog: pytest.LogCaptureFixture
) -> None:
    await Connection(QdrantServer(url, key)).close()
    assert [record.getMessage() for record in caplog.records] == [
        "QDRANT_API_KEY travels to films.example:6333 unencrypted; an https address protects it."
    ] * warnings
