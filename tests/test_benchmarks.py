"""The benchmarks run, at a small size; their figures are not judged here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SMALL = {
    "answers.py": ["--rounds", "10"],
    "chat.py": ["--lines", "300"],
    "full_size.py": ["--rounds", "5"],
    "fairness.py": ["--quick"],
    "groups.py": ["--quick"],
    "ingest.py": ["--tutorial"],
    "members_state.py": ["--verdicts", "64"],
    "nights.py": ["--nights", "3", "--members", "3"],
    "quality.py": ["--quick"],
    "scale.py": ["--quick"],
    "titles.py": ["--titles", "20000"],
    "upload.py": ["--rounds", "1"],
}
WITH_TESTS_OF_THEIR_OWN = {"secrecy.py", "soak.py", "synthetic.py"}


@pytest.mark.long
@pytest.mark.parametrize("name", SMALL)
def test_a_benchmark_runs(name: str, movielens_dir: Path) -> None:
    environment = {**os.environ, "REELMATES_MOVIELENS_DIR": str(movielens_dir), "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, str(ROOT / "benchmarks" / name), *SMALL[name]]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert ended.stdout.strip()


def test_every_benchmark_is_in_the_long_run() -> None:
    made = {path.name for path in (ROOT / "benchmarks").glob("*.py") if "__main__" in path.read_text(encoding="utf-8")}
    assert made - WITH_TESTS_OF_THEIR_OWN == set(SMALL)
