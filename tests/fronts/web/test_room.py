"""The channel's memory."""

from bot.fronts.web.render import spoken
from bot.fronts.web.room import POSTS_KEPT, Room, Tab
from tests.world import Clock


def posts_for(room: Room, member: str) -> list[str]:
    tab = Tab(member)
    room.enter(tab, {})
    posts = tab.outbox.get_nowait()["posts"]
    assert isinstance(posts, list)
    return [post["text"] for post in posts]


def test_the_room_remembers_the_latest_posts_only() -> None:
    room = Room(Clock())
    for number in range(POSTS_KEPT + 5):
        room.post("you", spoken(f"line {number}"))
    assert posts_for(room, "bob") == [f"line {number}" for number in range(5, POSTS_KEPT + 5)]


def test_a_private_post_is_remembered_for_its_member_alone() -> None:
    room = Room(Clock())
    room.post("Reelmates", spoken("for alice"), only="alice")
    assert posts_for(room, "alice") == ["for alice"]
    assert posts_for(room, "bob") == []


def test_posts_of_two_starts_never_share_an_id() -> None:
    assert Room(Clock()).post("you", spoken("x")).post_id != Room(Clock()).post("you", spoken("x")).post_id


def test_a_changed_list_is_shown_where_the_button_was_or_else_where_the_list_is() -> None:
    room = Room(Clock())
    shown = {**spoken("five films"), "list": "a7f3"}
    first = room.post("Reelmates", shown)
    latest = room.post("Reelmates", shown)
    reason = room.post("Reelmates", spoken("why"), only="alice")
    room.post("Reelmates", shown, only="bob")
    assert room.post_of_list("a7f3", first.post_id, "alice") == first.post_id
    assert room.post_of_list("a7f3", reason.post_id, "alice") == latest.post_id
    assert room.post_of_list("b0b0", reason.post_id, "alice") == reason.post_id
    assert room.post_of_list(None, reason.post_id, "alice") == reason.post_id


def test_the_newest_card_of_a_night_that_stands_before_everybody_is_the_one_to_change() -> None:
    room = Room(Clock())
    card = {**spoken("Movie night"), "night": "a1b2c3d4e5f6"}
    room.post("Reelmates", card)
    latest = room.post("Reelmates", card)
    room.post("Reelmates", card, only="alice")
    assert room.card_of("a1b2c3d4e5f6") == latest.post_id
    assert room.card_of("f6e5d4c3b2a1") is None
    assert room.card_of(None) is None


def test_a_private_card_of_a_night_counts_until_one_for_everybody_stands_below_it() -> None:
    room = Room(Clock())
    card = {**spoken("Movie night"), "night": "a1b2c3d4e5f6"}
    room.post("Reelmates", card)
    ballot = room.post("Reelmates", card, only="alice")
    room.post("bob", spoken("hello"))
    assert room.own_card_of("a1b2c3d4e5f6", "alice") == ballot.post_id
    assert room.own_card_of("a1b2c3d4e5f6", "bob") is None
    room.post("Reelmates", card)
    assert room.own_card_of("a1b2c3d4e5f6", "alice") is None
