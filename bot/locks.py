"""One process at a time: locks in the data folder, released by the system however a process ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import BaseFileLock, Timeout

from bot.errors import FolderUnusable, IndexLocked


@contextmanager
def held(lock: BaseFileLock, busy: str) -> Iterator[None]:
    """Holds the lock, making its folder if there is none; raises IndexLocked with the sentence `busy` at once when
    somebody else does, and FolderUnusable when the folder cannot be written.
    """
    folder = Path(lock.lock_file).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise IndexLocked(busy) from None
    except OSError as error:
        raise FolderUnusable(f"The data folder {folder} cannot be written ({error.strerror}).") from error
    try:
        yield
    finally:
        lock.release()
