"""The log in both forms: what operators find in it, and what nobody ever will."""

import asyncio
import io
import json
import logging
import re
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.chat.reply import Reply
from bot.database import Database
from bot.errors import OutsideError, SetupError
from bot.movies.movie import Movie
from bot.movies.posters import Poster
from bot.operate.log import Form, Level, configure, formatter, set_levels
from bot.operate.references import current_reference, referenced
from tests.planted import ODD_WORDS
from tests.world import World, open_world

ROOT = Path(__file__).parents[2]
SECRET, QUOTED_SECRET = "s3cret-in-the-log", 'qu"oted\\pässword'

_log = logging.getLogger("bot.test")


class Log:
    """What an operator reads, as JSON."""

    def __init__(self) -> None:
        self.text = io.StringIO()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.getvalue().splitlines()]

    def one(self, **wanted: object) -> dict[str, Any]:
        """The only line with these facts."""
        (found,) = [line for line in self.lines if wanted.items() <= line.items()]
        return found


@contextmanager
def read(is_json: bool = True, secrets: Sequence[str] = ()) -> Iterator[Log]:
    """While this is open, all that is logged is written down."""
    log = Log()
    handler = logging.StreamHandler(log.text)
    handler.setFormatter(formatter(is_json, is_terminal=False, secrets=secrets))
    logging.getLogger().addHandler(handler)
    try:
        yield log
    finally:
        logging.getLogger().removeHandler(handler)


@pytest.fixture
def log() -> Iterator[Log]:
    with read() as opened:
        yield opened


class FailingPosters:
    """A poster source that fails with whatever it is given."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def find(self, movies: Sequence[Movie]) -> Mapping[int, Poster]:
        await asyncio.to_thread(_log.warning, "Posters are looked for in a thread")
        raise self._error

    async def close(self) -> None:
        """Holds nothing."""


@asynccontextmanager
async def failing_with(error: Exception, folder: Path) -> AsyncIterator[World]:
    """A world whose posters fail, where alice likes Alien."""
    async with open_world(folder, posters=FailingPosters(error)) as world:
        await world.say("like Alien")
        yield world


def reference_in(reply: Reply) -> str:
    """What the member can tell the operator."""
    found = re.search("reference ([0-9a-f]{6})", reply.text)
    assert found, reply.text
    return found[1]


async def test_an_answer_is_one_line_that_says_what_kind_where_and_how_long_and_not_what_was_said(
    world: World, log: Log
) -> None:
    await world.say("like Blade Runner", "alice-a7f3")
    (line,) = [line for line in log.lines if line["event"] == "Answered"]
    assert (line["level"], line["command"], line["outcome"], line["platform"]) == ("info", "Judge", "answered", "test")
    assert line["duration_ms"] > 0
    assert len(line["reference"]) == 6
    assert "Blade Runner" not in log.text.getvalue()
    assert "alice-a7f3" not in log.text.getvalue()


async def test_a_title_that_nobody_knows_is_the_members_error_and_stays_theirs(world: World, log: Log) -> None:
    reply = await world.say(f"why {ODD_WORDS}")
    assert reply.text
    assert "reference" not in reply.text
    assert ODD_WORDS not in log.text.getvalue()


async def test_a_question_without_a_list_is_told_as_the_members_error(world: World, log: Log) -> None:
    await world.say("why 1")
    assert log.one(event="Answered")["outcome"] == "member error"


@pytest.mark.parametrize(
    ("error", "outcome", "level"),
    [
        (KeyError(ODD_WORDS), "bug", "error"),
        (OutsideError("Posters are far away."), "outside", "warning"),
        (SetupError("Posters need a wall."), "set-up", "warning"),
    ],
)
async def test_whoever_reads_that_an_answer_failed_can_name_the_lines_in_the_log(
    error: Exception, outcome: str, level: str, tmp_path: Path
) -> None:
    async with failing_with(error, tmp_path) as world:
        with read() as log:
            reference = reference_in(await world.say("recommend"))
    assert {line["reference"] for line in log.lines} == {reference}
    assert log.lines[0]["event"] == "Posters are looked for in a thread"
    assert [line["level"] for line in log.lines] == ["warning", level, "info"]
    assert log.one(event="Answered")["outcome"] == outcome


async def test_a_bug_leaves_a_traceback_that_does_not_quote_the_member(tmp_path: Path) -> None:
    async with failing_with(KeyError(ODD_WORDS), tmp_path) as world:
        with read() as log:
            await world.say("recommend")
    told = log.one(level="error")
    assert told["event"] == "Recommend failed"
    assert "test_log.py" in told["exception"]
    assert "KeyError: (what it says is left out)" in told["exception"]
    assert ODD_WORDS not in log.text.getvalue()


async def test_answers_at_the_same_time_keep_their_own_references(tmp_path: Path) -> None:
    async with failing_with(KeyError(), tmp_path) as world:
        with read() as log:
            replies = await asyncio.gather(*(world.say("recommend") for _ in range(5)))
    references = {reference_in(reply) for reply in replies}
    assert len(references) == 5
    for reference in references:
        assert len([line for line in log.lines if line["reference"] == reference]) == 3


def test_outside_an_answer_there_is_no_reference() -> None:
    with referenced() as outer:
        with referenced() as inner:
            assert current_reference() == inner != outer
        assert current_reference() == outer
    assert current_reference() == ""


async def test_what_a_database_refuses_is_logged_without_the_values(database: Database, log: Log) -> None:
    from sqlalchemy import text  # not at the top: only this test speaks to the database itself

    set_levels(Level.DEBUG)
    try:
        async with database.writing() as connection:
            await connection.execute(text("INSERT INTO members VALUES (:one, :two)"), {"one": ODD_WORDS, "two": 1})
    except Exception:
        _log.exception("The database refused")
    told = log.one(event="The database refused")
    assert "sqlalchemy" in told["exception"]
    assert ODD_WORDS not in log.text.getvalue()


@pytest.mark.parametrize("library", ["discord.gateway", "discord.http", "slack_bolt", "slack_sdk", "aiosqlite"])
@pytest.mark.parametrize("level", [Level.DEBUG, Level.INFO])
def test_what_libraries_tell_of_members_when_asked_for_every_detail_is_not_asked_for(
    library: str, level: Level
) -> None:
    set_levels(level)
    assert not logging.getLogger(library).isEnabledFor(logging.DEBUG)


@pytest.mark.parametrize(
    "library", ["sqlalchemy.engine.Engine", "sqlalchemy.pool", "httpx", "httpcore", "aiohttp.access"]
)
def test_of_databases_and_requests_only_trouble_is_told(library: str) -> None:
    set_levels(Level.DEBUG)
    assert not logging.getLogger(library).isEnabledFor(logging.INFO)
    assert logging.getLogger(library).isEnabledFor(logging.WARNING)


def test_the_level_holds_for_us_and_for_libraries() -> None:
    set_levels(Level.ERROR)
    assert not logging.getLogger("bot.chat.outcomes").isEnabledFor(logging.WARNING)
    assert not logging.getLogger("discord.client").isEnabledFor(logging.WARNING)


@pytest.mark.parametrize("is_json", [True, False])
def test_a_secret_is_covered_in_sentences_arguments_and_tracebacks_of_ours_and_of_libraries(is_json: bool) -> None:
    with read(is_json, [SECRET, QUOTED_SECRET]) as log:
        logging.getLogger("aiohttp.client").warning("%s and %r", SECRET, {"pass": QUOTED_SECRET})
        try:
            try:
                raise OSError(f"cannot log in with {SECRET}")
            except OSError as error:
                raise OutsideError(f"no way with {QUOTED_SECRET}") from error
        except OutsideError:
            logging.getLogger("slack_bolt").exception(f"Failed with {SECRET}")
    written = log.text.getvalue()
    assert SECRET not in written
    assert "oted" not in written
    assert written.count("***") == 5


def test_a_library_that_quotes_an_exception_in_its_own_sentence_quotes_no_member(log: Log) -> None:
    try:
        raise ValueError(ODD_WORDS)
    except ValueError as error:
        logging.getLogger("slack_bolt").exception(f"Failed to run listener function (error: {error})")
    assert log.one(level="error")["event"] == "Failed to run listener function (error: ValueError)"


async def test_a_task_whose_failure_nobody_looked_at_is_told_without_a_members_words(log: Log) -> None:
    async def fail() -> None:
        raise ValueError(ODD_WORDS)

    task = asyncio.create_task(fail())
    await asyncio.wait([task])
    task.get_loop().call_exception_handler(
        {"message": "Task exception was never retrieved", "exception": task.exception(), "task": task}
    )
    assert "ValueError" in log.one(logger="asyncio")["event"]
    assert ODD_WORDS not in log.text.getvalue()


def test_lines_of_other_threads_come_in_the_same_form(log: Log) -> None:
    thread = threading.Thread(target=_log.warning, args=("From elsewhere",))
    thread.start()
    thread.join()
    assert log.one(event="From elsewhere")["logger"] == "bot.test"


def test_for_people_a_line_says_it_in_words() -> None:
    with read(is_json=False) as log, referenced() as reference:
        _log.info("Answered", extra={"command": "Recommend", "outcome": "answered", "person": "alice"})
    line = log.text.getvalue()
    assert "[info" in line
    assert "Answered" in line
    assert "command=Recommend outcome=answered" in line
    assert f"reference={reference}" in line
    assert "alice" not in line


def test_a_name_from_elsewhere_begins_no_line_of_its_own_and_commands_no_terminal() -> None:
    with read(is_json=False) as log:
        _log.info("Slack: connected to %s.", "Evil\n2026-01-01 [info] all is well\x1b[2J")
    assert len(log.text.getvalue().splitlines()) == 1
    assert "\x1b" not in log.text.getvalue()


@pytest.fixture
def restored_log() -> Iterator[None]:
    """The process logs as before when the test is over."""
    root, hook = logging.getLogger(), sys.excepthook
    handlers = list(root.handlers)
    yield
    root.handlers, sys.excepthook = handlers, hook


@pytest.mark.usefixtures("restored_log")
def test_a_process_that_is_configured_again_says_everything_once(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        configure(Form.AUTO, Level.INFO, [SECRET])
    _log.info("Here with %s", SECRET)
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["event"] == "Here with ***"


@pytest.mark.usefixtures("restored_log")
def test_a_line_that_cannot_be_written_is_named_and_its_values_are_not(capsys: pytest.CaptureFixture[str]) -> None:
    configure(Form.AUTO, Level.INFO, [])
    record = logging.LogRecord("bot.test", logging.INFO, "somewhere.py", 7, "%d films", (ODD_WORDS,), None)
    next(one for one in logging.getLogger().handlers if one.name == "reelmates").handle(record)
    assert capsys.readouterr().err == "A line of bot.test, somewhere.py:7, cannot be written.\n"


@pytest.mark.parametrize(("form", "is_json"), [("auto", True), ("json", True), ("console", False)])
def test_a_fault_that_nobody_caught_is_logged_in_the_same_form_without_secrets(form: str, is_json: bool) -> None:
    program = (
        "from bot.operate.log import Form, Level, configure\n"
        f"configure(Form({form!r}), Level.WARNING, ['s3cret-in-the-end'])\n"
        "raise TypeError('no way with s3cret-in-the-end')\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "s3cret-in-the-end" not in ended.stderr
    assert "TypeError: no way with ***" in ended.stderr
    assert ended.stderr.startswith("{") is is_json
