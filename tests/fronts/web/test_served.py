"""What the page's server serves over real HTTP and WebSocket, and whom it turns away."""

import re
from collections.abc import AsyncIterator
from importlib.resources import files

import aiohttp
import pytest
import pytest_asyncio

from bot.chat.entries import ENTRIES
from bot.fronts.web.guard import KEY_HEADER
from tests.fronts.web.serving import KEY, Tab, base_of, serve
from tests.world import AMELIE, MATRIX, open_world

pytestmark = pytest.mark.asyncio(loop_scope="module")

WRONG_KEY, UNREADABLE = 4401, 4400


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def base(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """Where the page is served; nothing here changes what it remembers."""
    async with open_world(tmp_path_factory.mktemp("world")) as world, serve(world) as front:
        yield base_of(front)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """A client that is no browser."""
    async with aiohttp.ClientSession() as session:
        yield session


async def test_the_page_is_served_under_a_policy_that_lets_nothing_foreign_in(
    base: str, http: aiohttp.ClientSession
) -> None:
    async with http.get(base) as answer:
        assert answer.status == 200
        assert answer.content_type == "text/html"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


async def test_every_file_of_the_page_is_served_and_asks_nobody_else(base: str, http: aiohttp.ClientSession) -> None:
    for file in files("bot.fronts.web").joinpath("page").iterdir():
        async with http.get(f"{base}/{file.name}") as answer:
            assert answer.status == 200, file.name
            text = await answer.text()
        assert not re.search(r"https?://(?!www\.w3\.org/)", text), file.name
        assert "innerHTML" not in text, file.name


@pytest.mark.parametrize("path", ["/server.py", "/page/main.js", "/..%2fserver.py", "/pictures/x", "/key"])
async def test_nothing_else_is_served(base: str, http: aiohttp.ClientSession, path: str) -> None:
    async with http.get(base + path) as answer:
        assert answer.status == 404
        assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("path", ["/", "/pictures/2571", "/titles?typed=mat", "/talk"])
async def test_a_foreign_host_name_is_refused_everywhere(base: str, http: aiohttp.ClientSession, path: str) -> None:
    async with http.get(base + path, headers={"Host": "evil.example", KEY_HEADER: KEY}) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
async def test_a_page_from_elsewhere_cannot_connect(
    base: str, http: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
        await http.ws_connect(f"{base}/talk", headers=headers)
    assert refusal.value.status == 403


async def test_a_tab_with_a_wrong_key_hears_nothing_and_is_sent_away(base: str) -> None:
    async with Tab(base, key="guess") as tab:
        assert await tab.is_sent_away_with() == WRONG_KEY
        assert tab.heard == []


async def test_a_tab_that_speaks_before_it_joins_is_sent_away(base: str, http: aiohttp.ClientSession) -> None:
    async with http.ws_connect(f"{base}/talk", headers={"Origin": base}) as socket:
        await socket.send_json({"type": "say", "line": "!recommend"})
        await socket.receive()
        assert socket.close_code == WRONG_KEY


@pytest.mark.parametrize("words", ["not json", '{"type": "shout"}'])
async def test_words_that_no_page_says_end_the_talk(base: str, words: str) -> None:
    async with Tab(base) as tab:
        await tab.hears("welcome")
        await tab.socket.send_str(words)
        assert await tab.is_sent_away_with() == UNREADABLE


async def test_titles_are_completed_for_those_who_know_the_key(base: str, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{base}/titles?typed=matr", headers={KEY_HEADER: KEY}) as answer:
        assert await answer.json() == [{"label": "The Matrix (1999)", "words": "The Matrix (1999)"}]


@pytest.mark.parametrize("headers", [{}, {KEY_HEADER: "guess"}])
async def test_titles_are_not_completed_without_the_key(
    base: str, http: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    async with http.get(f"{base}/titles?typed=matr", headers=headers) as answer:
        assert answer.status == 401


async def test_a_picture_is_an_image_that_the_browser_may_keep(base: str, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{base}/pictures/{MATRIX}") as answer:
        assert answer.content_type == "image/png"
        assert answer.headers["Cache-Control"].startswith("private, max-age=")
        assert (await answer.read()).startswith(b"\x89PNG")
        etag = answer.headers["ETag"]
    async with http.get(f"{base}/pictures/{MATRIX}", headers={"If-None-Match": etag}) as again:
        assert again.status == 304


async def test_there_is_no_picture_of_a_film_that_is_not_there(base: str, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{base}/pictures/999999") as answer:
        assert answer.status == 404


async def test_a_file_is_served_to_be_kept_and_never_opened(base: str, http: aiohttp.ClientSession) -> None:
    async with Tab(base, "alice") as alice:
        await alice.say("!mydata")
        files = (await alice.reads_answer())["files"]
    assert files
    for file in files:
        async with http.get(base + file["href"]) as answer:
            assert answer.status == 200
            assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{file['name']}"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cache-Control"] == "private, no-cache"
            assert await answer.read()


@pytest.mark.parametrize("token", ["0" * 32, "0" * 31, "../page.key"])
async def test_there_is_no_file_under_a_guessed_address(base: str, http: aiohttp.ClientSession, token: str) -> None:
    async with http.get(f"{base}/files/{token}") as answer:
        assert answer.status == 404


@pytest.mark.parametrize("weight", ["Regular", "Semibold", "Bold"])
async def test_the_type_comes_from_this_machine(base: str, http: aiohttp.ClientSession, weight: str) -> None:
    async with http.get(f"{base}/SourceSansPro-{weight}.ttf") as answer:
        assert answer.content_type == "font/ttf"
        assert (await answer.read()).startswith(b"\x00\x01\x00\x00")


async def test_a_tab_is_welcomed_with_what_can_be_said_and_films_to_begin_with(base: str) -> None:
    async with Tab(base, "bob") as bob:
        welcome = await bob.hears("welcome")
    assert welcome["member"] == "bob"
    assert welcome["members"] == ["you", "alice", "bob"]
    assert [(command["name"], command["task"]) for command in welcome["commands"]] == [
        (entry.name, entry.task) for entry in ENTRIES
    ]
    assert [film["picture"] for film in welcome["favourites"]] == [
        "/pictures/2571",
        "/pictures/1",
        f"/pictures/{AMELIE}",
    ]
