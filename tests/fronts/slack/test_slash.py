"""Slash commands: one for every command, answered where only those read along who may."""

import pytest

from bot.chat.entries import ENTRIES
from bot.chat.grammar import parse
from bot.fronts.slack.film_forms import INCOMPLETE
from tests.fronts.discord.script import ScriptedBot
from tests.fronts.slack.loopback_slack import ALICE, CLOSED_CHANNEL
from tests.fronts.slack.office import DIRECT, Office


async def test_a_slash_command_is_answered_for_its_member_alone(office: Office) -> None:
    answer = await office.slash("/like Matrix")
    assert "You like The Matrix" in answer.words
    assert answer.only == ALICE
    assert "/recommend" in answer.words


async def test_a_list_is_shown_to_everybody(office: Office) -> None:
    await office.slash("/like Matrix; Alien (1979)")
    listed = await office.slash("/recommend 3")
    assert listed.only is None
    assert "Aliens (1986)" in listed.words


async def test_a_list_is_shown_where_the_bot_is_no_member_too(office: Office) -> None:
    await office.slash("/like Matrix; Alien (1979)")
    listed = await office.slash("/recommend 3", channel=CLOSED_CHANNEL)
    assert (listed.channel, listed.only) == (CLOSED_CHANNEL, None)
    assert "Aliens (1986)" in listed.words


async def test_every_command_has_its_slash_command(scripted: Office, bot: ScriptedBot) -> None:
    for entry in ENTRIES:
        await scripted.slash(f"/{entry.name} 2")
        command, sender = bot.asked[-1]
        assert command == parse(f"{entry.name} 2")
        assert (sender.manner, sender.channel.name, sender.is_direct) == ("/", "films", False)
    assert len(bot.asked) == len(ENTRIES)


@pytest.mark.long
async def test_whatever_the_bot_answers_to_any_command_is_something_that_slack_takes(office: Office) -> None:
    await office.slash("/like Matrix; Alien (1979); Titanic")
    await office.slash("/recommend")
    for line in ("/night tomorrow 8pm", "/picks", "/vote open", "/vote 1", "/close", "/later Aliens; Amelie", "/later"):
        assert (await office.slash(line)).words.strip()
    for entry in ENTRIES:
        for words in (" Matrix", " 1") if entry.name in INCOMPLETE else ("", " Matrix", " 1"):
            assert (await office.slash(f"/{entry.name}{words}")).words.strip(), entry.name


async def test_one_slash_command_takes_any_words_and_alone_it_is_the_help(office: Office) -> None:
    assert "You like The Matrix" in (await office.slash("/reelmates like Matrix")).words
    assert "Find a film" in (await office.slash("/reelmates")).words


async def test_in_a_direct_message_it_is_about_no_channel(scripted: Office, bot: ScriptedBot) -> None:
    await scripted.slash("/taste", channel=DIRECT)
    ((_, sender),) = bot.asked
    assert sender.channel.key == ""
