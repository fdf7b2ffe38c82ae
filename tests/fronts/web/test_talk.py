"""What a page may say to the server."""

import pytest

from bot.fronts.web.talk import Join, Press, Say, Typing, Unreadable, read


def test_a_page_says_four_things() -> None:
    assert read('{"type": "join", "member": "bob", "key": "k"}') == Join("bob", "k")
    assert read('{"type": "say", "line": "!recommend"}') == Say("!recommend")
    assert read('{"type": "press", "post": "a-1", "token": "more a7f3"}') == Press("a-1", "more a7f3")
    assert read('{"type": "typing"}') == Typing()


@pytest.mark.parametrize("member", ["null", '"mallory"', "7", '["you"]', "{}"])
def test_whoever_is_no_member_speaks_as_the_first_one(member: str) -> None:
    assert read(f'{{"type": "join", "member": {member}, "key": "k"}}') == Join("you", "k")


def test_half_a_character_pair_is_replaced() -> None:
    said = read('{"type": "say", "line": "\\ud83d!"}')
    assert isinstance(said, Say)
    assert said.line.encode() == b"?!"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "[]",
        "null",
        '{"type": "say"}',
        '{"type": "say", "line": 7}',
        '{"type": "shout", "line": "x"}',
        '{"type": "join", "member": "you"}',
        '{"type": "press", "post": "a-1", "token": "' + "x" * 101 + '"}',
        '{"type": "press", "post": "' + "x" * 41 + '", "token": "undo"}',
        "[" * 30_000,
    ],
)
def test_anything_else_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


def test_a_key_is_never_shown() -> None:
    assert "sesame" not in repr(Join("you", "sesame"))
