"""A member on Discord and on Slack becomes one person, and two again; nobody else sees more for it."""

import json
import re
from dataclasses import replace

from bot.chat.linking import MOST_WRONG, WAIT
from bot.chat.reply import Reply
from bot.chat.sender import Sender, Space
from bot.chat.spaces import DAYS_KEPT
from bot.taste.joining import CODE_VALID
from tests.world import ALIEN, ALIENS, BLADE_RUNNER, MATRIX, TITANIC, World, button, ids_of

CLUB, WORK = Space("1", "Film Club"), Space("T1", "Work")
ON_DISCORD = Sender("discord", "42", "alice", CLUB, is_direct=True)
ON_SLACK = Sender("slack", "U42", "Alice B.", WORK, is_direct=True)
BOB = Sender("discord", "43", "bob", CLUB, is_direct=True)
MALLORY = Sender("slack", "U66", "mallory", WORK, is_direct=True)


async def say(world: World, sender: Sender, line: str) -> Reply:
    reply = await world.bot.hear(line, sender)
    assert reply is not None, line
    world.clock.advance(seconds=1)
    return reply


def code_in(reply: Reply) -> str:
    found = re.search(r"Your code is (\S{4}-\S{4})\.", reply.text)
    assert found, reply.text
    return found[1]


async def link(world: World, one: Sender = ON_DISCORD, other: Sender = ON_SLACK) -> Reply:
    return await say(world, other, f"link {code_in(await say(world, one, 'link'))}")


async def taste(world: World, sender: Sender) -> str:
    return (await say(world, sender, "taste")).text


async def test_a_member_on_discord_and_on_slack_joins_both_tastes_and_parts_again(world: World) -> None:
    await say(world, ON_DISCORD, "like Matrix; Alien (1979)")
    await say(world, ON_SLACK, "dislike Titanic")
    offered = await say(world, ON_DISCORD, "link")
    assert offered.private
    joined = await say(world, ON_SLACK, f"link {code_in(offered)}")
    assert joined.private
    assert "as alice on Discord (Film Club) you are one person to me now" in joined.text
    for sender in (ON_DISCORD, ON_SLACK):
        for title in ("The Matrix (1999)", "Alien (1979)", "Titanic (1997)"):
            assert title in await taste(world, sender)
    state = await say(world, ON_DISCORD, "link")
    assert "as Alice B. on Slack (Work) you are one person to me" in state.text
    parted = await world.bot.answer(button(state, "Part").command, ON_DISCORD)
    assert parted.private
    assert "Alice B. on Slack (Work)" in parted.text
    assert "Titanic" not in await taste(world, ON_DISCORD)
    assert "Matrix" not in await taste(world, ON_SLACK)
    assert "joined with nobody" in (await say(world, ON_SLACK, "link off")).text


async def test_what_was_told_on_one_side_speaks_and_is_left_out_on_the_other(world: World) -> None:
    await say(world, ON_DISCORD, "like Matrix; Alien (1979)")
    await link(world)
    films = ids_of(await say(world, ON_SLACK, "recommend privately"))
    assert set(films[:2]) == {ALIENS, BLADE_RUNNER}
    assert not {MATRIX, ALIEN} & set(films)
    assert "The Matrix (1999)" in (await say(world, ON_SLACK, "forget Matrix")).text
    assert "Matrix" not in await taste(world, ON_DISCORD)
    assert "The Matrix (1999) is liked again" in (await say(world, ON_SLACK, "undo")).text
    assert "The Matrix (1999)" in await taste(world, ON_DISCORD)


async def test_films_to_watch_later_are_one_list_and_leave_as_one_file(world: World) -> None:
    await say(world, ON_DISCORD, "later Alien (1979)")
    await say(world, ON_SLACK, "later Titanic")
    await link(world)
    assert "To watch later (2)" in (await say(world, ON_SLACK, "later")).text
    assert "off your list" in (await say(world, ON_SLACK, "drop Alien (1979)")).text
    exported = json.loads((await say(world, ON_DISCORD, "export")).files[0].content)
    assert [film["movielens_id"] for film in exported["films"]] == [TITANIC]


async def test_a_code_of_ones_own_one_too_old_and_one_misspelt_are_refused_in_a_sentence(world: World) -> None:
    code = code_in(await say(world, ON_DISCORD, "link"))
    assert "for the other side" in (await say(world, ON_DISCORD, f"link {code}")).text
    assert "no such code" in (await say(world, ON_SLACK, f"link {code}")).text
    code = code_in(await say(world, ON_DISCORD, "link"))
    world.clock.advance(seconds=CODE_VALID.total_seconds())
    assert "no such code" in (await say(world, ON_SLACK, f"link {code}")).text
    assert "eight letters and digits" in (await say(world, ON_SLACK, "link 12")).text


async def test_one_who_guesses_codes_has_to_wait_even_with_the_right_one(world: World) -> None:
    code = code_in(await say(world, ON_DISCORD, "link"))
    for _ in range(MOST_WRONG):
        assert "no such code" in (await say(world, MALLORY, "link aaaabbbb")).text
    assert "Please wait 15 minutes" in (await say(world, MALLORY, f"link {code}")).text
    elsewhere = replace(MALLORY, space=Space("T2", "Play"))
    assert "Please wait" in (await say(world, elsewhere, f"link {code}")).text
    assert "one person to me now" in (await say(world, ON_SLACK, f"link {code}")).text
    world.clock.advance(seconds=WAIT.total_seconds())
    assert "no such code" in (await say(world, MALLORY, "link aaaabbbb")).text


async def test_joined_already_is_told_and_a_third_place_is_joined_too(world: World) -> None:
    await link(world)
    in_town = replace(ON_DISCORD, space=Space("2", "Town"), name="Ali")
    joined = await link(world, in_town, ON_SLACK)
    assert "as alice on Discord (Film Club) and Ali on Discord (Town)" in joined.text
    assert "Part" in [one.label for one in (await say(world, in_town, "link")).buttons]


async def test_a_match_tells_others_only_of_what_was_said_in_their_server(world: World) -> None:
    for sender in (ON_DISCORD, BOB):
        await say(world, sender, "like Alien (1979); Aliens; Blade Runner")
        await say(world, sender, "taste share on")
    before = await say(world, BOB, "match alice")
    await say(world, BOB, "like Matrix; Titanic")
    await say(world, ON_SLACK, "like Matrix; Titanic; Amelie; Notting Hill")
    await link(world)
    after = await say(world, BOB, "match alice")
    assert "You both like" in before.text
    assert "Matrix" not in after.text
    assert "Titanic" not in after.text
    mine = await say(world, ON_DISCORD, "match bob")
    assert "The Matrix (1999)" in mine.text


async def test_a_list_that_others_read_names_no_film_said_elsewhere(world: World) -> None:
    await say(world, ON_SLACK, "like Alien (1979)")
    await say(world, ON_DISCORD, "like Matrix")
    await link(world)
    public, private = await say(world, ON_DISCORD, "recommend"), await say(world, ON_DISCORD, "recommend privately")
    assert ids_of(public) == ids_of(private)
    assert any("love of" in card.body and "Alien" in card.body for card in private.cards)
    assert not any("Alien" in card.body for card in public.cards)
    assert any("The Matrix" in card.body for card in public.cards)
    shared = await world.bot.answer(button(private, "Share").command, ON_DISCORD)
    assert not any("Alien" in card.body for card in shared.cards)


async def test_forgotten_on_one_side_the_other_keeps_its_own_and_is_joined_with_nobody(world: World) -> None:
    await say(world, ON_DISCORD, "like Matrix")
    await say(world, ON_SLACK, "like Titanic")
    await link(world)
    kept = json.loads((await say(world, ON_SLACK, "mydata")).files[0].content)["kept"]
    assert [row["place"] for row in kept["joined_members"]] == ["Work"]
    assert [row["film"] for row in kept["verdicts"]] == ["Titanic (1997)"]
    receipt = await say(world, ON_SLACK, "forgetme everywhere")
    assert "link with you elsewhere" in receipt.text
    assert "Titanic" not in await taste(world, ON_DISCORD)
    assert "The Matrix (1999)" in await taste(world, ON_DISCORD)
    assert code_in(await say(world, ON_DISCORD, "link"))
    await world.bot.tidy()
    assert "joined_members" not in {
        table
        for table, rows in json.loads((await say(world, ON_DISCORD, "mydata")).files[0].content)["kept"].items()
        if rows
    }


async def test_a_server_that_the_bot_left_takes_its_side_of_a_link_with_it(world: World) -> None:
    await say(world, ON_DISCORD, "like Matrix")
    await say(world, ON_SLACK, "like Titanic")
    await link(world)
    await world.bot.farewell("slack", WORK)
    world.clock.advance(days=DAYS_KEPT)
    await world.bot.tidy()
    assert "Titanic" not in await taste(world, ON_DISCORD)
    assert code_in(await say(world, ON_DISCORD, "link"))
