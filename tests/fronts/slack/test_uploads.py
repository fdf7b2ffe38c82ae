"""Films that a member brings as a file."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.chat.commands import Upload
from bot.chat.reply import Attachment, Reply
from bot.chat.sender import Sender
from bot.fronts.slack.delivery import SENT_DIRECTLY
from bot.fronts.slack.shared_files import MAY_NOT_READ, NOT_KEPT_BY_SLACK
from bot.taste.imports import LARGEST_FILE
from tests.fronts.discord.script import ScriptedBot
from tests.fronts.slack.loopback_slack import ALICE, BOB, BOT, CLOSED_CHANNEL, FILMS_CHANNEL, Refusal, Shown
from tests.fronts.slack.office import DIRECT, Office

LIST = b"The Matrix (1999)\nAlien (1979)\nNo Such Film At All (1903)\n"


async def _shares(office: Office, text: str = "", **changes: Any) -> Shown:
    """The message that a file shared with the bot ends in."""
    before = len(office.slack.shown)
    files = changes.pop("files", None) or [office.slack.share("films.txt", LIST)]
    assert await office.slack.say(text, **{"channel": DIRECT, "subtype": "file_share", "files": files, **changes})
    await office.slack.until(lambda: any(_is_preview(one) for one in office.slack.shown[before:]))
    return next(one for one in office.slack.shown[before:] if _is_preview(one))


def _is_preview(message: Shown) -> bool:
    is_note = "I am reading" in message.words or SENT_DIRECTLY in message.words
    return message.channel == DIRECT and not is_note


@pytest.mark.parametrize("words", ["", "import", "my old list"])
async def test_a_file_in_a_direct_message_is_read_shown_and_taken_in_on_a_yes(office: Office, words: str) -> None:
    offer = await _shares(office, words)
    assert "That file names 3 films" in offer.words
    assert {"Import", "Leave it"} <= set(offer.labels)
    assert "You have told me nothing yet" in (await office.says("taste", channel=DIRECT)).words
    assert "Imported: 2 you like" in (await office.presses(offer, "Import")).words
    assert "Alien (1979)" in (await office.says("taste", channel=DIRECT)).words


async def test_what_was_not_found_comes_as_a_table(office: Office) -> None:
    await _shares(office)
    await office.slack.until(lambda: any(file.get("channel") for file in office.slack.files.values()))
    (table,) = [file for file in office.slack.files.values() if file.get("channel")]
    assert (table["channel"], table["name"]) == (DIRECT, "reelmates-not-found.csv")
    assert b"No Such Film At All" in table["content"]


async def test_what_is_not_wanted_is_left(office: Office) -> None:
    offer = await _shares(office)
    assert "nothing has changed" in (await office.presses(offer, "Leave it")).words
    assert "You have told me nothing yet" in (await office.says("taste", channel=DIRECT)).words


@pytest.mark.parametrize("event", ["message", "app_mention"])
async def test_a_file_in_a_channel_is_read_on_the_word_import_and_told_in_private(office: Office, event: str) -> None:
    offer = await _shares(office, f"<@{BOT}> import", channel=FILMS_CHANNEL, type=event)
    assert "That file names 3 films" in offer.words
    (note,) = [one for one in office.slack.shown if one.channel == FILMS_CHANNEL]
    assert note.only == ALICE
    assert "direct message" in note.words


async def test_a_file_that_comes_as_two_events_is_read_once(office: Office) -> None:
    file, ts = office.slack.share("films.txt", LIST), "1700009999.000100"
    for event in ("message", "app_mention"):
        await office.slack.say(f"<@{BOT}> import", type=event, files=[file], ts=ts)
    await office.says("like Titanic", member=BOB, channel=f"D{BOB}")
    await office.slack.until(lambda: any(_is_preview(one) for one in office.slack.shown))
    assert len([one for one in office.slack.shown if "films.txt" in one.text or _is_preview(one)]) == 1


async def test_the_prefix_will_do_too(office: Office) -> None:
    assert "That file names 3 films" in (await _shares(office, "!import", channel=FILMS_CHANNEL)).words


async def test_files_that_are_not_for_the_bot_are_not_fetched(office: Office) -> None:
    file = office.slack.share("picture.txt", LIST)
    await office.slack.say("look at this", files=[file], subtype="file_share")
    assert "You like The Matrix" in (await office.says("!like Matrix", files=[file])).words
    assert "You like Titanic" in (await office.says("like Titanic", channel=DIRECT, files=[file])).words
    assert office.slack.fetched == []


async def test_the_token_is_shown_to_slack_alone(office: Office) -> None:
    for address in (
        "https://files.example/films.txt",
        "http://files.slack.com/films.txt",
        "https://files.slack.com.example/films.txt",
        "https://files.slack.com:8443/films.txt",
        "https://me@files.slack.com/films.txt",
        "http://127.0.0.1:9/films.txt",
        "ftp://files.slack.com/films.txt",
    ):
        file = office.slack.share("films.txt", LIST, url_private_download=address)
        assert NOT_KEPT_BY_SLACK in (await _shares(office, files=[file])).words
    assert office.slack.fetched == []


async def test_nobody_is_followed_to_another_address(office: Office) -> None:
    office.slack.moved_to = "http://127.0.0.1:9/elsewhere"
    assert MAY_NOT_READ in (await _shares(office)).words


async def test_without_the_right_to_read_files_the_member_hears_what_is_missing(office: Office) -> None:
    office.slack.shows_login = True
    assert "files:read" in (await _shares(office)).words


@pytest.mark.parametrize("told", [LARGEST_FILE + 1, 10])
async def test_a_file_that_is_too_large_is_given_up(office: Office, told: int) -> None:
    file = office.slack.share("films.txt", b"x" * (LARGEST_FILE + 1), size=told)
    assert "more than 20 MiB" in (await _shares(office, files=[file])).words
    assert bool(office.slack.fetched) == (told == 10)


async def test_a_file_of_a_channel_shared_with_others_is_asked_for(office: Office) -> None:
    office.slack.share("films.txt", LIST)
    offer = await _shares(office, files=[{"id": "Ffilms.txt", "file_access": "check_file_info"}])
    assert "That file names 3 films" in offer.words
    office.slack.refusals["files.info"] = [Refusal("file_not_found")]
    told = await _shares(office, files=[{"id": "Fother", "file_access": "check_file_info"}])
    assert MAY_NOT_READ in told.words


async def test_what_is_no_list_of_films_is_told_so(office: Office) -> None:
    file = office.slack.share("films.txt", b"\x00\x01\x02")
    assert "I find no films in that file" in (await _shares(office, files=[file])).words


class ReadingBot(ScriptedBot):
    """Reads a file as slowly as the test likes."""

    def __init__(self) -> None:
        super().__init__(Reply("Read.", files=(Attachment("rest.csv", "text/csv", b"title"),)))
        self.read: list[Upload] = []
        self.goes_on = asyncio.Event()

    async def receive(self, name: str, content: bytes, sender: Sender, told: Callable[[int, int], None]) -> Reply:
        """Tells of every film, and waits for the test to let it go on."""
        self.read.append(Upload(name, content))
        for done in range(1, 101):
            told(done, 100)
        await self.goes_on.wait()
        assert self.reply is not None
        return self.reply


@pytest.fixture
def bot() -> ReadingBot:
    """A bot that reads."""
    return ReadingBot()


async def test_how_far_it_has_come_is_told_at_most_once_a_second(scripted: Office, bot: ReadingBot) -> None:
    file = scripted.slack.share("films.txt", LIST)
    saying = asyncio.create_task(scripted.slack.say("", channel=DIRECT, files=[file]))
    reading = await scripted.slack.answer(0)
    await scripted.slack.until(lambda: "100 of 100 films" in scripted.slack.shown[0].words)
    assert "I am reading films.txt" in reading.words
    told = len(scripted.slack.called("chat.update"))
    assert told <= 2
    bot.goes_on.set()
    assert await saying
    assert scripted.slack.shown[0].words == "Read."
    assert bot.read == [Upload("films.txt", LIST)]


async def test_a_channel_that_is_closed_to_the_bot_is_no_hindrance(office: Office) -> None:
    offer = await _shares(office, f"<@{BOT}> import", channel=CLOSED_CHANNEL, type="app_mention")
    assert "That file names 3 films" in offer.words
