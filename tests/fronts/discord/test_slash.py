"""What slash commands mean: typed options become the same commands that words do."""

import re
from typing import Any

import discord
import pytest
from simcord.backend.errors import OptionError, SetupError

from bot.chat.commands import (
    ChangeSetting,
    Command,
    DropLater,
    Forget,
    ForgetMe,
    JoinTaste,
    Judge,
    Later,
    Match,
    More,
    MoreLike,
    PartTaste,
    PickLater,
    Recommend,
    Remood,
    ShareList,
    ShareTaste,
    ShowLater,
    ShowLink,
    ShowSettings,
    ShowTaste,
    Why,
    WouldLike,
)
from bot.chat.entries import ENTRIES
from bot.chat.marks import marked, moment, person
from bot.chat.night_commands import (
    Approve,
    Attend,
    BlindDate,
    CancelNight,
    CloseVote,
    GetCalendar,
    HandOver,
    MakePicks,
    MoveNight,
    OpenVote,
    PlanNight,
    RelocateNight,
    RethemeNight,
    ShowFairness,
    ShowNight,
    ShowNights,
    StopRepeating,
    Strike,
    Suggest,
    UndoShown,
    Veto,
    Withdraw,
)
from bot.chat.space_settings.reading import setting_names
from bot.nights.night import Presence
from bot.recommend.filters import Filters
from bot.recommend.scoring import Mood
from bot.taste.profile import Verdict
from tests.fronts.discord.room import Room
from tests.fronts.discord.script import ScriptedBot
from tests.world import NOW

SPOKEN: tuple[tuple[str, dict[str, Any], Command], ...] = (
    ("like", {"film": "#1; Alien"}, Judge(Verdict.LIKE, ("#1", "Alien"))),
    ("aside", {"film": "#1"}, Judge(Verdict.ASIDE, ("#1",))),
    ("forget", {"film": "#1"}, Forget("#1")),
    ("recommend", {}, Recommend()),
    (
        "recommend",
        {"count": 3, "filters": "horror", "mood": "familiar", "of": "Toy Story 3", "private": True},
        Recommend(3, Filters(genres=("Horror",)), Mood.FAMILIAR, "Toy Story 3", is_private=True),
    ),
    ("recommend", {"filters": "adventurous horror"}, Recommend(5, Filters(genres=("Horror",)), Mood.ADVENTUROUS)),
    ("more next", {}, More()),
    ("more like", {"film": "#1", "mood": "balanced", "private": True}, MoreLike("#1", Mood.BALANCED, is_private=True)),
    ("mood", {"mood": "adventurous"}, Remood(Mood.ADVENTUROUS)),
    ("would", {"film": "#1"}, WouldLike("#1")),
    ("why", {"film": 4}, Why("4")),
    ("share", {}, ShareList()),
    ("later", {}, ShowLater()),
    ("later", {"page": 2}, ShowLater(2)),
    ("later", {"film": "#1; Alien"}, Later(("#1", "Alien"))),
    ("drop", {"film": "#1"}, DropLater("#1")),
    ("pick", {}, PickLater()),
    ("taste show", {"page": 2}, ShowTaste(2)),
    ("taste share", {"on": False}, ShareTaste(False)),
    ("forgetme", {}, ForgetMe()),
    ("link", {}, ShowLink()),
    ("link", {"code": "k7mn-4xpq"}, JoinTaste("k7mn4xpq")),
    ("link", {"off": True}, PartTaste()),
)
OF_NIGHTS: tuple[tuple[str, dict[str, Any], Command], ...] = (
    ("night plan", {"time": "friday 8pm"}, PlanNight("friday 8pm")),
    (
        "night plan",
        {"time": "every friday 8pm", "theme": "horror; 1990s", "place": "lounge", "blind": True},
        PlanNight("every friday 8pm", "horror, 1990s", "lounge", is_blind=True),
    ),
    ("night plan", {"time": "20:00", "place": "lounge"}, PlanNight("20:00", "", "lounge")),
    ("night show", {}, ShowNight()),
    ("night move", {"time": "saturday 9pm"}, MoveNight("saturday 9pm")),
    ("night theme", {"theme": "horror"}, RethemeNight("horror")),
    ("night theme", {}, RethemeNight("")),
    ("night place", {"place": "at bob's"}, RelocateNight("at bob's")),
    ("night place", {}, RelocateNight("")),
    ("night blind", {"on": True}, BlindDate(True)),
    ("night once", {}, StopRepeating()),
    ("night unwatched", {}, UndoShown()),
    ("in", {}, Attend(Presence.IN)),
    ("maybe", {}, Attend(Presence.MAYBE)),
    ("out", {}, Attend(Presence.OUT)),
    ("picks", {}, MakePicks()),
    ("suggest", {"film": "#1"}, Suggest("#1")),
    ("withdraw", {"film": "#1"}, Withdraw("#1")),
    ("strike", {"film": "2"}, Strike("2")),
    ("veto", {}, Veto()),
    ("veto", {"film": "#1"}, Veto("#1")),
    ("vote", {}, Approve()),
    ("vote", {"film": "Open Water"}, Approve("Open Water")),
    ("vote", {"until": "19:30", "quorum": 3, "counts": True}, OpenVote("19:30", 3, are_counts_open=True)),
    ("close", {}, CloseVote()),
    ("cancel", {}, CancelNight()),
    ("calendar", {}, GetCalendar()),
    ("nights", {"page": 2}, ShowNights(2)),
    ("fair", {}, ShowFairness()),
)


async def test_typed_options_become_the_command_that_words_would(scripted: Room, bot: ScriptedBot) -> None:
    for name, options, _ in SPOKEN:
        await scripted.slash(name, **options)
    assert [command for command, _ in bot.asked] == [command for _, _, command in SPOKEN]


async def test_what_is_said_of_nights_becomes_the_command_that_words_would(scripted: Room, bot: ScriptedBot) -> None:
    for name, options, _ in OF_NIGHTS:
        await scripted.slash(name, **options)
    await scripted.slash("night host", member=scripted.bob)
    expected = [command for _, _, command in OF_NIGHTS]
    assert [command for command, _ in bot.asked] == [*expected, HandOver(scripted.bob.mention)]


async def test_what_is_stored_of_a_slash_command_holds_no_marks_of_ours(scripted: Room, bot: ScriptedBot) -> None:
    await scripted.slash("night plan", time="friday", theme=f"with {person('1')}", place=moment(NOW, "UTC"))
    (said, _) = bot.asked[-1]
    assert isinstance(said, PlanNight)
    assert [*marked(said.theme), *marked(said.place)] == [said.theme, said.place]


async def test_a_member_is_chosen_as_discord_knows_them(scripted: Room, bot: ScriptedBot) -> None:
    await scripted.slash("match", member=scripted.bob)
    assert [command for command, _ in bot.asked] == [Match(scripted.bob.mention)]
    await scripted.says(f"{scripted.mention} match {scripted.bob.mention}")
    await scripted.says(f"!match {scripted.bob.mention}")
    assert [line for line, _ in bot.heard] == [f"match {scripted.bob.mention}", f"!match {scripted.bob.mention}"]


async def test_titles_are_completed_in_every_command_that_takes_one(scripted: Room) -> None:
    takers = ("like", "dislike", "seen", "aside", "forget", "more like", "would", "later", "drop")
    for name in (*takers, "suggest", "withdraw", "strike", "veto", "vote"):
        assert len(await scripted.alice.autocomplete(scripted.channel, name, "film", "a")) == 12, name
    assert await scripted.alice.autocomplete(scripted.channel, "recommend", "of", "a")


async def test_words_without_end_cannot_be_typed(scripted: Room) -> None:
    for name, option, length in (("like", "film", 1501), ("would", "film", 201), ("recommend", "filters", 201)):
        with pytest.raises(OptionError, match=option):
            await scripted.slash(name, **{option: "x" * length})


async def test_moods_and_settings_are_chosen_from_a_list(scripted: Room) -> None:
    commands = {command.name: command for command in await scripted.env.bot.tree.fetch_commands()}

    def choices(command: str, option: str) -> list[Any]:
        options = [one for one in commands[command].options if isinstance(one, discord.app_commands.Argument)]
        return [choice.value for one in options if one.name == option for choice in one.choices]

    assert choices("mood", "mood") == choices("recommend", "mood") == list(Mood)
    assert choices("settings", "name") == list(setting_names())


async def test_settings_are_for_those_who_manage_the_server(scripted: Room, bot: ScriptedBot) -> None:
    with pytest.raises(SetupError, match="not visible"):
        await scripted.slash("settings")
    await scripted.slash("settings", scripted.who_manages())
    assert bot.asked[-1][0] == ShowSettings()
    assert bot.asked[-1][1].manages


async def test_a_server_may_let_others_change_its_settings(scripted: Room, bot: ScriptedBot) -> None:
    known = next(one for one in await scripted.env.bot.tree.fetch_commands() if one.name == "settings")
    scripted.guild.set_command_permissions(known, {scripted.bob: True})
    await scripted.bob.slash(scripted.channel, "settings", name="mood", value="familiar")
    assert known.default_member_permissions == discord.Permissions(manage_guild=True)
    (told, sender) = bot.asked[-1]
    assert told == ChangeSetting("mood", "familiar")
    assert sender.manages


async def test_settings_are_not_offered_in_direct_messages(scripted: Room) -> None:
    assert "settings" not in scripted.alice.user.available_commands()
    assert "help" in scripted.alice.user.available_commands()


async def test_commands_keep_to_discords_limits(scripted: Room) -> None:
    registered = [command.to_dict(scripted.env.bot.tree) for command in scripted.env.bot.tree.get_commands()]
    assert len(registered) <= 100
    for command in registered:
        _check_limits(command)


def _check_limits(command: dict[str, Any]) -> None:
    """Discord's limits on a command, its subcommands and their options."""
    assert re.fullmatch(r"[a-z]{1,32}", command["name"])
    assert 1 <= len(command["description"]) <= 100
    assert len(command.get("options") or ()) <= 25
    assert len(command.get("choices") or ()) <= 25
    for option in command.get("options") or ():
        _check_limits(option)


async def test_every_command_of_the_help_can_be_invoked(scripted: Room) -> None:
    offered = {name.split()[0] for name in scripted.who_manages().available_commands(scripted.channel)}
    assert offered == {entry.name for entry in ENTRIES}
