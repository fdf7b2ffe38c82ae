"""A movie night through the server: which post changes in which tab, and who hears of what."""

from typing import Any

import pytest

from tests.fronts.web.serving import Tab
from tests.world import World


def words(post: dict[str, Any]) -> str:
    """The text of a post without its moments, people by their names."""
    parts = post["text"] if isinstance(post["text"], list) else [post["text"]]
    return "".join(part if isinstance(part, str) else part.get("person", "") for part in parts)


async def plan(tab: Tab) -> dict[str, Any]:
    await tab.say("!night tomorrow 8pm; horror")
    return await tab.reads_answer()


async def test_a_press_changes_the_card_in_every_tab(base: str) -> None:
    async with Tab(base, "alice") as alice, Tab(base, "bob") as bob:
        await bob.hears("welcome")
        card = await plan(alice)
        await bob.reads_answer()
        await bob.press(card, "I'm in")
        for tab in (alice, bob):
            changed = await tab.reads_answer()
            assert changed["id"] == card["id"]
            assert "alice and bob" in words(changed)
        assert "You are in" in words(await bob.hears("note"))


async def test_a_press_on_an_older_card_changes_the_newest(base: str) -> None:
    async with Tab(base, "alice") as alice, Tab(base, "bob") as bob:
        await bob.hears("welcome")
        older = await plan(alice)
        await alice.say("!night")
        newest = await alice.reads_answer()
        await bob.press(older, "Maybe")
        changed = await alice.reads_answer()
        assert changed["id"] == newest["id"]
        assert "Maybe: bob" in words(changed)


async def test_a_press_on_a_card_that_the_room_has_forgotten_changes_the_newest(base: str) -> None:
    async with Tab(base, "alice") as alice:
        card = await plan(alice)
        await alice.press({**card, "id": "0ld-1"}, "Can't")
        assert (await alice.reads_answer())["id"] == card["id"]


async def test_a_night_that_is_called_off_says_so_on_its_card(base: str) -> None:
    async with Tab(base, "alice") as alice, Tab(base, "bob") as bob:
        await bob.hears("welcome")
        card = await plan(alice)
        await bob.reads_answer()
        await alice.say("!cancel")
        question = await alice.reads_answer()
        await alice.press(question, question["buttons"][0]["label"])
        changed = await bob.reads_answer()
        assert changed["id"] == card["id"]
        assert "called off" in words(changed)
        assert changed["buttons"] == []


async def test_what_a_night_says_by_itself_is_read_in_every_tab_and_calls_those_who_are_in(
    base: str, world: World
) -> None:
    async with Tab(base, "alice") as alice, Tab(base, "bob") as bob:
        await bob.hears("welcome")
        await plan(alice)
        await bob.reads_answer()
        world.clock.advance(hours=25, minutes=30)
        await world.bot.announcer.tick()
        reminder = await bob.reads_answer()
        while not reminder["calls"]:
            reminder = await bob.reads_answer()
        assert reminder["calls"] == ["alice"]
        assert words(reminder).startswith("alice: ")
        assert reminder["night"] is None


@pytest.mark.parametrize("line", ["!veto Alien", "!vote Alien", "!tap loved", "!vetto Alien"])
async def test_a_secret_line_is_heard_of_by_nobody_else(base: str, line: str) -> None:
    async with Tab(base, "alice") as alice, Tab(base, "bob") as bob:
        await bob.hears("welcome")
        await alice.say(line)
        assert (await alice.reads())["private"]
        assert (await alice.reads_answer())["private"]
        await alice.say("done")
        while (await bob.reads())["text"] != "done":
            pass
        assert not [word for word in bob.heard if word["type"] == "thinking"]
        assert bob.texts == ["done"]


async def test_a_veto_is_told_by_the_bot_alone(base: str) -> None:
    async with Tab(base, "alice") as alice, Tab(base, "bob") as bob:
        await bob.hears("welcome")
        for line in ("!like Titanic", "!night tomorrow 8pm", "!picks"):
            await alice.say(line)
            shown = await alice.reads_answer()
        while len((await bob.reads_answer())["cards"]) < 5:
            pass
        bob.heard.clear()
        await alice.press(shown, "Secret veto")
        menu = await alice.reads_answer()
        assert menu["private"]
        await alice.tell({"type": "press", "post": menu["id"], "token": menu["menu"]["choices"][0]["token"]})
        left = menu["menu"]["choices"][0]["label"]
        news = await bob.reads_answer()
        assert words(news).startswith(f"{left} has left the list.")
        assert left not in [card["title"] for card in news["cards"]]
        assert news["answers"] is None
        assert "your veto" in words(await alice.hears("note"))
        await alice.say("done")
        while (await bob.reads())["text"] != "done":
            pass
        assert [word["post"]["text"] for word in bob.heard if word["type"] == "post"] == [news["text"], "done"]
        assert not [word for word in bob.heard if word["type"] in ("thinking", "note")]


async def test_a_ballot_is_marked_where_its_member_alone_sees_it(base: str) -> None:
    async with Tab(base, "alice") as alice, Tab(base, "bob") as bob:
        await bob.hears("welcome")
        for line in ("!like Titanic", "!night tomorrow 8pm", "!picks", "!vote open"):
            await alice.say(line)
            vote = await alice.reads_answer()
        while (await bob.reads_answer())["answers"]["line"] != "!vote open":
            pass
        bob.heard.clear()
        first, second = vote["buttons"][:2]
        await alice.press(vote, first["label"])
        assert (await alice.reads_answer())["id"] == vote["id"]
        ballot = await alice.reads_answer()
        assert [one["pressed"] for one in ballot["buttons"]][:2] == [True, False]
        await alice.press(ballot, second["label"])
        await alice.reads_answer()
        marked = await alice.reads_answer()
        assert marked["id"] == ballot["id"]
        assert marked["private"]
        assert [one["pressed"] for one in marked["buttons"]][:2] == [True, True]
        await alice.press(vote, first["label"])
        assert "You vote for" in words(await alice.hears("note"))
        await alice.say("done")
        while (await bob.reads())["text"] != "done":
            pass
        posts = [word["post"] for word in bob.heard if word["type"] == "post"]
        assert {post["id"] for post in posts[:-1]} == {vote["id"]}
        assert not any("pressed" in button for post in posts for button in post["buttons"])
