"""Drives the real command line as child processes; the one who watches and writes down is never the one killed."""

import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE_S = 120.0
_MODULE = "bot.cli"


class Ended(Exception):
    """The child was gone before it answered."""


def environment(home: Path, **more: str) -> dict[str, str]:
    """A bare environment: no settings of the machine's reach the child."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1", **more}


def run(
    *arguments: str | bytes | Path, cwd: Path, said: bytes = b"", largest_file: int | None = None, **settings: str
) -> subprocess.CompletedProcess[bytes]:
    """Runs `reelmates` to its end, in a folder without `.env`; no file can grow larger than told, as on a full disk."""

    def limited() -> None:
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    return subprocess.run(
        [sys.executable, "-m", _MODULE, *arguments],
        input=said,
        capture_output=True,
        cwd=cwd,
        env=environment(cwd, **settings),
        timeout=PATIENCE_S,
        check=False,
        preexec_fn=limited,
    )


def _hears_interrupts() -> None:
    """A job in a shell's background is started deaf to Ctrl-C, and so would its children be."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Child:
    """A running `reelmates`, or another module of Python; its standard error goes to a file."""

    def __init__(self, *arguments: str | Path, home: Path, module: str = _MODULE, **more: str) -> None:
        self._errors = home / "child.err"
        self.started_at = time.monotonic()
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=home,
                env=environment(home, **more),
                start_new_session=True,
                preexec_fn=_hears_interrupts,
                bufsize=0,
            )
        self.pid = self._process.pid

    @property
    def age_s(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.started_at

    @property
    def errors(self) -> str:
        """What it has said on standard error so far."""
        return self._errors.read_text(errors="replace")

    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    def signal(self, number: int) -> None:
        """Sends it a signal."""
        self._process.send_signal(number)

    def kill(self) -> None:
        """Ends it as `kill -9` does."""
        self._process.kill()
        self._reap()

    def close(self) -> int:
        """Says that no more lines come, and waits for the end; the exit code."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        return self._reap()

    def write(self, line: str) -> None:
        """Says one line."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(f"{line}\n".encode())
        except BrokenPipeError as error:
            raise Ended from error

    def read(self, until: float) -> bytes | None:
        """One line of its answers; None when none has come by the moment `until` of the monotonic clock."""
        assert self._process.stdout is not None
        line = b""
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([self._process.stdout], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                return None
            part = os.read(self._process.stdout.fileno(), 65536)
            if not part:
                raise Ended
            line += part
        return line

    def _reap(self) -> int:
        code = self._process.wait(PATIENCE_S)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        return code


class Talk:
    """`reelmates say --lines -`: one line said, one answer read."""

    def __init__(self, data_dir: Path) -> None:
        self.child = Child("say", "--lines", "-", "--data-dir", data_dir, home=data_dir.parent)

    def ask(self, line: str) -> dict[str, Any]:
        """The answer to a line; raises Ended when the child dies first."""
        self.child.write(line)
        answer = self.child.read(time.monotonic() + PATIENCE_S)
        assert answer is not None, f"no answer to {line!r}; it said: {self.child.errors}"
        return _json(answer)

    def ask_until(self, line: str, moment: float) -> dict[str, Any] | None:
        """The answer to a line, or None when it has not come `moment` seconds after the child's start."""
        self.child.write(line)
        answer = self.child.read(self.child.started_at + moment)
        return None if answer is None else _json(answer)


@contextmanager
def talking(data_dir: Path) -> Iterator[Talk]:
    """A talk that ends in good order, or is killed where the test has failed or killed it itself."""
    talk = Talk(data_dir)
    try:
        yield talk
        if talk.child.is_running():
            assert talk.child.close() == 0, talk.child.errors
    finally:
        if talk.child.is_running():
            talk.child.kill()


def children_of(pid: int) -> list[int]:
    """The process ids of a process's living children, as Linux tells them."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def command_of(pid: int) -> str:
    """How a process was called; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def _json(line: bytes) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(line)
    return answer
