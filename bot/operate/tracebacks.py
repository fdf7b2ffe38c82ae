"""Tracebacks for the log: where it failed and of what kind, without what a member may have said.

A traceback shows our own lines of code, never their values. What an exception says may quote a value, as in
`KeyError: 'Alien'`, so it is told only where it cannot be a member's word.
"""

import sqlite3
import traceback
from collections.abc import Iterator
from types import TracebackType

from bot.errors import OutsideError, SetupError

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]

# Their texts name types, names, files and the system's own words.
_SAYS_NO_VALUES = (
    *(OutsideError, SetupError, OSError, sqlite3.Error, TypeError, AttributeError, NameError, ImportError),
    *(IndexError, ArithmeticError, MemoryError, RecursionError),
)
_LEFT_OUT = "(what it says is left out)"
_SHORTEST_QUOTED = 3


def traceback_of(exc_info: ExcInfo) -> str:
    """The traceback of an exception and of those that led to it, the first one on top."""
    return "\n".join(_told_with_lines(one) for one in _chain(exc_info[1]))


def without_words_of(error: BaseException, text: str) -> str:
    """A message about the exception, without what the exception or one that led to it says."""
    for one in _chain(error):
        if not isinstance(one, _SAYS_NO_VALUES):
            for said in (repr(one), str(one)):
                if len(said) >= _SHORTEST_QUOTED:
                    text = text.replace(said, _kind(one))
    return text


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and those that led to it, each once, the first one on top; a group's own come before it."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is None or any(one is other for other in found):
            continue
        found.append(one)
        waiting.append(one.__cause__ or (None if one.__suppress_context__ else one.__context__))
        if isinstance(one, BaseExceptionGroup):
            waiting.extend(one.exceptions)
    return reversed(found)


def _told_with_lines(error: BaseException) -> str:
    lines = "".join(traceback.format_tb(error.__traceback__))
    return f"Traceback (most recent call last):\n{lines}{_told(error)}"


def _told(error: BaseException) -> str:
    says = str(error) if isinstance(error, _SAYS_NO_VALUES) else _LEFT_OUT
    return f"{_kind(error)}: {says}" if says else _kind(error)


def _kind(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
