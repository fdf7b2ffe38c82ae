"""Nobody tells a member's disliked films from those merely seen by what the member's rooms are answered."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "secrecy.py"
GUESSING, MOST_TOLD = 0.5, 0.55


@pytest.mark.long
def test_over_a_thousand_rooms_every_attacker_guesses(movielens_dir: Path) -> None:
    environment = {**os.environ, "REELMATES_MOVIELENS_DIR": str(movielens_dir), "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, str(BENCHMARK), "--rooms", "1000"]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900, check=True).stdout
    assert told.startswith("1000 rooms of 2 to 5")
    curves = {name: float(auc) for name, auc in re.findall(r"^(\w+) +AUC ([\d.]+)", told, re.MULTILINE)}
    assert curves.keys() == {"kinds", "fans", "insider"}
    assert max(curves.values()) <= MOST_TOLD
    assert curves["insider"] == GUESSING
