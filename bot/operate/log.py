"""The log: lines for people on a terminal, JSON for machines, and in neither a secret or a member's words."""

import contextlib
import json
import logging
import sys
from collections.abc import Iterable
from enum import StrEnum
from functools import partial
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor

from bot.operate.masking import Mask
from bot.operate.references import current_reference
from bot.operate.tracebacks import traceback_of, without_words_of

# What a line may say beside its sentence; see bot.chat.outcomes.
FACTS = ("command", "outcome", "platform", "duration_ms")

# Below these levels libraries tell what members wrote and what databases hold: they are not asked for it.
_LIBRARIES = {"": logging.WARNING, "discord": logging.INFO, "stamina": logging.ERROR}  # a request repeated is no news
_OURS = "bot"
_HANDLER = "reelmates"

_log = logging.getLogger(__name__)


class Form(StrEnum):
    """How lines are written."""

    AUTO = "auto"
    CONSOLE = "console"
    JSON = "json"


class Level(StrEnum):
    """From which weight on lines are written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def configure(form: Form, level: Level, secrets: Iterable[str]) -> None:
    """From now on the process writes its log to standard error; AUTO is for people when that is a terminal."""
    handler = _ToStandardError()
    handler.name = _HANDLER
    is_terminal = sys.stderr.isatty()
    handler.setFormatter(formatter(form is Form.JSON or (form is Form.AUTO and not is_terminal), is_terminal, secrets))
    root = logging.getLogger()
    root.handlers = [*(one for one in root.handlers if one.name != _HANDLER), handler]
    set_levels(level)
    sys.excepthook = _uncaught


def set_levels(level: Level) -> None:
    """Our own lines from this level on; libraries' from where they tell of themselves alone."""
    wanted = logging.getLevelNamesMapping()[level.upper()]
    for library, lowest in _LIBRARIES.items():
        logging.getLogger(library).setLevel(max(wanted, lowest))
    logging.getLogger(_OURS).setLevel(wanted)


def formatter(is_json: bool, is_terminal: bool, secrets: Iterable[str]) -> logging.Formatter:
    """Writes records of ours and of libraries alike, each secret covered."""
    look: list[Processor]
    if is_json:
        look = [_in_utc, structlog.processors.JSONRenderer(serializer=_as_json)]
    else:
        renderer = structlog.dev.ConsoleRenderer(
            colors=is_terminal, exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
        )
        look = [_by_our_clock, _on_one_line, renderer]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(allow=FACTS),
            _with_reference,
            _discreet,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.ExceptionRenderer(traceback_of),
            partial(_masked, Mask(secrets)),
            *look,
        ],
    )


class _ToStandardError(logging.StreamHandler[TextIO]):
    """Writes to what is standard error at the moment of writing."""

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        """A line that cannot be written is named by its place alone, where Python would print its values."""
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(f"A line of {record.name}, {record.filename}:{record.lineno}, cannot be written.\n")


_in_utc = structlog.processors.TimeStamper(fmt="iso", utc=True)
_by_our_clock = structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S", utc=False)


def _with_reference(_logger: object, _method: str, line: EventDict) -> EventDict:
    if reference := current_reference():
        line["reference"] = reference
    return line


def _discreet(_logger: object, _method: str, line: EventDict) -> EventDict:
    """Without what an exception says of values, wherever a library has put it into its own sentence."""
    match line.get("exc_info"):
        case (_, BaseException() as error, _):
            line["event"] = without_words_of(error, line["event"])
    return line


def _on_one_line(_logger: object, _method: str, line: EventDict) -> EventDict:
    """Names from elsewhere neither begin lines of their own nor command the terminal."""
    if not line["event"].isprintable():
        line["event"] = "".join(one if one.isprintable() else " " for one in line["event"])
    return line


def _masked(mask: Mask, _logger: object, _method: str, line: EventDict) -> EventDict:
    for part in ("event", "exception", "stack"):
        if part in line:
            line[part] = mask.over(line[part])
    return line


def _as_json(line: EventDict, **_options: object) -> str:
    return json.dumps(line, ensure_ascii=False, default=str)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    _log.critical("Reelmates stops for a fault of its own", exc_info=(kind, error, trace))
