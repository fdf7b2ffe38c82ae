"""A PostgreSQL server of the tests' own: thrown away afterwards, heard on a socket in its folder, stopped at will."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

_PATIENCE_S = 30.0
_OWNER = "postgres"
# Nothing here must outlive the machine's power: without waiting for the disk the tests take half the time.
_OPTIONS = {"listen_addresses": "", "fsync": "off", "full_page_writes": "off"}


def programs() -> Path | None:
    """The newest PostgreSQL's programs on this machine: on the path, or where Debian keeps them."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    kept = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(kept, key=lambda path: int(path.parent.name), default=None)


class Postgresql:
    """The server, which `new_database` asks for databases."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self._folder = folder
        self._binaries = binaries
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = count(1)
        # PostgreSQL refuses to run as root; the account that Debian's package makes is allowed to.
        self._account: dict[str, Any] = {"user": _OWNER, "extra_groups": []} if os.geteuid() == 0 else {}
        if self._account:
            shutil.chown(folder, _OWNER)

    def make(self) -> None:
        """Makes the server's files."""
        self._run("initdb", "--auth=trust", f"--username={_OWNER}", "--encoding=UTF8", "--no-sync")

    def start(self) -> None:
        """Starts the server and waits until it answers."""
        options = [part for name, value in _OPTIONS.items() for part in ("-c", f"{name}={value}")]
        command = [self._binaries / "postgres", "-D", self._data, "-k", self._folder, *options]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self._folder, **self._account)
        until = time.monotonic() + _PATIENCE_S
        while self._run("pg_isready", check=False) != 0:
            assert time.monotonic() < until, (self._folder / "log").read_text()
            time.sleep(0.02)

    def stop(self) -> None:
        """Stops the server at once, whoever is connected."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)  # "fast": whoever is connected is cut off
            self._process.wait(_PATIENCE_S)
            self._process = None

    def new_database(self, like: str = "@/template1") -> str:
        """Makes a database, empty or like another that nobody uses now; its address."""
        name = f"members_{next(self._numbers)}"
        self._run("createdb", f"--username={_OWNER}", f"--template={name_of(like)}", name)
        return f"postgresql+asyncpg://{_OWNER}@/{name}?host={self._folder}"

    def run(self, statement: str) -> None:
        """Runs one statement as the server's owner."""
        self._run("psql", f"--username={_OWNER}", f"--command={statement}")

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _run(self, program: str, *arguments: str, check: bool = True) -> int:
        environment = {"PATH": os.environ["PATH"], "PGDATA": str(self._data), "PGHOST": str(self._folder)}
        ended = subprocess.run(
            [self._binaries / program, *arguments],
            env=environment,
            cwd=self._folder,
            capture_output=True,
            check=False,
            **self._account,
        )
        assert ended.returncode == 0 or not check, ended.stderr.decode()
        return ended.returncode


def name_of(url: str) -> str:
    """The database's name in an address."""
    return url.partition("@/")[2].partition("?")[0]


@contextmanager
def serving(binaries: Path) -> Iterator[Postgresql]:
    """A server that runs; its folder is a short one, since the name of a socket must be."""
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        server = Postgresql(Path(folder), binaries)
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()
