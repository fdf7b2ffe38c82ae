"""The page's server over real HTTP and WebSocket: what it serves, to whom, and who sees which answer."""

import re
from importlib.resources import files

import aiohttp
import pytest

from bot.errors import SetupError
from bot.fronts.web import WebFront
from bot.fronts.web.guard import KEY_HEADER
from tests.fronts.web.serving import KEY, Tab, base_of, serve
from tests.world import AMELIE, MATRIX, World

WRONG_KEY, UNREADABLE, TOO_BIG = 4401, 4400, 1009


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


async def test_a_tab_is_welcomed_with_what_can_be_said_and_films_to_begin_with(base: str) -> None:
    async with Tab(base, "bob") as bob:
        welcome = await bob.hears("welcome")
    assert welcome["member"] == "bob"
    assert welcome["members"] == ["you", "alice", "bob"]
    assert {"like", "recommend", "help"} <= {command["name"] for command in welcome["commands"]}
    assert [film["picture"] for film in welcome["favourites"]] == [
        "/pictures/2571",
        "/pictures/1",
        f"/pictures/{AMELIE}",
    ]


async def test_a_line_is_read_in_every_tab(base: str) -> None:
    async with Tab(base, "alice") as alice, Tab(base, "bob") as bob:
        await bob.hears("welcome")
        await alice.say("shall we watch something?")
        for tab in (alice, bob):
            post = await tab.reads()
            assert (post["author"], post["text"]) == ("alice", "shall we watch something?")


async def test_bare_words_are_talk_among_the_members(base: str) -> None:
    async with Tab(base, "alice") as alice:
        await alice.say("like The Matrix")
        await alice.say("and now?")
        assert (await alice.reads())["text"] == "like The Matrix"
        assert (await alice.reads())["text"] == "and now?"


async def test_recommendations_are_for_everybody(base: str) -> None:
    async with Tab(base, "alice") as alice, Tab(base, "bob") as bob:
        await bob.hears("welcome")
        await alice.say("!recommend")
        post = await bob.reads_answer()
    assert post["cards"]
    assert not post["private"]
    assert post["answers"] == {"member": "alice", "line": "!recommend"}


async def test_a_private_answer_is_never_sent_to_another_member(base: str) -> None:
    async with Tab(base, "alice") as alice, Tab(base, "alice") as her_phone, Tab(base, "bob") as bob:
        await bob.hears("welcome")
        await her_phone.hears("welcome")
        await alice.say("!like Alien")
        secret = await alice.reads_answer()
        await alice.say("that was it")
        while (await bob.reads())["text"] != "that was it":
            pass
        assert secret["private"]
        assert (await her_phone.reads_answer())["text"] == secret["text"]
        assert bob.texts == ["!like Alien", "that was it"]


async def test_a_tab_that_comes_later_reads_all_but_the_private_answers_of_others(base: str) -> None:
    async with Tab(base, "alice") as alice:
        await alice.say("!like Alien")
        secret = (await alice.reads_answer())["text"]
        async with Tab(base, "bob") as bob:
            assert [post["text"] for post in (await bob.hears("welcome"))["posts"]] == ["!like Alien"]
        async with Tab(base, "alice") as again:
            assert [post["text"] for post in (await again.hears("welcome"))["posts"]] == ["!like Alien", secret]


async def test_a_tab_that_becomes_another_member_reads_with_their_eyes(base: str) -> None:
    async with Tab(base, "alice") as tab:
        await tab.say("!like Alien")
        await tab.reads_answer()
        await tab.tell({"type": "join", "member": "bob", "key": KEY})
        welcome = await tab.hears("welcome")
        assert welcome["member"] == "bob"
        assert [post["text"] for post in welcome["posts"]] == ["!like Alien"]
        await tab.say("hello")
        assert (await tab.reads())["author"] == "bob"


async def test_a_press_changes_the_list_where_it_stands_in_every_tab(base: str) -> None:
    async with Tab(base, "alice") as alice, Tab(base, "bob") as bob:
        await bob.hears("welcome")
        await alice.say("!like Alien")
        await alice.say("!recommend 3")
        await alice.reads_answer()
        shown = await alice.reads_answer()
        judged = shown["cards"][1]["title"]
        await alice.press(shown, "Seen", card=1)
        note = await alice.hears("note")
        assert judged in note["text"]
        await bob.reads_answer()
        changed = await bob.reads_answer()
        assert changed["id"] == shown["id"]
        assert judged not in [card["title"] for card in changed["cards"]]
        assert len(changed["cards"]) == 3
        assert not [word for word in bob.heard if word["type"] == "note"]


async def test_another_members_press_leaves_the_list_alone_and_answers_them_privately(base: str) -> None:
    async with Tab(base, "alice") as alice, Tab(base, "bob") as bob:
        await alice.say("!recommend 3")
        shown = await bob.reads_answer()
        await bob.press(shown, "Like", card=0)
        answer = await bob.reads_answer()
        assert answer["private"]
        assert shown["cards"][0]["title"] in answer["text"]
        await bob.say("done")
        while (post := await alice.reads())["text"] != "done":
            assert post["id"] != answer["id"]
            assert post["cards"] in ([], shown["cards"])


async def test_a_button_from_before_a_restart_still_works_where_it_is_shown(world: World) -> None:
    async with serve(world) as before, Tab(base_of(before), "alice") as alice:
        await alice.say("!recommend 3")
        shown = await alice.reads_answer()
    async with serve(world) as after, Tab(base_of(after), "alice") as alice, Tab(base_of(after), "bob") as bob:
        await bob.hears("welcome")
        await alice.press(shown, "Like", card=0)
        rewritten = await alice.hears("rewrite")
        assert rewritten["id"] == shown["id"]
        assert shown["cards"][0]["title"] not in [card["title"] for card in rewritten["cards"]]
        await alice.say("done")
        await bob.reads()
        assert not [word for word in bob.heard if word["type"] == "rewrite"]


async def test_nobody_changes_a_private_post_of_another_member(base: str) -> None:
    async with Tab(base, "alice") as alice, Tab(base, "bob") as bob:
        await alice.say("!like Alien")
        secret = await alice.reads_answer()
        await bob.say("!recommend 3")
        shown = await bob.reads_answer()
        await bob.press({**shown, "id": secret["id"]}, "Like", card=0)
        await bob.hears("pressed")
        await bob.say("done")
        while (post := await alice.reads())["text"] != "done":
            assert post["id"] != secret["id"]


async def test_a_line_too_long_for_a_chat_is_answered_in_one_sentence_and_posted_nowhere(base: str) -> None:
    async with Tab(base, "alice") as alice:
        await alice.say("x" * 5000)
        assert (await alice.hears("note"))["text"].endswith("under 2000 characters.")
        assert alice.texts == []


async def test_a_message_far_too_big_ends_the_talk(base: str) -> None:
    async with Tab(base, "alice") as alice:
        await alice.say("x" * 100_000)
        assert await alice.is_sent_away_with() == TOO_BIG


async def test_lines_are_answered_in_the_order_they_were_typed(base: str) -> None:
    async with Tab(base, "alice") as alice:
        for line in ("!like Alien", "!forget Alien", "!taste"):
            await alice.say(line)
        answers = [await alice.reads_answer() for _ in range(3)]
    assert [answer["answers"]["line"] for answer in answers] == ["!like Alien", "!forget Alien", "!taste"]
    assert "nothing yet" in answers[2]["text"]


async def test_everybody_sees_for_whom_the_bot_thinks(base: str) -> None:
    async with Tab(base, "alice") as alice, Tab(base, "bob") as bob:
        await bob.hears("welcome")
        await alice.say("!recommend")
        assert await bob.hears("thinking") == {"type": "thinking", "member": "alice", "busy": True}
        assert await bob.hears("thinking") == {"type": "thinking", "member": "alice", "busy": False}


async def test_the_members_who_are_here_are_known(base: str) -> None:
    async with Tab(base, "you") as you:
        await you.hears("here")
        async with Tab(base, "bob"):
            assert (await you.hears("here"))["members"] == ["bob", "you"]
        assert (await you.hears("here"))["members"] == ["you"]


async def test_a_taken_port_is_told_in_one_sentence(world: World, front: WebFront) -> None:
    port = int(base_of(front).rpartition(":")[2])
    with pytest.raises(SetupError, match=rf"^The page cannot be served at 127\.0\.0\.1, port {port}: .+\.$"):
        async with serve(world, port):
            pass


async def test_the_address_can_be_opened_even_when_every_interface_is_served(
    world: World, http: aiohttp.ClientSession
) -> None:
    async with serve(world, host="0.0.0.0") as served:  # noqa: S104 - what a container does
        assert served.address.startswith("http://127.0.0.1:")
        assert served.address.endswith(f"/#key={KEY}")
        async with http.get(served.address) as answer:
            assert answer.status == 200
