"""`kill -9` while fifty members talk at once: no verdict, list, button, film for later or setting is lost.

The process killed is a child; this one plays the members, writes down what was acknowledged and compares.
"""

import json
import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from tests.faults.crowd import MANAGER
from tests.faults.driver import PATIENCE_S, Child
from tests.faults.lanterns import FILMS

_ROOT = Path(__file__).parents[2]
_MEMBERS = [MANAGER, *(f"member {number}" for number in range(1, 50))]
_VERDICTS = ("like", "dislike", "seen")
_LAST_TO_JUDGE = 200  # the films behind it are for watching later
_PREFIXES = "! ? $ % & + = rm!".split()
_ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "UTC")
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Account:
    """What is on record of a member: verdicts and lists' visible films by id, films for later, and the settings."""

    verdicts: dict[int, str] = field(default_factory=dict)
    later: frozenset[int] = frozenset()
    lists: dict[str, tuple[int, ...]] = field(default_factory=dict)
    settings: tuple[str, str] = ("!", "UTC")

    def after(self, line: str) -> "Account":
        """The account when the line has counted, but for what only its answer tells: the films of a list."""
        word, _, rest = line.partition(" ")
        films = [int(film) for film in re.findall(r"#(\d+)", rest)]
        match word:
            case "like" | "dislike" | "seen":
                return replace(self, verdicts=self.verdicts | dict.fromkeys(films, word))
            case "forget":
                return replace(self, verdicts={film: said for film, said in self.verdicts.items() if film not in films})
            case "later":
                return replace(self, later=self.later | set(films))
            case "drop":
                return replace(self, later=self.later - set(films))
            case "settings":
                name, value = rest.split()
                prefix, zone = self.settings
                return replace(self, settings=(value, zone) if name == "prefix" else (prefix, value))
        return self


class Witness:
    """Plays one member, one line at a time; a line without an answer may count or not, but only whole."""

    def __init__(self, name: str, chance: random.Random) -> None:
        self.name = name
        self.account = Account()
        self._chance = chance
        self._unanswered: str | None = None

    def next_line(self) -> str:
        """What the member says now."""
        self._unanswered = self._chance.choice(self._likely())
        return self._unanswered

    def acknowledge(self, answer: Answer) -> bool:
        """Writes down that the line has counted, and the list in the answer; not where the bot says that it could not.

        A line may have counted in part when a too busy database is told; like one without an answer, it is the last.
        """
        if "does not answer right now" in answer["text"]:
            return False
        assert self._unanswered is not None
        self.account = self.account.after(self._unanswered)
        shown = [button.split()[1] for button in answer["buttons"] if re.fullmatch(r"more [a-z0-9]{12}", button)]
        if shown:
            self.account = replace(self.account, lists=self.account.lists | {shown[0]: tuple(answer["films"])})
        self._unanswered = None
        return True

    def compare(self, kept: Answer, screen: str) -> None:
        """What is kept now is what was acknowledged, give or take the unanswered line."""
        line, self._unanswered = self._unanswered or "", None
        found = Account(
            {row["movie_id"]: row["verdict"] for row in kept["verdicts"]},
            frozenset(row["movie_id"] for row in kept["later_films"]),
            {row["list_id"]: tuple(row["visible"]) for row in kept["shown_lists"]},
            _settings_on(screen) if self.name == MANAGER else ("!", "UTC"),
        )
        possible = [replace(one, lists=found.lists) for one in (self.account, self.account.after(line))]
        assert found in possible, f"{self.name} after {line!r}: {found} is none of {possible}"
        pressed = line.partition(" in ")[2]
        new = found.lists.keys() - self.account.lists.keys()
        assert len(new) <= (line == "recommend"), f"{self.name} has lists of which nobody was told"
        for list_id, films in self.account.lists.items():
            shown = found.lists.get(list_id, ())
            assert shown == films or (shown and list_id == pressed), f"{self.name}'s list {list_id} after {line!r}"
        self.account = found

    def _likely(self) -> list[str]:
        chance, account = self._chance, self.account
        two = "; ".join(f"#{film}" for film in chance.sample(range(1, _LAST_TO_JUDGE + 1), 2))
        waiting = "; ".join(f"#{film}" for film in chance.sample(range(_LAST_TO_JUDGE + 1, FILMS + 1), 2))
        lines = [f"{chance.choice(_VERDICTS)} {two}", f"later {waiting}", "recommend"]
        if account.verdicts:
            lines.append(f"forget #{chance.choice(sorted(account.verdicts))}")
        if account.later:
            lines.append(f"drop #{chance.choice(sorted(account.later))}")
        cards = [(list_id, film) for list_id, films in account.lists.items() for film in films]
        if cards := [(list_id, film) for list_id, film in cards if film <= _LAST_TO_JUDGE]:
            list_id, film = chance.choice(cards)
            lines += [f"{chance.choice(_VERDICTS)} #{film} in {list_id}"] * 3
        if self.name == MANAGER:
            lines += [f"settings prefix {chance.choice(_PREFIXES)}", f"settings zone {chance.choice(_ZONES)}"] * 4
        return lines


def _settings_on(screen: str) -> tuple[str, str]:
    prefix, zone = re.search(r"begin with (\S+)", screen), re.search(r"those of (\S+)\.", screen)
    assert prefix, screen
    assert zone, screen
    return prefix[1], zone[1]


class Crowd:
    """The child, and the fifty who talk to it."""

    def __init__(self, data_dir: Path) -> None:
        self.child = Child(data_dir, home=data_dir.parent, module="tests.faults.crowd", PYTHONPATH=str(_ROOT))

    def say(self, name: str, line: str) -> None:
        """Says a line without waiting for its answer."""
        self.child.write(json.dumps({"name": name, "line": line}))

    def answers(self, until: float) -> Iterator[Answer]:
        """Answers as they come, until this moment of the monotonic clock."""
        while (said := self.child.read(until)) is not None:
            for line in said.splitlines():
                yield json.loads(line)

    def ask_all(self, line: str) -> dict[str, Answer]:
        """Everybody's answer to the same line."""
        for name in _MEMBERS:
            self.say(name, line)
        found: dict[str, Answer] = {}
        for answer in self.answers(time.monotonic() + PATIENCE_S):
            found[answer["name"]] = answer
            if len(found) == len(_MEMBERS):
                return found
        raise AssertionError(f"{len(_MEMBERS) - len(found)} members have no answer; it said: {self.child.errors}")


@contextmanager
def crowding(data_dir: Path) -> Iterator[Crowd]:
    """A crowd whose child is killed at the end, and has not babbled."""
    crowd = Crowd(data_dir)
    try:
        yield crowd
        assert crowd.child.is_running(), crowd.child.errors
    finally:
        crowd.child.kill()
    assert "Traceback" not in crowd.child.errors


@pytest.mark.parametrize("kills", [pytest.param(20, marks=pytest.mark.long)])
def test_nothing_acknowledged_to_fifty_members_is_lost_when_the_bot_is_killed(
    kills: int, lantern_data: Path, chance: random.Random
) -> None:
    witnesses = {name: Witness(name, chance) for name in _MEMBERS}
    acknowledged = 0
    for _ in range(kills):
        with crowding(lantern_data) as crowd:
            _compare(crowd, witnesses)
            acknowledged += _talk(crowd, witnesses, lines=round(chance.uniform(50, 250)), more_s=chance.random() / 50)
    with crowding(lantern_data) as crowd:
        _compare(crowd, witnesses)
        _press_one_button_of_every_list(crowd, witnesses)
    assert acknowledged >= 50 * kills


def _compare(crowd: Crowd, witnesses: dict[str, Witness]) -> None:
    crowd.ask_all("help")
    kept, screen = crowd.ask_all("mydata"), crowd.ask_all("settings")[MANAGER]["text"]
    for name, witness in witnesses.items():
        rows = json.loads(kept[name]["files"][0])["kept"] if kept[name]["files"] else {}
        tables = ("verdicts", "later_films", "shown_lists")
        witness.compare({table: rows.get(table, []) for table in tables}, screen)


def _talk(crowd: Crowd, witnesses: dict[str, Witness], lines: int, more_s: float) -> int:
    """Everybody talks until so many lines are acknowledged, and a moment longer; how many were."""
    for name, witness in witnesses.items():
        crowd.say(name, witness.next_line())
    acknowledged = 0
    until = time.monotonic() + PATIENCE_S
    for answer in crowd.answers(until):
        witness = witnesses[answer["name"]]
        if witness.acknowledge(answer):
            acknowledged += 1
            crowd.say(witness.name, witness.next_line())
        if acknowledged >= lines:
            break
    time.sleep(more_s)
    return acknowledged


def _press_one_button_of_every_list(crowd: Crowd, witnesses: dict[str, Witness]) -> None:
    """Every list that was ever shown still has what its More goes on from."""
    pressed = [(name, list_id) for name, witness in witnesses.items() for list_id in witness.account.lists]
    for name, list_id in pressed:
        crowd.say(name, f"more {list_id}")
    until = time.monotonic() + PATIENCE_S
    for _, answer in zip(pressed, crowd.answers(until), strict=False):
        assert "no longer have that list" not in answer["text"]
    assert time.monotonic() < until
