"""The soak, for three minutes; and that its journal would notice a loss."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.soaking.journal import Account, Book, Deed

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "soak.py"
LIKED = Deed(said={1: "like", 2: "like"})


@pytest.mark.long
def test_three_minutes_of_load_and_faults_lose_nothing() -> None:
    command = [sys.executable, str(SCRIPT), "--minutes", "3"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.count("holds  |") == 7


def test_a_verdict_that_is_not_on_record_is_noticed() -> None:
    book = Book()
    book.acknowledge(LIKED)
    assert book.compare(Account({1: "like"})) == "#2 is None and was like; for later []"


def test_a_verdict_that_nobody_gave_is_noticed() -> None:
    book = Book()
    book.acknowledge(LIKED)
    assert book.compare(Account({1: "like", 2: "like", 3: "seen"}))


def test_a_film_for_later_that_is_not_on_record_is_noticed() -> None:
    book = Book()
    book.acknowledge(Deed(later=frozenset({7})))
    assert book.compare(Account()) == "; for later [7]"


@pytest.mark.parametrize("told", [{}, {1: "like", 2: "like"}])
def test_a_line_without_an_answer_may_count_or_not(told: dict[int, str]) -> None:
    book = Book()
    book.doubt(LIKED)
    assert book.is_doubtful
    assert not book.compare(Account(told))
    assert not book.is_doubtful
    assert book.account.told == told


def test_a_line_that_counted_in_part_is_noticed() -> None:
    book = Book()
    book.doubt(LIKED)
    assert book.compare(Account({1: "like"}))


def test_an_undo_goes_back_before_the_latest_change_of_all_it_changed() -> None:
    book = Book()
    book.acknowledge(LIKED)
    book.acknowledge(Deed(said={1: "dislike", 2: None, 3: "seen"}))
    book.acknowledge(Deed(said={3: "seen"}))
    book.acknowledge(Deed(is_undo=True))
    assert not book.compare(Account({1: "like", 2: "like"}))
