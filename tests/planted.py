"""Listens to all that the suite makes the product log, and fails the test that makes it log what no log may hold.

What fixtures use as tokens, keys and passwords is looked for, and what the members of the test have said.
"""

import logging
from collections import deque
from collections.abc import Iterator

import pytest

from bot.operate.log import Level, formatter, set_levels

DISCORD_TOKEN = "the-right-token"
SLACK_TOKENS = ("xoxb-loopback", "xapp-loopback")
SLACK_SECRETS = ("s1gning-secret", "cl1ent-secret", "bG9vcGJhY2stbG9vcGJhY2stbG9vcGJhY2stMTIzNCE=", "xoxb-second")
OMDB_KEY = "s3cret-0mdb-key"
QDRANT_KEY = "a-key-nobody-may-see"
DATABASE_PASSWORD = "pl4nted-passw0rd"
ODD_WORDS = "zanzibar marmalade"
PRIVATE = (DISCORD_TOKEN, *SLACK_TOKENS, *SLACK_SECRETS, OMDB_KEY, QDRANT_KEY, DATABASE_PASSWORD, ODD_WORDS)

# Shorter words of members, such as "recommend", stand in the code's own names.
_SHORTEST_WORDS = 10
_LINES_REMEMBERED = 20


class Eavesdropper(logging.Handler):
    """Reads every line as an operator would who gave the product no secret to cover by name."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(formatter(is_json=False, is_terminal=False, secrets=()))
        self._said: deque[str] = deque(maxlen=_LINES_REMEMBERED)
        self._overheard: list[str] = []

    def hear(self, line: str) -> None:
        """A member says this line to the bot."""
        words = line.strip().partition(" ")[2]
        if len(words) >= _SHORTEST_WORDS:
            self._said.append(words)

    def begin(self) -> None:
        """Another test begins, with another test's members."""
        self._said.clear()
        self._overheard.clear()

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps the line if it holds what it must not."""
        line = self.format(record)
        if any(one in line for one in PRIVATE) or any(one in line for one in self._said):
            self._overheard.append(line)

    def check(self) -> None:
        """Fails when a line has been kept."""
        assert not self._overheard, f"a secret or a member's words stand in the log: {self._overheard}"


EAVESDROPPER = Eavesdropper()


def said(line: str) -> str:
    """The line that a member is about to say; from now on it is looked for in the log."""
    EAVESDROPPER.hear(line)
    return line


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup() -> Iterator[None]:
    """Listens from before the test's fixtures are made, at the lowest level that an operator can ask for."""
    logging.getLogger().addHandler(EAVESDROPPER)
    set_levels(Level.DEBUG)
    EAVESDROPPER.begin()
    yield


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Until they are gone."""
    yield
    EAVESDROPPER.check()
