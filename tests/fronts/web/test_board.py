"""What nights say by themselves at the page."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.chat.evenings import CannotLook, NightEvent
from bot.chat.night_commands import ShowNight
from bot.chat.reply import Attachment, Button, Reply
from bot.fronts.web.board import PageBoard
from bot.fronts.web.room import Room, Tab
from bot.fronts.web.shelf import Shelf
from bot.nights.night import Room as Channel
from tests.world import NOW, Clock

HOME = Channel("local", "home", "home")
REMINDER = ShowNight("a1b2c3d4e5f6", "reminder 1795809600")
START = ShowNight("a1b2c3d4e5f6", "start 1795811400")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def room(clock: Clock) -> Room:
    return Room(clock)


@pytest.fixture
def board(room: Room) -> PageBoard:
    return PageBoard(room, Shelf())


@pytest.fixture
def alice(room: Room) -> Iterator[Tab]:
    tab = Tab("alice")
    room.enter(tab, {})
    yield tab
    room.leave(tab)


def read_by(tab: Tab) -> list[str]:
    said = [tab.outbox.get_nowait() for _ in range(tab.outbox.qsize())]
    return [post["text"] for word in said if isinstance(post := word.get("post"), dict)]


def saying(token: ShowNight) -> Reply:
    return Reply("It begins!", buttons=(Button("The night", token),))


@pytest.mark.parametrize("elsewhere", [Channel("discord", "home", "home"), Channel("local", "home", "kitchen")])
def test_the_board_reaches_the_pages_own_channel_and_no_other(board: PageBoard, elsewhere: Channel) -> None:
    assert board.reaches(HOME)
    assert not board.reaches(elsewhere)


async def test_what_a_night_says_is_read_by_everybody(board: PageBoard, alice: Tab) -> None:
    await board.post(HOME, saying(START))
    assert read_by(alice) == ["It begins!"]


async def test_what_is_told_to_one_member_is_read_by_nobody_else(board: PageBoard, alice: Tab) -> None:
    await board.tell(HOME, "bob", Reply("You are the host."))
    assert read_by(alice) == []
    await board.tell(HOME, "alice", Reply("You are the host."))
    assert read_by(alice) == ["You are the host."]


async def test_a_message_is_found_by_its_button(board: PageBoard) -> None:
    post_id = await board.post(HOME, saying(REMINDER))
    assert await board.find(HOME, REMINDER, NOW) == post_id
    assert await board.find(HOME, START, NOW) is None


async def test_a_message_is_found_even_where_its_post_shows_something_else_by_now(
    board: PageBoard, room: Room, alice: Tab
) -> None:
    post_id = await board.post(HOME, saying(START))
    room.rewrite(post_id, {"text": "How was it?", "night": None, "list": None}, alice)
    assert await board.find(HOME, START, NOW) == post_id


async def test_an_older_message_with_the_same_button_is_not_the_one_looked_for(board: PageBoard, clock: Clock) -> None:
    await board.post(HOME, saying(REMINDER))
    clock.advance(minutes=1)
    assert await board.find(HOME, REMINDER, clock()) is None


async def test_what_was_said_before_a_restart_cannot_be_looked_at(board: PageBoard) -> None:
    with pytest.raises(CannotLook, match="forgets its posts"):
        await board.find(HOME, REMINDER, NOW - timedelta(seconds=1))


async def test_a_file_of_a_message_is_found_on_the_shelf(room: Room, alice: Tab) -> None:
    shelf = Shelf()
    file = Attachment("movie-night.ics", "text/calendar", b"BEGIN:VCALENDAR")
    read_by(alice)
    await PageBoard(room, shelf).post(HOME, Reply("Your calendar", files=(file,)))
    post = alice.outbox.get_nowait()["post"]
    assert isinstance(post, dict)
    assert shelf.get(post["files"][0]["href"].rpartition("/")[2]) == file


async def test_nobody_leaves_the_page_and_it_keeps_no_events(board: PageBoard) -> None:
    event = NightEvent("", HOME, "Movie night", "", "", NOW, NOW)
    assert not await board.missing(HOME, ["alice", "bob"])
    assert await board.keep_event(event) == ""
