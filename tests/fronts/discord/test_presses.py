"""Pressing buttons: as the asker, as somebody else, after a restart, on messages that are gone."""

import asyncio
import logging
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.commands import Help
from bot.chat.reply import Button, Reply
from bot.fronts.discord.answering import NO_FILM_LEFT
from bot.fronts.discord.client import ReelmatesClient
from bot.movies.posters.pictures import Pictures
from tests.fronts.discord.room import Room, answer_of, films_of, labels_of, open_room, text_of, tokens_of
from tests.fronts.discord.script import ScriptedBot
from tests.world import open_world


async def test_a_judged_film_makes_way_for_the_next_best_in_its_place(room: Room) -> None:
    await room.says("!like Matrix; Alien (1979)")
    listed = await room.says("!recommend")
    before = films_of(listed)
    result = await room.alice.click(listed, label="2 Seen")
    note = answer_of(result)
    assert note.ephemeral
    assert f"you have seen {before[1]}" in text_of(note)
    (now,) = [one for one in room.channel.history() if one.id == listed.id]
    after = films_of(now)
    assert after[1] not in before
    assert [*after[:1], *after[2:]] == [*before[:1], *before[2:]]
    shown = {embed.thumbnail.url for embed in now.embeds}
    assert shown == {f"attachment://{attachment.filename}" for attachment in now.attachments}
    assert [len(row) for row in labels_of(now)] == [4, 4, 5, 5, 5]


async def test_every_press_on_a_list_is_answered_privately(room: Room) -> None:
    await room.says("!like Matrix; Alien (1979)")
    listed = await room.says("!recommend 3")
    assert "reel mates" in text_of(answer_of(await room.alice.click(listed, label="1 Why")))
    for label, answer in (("1 👍", "You like"), ("2 👎", "not for you"), ("3 Seen", "you have seen")):
        note = answer_of(await room.alice.click(listed, label=label))
        assert note.ephemeral
        assert answer in text_of(note)
        assert text_of(note) not in [text_of(one) for one in room.channel.history(viewer=room.bob)]
        listed = next(one for one in room.channel.history() if one.id == listed.id)


async def test_a_list_over_two_messages_changes_in_the_half_that_was_pressed(room: Room) -> None:
    await room.says("!like Matrix")
    first, second = await room.hears("!recommend 8")
    before = films_of(second)
    await room.alice.click(second, label="7 👎")
    first_now, second_now = (one for one in room.channel.history() if one.id in (first.id, second.id))
    assert films_of(first_now) == films_of(first)
    after = films_of(second_now)
    assert after[1] not in [*films_of(first), *before]
    assert (after[0], after[2]) == (before[0], before[2])
    assert labels_of(second_now)[1] == ["7 👍", "7 👎", "7 Seen", "7 Why"]


async def test_the_second_half_of_a_list_may_run_out_of_films(room: Room) -> None:
    await room.says("!like Matrix")
    first, second = await room.hears("!recommend 8")
    while films_of(room.now(second)):
        await room.alice.click(room.now(second), label="6 👎")
    assert text_of(room.now(second)) == NO_FILM_LEFT
    assert labels_of(room.now(second)) == []
    assert films_of(room.now(first)) == films_of(first)


async def test_somebody_elses_press_is_their_own_verdict_and_leaves_the_list(room: Room) -> None:
    await room.says("!like Matrix; Alien (1979)")
    listed = await room.says("!recommend")
    note = answer_of(await room.bob.click(listed, label="1 👍"))
    assert note.ephemeral
    assert "You like" in text_of(note)
    assert films_of(next(one for one in room.channel.history() if one.id == listed.id)) == films_of(listed)
    liked = films_of(listed)[0].split(" (")[0]
    assert liked in text_of(await room.says("!taste", room.bob))
    assert liked not in text_of(await room.says("!taste", room.alice))


async def test_more_shows_other_films_to_everybody(room: Room) -> None:
    await room.says("!like Matrix")
    listed = await room.says("!recommend")
    more = answer_of(await room.alice.click(listed, label="More"))
    assert not more.ephemeral
    assert films_of(more)
    assert not set(films_of(more)) & set(films_of(listed))


async def test_more_of_a_private_list_stays_private(room: Room) -> None:
    await room.says("!like Matrix")
    await room.says("!like Titanic", room.bob)
    listed = await room.says("!recommend 3")
    own = answer_of(await room.bob.click(listed, label="More"))
    assert own.ephemeral
    assert answer_of(await room.bob.click(own, label="More")).ephemeral


async def test_private_answers_leave_nothing_running_behind_them(room: Room) -> None:
    before = asyncio.all_tasks()
    answer = answer_of(await room.slash("like", film="Matrix"))
    assert tokens_of(answer)
    assert asyncio.all_tasks() == before


async def test_an_ambiguous_title_is_asked_back_and_a_press_answers(room: Room) -> None:
    asked = await room.says("!like Twins")
    assert {"Twins (1990)", "Twins (2001)"} <= {label for row in labels_of(asked) for label in row}
    note = answer_of(await room.alice.click(asked, label="Twins (2001)"))
    assert "You like Twins (2001)" in text_of(note)


async def test_a_press_on_a_private_answer_stays_private(room: Room) -> None:
    asked = await room.slash("like", film="Twins")
    note = answer_of(await room.alice.click(answer_of(asked), label="Twins (1990)"))
    assert note.ephemeral
    assert room.channel.history(viewer=room.bob) == []


async def test_a_changed_text_longer_than_a_message_keeps_its_beginning_and_its_buttons(
    scripted: Room, bot: ScriptedBot
) -> None:
    card = Reply("A card", buttons=(Button("Again", Help()),))
    bot.reply = card
    shown = await scripted.says("!card")
    bot.reply = Reply("Done.", updated=replace(card, text=f"It begins here. {'word ' * 800}"))
    await scripted.alice.click(shown, label="Again")
    assert scripted.now(shown).content.startswith("It begins here.")
    assert len(scripted.now(shown).content) <= 2000
    assert labels_of(scripted.now(shown)) == [["Again"]]


async def test_old_buttons_work_after_a_restart(home: Path, pictures: Pictures) -> None:
    first_life = AsyncExitStack()
    world = await first_life.enter_async_context(open_world(home))
    async with open_room(world.bot, pictures) as room:
        await room.says("!like Matrix; Alien (1979)")
        listed = await room.says("!recommend")
        await first_life.aclose()
        async with open_world(home) as later:
            await room.env.restart_bot(ReelmatesClient(later.bot, pictures, message_content=True))
            assert "You like" in text_of(answer_of(await room.alice.click(listed, label="1 👍")))
            now = next(one for one in room.channel.history() if one.id == listed.id)
            assert films_of(now)[0] not in films_of(listed)
            assert films_of(now)[1:] == films_of(listed)[1:]
            await room.env.settle()


async def test_a_button_of_a_command_that_is_gone_says_so(room: Room) -> None:
    stale = room.env.backend.create_message(
        room.channel.id,
        room.env.backend.bot_user.id,
        "An old message",
        components=[
            {"type": 1, "components": [{"type": 2, "style": 2, "label": "Old", "custom_id": "juggle #318 in a7f3"}]}
        ],
    )
    message = next(one for one in room.channel.history() if one.id == stale.id)
    note = answer_of(await room.alice.click(message, label="Old"))
    assert note.ephemeral
    assert "no longer works" in text_of(note)


async def test_a_press_on_a_list_that_is_gone_says_so(room: Room) -> None:
    await room.says("!like Matrix")
    listed = await room.says("!recommend")
    gone = next(token for token in tokens_of(listed) if token.startswith("more"))
    stale = room.env.backend.create_message(
        room.channel.id,
        room.env.backend.bot_user.id,
        "A list of another bot's life",
        components=[
            {"type": 1, "components": [{"type": 2, "style": 2, "label": "More", "custom_id": f"{gone[:-2]}zz"}]}
        ],
    )
    message = next(one for one in room.channel.history() if one.id == stale.id)
    assert "no longer have that list" in text_of(answer_of(await room.alice.click(message, label="More")))


async def test_a_message_deleted_under_the_press_is_one_line_in_the_log(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    await room.says("!like Matrix")
    listed = await room.says("!recommend")
    room.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=404, code=10008, message="Unknown Message")
    with caplog.at_level(logging.WARNING, "bot"):
        note = answer_of(await room.alice.click(listed, label="1 👍"))
    assert "You like" in text_of(note)
    assert [record.message for record in caplog.records if "Unknown Message" in record.message]
    assert len(caplog.records) == 1


@pytest.mark.parametrize("form", ["slash", "press"])
async def test_an_interaction_that_discord_no_longer_knows_is_one_line_in_the_log(
    room: Room, caplog: pytest.LogCaptureFixture, form: str
) -> None:
    asked = await room.says("!like Twins")
    room.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062, message="Unknown interaction")
    with caplog.at_level(logging.WARNING, "bot"):
        if form == "slash":
            await room.slash("like", film="Matrix")
        else:
            await room.alice.click(asked, label="Twins (1990)")
    assert [record.message.count("Unknown interaction") for record in caplog.records] == [1]
