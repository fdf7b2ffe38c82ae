"""The embedded engine's files, for a process that does nothing but put them in order."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from qdrant_edge import EdgeShard

_STANDARD_ERROR = 2
_LONGEST_TOLD = 60


def sort_shard(path: Path) -> None:
    """Puts points that were stored one by one into the order in which they are searched.

    Raises OSError when the files cannot be written. The engine holds the interpreter lock meanwhile, and keeps both
    orders in memory, so this runs in a process of its own.
    """
    try:
        with hushed():
            shard = EdgeShard.load(str(path))
            shard.optimize()
            shard.flush()
            shard.close()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the engine names no exception of its own, and panics are no Exception
        raise OSError(told_by(error)) from error


def told_by(error: BaseException) -> str:
    """The end of what the engine says of a failure, which names its cause."""
    return " ".join(str(error).split())[-_LONGEST_TOLD:]


@contextlib.contextmanager
def hushed() -> Iterator[None]:
    """Keeps the engine's own account of a panic off standard error; it writes there past Python."""
    try:
        kept = os.dup(_STANDARD_ERROR)
    except OSError:  # it is closed, so there is nothing to keep clean
        yield
        return
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), _STANDARD_ERROR)
    try:
        yield
    finally:
        os.dup2(kept, _STANDARD_ERROR)
        os.close(kept)
