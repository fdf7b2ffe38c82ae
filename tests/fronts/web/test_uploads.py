"""Films brought on the page as a file: answered to their member alone, and taken only from the page itself."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import aiohttp
import pytest
import pytest_asyncio

from bot.fronts.web.guard import KEY_HEADER
from bot.fronts.web.uploads import MEMBER_HEADER, NAME_HEADER
from bot.taste.imports import LARGEST_FILE
from tests.fronts.web.reading import SlowReader
from tests.fronts.web.serving import KEY, Tab, base_of, serve
from tests.world import open_world

LIST = b"The Matrix (1999)\nAlien (1979)\nNo Such Film At All (1903)\n"


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def base(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """Where the page is served; what is imported here is undone."""
    async with open_world(tmp_path_factory.mktemp("world")) as world, serve(world) as front:
        yield base_of(front)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """A client that sends what it is told to."""
    async with aiohttp.ClientSession() as session:
        yield session


def _headers(base: str, member: str = "alice", **changes: str) -> dict[str, str]:
    """What the page says of a file."""
    return {"Origin": base, KEY_HEADER: KEY, MEMBER_HEADER: member, NAME_HEADER: "films.txt", **changes}


async def test_a_file_is_shown_to_its_member_alone_taken_in_and_undone(base: str, http: aiohttp.ClientSession) -> None:
    async with Tab(base, "alice") as alice, Tab(base, "bob") as bob:
        await bob.hears("welcome")
        async with http.post(f"{base}/imports", data=LIST, headers=_headers(base)) as answer:
            assert answer.status == 204
        offer = await alice.reads_answer()
        assert offer["private"]
        assert offer["answers"] == {"member": "alice", "line": "films.txt"}
        assert offer["text"].startswith("That file names 3 films.")
        assert [file["name"] for file in offer["files"]] == ["reelmates-not-found.csv"]
        await alice.press(offer, "Import")
        done = await alice.reads_answer()
        assert "Imported: 2 you like" in done["text"]
        await alice.press(done, "Undo")
        assert "is back to no verdict" in (await alice.reads_answer())["text"]
        await alice.say("hello")
        assert (await bob.reads())["text"] == "hello"


async def test_how_far_it_has_come_is_told_to_the_members_tabs_alone(
    tmp_path: Path, http: aiohttp.ClientSession
) -> None:
    async with open_world(tmp_path) as world, serve((bot := SlowReader(world.bot)).in_place(world)) as front:
        base = base_of(front)
        async with Tab(base, "alice") as alice, Tab(base, "bob") as bob:
            await bob.hears("welcome")
            sending = asyncio.create_task(_send(http, base))
            news = await alice.hears("looking")
            assert news == {
                "type": "looking",
                "words": "Looking for films: 3,000 of 10,000",
                "done": 3000,
                "total": 10_000,
            }
            bot.goes_on.set()
            assert (await alice.reads_answer())["text"] == "Read."
            assert await sending == 204
            await bob.say("hello")
            await bob.reads()
            assert not any(word["type"] == "looking" for word in bob.heard)


async def _send(http: aiohttp.ClientSession, base: str) -> int:
    """The status that a file is answered with."""
    async with http.post(f"{base}/imports", data=LIST, headers=_headers(base)) as answer:
        return answer.status


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": ""}, 403),
        ({"Host": "evil.example"}, 403),
        ({KEY_HEADER: "guess"}, 401),
        ({KEY_HEADER: ""}, 401),
        ({MEMBER_HEADER: "mallory"}, 400),
    ],
)
async def test_a_file_from_elsewhere_is_not_taken(
    base: str, http: aiohttp.ClientSession, changes: dict[str, str], status: int
) -> None:
    async with Tab(base, "alice") as alice:
        async with http.post(f"{base}/imports", data=LIST, headers=_headers(base, **changes)) as answer:
            assert answer.status == status
        await alice.say("hello")
        assert (await alice.reads())["text"] == "hello"


async def test_a_file_that_is_too_large_is_refused_in_a_sentence(base: str, http: aiohttp.ClientSession) -> None:
    async with http.post(
        f"{base}/imports", data=io.BytesIO(b"x" * (LARGEST_FILE + 1)), headers=_headers(base)
    ) as answer:
        assert answer.status == 413
        assert await answer.text() == "That file has more than 20 MiB, and no list of films does."
    await _goes_on(base, http)


async def test_a_file_without_end_is_given_up_at_the_limit(base: str, http: aiohttp.ClientSession) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 3 * LARGEST_FILE:
            sent += 1024 * 1024
            yield b"x" * (1024 * 1024)

    async with http.post(f"{base}/imports", data=endless(), headers=_headers(base)) as answer:
        assert answer.status == 413
    await _goes_on(base, http)


async def _goes_on(base: str, http: aiohttp.ClientSession) -> None:
    """The page is served as before; meanwhile the server notices that nothing more is sent."""
    async with http.get(base) as answer:
        assert answer.status == 200


async def test_what_is_no_list_of_films_is_told_so_in_the_channel(base: str, http: aiohttp.ClientSession) -> None:
    async with Tab(base, "alice") as alice:
        async with http.post(f"{base}/imports", data=b"\0\1\2", headers=_headers(base)) as answer:
            assert answer.status == 204
        told = await alice.reads_answer()
    assert told["private"]
    assert told["text"].startswith("I find no films in that file.")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (quote("Filme für später.txt"), "Filme für später.txt"),
        ("..%2F..%2Fetc%2Fpasswd", "passwd"),
        ("C%3A%5Cfilms%0A.txt", "films.txt"),
        ("", "file"),
        ("x" * 300, "x" * 100),
    ],
)
async def test_a_files_name_is_a_name_and_nothing_more(
    base: str, http: aiohttp.ClientSession, name: str, shown: str
) -> None:
    async with Tab(base, "alice") as alice:
        async with http.post(f"{base}/imports", data=LIST, headers=_headers(base, **{NAME_HEADER: name})):
            pass
        assert (await alice.reads_answer())["answers"]["line"] == shown
