"""`kill -9` over whole movie nights: nothing that members were answered is lost, and every message comes once.

The process killed is a child. This one plays the members and keeps the channel, so that it knows what was sent.
"""

import contextlib
import json
import random
import shutil
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from bot.ingest import build
from bot.movies.dataset import Dataset
from bot.nights.store.outbox import PATIENCE
from bot.recommend.index_folder import IndexFolder
from tests.faults.guestbook import Guestbook, as_kept
from tests.faults.lobby import Aim, Answer, Cinema, Killed, Lobby, Message, Trap, showing
from tests.faults.programme import MEMBERS, Desk, Programme, Said, Step

_BEGAN = datetime(2026, 11, 28, 10, tzinfo=UTC)
_A_MOMENT, _HIGH_TIME = timedelta(seconds=1), timedelta(minutes=8)
_TASTES = {"alice": (7, 19, 30), "bob": (41, 58), "carol": (64, 77, 102), "dave": (110,)}
_OCCASIONS = {Aim.BEFORE_POST: 2, Aim.AFTER_POST: 2, Aim.AT_THE_MARK: 2, Aim.ASKED: 4, Aim.WITHIN: 20, Aim.BETWEEN: 20}
_WHILE_S = {Aim.AT_THE_MARK: 0.01, Aim.WITHIN: 0.05}


class Recorder:
    """Plays evenings with the bot and writes down what was answered; it goes on where a kill has interrupted it."""

    def __init__(self, chance: random.Random, lobby: Lobby) -> None:
        self._desk = Desk(Guestbook(), _BEGAN)
        self._lobby = lobby
        self._programme = Programme(chance, self._desk)
        self._steps = self._programme.steps()
        self._step: Step = next(self._steps)
        self._is_begun = False
        self._due: set[Message] = set()

    def resume(self, cinema: Cinema) -> None:
        """The bot is there again: what it has kept is what was answered, and by and by it says what it owes."""
        if not self._desk.book.verdicts:
            self._introduce(cinema)
        for pause in (_A_MOMENT, PATIENCE):
            self._desk.now += pause
            cinema.move(self._desk.now)
            if pause is _A_MOMENT:
                self._compare(cinema)
            cinema.is_safe = self._is_high_time
            cinema.announce()

    def play(self, cinema: Cinema, evenings: int | None = None) -> None:
        """Plays until the bot is killed, or so many evenings are over."""
        while evenings is None or self._programme.evenings < evenings:
            cinema.is_safe = self._is_high_time
            self._do(cinema)

    def check(self) -> None:
        """Every message that was due is in the channel: once where history can be read, and no other is."""
        said = self._lobby.messages
        assert said.keys() == self._due, f"too many: {said.keys() - self._due}, lost: {self._due - said.keys()}"
        for message, times in said.items():
            doubles = 0 if self._lobby.has_history else self._lobby.doubtful[message]
            assert times <= 1 + doubles, f"{message} is there {times} times"

    @property
    def evenings(self) -> int:
        """How many are over."""
        return self._programme.evenings

    @property
    def _is_high_time(self) -> bool:
        """What would come later still might come too late to be of use."""
        return self._programme.start_at - _HIGH_TIME <= self._desk.now < self._programme.start_at

    def _introduce(self, cinema: Cinema) -> None:
        """Members tell their tastes."""
        cinema.move(self._desk.now)
        for name, films in _TASTES.items():
            cinema.say(name, f"like {'; '.join(f'#{film}' for film in films)}")
            for film in films:
                self._desk.book = self._desk.book.liked(name, film)

    def _do(self, cinema: Cinema) -> None:
        step, self._is_begun = self._step, True
        if isinstance(step, Said):
            answer = cinema.say(step.name, step.line)
            if step.after:
                self._desk.book = step.after(self._desk.book)
            self._go_on(answer)
            return
        self._due |= set(step.due)
        self._desk.now = max(self._desk.now, step.until)
        cinema.move(self._desk.now)
        cinema.announce()
        self.check()
        self._go_on(None)

    def _go_on(self, answer: Answer | None) -> None:
        self._step, self._is_begun = self._steps.send(answer), False

    def _compare(self, cinema: Cinema) -> None:
        """What is kept is what was answered, give or take the line without an answer."""
        rows = {name: _own_data(cinema.say(name, "mydata")) for name in MEMBERS}
        sure, found, step = self._desk.book, as_kept(rows).of_nights(self._desk.book.pages), self._step
        possible = step.possible(sure) if isinstance(step, Said) and self._is_begun else [sure]
        assert any(found == one for one in possible), f"after {step}:\n{found.unlike(sure)}"
        self._desk.book = found
        if isinstance(step, Said) and step.has_counted(sure, found):
            self._go_on(None)


def _own_data(answer: Answer) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(answer["files"][0])["kept"]
    return kept


@pytest.fixture(scope="module")
def indexed(lanterns: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the lanterns, in a folder without members."""
    folder = tmp_path_factory.mktemp("indexed")
    build(lanterns, IndexFolder(folder / "index-1"), lambda _: None)
    return folder


@pytest.fixture
def folder(indexed: Path, tmp_path: Path) -> Path:
    """A folder of its own with the same index."""
    return Path(shutil.copytree(indexed, tmp_path / "cinema"))


@pytest.mark.parametrize("kills", [4, pytest.param(150, marks=pytest.mark.long)])
def test_no_kill_loses_or_doubles_anything_of_a_night_where_history_can_be_read(
    kills: int, folder: Path, chance: random.Random
) -> None:
    lobby = Lobby(has_history=True)
    _play(folder, lobby, chance, kills)
    assert lobby.found >= lobby.kills[Aim.AFTER_POST]


@pytest.mark.parametrize("kills", [pytest.param(50, marks=pytest.mark.long)])
def test_a_kill_doubles_one_message_at_most_and_loses_none_where_history_cannot_be_read(
    kills: int, folder: Path, chance: random.Random
) -> None:
    lobby = Lobby(has_history=False)
    _play(folder, lobby, chance, kills)
    assert lobby.kills[Aim.AFTER_POST] <= lobby.doubled <= kills


def _play(folder: Path, lobby: Lobby, chance: random.Random, kills: int) -> None:
    """The bot is killed so often over whole evenings; the last one is played to its end."""
    recorder = Recorder(chance, lobby)
    for trap in _traps(chance, kills):
        with showing(folder, lobby, trap) as cinema, contextlib.suppress(Killed):
            recorder.resume(cinema)
            recorder.play(cinema)
    with showing(folder, lobby, None) as cinema:
        recorder.resume(cinema)
        recorder.play(cinema, recorder.evenings + 1)
    assert lobby.kills.total() == kills
    heard = f"{len(lobby.messages)} messages, {lobby.found} found, {lobby.doubled} doubled"
    hits = ", ".join(f"{count} {aim}" for aim, count in lobby.kills.items())
    print(f"{recorder.evenings} evenings, {heard}; kills: {hits}")  # noqa: T201 (pytest shows it with a failure)


def _traps(chance: random.Random, kills: int) -> list[Trap]:
    """As many of every aim; an evening has some thirty lines and six messages."""
    aims = [aim for aim, _ in zip(cycle(Aim), range(kills), strict=False)]
    chance.shuffle(aims)
    return [Trap(aim, chance.randint(1, _OCCASIONS[aim]), chance.random() * _WHILE_S.get(aim, 0)) for aim in aims]
