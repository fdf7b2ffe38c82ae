"""Every word of the bot is a message: in a language that puts each into brackets, nothing stands outside of them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from gettext import NullTranslations

import pytest

from bot.chat.entries import ENTRIES
from bot.chat.grammar import parse, spell
from bot.chat.language import forget_taught, teach
from bot.chat.marks import in_plain
from bot.chat.reply import Button, Reply
from tests.boards import Lounge
from tests.world import FILMS, World, member

BRACKETS = "xx"
SAID = "§"  # before every command, in place of the prefix
NAMES = "alice bob carol dora Home lounge UTC Europe Berlin English Deutsch JSON"
TYPED = "horror comedy familiar balanced adventurous managers everybody"
FREE = set(f"{NAMES} {TYPED}".split())
ALONE = (
    "help",
    *(f"help {entry.name}" for entry in ENTRIES),
    *(
        "about",
        "privacy",
        "like",
        "like Matrix",
        "like Aliens; Alien (1979); Blade Runner",
        "dislike Titanic",
        "seen Toy Story",
    ),
    *(
        "like the thing",
        "like xyzzy; plugh",
        "like Matrix",
        "dislike Titanic",
        "seen Toy Story",
        "aside Aliens",
        "aside",
    ),
    *(
        "forget the thing",
        "forget Toy Story",
        "forget Toy Story",
        "undo",
        "undo",
        "recommend",
        "recommend 3",
        "more",
        "more",
    ),
    *(
        "recommend 3 comedy no horror 1990s under 2h famous",
        "recommend 1 since 2200",
        "recommend of alien",
        "recommend of xyzzy",
    ),
    *(
        "mood familiar",
        "mood",
        "why 1",
        "why 99",
        "why",
        "would I like Aliens",
        "would I like Titanic",
        "would",
        "share",
    ),
    *(
        "more like Matrix",
        "more like",
        "later Heat; Titanic; Amelie",
        "later",
        "pick",
        "pick",
        "drop Titanic",
        "drop the thing",
    ),
    *(
        "drop",
        "taste",
        "taste 2",
        "taste share",
        "taste share on",
        "match @bob",
        "match @alice",
        "match @nobody",
        "match",
    ),
    *(
        "taste share off",
        "match @bob",
        "import",
        "export",
        "export imdb",
        "export letterboxd",
        "export movielens",
        "export pdf",
    ),
    *(
        "settings",
        "settings zone xyzzy",
        "settings zone",
        "settings prefix abcdefgh",
        "settings mood sad",
        "settings hide xyzzy",
    ),
    *(
        "settings adult",
        "settings unknown",
        "settings planning",
        "settings cooldown",
        "settings cooldown recommend",
        "settings off",
    ),
    *(
        "settings off help",
        "settings xyzzy",
        "settings channels",
        "settings hide horror",
        "settings show horror",
        "settings adult on",
    ),
    *(
        "settings cooldown why 90s",
        "settings cooldown why off",
        "settings off match",
        "settings on match",
        "settings reset",
    ),
    *("settings planning managers", "settings planning everybody", "settings unknown off", "settings unknown on"),
    *("settings language xyzzy", f"settings language {BRACKETS}", "language", "language klingon"),
    *("link", "link nothing", "xyzzy", "recomend", "Matrix", "mydata", "forgetme", "undo"),
)


class Bracketed(NullTranslations):
    """Puts every message into brackets."""

    def gettext(self, message: str) -> str:
        return f"[{message}]"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"[{msgid1 if n == 1 else msgid2}]"


@pytest.fixture(autouse=True)
def _brackets() -> Iterator[None]:
    teach(BRACKETS, Bracketed())
    yield
    forget_taught()


@pytest.fixture
async def lounge(world: World) -> Lounge:
    """A channel whose space speaks in brackets, and three members with a taste."""
    manager = replace(member("dora"), manages=True)
    assert await world.bot.answer(parse(f"settings language {BRACKETS}"), manager)
    opened = Lounge(world)
    opened.board.manner = SAID
    return opened


def bare(text: str) -> str:
    """What of a text stands outside of brackets, and is no title, name, number or command."""
    text = in_plain(text)
    while text != (text := re.sub(r"\[[^\[\]]*\]", "", text)):
        pass
    text = re.sub(rf"{SAID}[^\n·]*", "", text)
    for movie in sorted(FILMS, key=lambda one: -len(one.title)):
        text = text.replace(str(movie), "").replace(movie.title, "")
    return " ".join(word for word in re.findall(r"[^\W\d_]{2,}(?:\+\d)?", text) if word not in FREE)


def told(reply: Reply | None) -> Iterator[str]:
    """All that a member reads of a reply, and of the message that it renews."""
    if reply is None:
        return
    buttons: list[Button] = [*reply.buttons, *(reply.menu.choices if reply.menu else ())]
    yield reply.text
    yield reply.menu.label if reply.menu else ""
    yield reply.picture.alt if reply.picture else ""
    for card in reply.cards:
        yield card.body
        buttons += card.buttons
    yield from (one.label for one in buttons if one.label.casefold() != spell(one.command).casefold())
    yield from told(reply.updated)


def outside(*replies: Reply | None) -> list[str]:
    """Words that are in no catalogue, with what they stand in."""
    return [f"{words}: {text}" for reply in replies for text in told(reply) if (words := bare(text))]


async def test_what_a_member_is_answered_is_in_the_catalogues(lounge: Lounge) -> None:
    for name in ("alice", "bob"):
        sender = replace(member(name), manages=True, manner=SAID, channel=lounge.channel)
        for line in ALONE:
            assert outside(await lounge.world.bot.hear(line, sender)) == [], line


async def test_what_is_said_of_a_night_is_in_the_catalogues(lounge: Lounge) -> None:
    bot = lounge.world.bot

    async def say(line: str, name: str = "alice") -> Reply:
        sender = replace(member(name), manner=SAID, channel=lounge.channel)
        reply = await bot.hear(line, sender)
        await bot.announcer.announce()
        assert outside(reply, *lounge.board.posts) == [], line
        assert reply is not None
        return reply

    for name, films in {"alice": "Matrix; Alien (1979)", "bob": "Titanic", "carol": "Spirited Away"}.items():
        await say(f"like {films}", name)
    for line in ("night", "nights", "fair", "night xyzzy", "night yesterday", "picks", "in", "vote", "veto", "cancel"):
        await say(line)
    for line in ("night saturday 8pm; comedy; lounge", "night", "night saturday 9pm", "night move saturday 9pm"):
        await say(line)
    for line in ("in", "maybe", "out", "in"):
        await say(line, "bob")
    await say("in", "carol")
    for line in (
        "night theme horror",
        "night place",
        "night host @bob",
        "night host @nobody",
        "night blind on",
        "night blind off",
    ):
        await say(line)
    for line in (
        "picks",
        "suggest Aliens",
        "suggest the thing",
        "suggest Aliens",
        "withdraw Aliens",
        "strike Aliens",
        "veto",
    ):
        await say(line, "bob")
    for line in (
        "suggest Toy Story",
        "veto Toy Story",
        "calendar",
        "vote open until saturday 19:00 quorum 2",
        "vote",
        "vote 1",
    ):
        await say(line, "bob")
    for line in ("vote 1", "vote 99", "close", "night", "tap loved"):
        await say(line, "carol")
    for line in ("close", "night", "nights", "fair"):
        await say(line, "bob")
    await lounge.live_until(lounge.world.clock.now + timedelta(days=3))
    for line in ("tap loved", "tap fine", "tap", "nights", "fair", "night unwatched"):
        await say(line, "bob")
    assert outside(*lounge.board.posts) == []


def test_a_word_outside_of_brackets_is_found() -> None:
    assert outside(Reply("[Noted: [two] films] and more", buttons=(Button("Go", parse("like Matrix")),))) == [
        "and more: [Noted: [two] films] and more",
        "Go: Go",
    ]
