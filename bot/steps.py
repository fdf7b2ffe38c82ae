"""How far an ingest is, told by the child process that does it to the one that started it; the two end together."""

import contextlib
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TypeAlias

from bot.errors import SetupError


@dataclass(frozen=True, slots=True)
class Step:
    """How far the ingest is: what it does now, and how much of it is done where that is known."""

    doing: str
    done: int = 0
    total: int = 0
    unit: str = ""


Told: TypeAlias = Callable[[Step], None]


def tell_parent(work: Callable[[Told], None]) -> None:
    """Does the work of this whole process; the parent reads its steps, or why it cannot be done, as lines of JSON."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    parent, sys.stdout = sys.stdout, sys.stderr  # what a library prints is not for the parent

    def tell(message: dict[str, object]) -> None:
        parent.write(json.dumps(message) + "\n")
        parent.flush()

    try:
        work(lambda step: tell(asdict(step)))
    except SetupError as error:
        tell({"refusal": type(error).__name__, "sentence": str(error)})
    except BrokenPipeError:  # the parent is gone, and nobody is left to be told
        os._exit(1)
    except OSError as error:
        tell({"unwritable": error.strerror or str(error)})


def _leave_with_parent() -> None:
    """Ends this process when the parent's end of the pipe goes, however it went."""
    with contextlib.suppress(OSError):
        os.read(sys.stdin.fileno(), 1)
    os._exit(1)
