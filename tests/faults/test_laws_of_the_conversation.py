"""Laws of the conversation, with lines and presses that chance makes up over the small world."""

import asyncio
import itertools
import logging
import random
import re
from collections import defaultdict
from collections.abc import Coroutine, Iterator
from typing import TypeVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.chat.commands import Command, More, Undo
from bot.chat.grammar import LONGEST_TOKEN, addressed, parse, spell
from bot.chat.reply import Button, Reply
from bot.chat.sender import Channel, Sender, Space
from bot.fronts.discord.plain import escaped
from bot.taste.profile import TasteProfile
from bot.taste.store import Member, TasteStore
from tests.faults.chatter import Chatter
from tests.world import FILMS, HOME, World, ids_of, member, open_world

T = TypeVar("T")
_CLUB = Space("club", "<@&1> *Club* @everyone")
# What Discord takes as it is: a mark behind a backslash, and what belongs to an address.
_WITHOUT_EFFECT = re.compile(r"\\.|https?://\S+", re.DOTALL)
Step = str | int
"""A line said, or the number of a button pressed."""


class Stage:
    """One world for many plays; everybody in a play is new."""

    def __init__(self, world: World, runner: asyncio.Runner) -> None:
        self._tastes = TasteStore(world.database)
        self._world = world
        self._runner = runner
        self._plays = itertools.count()

    def new_play(self) -> "Play":
        """A play among people whom the bot has never met."""
        return Play(self, f"{next(self._plays)}")

    def hear(self, line: str, name: str, is_direct: bool) -> Reply | None:
        """What a line is answered."""
        return self.hear_from(member(name, is_direct), line)

    def press(self, button: Button, name: str) -> Reply:
        """What a press is answered, by way of the button's token."""
        return self.press_from(member(name), spell(button.command))

    def hear_from(self, sender: Sender, line: str) -> Reply | None:
        """What a line of this sender is answered."""
        return self.run(self._world.bot.hear(line, sender))

    def press_from(self, sender: Sender, token: str) -> Reply:
        """What a press of this sender is answered, whatever the token that arrives."""
        return self.run(self._world.bot.answer(parse(token), sender))

    def taste_of(self, name: str) -> TasteProfile:
        """What is kept of a member's taste."""
        return self.run(self._tastes.taste_of(Member("test", HOME.key, name)))

    def run(self, work: Coroutine[object, object, T]) -> T:
        """Runs a coroutine to its end."""
        return self._runner.run(work)


class Play:
    """Lines and presses one after another, with the laws checked at every answer."""

    def __init__(self, stage: Stage, number: str) -> None:
        self._stage = stage
        self._number = number
        self._buttons: list[Button] = []
        self._shown: dict[str, set[int]] = defaultdict(set)
        self._owner: dict[str, str] = {}
        self._latest: dict[str, str] = {}

    def say(self, line: str, name: str, is_direct: bool = True) -> None:
        """Says a line; the answer keeps the laws."""
        reply = self._stage.hear(line, self._called(name), is_direct)
        if reply is not None:
            self._look_at(reply, name, after=parse(addressed(line, is_direct=is_direct) or ""))

    def press(self, button: Button, name: str) -> None:
        """Presses a button, whoever's it is; the answer keeps the laws."""
        self._look_at(self._stage.press(button, self._called(name)), name, after=button.command)

    def act(self, step: Step, name: str) -> Command:
        """Says a line, or presses one of the latest buttons by number; what that meant."""
        if isinstance(step, str):
            self.say(step, name)
            return parse(step)
        button = self._buttons[step % len(self._buttons)]
        self.press(button, name)
        return button.command

    def act_and_undo(self, step: Step, name: str) -> None:
        """Acts, and undoes it where it changed the taste: the taste is as before."""
        before = self._taste_of(name)
        if self.act(step, name) != Undo() and self._taste_of(name) != before:
            self.say("undo", name)
            assert self._taste_of(name) == before

    def _taste_of(self, name: str) -> TasteProfile:
        return self._stage.taste_of(self._called(name))

    def _called(self, name: str) -> str:
        return f"{name} {self._number}"

    def _look_at(self, reply: Reply, name: str, after: Command) -> None:
        assert_well_formed(reply)
        for shown in (reply, reply.updated):
            if shown is not None and any(isinstance(one.command, More) for one in shown.buttons):
                assert not self._taste_of(name).judged & set(ids_of(shown))
                self._remember(shown, name, after)
        self._buttons = [*self._buttons, *buttons_of(reply)][-60:]

    def _remember(self, shown: Reply, name: str, after: Command) -> None:
        list_id = next(one.command.list_id for one in shown.buttons if isinstance(one.command, More))
        assert list_id is not None
        if isinstance(after, More):
            former = after.list_id or self._latest[name]
            if self._owner[former] == name:
                assert not self._shown[former] & set(ids_of(shown)), "more repeats a film"
                self._shown[list_id] |= self._shown[former]
        if list_id not in self._owner:
            self._owner[list_id] = name
            self._latest[name] = list_id
        self._shown[list_id] |= set(ids_of(shown))


def buttons_of(reply: Reply) -> list[Button]:
    """Every button of the reply, of its cards, of its menu and of the message it changes."""
    found = [*reply.buttons, *(button for card in reply.cards for button in card.buttons)]
    found += reply.menu.choices if reply.menu else ()
    return found if reply.updated is None else [*found, *buttons_of(reply.updated)]


def assert_well_formed(reply: Reply) -> None:
    """What every front counts on."""
    assert 0 < len(reply.text) < 2000
    assert "Something went wrong" not in reply.text
    assert reply.text.encode()
    assert len(reply.cards) <= 10
    assert len(reply.buttons) <= 5
    assert reply.menu is None or 0 < len(reply.menu.choices) <= 25
    assert reply.picture is None or reply.picture.alt
    assert all(file.content for file in reply.files)
    assert len(set(ids_of(reply))) == len(reply.cards)
    for button in buttons_of(reply):
        token = spell(button.command)
        assert 0 < len(token) <= LONGEST_TOKEN
        assert parse(token) == button.command
        assert button.label
    if reply.updated is not None:
        assert reply.updated.updated is None
        assert_well_formed(reply.updated)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The small world, open for the whole module."""
    with asyncio.Runner() as runner:
        opening = open_world(tmp_path_factory.mktemp("stage"))
        world = runner.run(opening.__aenter__())
        try:
            yield Stage(world, runner)
        finally:
            runner.run(opening.__aexit__(None, None, None))


_COMMAND_WORDS = st.sampled_from(
    "like love dislike hate seen watched aside forget remove taste recommend rec more mood would why share match "
    "later watchlist drop pick undo instead space settings privacy mydata help start about liek recomend !like LIKE "
    "! #".split()
)
_TITLES = st.sampled_from(
    [film.title for film in FILMS]
    + [str(film) for film in FILMS]
    + [f"#{film.movie_id}" for film in FILMS]
    + ["matrx", "the thing", "alien", "no such film", "Amélie", "spirited", ""]
)
_FILTER_WORDS = st.sampled_from(
    "1 3 10 0 11 99 comedy no horror without romance 1990s 80s 1994 1990-1999 since before until under 2h 90min 2.5h "
    "famous hidden films with and -drama sci-fi science fiction 1h 30 #1 in".split()
)
_TEXT = st.text(max_size=60) | st.text(st.characters(max_codepoint=127), max_size=60)
_ANY_LINE = st.one_of(
    _TEXT,
    st.tuples(_COMMAND_WORDS, _TEXT).map(" ".join),
    st.tuples(_COMMAND_WORDS, st.lists(_TITLES | _TEXT, max_size=4).map("; ".join)).map(" ".join),
    st.tuples(st.sampled_from(["recommend", "rec", "more", "why", "taste"]), st.lists(_FILTER_WORDS, max_size=6)).map(
        lambda parts: " ".join([parts[0], *parts[1]])
    ),
    st.tuples(_COMMAND_WORDS, st.integers(0, 6000), st.sampled_from("x; é#\0😀")).map(
        lambda parts: f"{parts[0]} {parts[1] * parts[2]}"
    ),
)
_LIKELY_LINE = st.one_of(
    st.tuples(st.sampled_from(["like", "dislike", "seen", "forget"]), st.lists(_TITLES, min_size=1, max_size=3)).map(
        lambda parts: f"{parts[0]} {'; '.join(parts[1])}"
    ),
    st.sampled_from(
        "recommend|recommend 2|recommend 3 comedy|recommend 10|more|more like Alien|mood familiar|mood adventurous|"
        "why 1|share|taste|undo|later Titanic; #1214|later|pick|drop Titanic|taste share on|would I like Aliens".split(
            "|"
        )
    ),
)
_EVENING = st.lists(
    st.tuples(st.sampled_from(("alice", "bob")), st.booleans(), _LIKELY_LINE | st.integers(0, 59)), max_size=12
)
Evening = list[tuple[str, bool, Step]]


def _any_line_keeps_the_laws(stage: Stage, line: str) -> None:
    play = stage.new_play()
    play.say("like Alien (1979)", "alice")
    play.say(line, "alice", is_direct=False)
    play.act_and_undo(line, "alice")


def _any_evening_keeps_the_laws(stage: Stage, evening: Evening) -> None:
    play = stage.new_play()
    play.say("like The Matrix; Alien (1979)", "alice")
    play.say("recommend 3", "alice")
    for name, is_undone, step in evening:
        if is_undone:
            play.act_and_undo(step, name)
        else:
            play.act(step, name)


@settings(max_examples=200, derandomize=True)
@given(line=_ANY_LINE)
@example(line=f"recomend {'0' * 43}; {'0' * 43}")  # a token that is longer than the line it says
def test_any_line_gets_a_short_answer_or_none(stage: Stage, line: str) -> None:
    _any_line_keeps_the_laws(stage, line)


@settings(max_examples=60, derandomize=True)
@given(evening=_EVENING)
def test_an_evening_of_lines_and_presses_keeps_the_laws(stage: Stage, evening: Evening) -> None:
    _any_evening_keeps_the_laws(stage, evening)


@pytest.mark.parametrize("steps", [400, pytest.param(10_000, marks=pytest.mark.long)])
def test_fifty_members_chatting_at_random_are_all_answered_and_nobody_is_pinged(
    steps: int, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(steps)
    chatter, tokens = Chatter(chance), ["help"]
    for _ in range(steps):
        sender = _anybody(chance)
        if chance.random() < 0.6:
            line = chatter.line()
            reply = stage.hear_from(sender, line)
            # Those who manage a space may have told the bot to keep to another channel.
            has_to_answer = sender.is_direct and not sender.channel.key and line.strip()
            assert reply is not None or not has_to_answer, ascii(line)
        else:
            reply = stage.press_from(sender, chatter.token(chance.choice(tokens)))
        if reply is not None:
            assert_well_formed(reply)
            assert_pings_nobody(reply)
            tokens = [*tokens, *(spell(button.command) for button in buttons_of(reply))][-200:]
    assert not [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def _anybody(chance: random.Random) -> Sender:
    """One of fifty members, some with names that would harm, in one of two spaces; only in one of them some manage."""
    name = f"{chance.choice(['alice', '@everyone', '**bob**', '<@&1>'])} {chance.randrange(50)}"
    space = chance.choice((HOME, _CLUB))
    channel = chance.choice((Channel("1", "films"), Channel("2", "@here"), Channel("", "")))
    manages = space is _CLUB and chance.random() < 0.5
    if chance.random() < 0.1:
        return Sender("chatter", name, name, None, (HOME, _CLUB), is_direct=True)
    return Sender("chatter", name, name, space, (), chance.random() < 0.5, channel, manages)


def assert_pings_nobody(reply: Reply) -> None:
    """No words of the reply, escaped as Discord's front does it, mention anybody or keep any markup."""
    for text in (reply.text, *(part for card in reply.cards for part in (card.body, str(card.movie)))):
        shown = escaped(text)
        assert not re.search(r"@(everyone|here|[!&]?\d)", shown), ascii(text)
        assert not re.search(r"[*_~`|<\[\]]", _WITHOUT_EFFECT.sub("", shown)), ascii(text)
    if reply.updated is not None:
        assert_pings_nobody(reply.updated)


@pytest.mark.long
@settings(max_examples=5000)
@given(line=_ANY_LINE)
def test_any_line_of_thousands_gets_a_short_answer_or_none(stage: Stage, line: str) -> None:
    _any_line_keeps_the_laws(stage, line)


@pytest.mark.long
@settings(max_examples=1000)
@given(evening=_EVENING)
def test_an_evening_of_a_thousand_keeps_the_laws(stage: Stage, evening: Evening) -> None:
    _any_evening_keeps_the_laws(stage, evening)
