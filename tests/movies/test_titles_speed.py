"""Title lookup measured against rapidfuzz alone, in one run of the benchmark."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "titles.py"


@pytest.mark.long
def test_lookups_are_ten_times_faster_than_comparing_every_title() -> None:
    done = subprocess.run(
        [sys.executable, BENCHMARK, "--titles", "40000", "--queries", "60"],
        capture_output=True,
        text=True,
        check=True,
        env={"OMP_NUM_THREADS": "1"},
    )
    found = re.search(r"lookups are (\d+) times faster than rapidfuzz", done.stdout)
    assert found, done.stdout
    assert int(found[1]) >= 10
