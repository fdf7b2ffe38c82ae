"""Discord's three seconds: what takes long is announced, and still arrives."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.chat.marks import person
from bot.chat.reply import Reply
from bot.errors import OutsideError
from bot.fronts.discord.delivery import ANSWERED
from bot.movies.movie import Movie
from bot.movies.posters import NO_POSTER, Poster, PosterSource
from bot.movies.posters.pictures import Pictures
from tests.fronts.discord.room import Room, answer_of, films_of, open_room, text_of
from tests.fronts.discord.script import ScriptedBot
from tests.world import open_world

SLOW_S = 30.0


class SlowPosters:
    """Finds nothing, and takes its time."""

    async def find(self, movies: Sequence[Movie]) -> Mapping[int, Poster]:
        """No poster for every film."""
        await asyncio.sleep(SLOW_S)
        return {movie.movie_id: NO_POSTER for movie in movies}

    async def close(self) -> None:
        """Nothing is open."""


class FailingPosters(SlowPosters):
    """Takes its time, and then fails."""

    async def find(self, movies: Sequence[Movie]) -> Mapping[int, Poster]:
        """Raises, late."""
        await super().find(movies)
        raise OutsideError("The poster service is down. Please try again soon.")


@asynccontextmanager
async def _slow_room(home: Path, pictures: Pictures, posters: PosterSource | None = None) -> AsyncIterator[Room]:
    """A room in whose Discord time passes only when the test says so."""
    async with (
        open_world(home, posters=posters or SlowPosters()) as world,
        open_room(world.bot, pictures, settle_timeout=1.5) as room,
    ):
        await room.says("!like Matrix; Alien (1979)")
        yield room


def _typed(room: Room) -> int:
    return sum(entry.path.endswith("/typing") for entry in room.env.http_requests)


async def test_a_slow_slash_command_is_announced_in_time_and_answered(home: Path, pictures: Pictures) -> None:
    async with _slow_room(home, pictures) as room:
        result = await room.slash("recommend")
        await room.env.advance_time(2.9)
        assert result.acknowledged
        assert result.deferred
        assert not result.ephemeral
        await room.env.advance_time(SLOW_S)
        assert len(films_of(answer_of(result))) == 5
        assert len(answer_of(result).attachments) == 5


async def test_a_private_answer_to_what_was_announced_in_public_stays_private(home: Path, pictures: Pictures) -> None:
    async with _slow_room(home, pictures, FailingPosters()) as room:
        before = len(room.channel.history(viewer=room.bob))
        result = await room.slash("recommend")
        await room.env.advance_time(2.9)
        assert result.deferred
        await room.env.advance_time(SLOW_S)
        assert "please try again soon" in text_of(answer_of(result))
        assert answer_of(result).ephemeral
        seen_by_bob = [text_of(one) for one in room.channel.history(viewer=room.bob)[before:]]
        assert not any("poster service" in text or ANSWERED in text for text in seen_by_bob)


async def test_a_slow_answer_that_could_not_be_announced_is_given_up_quietly(
    home: Path, pictures: Pictures, caplog: pytest.LogCaptureFixture
) -> None:
    async with _slow_room(home, pictures) as room:
        room.env.inject_error(
            "POST", "/interactions/*/callback", status=404, code=10062, message="Unknown interaction", times=None
        )
        with caplog.at_level(logging.WARNING, "bot"):
            await room.slash("recommend")
            await room.env.advance_time(2 * SLOW_S)
        assert {"Unknown interaction" in record.message for record in caplog.records} == {True}


async def test_a_slow_answer_notifies_those_whom_it_calls_and_no_others(scripted: Room, bot: ScriptedBot) -> None:
    alice, bob = (str(member.id) for member in (scripted.alice, scripted.bob))
    bot.is_slow, bot.reply = True, Reply(f"{person(alice)} moved the night, {person(bob)}.", calls=(bob,))
    result = await scripted.slash("night move", time="saturday 8pm")
    await scripted.env.advance_time(2.9)
    assert result.deferred
    await scripted.env.advance_time(SLOW_S)
    assert answer_of(result).content == f"<@{alice}> moved the night, <@{bob}>."
    sent = [
        one.json["allowed_mentions"] for one in scripted.env.http_requests if "allowed_mentions" in (one.json or {})
    ]
    assert [one.get("users") for one in sent if one.get("users")] == [[scripted.bob.id]]


async def test_nobody_sees_that_a_slow_answer_about_a_secret_is_coming(scripted: Room, bot: ScriptedBot) -> None:
    bot.is_slow, bot.reply = True, Reply("That is between us.", private=True)
    for name, options in (("strike", {"film": "1"}), ("veto", {}), ("vote", {"film": "1"}), ("calendar", {})):
        result = await scripted.slash(name, **options)
        await scripted.env.advance_time(2.9)
        assert result.deferred
        assert result.ephemeral, name
        await scripted.env.advance_time(SLOW_S)
    bot.reply = Reply("Everybody may know that.")
    result = await scripted.slash("in")
    await scripted.env.advance_time(2.9)
    assert result.deferred
    assert not result.ephemeral
    await scripted.env.advance_time(SLOW_S)
    assert scripted.channel.history(viewer=scripted.bob) == [answer_of(result).message]


async def test_a_slow_press_is_acknowledged_in_time_and_changes_the_list(home: Path, pictures: Pictures) -> None:
    async with _slow_room(home, pictures) as room:
        await room.alice.send(room.channel, "!recommend")
        await room.env.advance_time(SLOW_S)
        listed = room.channel.history()[-1]
        result = await room.alice.click(listed, label="1 👍")
        await room.env.advance_time(2.9)
        assert result.acknowledged
        await room.env.advance_time(2 * SLOW_S)
        assert "You like" in text_of(answer_of(result))
        assert films_of(room.channel.history()[-1])[0] not in films_of(listed)


async def test_typing_shows_only_while_a_line_takes_long(home: Path, pictures: Pictures) -> None:
    async with _slow_room(home, pictures) as room:
        assert _typed(room) == 0
        said = await room.alice.send(room.channel, "!recommend")
        await room.env.advance_time(2.9)
        assert _typed(room) == 1
        assert room.channel.history()[-1].id == said.id
        await room.env.advance_time(SLOW_S)
        assert len(films_of(room.channel.history()[-1])) == 5


async def test_where_the_bot_cannot_show_that_it_types_the_answer_comes_all_the_same(
    home: Path, pictures: Pictures
) -> None:
    async with _slow_room(home, pictures) as room:
        room.env.inject_error("POST", "/channels/*/typing", status=403, code=50001, message="Missing Access")
        await room.alice.send(room.channel, "!recommend")
        await room.env.advance_time(SLOW_S)
        assert len(films_of(room.channel.history()[-1])) == 5


async def test_a_line_deleted_while_the_bot_thinks_is_answered_all_the_same(home: Path, pictures: Pictures) -> None:
    async with _slow_room(home, pictures) as room:
        said = await room.alice.send(room.channel, "!recommend")
        await room.alice.delete(said)
        await room.env.advance_time(SLOW_S)
        assert len(films_of(room.channel.history()[-1])) == 5
        sent = [one.json for one in room.env.http_requests if isinstance(one.json, dict) and "embeds" in one.json]
        assert sent[-1]["message_reference"]["fail_if_not_exists"] is False
