"""Nothing a member or a film's title says becomes markup or a mention in what the bot writes."""

from pathlib import Path

import discord
import pytest

from bot.movies.movie import Movie
from bot.movies.posters.pictures import Pictures
from tests.fronts.discord.room import Room, answer_of, open_room, takes_hold, text_of
from tests.world import dataset, open_world

NASTY = (
    "@everyone",
    "@here and <@123456789012345678>",
    "<@&123456789012345678> <#123456789012345678>",
    "**bold** __under__ ~~gone~~ ||spoiler|| `code`",
    "[click](https://evil.example)",
    "# Heading",
)


def _is_harmless(message: discord.Message) -> bool:
    mentioned = message.mention_everyone or message.raw_mentions or message.raw_role_mentions
    titles = [(embed.title or "").partition(". ")[2] for embed in message.embeds]
    written = [message.content, *titles, *(embed.description or "" for embed in message.embeds)]
    return not mentioned and not any(map(takes_hold, written))


@pytest.mark.parametrize("words", NASTY)
async def test_forged_words_are_repeated_harmlessly_in_every_form(room: Room, words: str) -> None:
    assert _is_harmless(await room.says(f"!like {words}"))
    assert _is_harmless(await room.says(f"{room.mention} {words}"))
    assert _is_harmless(answer_of(await room.slash("like", film=words)).message)


async def test_titles_that_look_like_markup_are_shown_as_they_are(tmp_path: Path, pictures: Pictures) -> None:
    films = [Movie(number, title, 1999) for number, title in enumerate(NASTY, start=1)]
    data = dataset(films, {rater: {movie.movie_id: 4.5 for movie in films} for rater in (1, 2)})
    async with open_world(tmp_path, data) as world, open_room(world.bot, pictures) as room:
        liked = await room.says("!like #1")
        assert _is_harmless(liked)
        assert "You like @everyone (1999)" in text_of(liked)
        listed = await room.says("!recommend")
        assert _is_harmless(listed)
        assert {f"{movie.title} (1999)" for movie in films[1:]} <= {
            line.partition(". ")[2] for line in text_of(listed).splitlines()
        }


async def test_every_message_is_sent_with_mentions_switched_off(room: Room) -> None:
    asked = await room.says("!like Twins")
    await room.slash("recommend")
    await room.alice.click(asked, label="Twins (1990)")
    sent = [entry.json for entry in room.env.http_requests if entry.method == "POST" and isinstance(entry.json, dict)]
    messages = [body.get("data", body) for body in sent if "content" in body.get("data", body)]
    assert len(messages) >= 3
    assert all(message["allowed_mentions"]["parse"] == [] for message in messages)


async def test_a_line_of_5000_characters_of_emoji_gets_a_short_answer(room: Room) -> None:
    answer = await room.says("!like " + "🎬" * 1990)
    assert 0 < len(answer.content) < 300


async def test_a_long_taste_is_told_in_messages_of_at_most_2000_characters(tmp_path: Path, pictures: Pictures) -> None:
    films = [Movie(number, f"{'*' * 190} {number}", 1999) for number in range(1, 31)]
    data = dataset(films, {1: {movie.movie_id: 4.0 for movie in films}, 2: {1: 5.0}})
    async with open_world(tmp_path, data) as world, open_room(world.bot, pictures) as room:
        await room.says("!like " + "; ".join(f"#{movie.movie_id}" for movie in films))
        answers = await room.hears("!taste")
        assert len(answers) > 1
        assert all(len(one.content) <= 2000 for one in answers)
        assert [bool(one.components) for one in answers] == [False] * (len(answers) - 1) + [True]
        result = await room.slash("taste show")
        private = [result.response, *result.followups]
        assert len(private) == len(answers)
        assert all(one is not None and one.ephemeral for one in private)
