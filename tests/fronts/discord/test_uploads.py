"""Films that a member brings as a file: with /import, in a channel, and directly."""

import asyncio
from collections.abc import Callable
from typing import Any

import discord
import pytest

from bot.chat.commands import Upload
from bot.chat.reply import Attachment, Reply
from bot.chat.sender import Sender
from bot.fronts.discord.delivery import CLOSED_TO_ME, SENT_DIRECTLY
from bot.fronts.discord.uploads import NOT_FETCHED, ONE_AT_A_TIME, TYPING_SEEN_S
from bot.taste.imports import LARGEST_FILE
from tests.fronts.discord.room import Room, answer_of, labels_of, text_of
from tests.fronts.discord.script import ScriptedBot

LIST = ("films.txt", b"The Matrix (1999)\nAlien (1979)\nNo Such Film At All (1903)\n")
WORDS = ("import", "!import", "my old list")
STRIDE_S = 10.0
PICTURE = ("cat.png", b"\x89PNG\r\n\x1a\n\0\0\0\0")


def _direct(room: Room) -> list[discord.Message]:
    """What the bot has told alice directly."""
    return [one for one in room.alice.user.dm_channel.history() if one.author.bot]


async def _sends(room: Room, line: str, *files: tuple[str, bytes]) -> discord.Message:
    """What alice is told directly after a line with files in the channel."""
    before = len(_direct(room))
    await room.alice.send(room.channel, line, attachments=files or (LIST,))
    (told,) = _direct(room)[before:]
    return told


async def _sends_directly(room: Room, line: str = "", *files: tuple[str, bytes]) -> discord.Message:
    """What alice is told after she has sent files in the direct talk."""
    stored = room.env.backend.store_attachments(room.alice.user.dm_channel.id, files or (LIST,))
    before = len(_direct(room))
    await room.alice.send_dm(line, attachments=stored)
    (told,) = _direct(room)[before:]
    return told


async def test_a_file_given_to_the_slash_command_is_shown_taken_in_and_undone(room: Room) -> None:
    offer = answer_of(await room.slash("import", file=LIST))
    assert offer.ephemeral
    assert "That file names 3 films" in text_of(offer)
    assert labels_of(offer) == [["Import", "Leave it"]]
    assert "told me nothing" in text_of(await room.says("!taste"))
    done = answer_of(await room.alice.click(offer, label="Import"))
    assert done.ephemeral
    assert "Imported: 2 you like" in text_of(done)
    assert "Alien" in text_of(await room.says("!taste"))
    await room.alice.click(done, label="Undo")
    assert "told me nothing" in text_of(await room.says("!taste"))


@pytest.mark.long
async def test_what_was_not_found_comes_as_a_table(room: Room) -> None:
    offer = answer_of(await room.slash("import", file=LIST))
    (table,) = offer.attachments
    assert table.filename == "reelmates-not-found.csv"
    assert b"No Such Film At All" in await table.read()


@pytest.mark.long
async def test_what_is_not_wanted_is_left(room: Room) -> None:
    offer = answer_of(await room.slash("import", file=LIST))
    assert "nothing has changed" in text_of(answer_of(await room.alice.click(offer, label="Leave it")))
    assert "told me nothing" in text_of(await room.says("!taste"))


async def test_without_a_file_the_slash_command_tells_how_to_bring_one(room: Room) -> None:
    told = answer_of(await room.slash("import"))
    assert told.ephemeral
    assert "give it to the command /import" in text_of(told)


@pytest.mark.parametrize("line", [pytest.param("!import", marks=pytest.mark.long), "{mention} import"])
async def test_a_file_in_a_channel_is_told_of_directly_and_taken_in_there(room: Room, line: str) -> None:
    offer = await _sends(room, line.format(mention=room.mention))
    assert "That file names 3 films" in text_of(offer)
    assert [one.filename for one in offer.attachments] == ["reelmates-not-found.csv"]
    assert [text_of(one) for one in room.channel.history() if one.author.bot] == [SENT_DIRECTLY]
    assert "Imported: 2 you like" in text_of(answer_of(await room.alice.user.click(offer, label="Import")))
    assert "Alien" in text_of(await room.says("!taste"))


async def test_with_several_servers_a_file_is_for_the_one_where_it_was_sent(room: Room) -> None:
    room.env.create_guild("Cinema").add_member(room.alice.user)
    await room.env.settle()
    offer = await _sends(room, "!import")
    assert "From now on we talk about your taste in Film Club" in text_of(offer)
    done = answer_of(await room.alice.user.click(offer, label="Import"))
    assert "Imported: 2 you like" in text_of(done)
    assert "Alien" in text_of(await room.says("!taste"))
    await room.alice.user.click(done, label="Undo")
    assert "told me nothing" in text_of(await room.says("!taste"))


@pytest.mark.long
async def test_where_discord_does_not_say_which_servers_are_shared_nothing_is_offered(room: Room) -> None:
    room.env.inject_error("GET", "/guilds/*/members/*", status=403, code=50001, message="Missing Access")
    told = await _sends(room, "!import")
    assert "which servers we share" in text_of(told)
    assert labels_of(told) == []


async def test_one_who_takes_no_direct_messages_is_led_to_the_slash_command(room: Room) -> None:
    room.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, message="Cannot send messages")
    await room.alice.send(room.channel, "!import", attachments=(LIST,))
    assert text_of(room.channel.history()[-1]) == CLOSED_TO_ME
    assert _direct(room) == []


@pytest.mark.parametrize("line", ["", *(pytest.param(one, marks=pytest.mark.long) for one in WORDS)])
async def test_a_file_sent_directly_needs_no_words(room: Room, line: str) -> None:
    offer = await _sends_directly(room, line)
    assert "That file names 3 films" in text_of(offer)
    assert "Imported: 2 you like" in text_of(answer_of(await room.alice.user.click(offer, label="Import")))


async def test_a_file_that_is_not_for_the_bot_is_not_fetched(room: Room) -> None:
    await room.alice.send(room.channel, "look at this", attachments=(LIST,))
    assert room.channel.history()[-1].author.id == room.alice.id
    await room.alice.send(room.channel, "!like Matrix", attachments=(PICTURE,))
    assert "You like The Matrix" in text_of(room.channel.history()[-1])
    assert "You like Titanic" in text_of(await _sends_directly(room, "like Titanic", PICTURE))


async def test_a_channel_where_the_bot_is_silent_stays_silent(room: Room) -> None:
    other = room.guild.create_text_channel("elsewhere")
    await room.who_manages().send(other, "!settings channels here")
    await room.alice.send(room.channel, "!import", attachments=(LIST,))
    assert not any(one.author.bot for one in room.channel.history())
    assert _direct(room) == []


async def test_several_files_are_sent_back(room: Room) -> None:
    assert text_of(await _sends_directly(room, "", LIST, PICTURE)) == ONE_AT_A_TIME
    assert text_of(await _sends(room, "!import", LIST, LIST)) == ONE_AT_A_TIME


async def test_what_is_no_list_of_films_is_told_so(room: Room) -> None:
    assert "I find no films in that file" in text_of(answer_of(await room.slash("import", file=PICTURE)))
    assert "I find no films in that file" in text_of(await _sends_directly(room, "", PICTURE))


async def test_a_file_that_is_too_large_is_not_fetched(room: Room) -> None:
    large = ("films.txt", b"x" * (LARGEST_FILE + 1))
    fetched = _counted(room)
    assert "more than 20 MiB" in text_of(answer_of(await room.slash("import", file=large)))
    assert "more than 20 MiB" in text_of(await _sends_directly(room, "", large))
    assert fetched == []


async def test_a_file_that_discord_does_not_give_is_asked_for_again(room: Room) -> None:
    stored = room.env.backend.store_attachments(room.alice.user.dm_channel.id, (LIST,))
    await room.alice.send_dm("", attachments=[{**one, "url": "https://cdn.simcord.invalid/gone"} for one in stored])
    assert text_of(_direct(room)[-1]) == NOT_FETCHED


async def test_a_file_is_answered_in_the_members_language(room: Room) -> None:
    large = ("films.txt", b"x" * (LARGEST_FILE + 1))
    await room.slash("language", language="de")
    assert "Diese Datei hat mehr als 20 MiB" in text_of(answer_of(await room.slash("import", file=large)))
    assert "In der Datei: 3 Filme" in text_of(await _sends(room, "!import"))


def _counted(room: Room) -> list[str]:
    """The addresses that files are fetched from, from now on."""
    fetched: list[str] = []
    known = room.env.bot.http.get_from_cdn

    def fetch(url: str) -> Any:
        fetched.append(url)
        return known(url)

    room.env.bot.http.get_from_cdn = fetch
    return fetched


class ReadingBot(ScriptedBot):
    """Reads a file in three strides, and takes its time over each."""

    def __init__(self) -> None:
        super().__init__(Reply("Read.", private=True, files=(Attachment("rest.csv", "text/csv", b"title"),)))
        self.read: list[Upload] = []
        self.strides_s = STRIDE_S
        self.at_once = self.most_at_once = 0

    async def receive(self, name: str, content: bytes, sender: Sender, told: Callable[[int, int], None]) -> Reply:
        """Tells of every thousandth film."""
        self.read.append(Upload(name, content))
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        for stride in range(3):
            for thousand in range(3):
                told((3 * stride + thousand + 1) * 1000, 9000)
            await asyncio.sleep(self.strides_s)
        self.at_once -= 1
        assert self.reply is not None
        return self.reply


@pytest.fixture
def bot() -> ReadingBot:
    """A bot that reads."""
    return ReadingBot()


def _news(room: Room) -> list[str]:
    """How the answer to a slash command was changed."""
    changes = (one.json for one in room.env.http_requests if one.method == "PATCH" and "@original" in one.path)
    return [change["content"] for change in changes if isinstance(change, dict)]


async def test_how_far_it_has_come_is_shown_at_most_once_a_second(scripted: Room, bot: ReadingBot) -> None:
    result = await scripted.slash("import", file=LIST)
    assert text_of(answer_of(result)) == "Looking for films: 3,000 of 9,000"
    assert result.ephemeral
    await scripted.env.advance_time(2 * STRIDE_S + 2)
    assert _news(scripted) == [f"Looking for films: {done} of 9,000" for done in ("3,000", "6,000", "9,000")]
    await scripted.env.advance_time(STRIDE_S)
    assert text_of(answer_of(result)) == "Read."
    assert bot.read == [Upload(*LIST)]


async def test_the_bot_is_seen_typing_while_a_line_with_a_file_is_answered(scripted: Room) -> None:
    await scripted.alice.send(scripted.channel, "!import", attachments=(LIST,))
    assert _typed(scripted) == 1
    await scripted.env.advance_time(TYPING_SEEN_S + 1)
    assert _typed(scripted) == 2
    await scripted.env.advance_time(3 * STRIDE_S)
    assert _typed(scripted) == 4
    assert text_of(_direct(scripted)[-1]) == "Read."


async def test_one_file_is_read_after_the_other(scripted: Room, bot: ReadingBot) -> None:
    bot.strides_s = 0.0
    backend, channel = scripted.env.backend, scripted.channel.id
    for member in (scripted.alice, scripted.bob):
        backend.create_message(channel, member.id, "!import", attachments=backend.store_attachments(channel, (LIST,)))
    await scripted.env.settle()
    assert len(bot.read) == 2
    assert bot.most_at_once == 1


def _typed(room: Room) -> int:
    return sum(entry.path.endswith("/typing") for entry in room.env.http_requests)
