"""Every command in its three forms: the prefix, a mention, and the slash command."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from simcord.actors import MemberActor

from bot.chat.entries import ENTRIES
from bot.fronts.discord.delivery import SENT_DIRECTLY
from tests.fronts.discord.room import Room, answer_of, films_of, labels_of, text_of


@dataclass(frozen=True, slots=True)
class Step:
    """Something said, in words and as a slash command with its options, and a part of the answer."""

    words: str
    slash: str
    answer: str
    options: Mapping[str, Any] = field(default_factory=dict)


PLAN = {"time": "saturday 8pm", "theme": "comedy"}
EVENING = (
    Step("like Matrix; Blade Runner", "like", "You like The Matrix (1999) and", {"film": "Matrix; Blade Runner"}),
    Step("dislike Titanic", "dislike", "Titanic (1997) is not for you", {"film": "Titanic"}),
    Step("seen Toy Story; Amelie", "seen", "you have seen Toy Story (1995) and", {"film": "Toy Story; Amelie"}),
    Step("aside Blade Runner", "aside", "Blade Runner (1982) stays among your likes", {"film": "Blade Runner"}),
    Step("forget Blade Runner", "forget", "I have forgotten", {"film": "Blade Runner"}),
    Step("undo", "undo", "Blade Runner (1982) is"),
    Step("recommend 2 horror", "recommend", "2. ", {"count": 2, "filters": "horror"}),
    Step("more", "more next", "1. "),
    Step("more like Matrix", "more like", "those who love The Matrix", {"film": "Matrix"}),
    Step("mood adventurous", "mood", "1. ", {"mood": "adventurous"}),
    Step("why 1", "why", "Why ", {"film": 1}),
    Step("would I like Aliens", "would", "I expect that you will like Aliens (1986)", {"film": "Aliens"}),
    Step("share", "share", "1. "),
    Step("later Alien (1979)", "later", "To watch later: Alien (1979)", {"film": "Alien (1979)"}),
    Step("later", "later", "1. Alien (1979)"),
    Step("pick", "pick", "Alien (1979)"),
    Step("drop Alien (1979)", "drop", "Alien (1979)", {"film": "Alien (1979)"}),
    Step("night saturday 8pm; comedy", "night plan", "A movie night is planned", PLAN),
    Step("maybe", "maybe", "may come"),
    Step("out", "out", "can't come"),
    Step("in", "in", "is in"),
    Step("picks", "picks", "Films for the one of you who is in"),
    Step("suggest Alien (1979)", "suggest", "suggests Alien (1979)", {"film": "Alien (1979)"}),
    Step("withdraw Alien (1979)", "withdraw", "takes Alien (1979) back", {"film": "Alien (1979)"}),
    Step("suggest Alien (1979)", "suggest", "suggests Alien (1979)", {"film": "Alien (1979)"}),
    Step("suggest Aliens", "suggest", "suggests Aliens (1986)", {"film": "Aliens"}),
    Step("strike Aliens", "strike", "Aliens (1986) is off the list", {"film": "Aliens"}),
    Step("veto Alien (1979)", "veto", "the others can guess", {"film": "Alien (1979)"}),
    Step("vote open", "vote", "The vote is open"),
    Step("vote Alien (1979)", "vote", "You vote for Alien (1979)", {"film": "Alien (1979)"}),
    Step("close", "close", "The vote is closed"),
    Step("nights", "nights", "comedy: Alien (1979)"),
    Step("fair", "fair", "night"),
    Step("calendar", "calendar", "for your calendar"),
    Step("cancel", "cancel", "be called off?"),
    Step("taste", "taste show", "Not for you (1): Titanic (1997)"),
    Step("taste share on", "taste share", "can now match their taste", {"on": True}),
    Step("import", "import", "First get the file there"),
    Step("export imdb", "export", "as tables with IMDb's columns", {"form": "imdb"}),
    Step("settings", "settings", "How I behave in Film Club"),
    Step("link off", "link", "joined with nobody", {"off": True}),
    Step("language", "language", "I speak English and German"),
    Step("settings mood familiar", "settings", "familiar", {"name": "mood", "value": "familiar"}),
    Step("privacy", "privacy", "What I keep about you"),
    Step("about", "about", "MovieLens"),
    Step("forgetme", "forgetme", "Shall I forget you?"),
)
Form = Callable[[Room, MemberActor, Step], Awaitable[str]]


async def _by_prefix(room: Room, member: MemberActor, step: Step) -> str:
    return await _by_line(room, member, f"!{step.words}")


async def _by_mention(room: Room, member: MemberActor, step: Step) -> str:
    return await _by_line(room, member, f"{room.mention} {step.words}")


async def _by_line(room: Room, member: MemberActor, line: str) -> str:
    """All that is answered: in the channel, and to the member alone."""
    direct = member.user.dm_channel
    before = len(direct.history())
    answers = await room.hears(line, member)
    return "\n".join(text_of(one) for one in (*answers, *direct.history()[before:]))


async def _by_slash(room: Room, member: MemberActor, step: Step) -> str:
    result = await room.slash(step.slash, member, **step.options)
    return "\n".join(text_of(one) for one in (result.response, *result.followups) if one)


FORMS = pytest.mark.parametrize(
    "say",
    [
        pytest.param(_by_prefix, id="prefix", marks=pytest.mark.long),
        pytest.param(_by_mention, id="mention", marks=pytest.mark.long),
        pytest.param(_by_slash, id="slash"),
    ],
)


@FORMS
async def test_every_command_is_understood(room: Room, say: Form) -> None:
    dora = room.who_manages()
    for step in EVENING:
        answer = await say(room, dora, step)
        assert step.answer in answer, step.words
    told = await say(room, dora, Step("help", "help", ""))
    assert all(entry.name in told for entry in ENTRIES)


@FORMS
async def test_two_members_are_matched(room: Room, say: Form) -> None:
    for member in (room.alice, room.bob):
        for line in ("!like Matrix; Alien (1979); Aliens; Toy Story", "!dislike Titanic", "!taste share on"):
            await room.says(line, member)
    answer = await say(room, room.alice, Step(f"match {room.bob.mention}", "match", "", {"member": room.bob}))
    assert "bob" in answer


@FORMS
async def test_my_data_comes_to_me_alone(room: Room, say: Form) -> None:
    await room.says("!like Matrix")
    answer = await say(room, room.alice, Step("mydata", "mydata", ""))
    assert answer.strip() == SENT_DIRECTLY or "everything I keep about you" in answer
    seen_by_bob = [attachment for one in room.channel.history(viewer=room.bob) for attachment in one.attachments]
    assert seen_by_bob == []


def test_every_entry_of_the_help_is_said_in_the_three_forms() -> None:
    elsewhere = {"help", "match", "mydata"}
    assert {step.words.split()[0] for step in EVENING} | elsewhere == {entry.name for entry in ENTRIES}
    assert {step.slash.split()[0] for step in EVENING} | elsewhere == {entry.name for entry in ENTRIES}


@FORMS
async def test_an_unknown_title_gets_one_sentence(room: Room, say: Form) -> None:
    assert "I know no film called “Xyzzy”" in await say(
        room, room.alice, Step("like Xyzzy", "like", "", {"film": "Xyzzy"})
    )


async def test_a_list_is_shown_as_cards_with_a_picture_each(room: Room) -> None:
    await room.says("!like Matrix; Alien (1979)")
    listed = await room.says("!recommend")
    assert len(films_of(listed)) == 5
    sent = {f"attachment://{attachment.filename}" for attachment in listed.attachments}
    assert {embed.thumbnail.url for embed in listed.embeds} == sent
    assert all(embed.url and embed.url.startswith("https://www.imdb.com/title/tt") for embed in listed.embeds)
    assert [row[:4] for row in labels_of(listed)] == [
        [f"{n} 👍", f"{n} 👎", f"{n} Seen", f"{n} Why"] for n in range(1, 6)
    ]


async def test_one_film_is_shown_with_a_large_picture(room: Room) -> None:
    await room.says("!like Matrix")
    listed = await room.says("!recommend 1")
    assert listed.embeds[0].image.url == f"attachment://{listed.attachments[0].filename}"


async def test_verdicts_taste_settings_and_mistakes_are_private_in_slash_form_and_lists_public(room: Room) -> None:
    assert (await room.slash("like", film="Matrix")).ephemeral
    assert (await room.slash("taste show")).ephemeral
    assert (await room.slash("settings", room.who_manages())).ephemeral
    assert (await room.slash("like", film="Xyzzy")).ephemeral
    for public, options in (("recommend", {}), ("more next", {}), ("more like", {"film": "Matrix"}), ("share", {})):
        assert not (await room.slash(public, **options)).ephemeral
    assert len(room.channel.history(viewer=room.bob)) == 4


async def test_commands_are_named_as_the_member_would_say_them(room: Room) -> None:
    assert "!recommend" in text_of(await room.says("!like Matrix"))
    assert f"@{room.guild.me.display_name} recommend" in text_of(await room.says(f"{room.mention} like Alien (1979)"))
    assert "/recommend" in text_of(answer_of(await room.slash("like", film="Toy Story")))


async def test_a_bare_mention_is_answered_with_help(room: Room) -> None:
    assert "Three things to try:" in text_of((await room.hears(room.mention))[0])


async def test_a_mention_in_the_middle_of_talk_is_left_alone(room: Room) -> None:
    assert await room.ignores(f"I asked {room.mention} yesterday")
    assert await room.ignores("like Matrix")
    assert await room.ignores("!!!")


async def test_slash_commands_are_the_list_of_commands(room: Room) -> None:
    described = {command.name: command.description for command in await room.env.bot.tree.fetch_commands()}
    assert {name: words.lower() for name, words in described.items()} == {
        entry.name: entry.does.lower() for entry in ENTRIES
    }
