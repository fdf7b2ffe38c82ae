"""Starting up: slash commands are registered when they changed, and only then."""

import logging

import pytest

from bot.fronts.discord.client import ReelmatesClient
from tests.fronts.discord.room import Room, answer_of, text_of
from tests.world import World


def _registered(room: Room) -> int:
    """How often the commands were set."""
    return sum(entry.method == "PUT" and entry.path.endswith("/commands") for entry in room.env.http_requests)


async def _restart(room: Room, world: World) -> None:
    await room.env.restart_bot(ReelmatesClient(world.bot, room.pictures, message_content=True))


async def test_a_restart_with_the_same_commands_does_not_register_them_again(room: Room, world: World) -> None:
    assert _registered(room) == 1
    await _restart(room, world)
    assert _registered(room) == 1
    assert "You like" in text_of(answer_of(await room.slash("like", film="Matrix")))


@pytest.mark.parametrize(
    "change",
    [
        "a command less",
        "another description",
        "another option",
        "another type",
        "another place",
        "another choice",
        "another permission",
        "another option of a subcommand",
    ],
)
async def test_changed_commands_are_registered_at_the_next_start(room: Room, world: World, change: str) -> None:
    known = room.env.backend.commands[None]
    like = known["like", 1]
    if change == "a command less":
        del known["like", 1]
    elif change == "another description":
        like["description"] = "Something of last year"
    elif change == "another option":
        like["options"][0]["required"] = False
    elif change == "another place":
        like["contexts"] = [0]
    elif change == "another choice":
        known["mood", 1]["options"][0]["choices"].pop()
    elif change == "another permission":
        known["settings", 1]["default_member_permissions"] = "0"
    elif change == "another option of a subcommand":
        known["more", 1]["options"][1]["options"].pop()
    else:
        like["options"][0]["type"] = 4
    await _restart(room, world)
    assert _registered(room) == 2
    assert "You like" in text_of(answer_of(await room.slash("like", film="Matrix")))


async def test_commands_that_cannot_be_registered_leave_mentions_working(
    room: Room, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    room.env.inject_error("GET", "/applications/*/commands", status=403, code=50001, message="Missing Access")
    with caplog.at_level(logging.WARNING, "bot"):
        await _restart(room, world)
    assert "could not be registered" in caplog.text
    assert "You like" in text_of(await room.says(f"{room.mention} like Matrix"))
