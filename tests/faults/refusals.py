"""Runs `reelmates` in this process, quicker than as a child, and says what a refusal must look like."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left behind: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    def assert_refused(self, *needles: str, code: int = 2) -> None:
        """One clear sentence on standard error that holds the needles, nothing on standard output, no traceback."""
        assert self.code == code, self
        assert self.out == ""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert 20 < len(lines[0]) < 300
        assert "Traceback" not in lines[0]
        assert "Error" not in lines[0]
        for needle in needles:
            assert needle in lines[0]


class Terminal:
    """A terminal in a folder of its own; standard output and error are caught where the system keeps them."""

    def __init__(self, folder: Path, caught: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._caught = caught

    def run(self, *arguments: str | Path) -> Outcome:
        """Runs one command to its end."""
        self._caught.readouterr()
        code = main([str(argument) for argument in arguments])
        return Outcome(code, *self._caught.readouterr())
