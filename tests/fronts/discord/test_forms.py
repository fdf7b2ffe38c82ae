"""Every command in its three forms: the prefix, a mention, and the slash command."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.chat.commands import ENTRIES
from tests.fronts.discord.room import Room, answer_of, films_of, labels_of, text_of

Form = Callable[[Room, str, dict[str, Any], str], Awaitable[str]]


async def _by_prefix(room: Room, name: str, options: dict[str, Any], words: str) -> str:
    return text_of(await room.says(f"!{name} {words}"))


async def _by_mention(room: Room, name: str, options: dict[str, Any], words: str) -> str:
    return text_of(await room.says(f"{room.mention} {name} {words}"))


async def _by_slash(room: Room, name: str, options: dict[str, Any], words: str) -> str:
    return text_of(answer_of(await room.slash(name, **options)))


FORMS = pytest.mark.parametrize("say", [_by_prefix, _by_mention, _by_slash], ids=["prefix", "mention", "slash"])


@FORMS
async def test_films_are_liked_disliked_and_seen(room: Room, say: Form) -> None:
    assert "You like The Matrix (1999)" in await say(room, "like", {"film": "Matrix"}, "Matrix")
    assert "Titanic (1997) is not for you" in await say(room, "dislike", {"film": "Titanic"}, "Titanic")
    both = {"film": "Toy Story; Amelie"}
    assert "you have seen Toy Story (1995) and Amelie (2001)" in await say(room, "seen", both, both["film"])
    taste = await say(room, "taste", {}, "")
    assert all(title in taste for title in ("The Matrix", "Titanic", "Toy Story", "Amelie"))


@FORMS
async def test_films_are_recommended_explained_and_followed_by_more(room: Room, say: Form) -> None:
    await room.says("!like Matrix; Blade Runner")
    listed = await say(room, "recommend", {"count": 3, "filters": "horror"}, "3 horror")
    assert "1. " in listed
    assert "3. " in listed
    assert "Toy Story" not in listed
    assert "reel mates" in await say(room, "why", {"film": 2}, "2")
    assert "No film is left" not in await say(room, "recommend", {}, "")
    assert "1. " in await say(room, "more", {}, "")


@FORMS
async def test_a_verdict_is_undone_and_a_film_forgotten(room: Room, say: Form) -> None:
    await room.says("!like Matrix")
    assert "back to no verdict" in await say(room, "undo", {}, "")
    await room.says("!like Titanic")
    assert "I have forgotten" in await say(room, "forget", {"film": "Titanic"}, "Titanic")


@FORMS
async def test_help_lists_every_command_and_about_names_the_data(room: Room, say: Form) -> None:
    told = await say(room, "help", {}, "")
    assert all(f"{entry.name}" in told and entry.does in told for entry in ENTRIES)
    assert "MovieLens" in await say(room, "about", {}, "")


@FORMS
async def test_an_unknown_title_gets_one_sentence(room: Room, say: Form) -> None:
    assert "I know no film called “Xyzzy”" in await say(room, "like", {"film": "Xyzzy"}, "Xyzzy")


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


async def test_verdicts_and_mistakes_are_private_in_slash_form_and_recommendations_public(room: Room) -> None:
    assert (await room.slash("like", film="Matrix")).ephemeral
    assert (await room.slash("taste")).ephemeral
    assert (await room.slash("like", film="Xyzzy")).ephemeral
    assert not (await room.slash("recommend")).ephemeral
    assert len(room.channel.history(viewer=room.bob)) == 1


async def test_a_bare_mention_is_answered_with_help(room: Room) -> None:
    assert "Try:" in text_of(await room.says(room.mention))


async def test_a_mention_in_the_middle_of_talk_is_left_alone(room: Room) -> None:
    assert await room.ignores(f"I asked {room.mention} yesterday")
    assert await room.ignores("like Matrix")
    assert await room.ignores("!!!")


async def test_slash_commands_are_the_list_of_commands(room: Room) -> None:
    assert set(room.alice.available_commands(room.channel)) == {entry.name for entry in ENTRIES}
    described = {command.name: command.description for command in await room.env.bot.tree.fetch_commands()}
    assert {name: words.lower() for name, words in described.items()} == {
        entry.name: entry.does.lower() for entry in ENTRIES
    }
