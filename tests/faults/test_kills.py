"""`kill -9` at random moments: the product starts again every time, and nothing acknowledged is missing.

The processes killed are children; this one says the lines, writes down what was acknowledged and compares.
"""

import os
import random
import re
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.driver import PATIENCE_S, Child, Talk, children_of, command_of, run, talking
from tests.faults.lanterns import FILMS, lanterns_in, write_lanterns
from tests.faults.refusals import Terminal

_TRIES = 10
_HEADINGS = {"You like": "like", "Not for you": "dislike", "Seen": "seen"}
_LINES_A_SESSION = 25
_ANYWHERE, _WITHIN_A_LINE, _AFTER_AN_ANSWER = "anywhere", "within a line", "after an answer"


@dataclass(frozen=True, slots=True)
class Record:
    """A member's verdicts as acknowledged, and the record before the latest action, which an undo goes back to."""

    told: Mapping[int, str]
    former: "Record | None" = None

    def after(self, line: str) -> "Record":
        """What must be on record once this line is acknowledged."""
        word, _, films = line.partition(" ")
        if word == "undo":
            return self.former or self
        told = dict(self.told)
        for movie_id in (int(film) for film in re.findall(r"\d+", films)):
            told.pop(movie_id, None)
            if word != "forget":
                told[movie_id] = word
        return self if told == self.told else Record(told, self)


class Witness:
    """Says lines for one member and keeps the record; a line without an answer may count or not, but only whole."""

    def __init__(self, chance: random.Random, record: Record) -> None:
        self._chance = chance
        self._sure = record
        self._possible = record

    def compare(self, talk: Talk) -> None:
        """What the bot says it was told must be what was acknowledged, give or take the unanswered line."""
        told = told_to(talk)
        assert told in (self._sure.told, self._possible.told)
        self._sure = self._possible = self._possible if told == self._possible.told else self._sure

    def say(self, talk: Talk, until: float) -> bool:
        """Says a random line; whether it was acknowledged before this moment of the monotonic clock."""
        line = self._line()
        self._possible = self._sure.after(line)
        talk.child.write(f"alice: !{line}")
        acknowledged = talk.child.read(until) is not None
        if acknowledged:
            self._sure = self._possible
        return acknowledged

    def _line(self) -> str:
        films = "; ".join(f"#{movie_id}" for movie_id in self._chance.sample(range(1, FILMS + 1), 3))
        known = self._chance.choice(sorted(self._sure.told) or [1])
        likely = [f"like {films}", f"dislike {films}", f"seen {films}", f"like #{known}", f"forget #{known}", "undo"]
        return self._chance.choice(likely)


def told_to(talk: Talk) -> dict[int, str]:
    """Alice's verdicts by film, from all pages of what the bot says it was told."""
    told: dict[int, str] = {}
    pages = page = 1
    while page <= pages:
        text = talk.ask(f"alice: !taste {page}")["text"]
        if found := re.search(r"Page \d+ of (\d+)", text):
            pages = int(found[1])
        for line in text.splitlines():
            heading = line.partition(" (")[0]
            told |= dict.fromkeys(lanterns_in([line]), _HEADINGS.get(heading, ""))
        page += 1
    return told


def spread(chance: random.Random, count: int, length: float) -> list[float]:
    """Random moments of an operation of this length, one in each of `count` equal parts of it, in any order."""
    moments = [length * (part + chance.random()) / count for part in range(count)]
    chance.shuffle(moments)
    told = ", ".join(f"{moment:.4f}" for moment in sorted(moments))
    print(f"{count} moments of {length:.3f} s: {told}")  # noqa: T201 (pytest shows it with a failure)
    return moments


@pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.long)])
def test_no_acknowledged_verdict_is_missing_after_a_kill(kills: int, lantern_data: Path, chance: random.Random) -> None:
    witness = Witness(chance, Record({}))
    with talking(lantern_data) as talk:
        witness.compare(talk)
        ready_s = talk.child.age_s
        for _ in range(_LINES_A_SESSION):
            assert witness.say(talk, time.monotonic() + PATIENCE_S)
        session_s = talk.child.age_s
    for where, moment in _plan(chance, kills, session_s, (session_s - ready_s) / _LINES_A_SESSION):
        talk = Talk(lantern_data)
        try:
            _talk_until(talk, witness, where, moment)
            assert talk.child.is_running(), talk.child.errors
        finally:
            talk.child.kill()
        assert "Traceback" not in talk.child.errors
    with talking(lantern_data) as talk:
        witness.compare(talk)


def _plan(chance: random.Random, kills: int, session_s: float, line_s: float) -> list[tuple[str, float]]:
    """A third of the kills anywhere from start to end, a third within a line, a third as soon as an answer is read."""
    each = -(-kills // 3)
    plan = [(_ANYWHERE, moment) for moment in spread(chance, each, session_s)]
    plan += [(_WITHIN_A_LINE, moment) for moment in spread(chance, each, line_s)]
    plan += [(_AFTER_AN_ANSWER, PATIENCE_S)] * each
    chance.shuffle(plan)
    return plan[:kills]


def _talk_until(talk: Talk, witness: Witness, where: str, moment: float) -> None:
    if where == _ANYWHERE:
        until = talk.child.started_at + moment
        talk.child.write("alice: !help")
        if talk.child.read(until) is None:
            return
        witness.compare(talk)
        while witness.say(talk, until):
            pass
        return
    witness.compare(talk)
    for _ in range(3):
        assert witness.say(talk, time.monotonic() + PATIENCE_S)
    assert witness.say(talk, time.monotonic() + moment) or where == _WITHIN_A_LINE


@pytest.mark.parametrize("kills", [pytest.param(50, marks=pytest.mark.long)])
def test_a_killed_ingest_leaves_the_former_index_working(
    kills: int, lantern_data: Path, tmp_path: Path, terminal: Terminal, chance: random.Random
) -> None:
    sources = {word: write_lanterns(tmp_path / word, word, seed=2) for word in ("Lantern", "Beacon")}
    assert terminal.run("say", "!like #18", "--data-dir", lantern_data).code == 0
    building_at, ingest_s = _watched_ingest(sources["Lantern"], lantern_data)
    whole = spread(chance, -(-kills // 2), ingest_s)
    building = [building_at + moment for moment in spread(chance, kills // 2, ingest_s - building_at)]
    current = "Lantern"
    for number, moment in enumerate(moment for pair in zip(whole, building, strict=True) for moment in pair):
        former = (lantern_data / "current").read_text()
        other = "Beacon" if current == "Lantern" else "Lantern"
        child = Child("ingest", sources[other], "--data-dir", lantern_data, home=tmp_path)
        _kill_ingest(child, moment, is_parent=number % 4 in (0, 3))
        if (lantern_data / "current").read_text() != former:
            current = other
        _assert_recommends_from(current, lantern_data)
    other = "Beacon" if current == "Lantern" else "Lantern"
    assert run("ingest", sources[other], "--data-dir", lantern_data, cwd=tmp_path).returncode == 0
    _assert_recommends_from(other, lantern_data)
    assert [folder.name for folder in lantern_data.glob("index-*")] == [(lantern_data / "current").read_text().strip()]


def test_an_interrupted_ingest_leaves_nothing_behind(lantern_data: Path, tmp_path: Path) -> None:
    source = write_lanterns(tmp_path / "source")
    for _ in range(_TRIES):  # an ingest of so little may be done before the interrupt arrives
        former = set(lantern_data.glob("index-*"))
        child = Child("ingest", source, "--data-dir", lantern_data, home=lantern_data.parent)
        _wait_for_folder(child, lantern_data, former)
        os.killpg(child.pid, signal.SIGINT)
        code = child.close()
        if code != 0:
            break
    assert code == 130
    assert child.errors == "Stopped.\n"
    assert set(lantern_data.glob("index-*")) == former


def _watched_ingest(source: Path, data_dir: Path) -> tuple[float, float]:
    """Seconds until an undisturbed ingest begins to write its index, and until its end."""
    folders = set(data_dir.glob("index-*"))
    child = Child("ingest", source, "--data-dir", data_dir, home=data_dir.parent)
    _wait_for_folder(child, data_dir, folders)
    building_at = child.age_s
    assert child.close() == 0, child.errors
    return building_at, child.age_s


def _wait_for_folder(child: Child, data_dir: Path, former: set[Path]) -> None:
    while set(data_dir.glob("index-*")) == former and child.is_running():
        time.sleep(0.001)


def _kill_ingest(child: Child, moment: float, is_parent: bool) -> None:
    """Kills the ingest or the process that builds for it; both are gone on return, and neither has babbled."""
    while child.is_running() and child.age_s < moment:
        time.sleep(0.0005)
    builders = [pid for pid in children_of(child.pid) if "bot.stages" in command_of(pid)]
    if is_parent or not builders:
        child.kill()
    else:
        os.kill(builders[0], signal.SIGKILL)
        assert child.close() in (0, 2), child.errors
    until = time.monotonic() + PATIENCE_S
    while any(command_of(pid) for pid in builders):
        assert time.monotonic() < until, "the builder goes on though the ingest is gone"
        time.sleep(0.001)
    assert "Traceback" not in child.errors


def _assert_recommends_from(word: str, data_dir: Path) -> None:
    with talking(data_dir) as talk:
        titles = [card["title"] for card in talk.ask("you: !recommend")["cards"]]
        assert len(lanterns_in(titles, word)) == 5
        assert lanterns_in([talk.ask("you: !taste")["text"]], word) == [18]


@pytest.mark.parametrize("kills", [pytest.param(20, marks=pytest.mark.long)])
def test_a_database_killed_during_its_first_migration_is_made_at_the_next_start(
    kills: int, lantern_data: Path, chance: random.Random
) -> None:
    with talking(lantern_data) as talk:
        _wait_for_database(talk, lantern_data)
        made_at = talk.child.age_s
        talk.ask("alice: !help")
        migration_s = talk.child.age_s - made_at
    for moment in spread(chance, kills, migration_s):
        for file in lantern_data.glob("reelmates.db*"):
            file.unlink()
        talk = Talk(lantern_data)
        try:
            _wait_for_database(talk, lantern_data)
            time.sleep(moment)
            assert talk.child.is_running(), talk.child.errors
        finally:
            talk.child.kill()
        with talking(lantern_data) as talk:
            talk.ask("alice: !like #7")
            assert told_to(talk) == {7: "like"}


def _wait_for_database(talk: Talk, data_dir: Path) -> None:
    while not (data_dir / "reelmates.db").exists():
        assert talk.child.is_running(), talk.child.errors
        time.sleep(0.0005)
