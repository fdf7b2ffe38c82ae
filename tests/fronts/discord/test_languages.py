"""Discord in German: the slash commands' names and words, and answers for those whose Discord is German."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.chat.entries import ENTRIES
from bot.fronts.discord.answering import EVERYBODY_READS
from tests.fronts.discord.room import Room, text_of

NAME = re.compile(r"[-_\w]{1,32}")


async def _registered(room: Room) -> list[Mapping[str, Any]]:
    """The commands as they were sent to Discord."""
    put = [entry for entry in room.env.http_requests if entry.method == "PUT" and entry.path.endswith("/commands")]
    commands: list[Mapping[str, Any]] = put[-1].json
    return commands


def _within(of: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The command or option, and all that is in it."""
    yield of
    for option in of.get("options") or ():
        yield from _within(option)


async def test_every_command_and_option_has_a_german_name_and_description(room: Room) -> None:
    commands = await _registered(room)
    assert {command["name"] for command in commands} == {entry.name for entry in ENTRIES}
    for one in (part for command in commands for part in _within(command)):
        german = one["name_localizations"]["de"]
        assert NAME.fullmatch(german), german
        assert german == german.lower()
        told = one["description_localizations"]["de"]
        assert 1 <= len(told) <= 100
        assert set(one["name_localizations"]) == set(one["description_localizations"]) == {"de"}
        for choice in one.get("choices") or ():
            assert 1 <= len(choice["name_localizations"]["de"]) <= 100


async def test_no_two_commands_of_one_place_have_the_same_german_name(room: Room) -> None:
    commands = await _registered(room)
    places = [commands, *([*one["options"]] for command in commands for one in _within(command) if one.get("options"))]
    for place in places:
        german = [one["name_localizations"]["de"] for one in place]
        assert len(set(german)) == len(german)


async def test_a_description_begins_with_a_capital_as_in_english(room: Room) -> None:
    (like,) = [command for command in await _registered(room) if command["name"] == "like"]
    assert like["name_localizations"]["de"] == "mag-ich"
    assert like["description_localizations"]["de"] == "Filme, die du liebst"
    assert like["options"][0]["name_localizations"]["de"] == "film"
    (mood,) = [command for command in await _registered(room) if command["name"] == "mood"]
    assert [one["name_localizations"]["de"] for one in mood["options"][0]["choices"]] == [
        "vertraut",
        "ausgewogen",
        "abenteuerlich",
    ]


async def test_a_line_is_answered_in_the_language_that_the_server_prefers(room: Room) -> None:
    room.env.backend.edit_guild(room.guild.id, {"preferred_locale": "de"})
    await room.env.settle()
    assert "Du magst The Matrix (1999)" in text_of(await room.says("!like Matrix"))


async def test_the_fronts_own_words_are_in_the_language_of_the_reply(room: Room) -> None:
    await room.says("!language german")
    answer = text_of(await room.says("!recommend privately"))
    assert EVERYBODY_READS not in answer
    assert "hier lesen alle mit" in answer
    await room.says("!like Matrix; Alien (1979)")
    card = (await room.says("!recommend 1 sci-fi")).embeds[0]
    assert "Science-Fiction" in (card.footer.text or "")
