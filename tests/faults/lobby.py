"""The channel that outlives every kill, and the bot in front of it, which is killed at a moment chosen beforehand."""

import json
import re
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from tests.faults.cinema import CANNOT_LOOK
from tests.faults.driver import PATIENCE_S, Child

_ROOT = Path(__file__).parents[2]
_TOLD = re.compile(r"night show ([a-z0-9]{12}) ([a-z]+) \d+", re.ASCII)
Answer = dict[str, Any]
Message = tuple[str, str]
"""A night's id, and what the message is about in one word."""


class Killed(Exception):
    """The bot was killed before it answered."""


class Aim(StrEnum):
    """Where a kill is aimed."""

    BEFORE_POST = "claimed, not sent"
    AFTER_POST = "sent, and the bot does not know"
    AT_THE_MARK = "sent, about to be marked"
    ASKED = "at work on a message, or looking for one"
    WITHIN = "within a line"
    BETWEEN = "between an answer and the next line"


@dataclass
class Trap:
    """Springs at the `nth` occasion, `after_s` seconds into it."""

    aim: Aim
    nth: int
    after_s: float

    def springs(self, aim: Aim) -> bool:
        """Whether this is the occasion; once it has come, every further one is too."""
        self.nth -= aim is self.aim
        return aim is self.aim and self.nth <= 0


@dataclass
class Lobby:
    """What the channel has heard, and how often a message was found there.

    `doubtful` counts the kills that may have hit a message sent and not marked yet.
    """

    has_history: bool
    heard: list[tuple[Message, Answer]] = field(default_factory=list)
    found: int = 0
    kills: Counter[Aim] = field(default_factory=Counter)
    doubtful: Counter[Message] = field(default_factory=Counter)

    @property
    def messages(self) -> Counter[Message]:
        """How often each message of a night is there."""
        return Counter(message for message, _ in self.heard)

    @property
    def doubled(self) -> int:
        """How many posts are there once more than they should be."""
        return len(self.heard) - len(self.messages)

    def answer(self, asked: Answer) -> str | None:
        """What the platform says."""
        match asked["asked"]:
            case "post" if message := message_in(asked["buttons"]):
                self.heard.append((message, asked))
                return f"m{len(self.heard)}"
            case "find":
                return self._find(asked["token"])
            case "keep_event":
                return asked["event_id"] or "an event"
            case _:
                return "news"

    def _find(self, token: str) -> str | None:
        if not self.has_history:
            return CANNOT_LOOK
        place = next((place for place, (_, post) in enumerate(self.heard, 1) if token in post["buttons"]), None)
        self.found += place is not None
        return f"m{place}" if place else None


def message_in(buttons: list[str]) -> Message | None:
    """Which message of a night a post is; None for news, which are no message of the night's own."""
    found = next((found for button in buttons if (found := _TOLD.fullmatch(button))), None)
    return (found[1], found[2]) if found else None


class Cinema:
    """The child, from its start to its end."""

    def __init__(self, folder: Path, lobby: Lobby, trap: Trap | None) -> None:
        self.child = Child(folder, home=folder, module="tests.faults.cinema", PYTHONPATH=str(_ROOT))
        self.trap = trap
        self.is_safe = True
        self._lobby = lobby
        self._lines: deque[bytes] = deque()
        self._unmarked: Message | None = None

    def move(self, now: datetime) -> None:
        """Sets the bot's clock."""
        self._write({"now": now.isoformat()})

    def announce(self) -> None:
        """Has the bot say all that is due, and mark it."""
        self._answered({})
        self._unmarked = None

    def say(self, name: str, line: str) -> Answer:
        """What a member is answered."""
        return self._answered({"name": name, "line": line})

    def _answered(self, said: Answer) -> Answer:
        self._kill_if(Aim.BETWEEN)
        self._write(said)
        is_aimed = self._springs(Aim.WITHIN)
        until = time.monotonic() + (self.trap.after_s if self.trap and is_aimed else PATIENCE_S)
        while (told := self._read(until)) is not None:
            if "answer" in told:
                answer: Answer = told["answer"]
                return answer
            self._serve(told)
        assert is_aimed, f"no answer to {said}; it said: {self.child.errors}"
        raise self._killed(Aim.WITHIN)

    def _serve(self, asked: Answer) -> None:
        if asked["asked"] == "missing":  # work on the next message begins
            self._unmarked = None
        message = message_in(asked["buttons"]) if asked["asked"] == "post" else None
        self._kill_if(Aim.BEFORE_POST if message else Aim.ASKED)
        told = self._lobby.answer(asked)
        if message:
            self._unmarked = message
            self._kill_if(Aim.AFTER_POST)
        self._write({"told": told, "number": asked["number"]})
        if message and self._springs(Aim.AT_THE_MARK):
            assert self.trap
            time.sleep(self.trap.after_s)
            raise self._killed(Aim.AT_THE_MARK)

    def _springs(self, aim: Aim) -> bool:
        return self.trap is not None and not self.is_safe and self.trap.springs(aim)

    def _kill_if(self, aim: Aim) -> None:
        if self._springs(aim):
            raise self._killed(aim)

    def _killed(self, aim: Aim) -> Killed:
        self.child.kill()
        self._lobby.kills[aim] += 1
        if self._unmarked is not None:
            self._lobby.doubtful[self._unmarked] += 1
        return Killed(aim)

    def _write(self, said: Answer) -> None:
        self.child.write(json.dumps(said))

    def _read(self, until: float) -> Answer | None:
        if not self._lines:
            self._lines.extend((self.child.read(until) or b"").splitlines())
        told: Answer | None = json.loads(self._lines.popleft()) if self._lines else None
        return told


@contextmanager
def showing(folder: Path, lobby: Lobby, trap: Trap | None) -> Iterator[Cinema]:
    """A bot that is killed at the end, if it was not before, and has not babbled."""
    cinema = Cinema(folder, lobby, trap)
    try:
        yield cinema
    finally:
        cinema.child.kill()
        assert "Traceback" not in cinema.child.errors, cinema.child.errors
