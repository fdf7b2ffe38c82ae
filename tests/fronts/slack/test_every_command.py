"""Every command in its four forms: the prefix, a mention, a direct message and the slash command."""

import re
from collections.abc import Awaitable, Callable

import pytest

from bot.chat.entries import ENTRIES
from tests.fronts.discord.test_forms import EVENING, Step
from tests.fronts.slack.loopback_slack import ADMIN, BOB, BOT, FILMS_CHANNEL, Shown
from tests.fronts.slack.office import Office

DIRECT = f"D{ADMIN}"
Form = Callable[[Office, str], Awaitable[bool]]


async def _by_prefix(office: Office, words: str) -> bool:
    return await office.slack.say(f"!{words}", ADMIN)


async def _by_mention(office: Office, words: str) -> bool:
    line = f"<@{BOT}> {words}"
    return await office.slack.say(line, ADMIN) and await office.slack.say(line, ADMIN, type="app_mention")


async def _directly(office: Office, words: str) -> bool:
    """Where a night is planned, that has to be said in a channel."""
    if words.startswith("night "):
        return await office.slack.say(f"!{words}", ADMIN)
    return await office.slack.say(words, ADMIN, DIRECT)


async def _by_slash(office: Office, words: str) -> bool:
    command, _, text = words.partition(" ")
    return await office.slack.slash(f"/{command}", text, ADMIN)


FORMS = pytest.mark.parametrize(
    "say",
    [
        pytest.param(_by_prefix, id="prefix", marks=pytest.mark.long),
        pytest.param(_by_mention, id="mention", marks=pytest.mark.long),
        pytest.param(_directly, id="directly", marks=pytest.mark.long),
        pytest.param(_by_slash, id="slash"),
    ],
)


async def _answers(office: Office, say: Form, step: Step) -> str:
    """All that is shown to the member in return, and the names of files that are handed over."""
    before = len(office.slack.shown)
    assert await say(office, step.words)
    await office.slack.until(
        lambda: any(step.answer in one.words for one in office.slack.shown[before:] if one.only in (None, ADMIN))
    )
    return "\n".join(one.words for one in office.slack.shown[before:])


@FORMS
async def test_every_command_is_understood(office: Office, say: Form) -> None:
    for step in EVENING:
        await _answers(office, say, step)
    told = await _answers(office, say, Step("help", "help", "Find a film"))
    assert all(entry.name in told for entry in ENTRIES)
    for words in ("mydata", "export imdb", "calendar"):
        await _answers(office, say, Step(words, words, ""))
    assert {file["channel"] for file in office.slack.files.values() if file.get("channel")} == {DIRECT}


@FORMS
async def test_two_members_are_matched(office: Office, say: Form) -> None:
    for member in (ADMIN, BOB):
        for line in ("!like Matrix; Alien (1979); Aliens; Toy Story", "!dislike Titanic", "!taste share on"):
            await office.says(line, member=member)
    assert "Bob" in await _answers(office, say, Step(f"match <@{BOB}>", "match", "Bob"))


@FORMS
async def test_what_is_for_its_member_alone_is_read_by_nobody_else(office: Office, say: Form) -> None:
    for words in ("like Matrix", "taste", "privacy", "why 1", "like Xyzzy", "settings"):
        await _answers(office, say, Step(words, words, ""))
    read_by_all = [one for one in office.slack.shown if one.only is None and one.channel == FILMS_CHANNEL]
    assert read_by_all == []


async def test_every_button_that_is_shown_does_something(office: Office) -> None:
    """Of each kind one is pressed: a kind is the word that a button says, and what it reads."""
    for step in (*EVENING, Step("recommend privately", "recommend", "1. ")):
        await _answers(office, _by_slash, step)
    pressed: set[tuple[str, str]] = set()
    while waiting := [one for one in _buttons(office) if one[0] not in pressed]:
        kind, message, label = waiting[0]
        pressed.add(kind)
        before = _seen(office)
        assert await office.slack.press(message, label, ADMIN), kind
        await office.slack.until(lambda before=before: _seen(office) != before)  # type: ignore[misc]
    said = {word for word, _ in pressed}
    assert {"like", "dislike", "seen", "why", "more", "mood", "share", "undo", "in", "maybe", "out", "picks"} <= said
    assert {"veto", "vote", "close", "calendar", "cancel", "forgetme", "export", "mydata", "taste", "later"} <= said


def _buttons(office: Office) -> list[tuple[tuple[str, str], Shown, str]]:
    """Every button on every message: its kind, the message and its label."""
    return [
        ((one["value"].split()[0], re.sub(r"[^A-Za-z' ]", "", one["text"]["text"])), message, one["text"]["text"])
        for message in office.slack.shown
        for one in message.elements
        if one["type"] == "button"
    ]


def _seen(office: Office) -> tuple[object, ...]:
    """All that can change for a member."""
    return (len(office.slack.forms), len(office.slack.files), *(one.blocks for one in office.slack.shown))
