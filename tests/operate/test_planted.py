"""The ear that listens to the whole suite hears what it is there for."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.planted import DISCORD_TOKEN, ODD_WORDS, OMDB_KEY, PRIVATE, Eavesdropper

ROOT = Path(__file__).parents[2]
BAD_TEST = f"""
import logging
from tests.planted import pytest_runtest_setup, pytest_runtest_teardown

def test_that_tells_too_much():
    logging.getLogger("bot.chat").debug("a member said %s", "{ODD_WORDS}")

def test_that_tells_nothing():
    logging.getLogger("bot.chat").debug("a member said something")
"""


def record(message: str, *args: object) -> logging.LogRecord:
    """A line as the product logs it."""
    return logging.LogRecord("bot.chat", logging.INFO, __file__, 1, message, args, None)


@pytest.mark.parametrize("secret", PRIVATE)
def test_a_secret_in_an_argument_fails_the_test(secret: str) -> None:
    ear = Eavesdropper()
    ear.handle(record("connected with %s", f"<{secret}>"))
    if secret.startswith(("xoxb-", "xapp-")):  # which no line can hold, for its shape is covered
        ear.check()
        return
    with pytest.raises(AssertionError, match="stand in the log"):
        ear.check()


def test_what_a_member_of_the_test_said_fails_it() -> None:
    ear = Eavesdropper()
    ear.hear("like The Dark Crystal")
    ear.handle(record("UnknownTitle: no film is called The Dark Crystal"))
    with pytest.raises(AssertionError, match="The Dark Crystal"):
        ear.check()


def test_the_next_test_begins_with_a_clean_ear() -> None:
    ear = Eavesdropper()
    ear.hear("like The Dark Crystal")
    ear.handle(record(DISCORD_TOKEN))
    ear.begin()
    ear.handle(record("The Dark Crystal"))
    ear.check()


def test_what_is_covered_by_its_shape_is_no_fault() -> None:
    ear = Eavesdropper()
    ear.handle(record("GET https://omdb.example/?apikey=%s", OMDB_KEY))
    ear.check()


def test_a_test_that_logs_a_members_words_fails_and_its_neighbour_does_not(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(BAD_TEST.split("\n\n")[0])
    (tmp_path / "test_bad.py").write_text(BAD_TEST)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--rootdir={tmp_path}", str(tmp_path)]
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    ended = subprocess.run(command, cwd=ROOT, env=alone, capture_output=True, text=True, check=False)
    assert ended.returncode == 1, ended.stdout
    assert "2 passed, 1 error" in ended.stdout
    assert "stand in the log" in ended.stdout
