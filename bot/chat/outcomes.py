"""What comes of a command: its answer, or a sentence on what went wrong, and one line in the log.

The line says which command, where, what came of it and how long it took: never what was said, nor by whom.
"""

import logging
from collections.abc import Awaitable
from enum import StrEnum
from time import perf_counter

from bot.chat import words
from bot.chat.commands import Command, Unclear, Unknown
from bot.chat.entries import ENTRIES
from bot.chat.grammar import spell
from bot.chat.language import told
from bot.chat.reply import Reply
from bot.errors import MemberError, OutsideError, ReelmatesError
from bot.operate.metrics import Metrics
from bot.operate.references import referenced

_NAMES = frozenset(entry.name for entry in ENTRIES)
_NO_ENTRY = "other"
_log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """What came of a command, by who must act."""

    ANSWERED = "answered"
    MEMBER = "member error"
    OUTSIDE = "outside"
    SET_UP = "set-up"
    BUG = "bug"


async def answered(work: Awaitable[Reply], command: Command, platform: str, metrics: Metrics) -> Reply:
    """The reply that `work` brings, or a sentence where it fails, with the reference that its lines in the log bear."""
    name, began = type(command).__name__, perf_counter()
    with referenced() as reference:
        reply, outcome = await _guarded(work, name, reference)
        took_s = perf_counter() - began
        facts = {
            "command": name,
            "outcome": outcome.value,
            "platform": platform,
            "duration_ms": round(took_s * 1000, 1),
        }
        metrics.answered(name_in_help(command), outcome, took_s)
        _log.info("Answered", extra=facts)
    return reply


def name_in_help(command: Command) -> str:
    """The name under which the help lists the command; one word for all that it does not list."""
    if isinstance(command, Unclear | Unknown):
        return _NO_ENTRY
    name = spell(command).partition(" ")[0]
    return name if name in _NAMES else _NO_ENTRY


async def _guarded(work: Awaitable[Reply], name: str, reference: str) -> tuple[Reply, Outcome]:
    try:
        return await work, Outcome.ANSWERED
    except MemberError as error:
        return Reply(told(error), private=True), Outcome.MEMBER
    except OutsideError as error:
        _log.warning("%s failed: %s (%s)", name, error, error.__cause__)
        return Reply(words.outside(reference), private=True), Outcome.OUTSIDE
    except ReelmatesError as error:
        _log.warning("%s failed: %s (%s)", name, error, error.__cause__)
        return Reply(words.set_up(reference), private=True), Outcome.SET_UP
    except Exception:
        _log.exception("%s failed", name)
        return Reply(words.bug(reference), private=True), Outcome.BUG
