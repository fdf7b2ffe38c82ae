"""Members talk through the server: who reads which line, answer and changed list."""

import aiohttp
import pytest

from bot.errors import SetupError
from bot.fronts.web import WebFront
from tests.fronts.web.serving import KEY, Tab, base_of, serve
from tests.world import World

TOO_BIG = 1009


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


async def test_the_other_members_see_that_somebody_is_typing(base: str) -> None:
    async with Tab(base, "alice") as alice, Tab(base, "alice") as her_phone, Tab(base, "bob") as bob:
        await bob.hears("welcome")
        await her_phone.hears("welcome")
        await alice.tell({"type": "typing"})
        assert await bob.hears("typing") == {"type": "typing", "member": "alice"}
        await alice.say("done")
        await her_phone.reads()
        assert not [word for word in her_phone.heard if word["type"] == "typing"]


async def test_commands_are_told_as_they_are_typed_here(base: str) -> None:
    async with Tab(base, "alice") as alice:
        await alice.say("!settings prefix ?")
        await alice.reads_answer()
        await alice.say("?help")
        assert "?recommend" in (await alice.reads_answer())["text"]


async def test_everybody_may_change_how_the_bot_behaves_on_their_own_machine(base: str) -> None:
    async with Tab(base, "bob") as bob:
        await bob.say("!settings mood adventurous")
        assert "adventurous" in (await bob.reads_answer())["text"]
        await bob.say("!recommend")
        switch = (await bob.reads_answer())["moods"]
    assert [one["mood"] for one in switch if one["token"] is None] == ["adventurous"]


async def test_the_members_who_are_here_are_known(base: str) -> None:
    async with Tab(base, "you") as you:
        await you.hears("here")
        async with Tab(base, "bob"):
            assert (await you.hears("here"))["members"] == ["bob", "you"]
        assert (await you.hears("here"))["members"] == ["you"]


async def test_a_taken_port_is_told_in_one_sentence(world: World, front: WebFront) -> None:
    port = int(base_of(front).rpartition(":")[2])
    with pytest.raises(SetupError, match=f"port {port}: the port is taken"):
        async with serve(world, port):
            pass


async def test_the_address_can_be_opened_even_when_every_interface_is_served(world: World) -> None:
    async with serve(world, host="0.0.0.0") as served:  # noqa: S104 - what a container does
        assert served.address.startswith("http://127.0.0.1:")
        assert served.address.endswith(f"/#key={KEY}")
        async with aiohttp.ClientSession() as http, http.get(served.address) as answer:
            assert answer.status == 200
