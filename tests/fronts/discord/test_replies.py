"""What a reply may carry: pictures, files, menus, buttons; and who sees it."""

import discord
import pytest

from bot.chat.commands import ForgetMe, More, Reach, Recommend, Remood, ShareList, Why
from bot.chat.reply import Attachment, Button, Menu, Reply
from bot.fronts.discord.answering import EVERYBODY_READS, NO_LONGER_WORKS
from bot.fronts.discord.delivery import ANSWERED, CLOSED_TO_ME, SENT_DIRECTLY
from bot.recommend.scoring import Mood
from tests.fronts.discord.room import Room, answer_of, choice_of, client_of, labels_of, menu_of, message_of, text_of
from tests.fronts.discord.script import SLOW_S, ScriptedBot

CHART = Attachment("taste chart.png", "image/png", b"a picture", "Mostly comedies of the 1990s.")
DATA = Attachment("mine.json", "application/json", b"{}")
WHICH = Menu("Take one out…", (Button("The Matrix (1999)", Why("#2571")), Button("Alien (1979)", Why("#1214"))))


async def test_a_picture_comes_below_the_text_with_its_words(scripted: Room, bot: ScriptedBot) -> None:
    bot.reply = Reply("Your taste:", picture=CHART)
    (picture,) = (await scripted.says("!taste")).attachments
    assert (picture.filename, picture.description) == ("taste_chart.png", CHART.alt)
    assert answer_of(await scripted.slash("taste show")).attachments


async def test_files_come_with_a_private_answer(scripted: Room, bot: ScriptedBot) -> None:
    bot.reply = Reply("Your data:", private=True, files=(DATA, CHART))
    answer = answer_of(await scripted.slash("mydata"))
    assert answer.ephemeral
    assert [one.filename for one in answer.attachments] == ["mine.json", "taste_chart.png"]


async def test_a_file_that_is_too_large_is_told_in_words(scripted: Room, bot: ScriptedBot) -> None:
    bot.reply = Reply("Your data:", files=(Attachment("all.json", "application/json", b"x" * 11 * 2**20), DATA))
    answer = await scripted.says("!mydata")
    assert "all.json is too large to send here: 11.0 MiB, and I may send 9.9 MiB" in text_of(answer)
    assert [one.filename for one in answer.attachments] == ["mine.json"]


async def test_private_files_asked_for_in_a_channel_come_directly(scripted: Room, bot: ScriptedBot) -> None:
    bot.reply = Reply("Your data:", private=True, files=(DATA,))
    answer = await scripted.says("!mydata")
    assert (answer.content, answer.attachments) == (SENT_DIRECTLY, [])
    direct = scripted.alice.user.dm_channel.last_message
    assert direct is not None
    assert [one.filename for one in direct.attachments] == ["mine.json"]


async def test_one_who_takes_no_direct_messages_is_told_of_the_slash_command(scripted: Room, bot: ScriptedBot) -> None:
    bot.reply = Reply("Your data:", private=True, files=(DATA,))
    scripted.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, message="Cannot send messages")
    assert text_of(await scripted.says("!mydata")) == CLOSED_TO_ME


async def test_a_list_for_ones_own_eyes_is_not_posted_in_a_channel(scripted: Room, bot: ScriptedBot) -> None:
    bot.reply = Reply("Five films:", buttons=(Button("Share", ShareList("a7f3")),), private=True)
    assert text_of(await scripted.says("!recommend privately")) == EVERYBODY_READS
    said = await scripted.alice.send_dm("recommend privately")
    assert [one.content for one in scripted.alice.user.dm_channel.history() if one.id > said.id] == ["Five films:"]
    answer = answer_of(await scripted.slash("recommend", private=True))
    assert answer.ephemeral
    shared = answer_of(await scripted.alice.click(answer, label="Share"))
    assert shared.ephemeral
    bot.reply = Reply("Five films for alice:")
    shared = answer_of(await scripted.alice.click(answer, label="Share"))
    assert not shared.ephemeral
    assert [text_of(one) for one in scripted.channel.history(viewer=scripted.bob)][-1] == "Five films for alice:"


async def test_a_choice_in_a_menu_is_a_press(scripted: Room, bot: ScriptedBot) -> None:
    bot.reply = Reply("Your taste:", menu=WHICH)
    shown = await scripted.says("!taste")
    assert menu_of(shown).placeholder == "Take one out…"
    note = answer_of(await scripted.alice.select(shown, [choice_of(shown, "Alien (1979)")]))
    assert note.message.author == scripted.env.bot.user
    assert [command for command, _ in bot.asked] == [Why("#1214")]
    assert bot.asked[0][1].manner == "/"


async def test_a_menu_works_after_ten_restarts(scripted: Room, bot: ScriptedBot) -> None:
    bot.reply = Reply("Your taste:", menu=WHICH)
    shown = await scripted.says("!taste")
    later = ScriptedBot(Reply("Because.", private=True))
    for _ in range(10):
        await scripted.env.restart_bot(client_of(later, scripted.pictures))
    assert answer_of(await scripted.alice.select(shown, ["why #2571"])).ephemeral
    assert [command for command, _ in later.asked] == [Why("#2571")]


async def test_a_choice_that_is_gone_says_so(scripted: Room, bot: ScriptedBot) -> None:
    option = {"label": "Old", "value": "juggle #318"}
    stale = scripted.env.backend.create_message(
        scripted.channel.id,
        scripted.env.backend.bot_user.id,
        "An old message",
        components=[{"type": 1, "components": [{"type": 3, "custom_id": "Menu", "options": [option]}]}],
    )
    message = next(one for one in scripted.channel.history() if one.id == stale.id)
    await scripted.alice.select(message, ["juggle #318"])
    assert NO_LONGER_WORKS in str(bot.asked[0][0])


async def test_what_moves_the_list_stands_out_and_what_cannot_be_undone_warns(scripted: Room, bot: ScriptedBot) -> None:
    buttons = (
        Button("More", More("a7f3")),
        Button("Familiar", Remood(Mood.FAMILIAR, "a7f3")),
        Button("Forget me", ForgetMe(Reach.EVERYWHERE)),
        Button("Why", Why("#1", "a7f3")),
    )
    bot.reply = Reply("Films:", buttons=buttons)
    (row,) = message_of(await scripted.says("!recommend")).components
    assert isinstance(row, discord.ActionRow)
    blue, grey, red = discord.ButtonStyle.primary, discord.ButtonStyle.secondary, discord.ButtonStyle.danger
    assert [item.style for item in row.children if isinstance(item, discord.Button)] == [blue, blue, red, grey]


async def test_a_press_that_changes_the_list_changes_it_in_place(scripted: Room, bot: ScriptedBot) -> None:
    bot.reply = Reply("Films:", buttons=(Button("Familiar", Remood(Mood.FAMILIAR, "a7f3")),))
    shown = await scripted.says("!recommend")
    changed = Reply("Well-known films:", buttons=(Button("Balanced", Remood(Mood.BALANCED, "a7f3")),))
    bot.reply = Reply("Now in the familiar mood.", private=True, updated=changed)
    note = answer_of(await scripted.alice.click(shown, label="Familiar"))
    assert note.ephemeral
    assert text_of(scripted.now(shown)) == "Well-known films:"
    assert labels_of(scripted.now(shown)) == [["Balanced"]]


@pytest.mark.parametrize("is_private", [True, False])
@pytest.mark.parametrize("name", ["recommend", "match"])
async def test_what_took_long_is_still_seen_by_the_right_people(
    scripted: Room, bot: ScriptedBot, name: str, is_private: bool
) -> None:
    bot.is_slow = True
    bot.reply = Reply("At last.", private=is_private)
    options = {"member": scripted.bob} if name == "match" else {}
    result = await scripted.slash(name, **options)
    await scripted.env.advance_time(2.9)
    assert result.deferred
    await scripted.env.advance_time(SLOW_S)
    assert text_of(answer_of(result)) == "At last."
    assert answer_of(result).ephemeral == is_private
    seen_by_bob = [text_of(one) for one in scripted.channel.history(viewer=scripted.bob)]
    assert seen_by_bob == ([] if is_private else ["At last."])
    assert ANSWERED not in seen_by_bob


async def test_a_list_asked_for_privately_is_announced_privately(scripted: Room, bot: ScriptedBot) -> None:
    bot.is_slow = True
    bot.reply = Reply("Films:", private=True)
    result = await scripted.slash("recommend", private=True)
    await scripted.env.advance_time(2.9)
    assert result.deferred
    assert result.ephemeral
    await scripted.env.advance_time(SLOW_S)
    assert bot.asked[0][0] == Recommend(is_private=True)
