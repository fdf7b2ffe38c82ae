"""German times are read as the English ones that mean the same: the gold list pairs them, phrase by phrase."""

from collections import Counter
from pathlib import Path

import pytest

from bot.nights.when import Unsure
from tests.nights.test_when import ASKERS, GOLD, read_in_berlin, start_in_berlin, verdict

# One German phrase a line, and the phrase of the English gold list whose moments are wanted.
_LINES = Path(__file__).with_name("when_gold_german.tsv").read_text(encoding="utf-8").splitlines()[1:]
PAIRS = dict(line.split("\t") for line in _LINES)


def test_the_list_is_long_and_every_phrase_has_its_like() -> None:
    assert len(PAIRS) == len(_LINES) >= 60
    assert set(PAIRS.values()) <= set(GOLD)


@pytest.mark.parametrize("said", PAIRS)
def test_a_german_phrase_is_understood_or_asked_about_and_never_silently_wrong(said: str) -> None:
    wanted = GOLD[PAIRS[said]]
    verdicts = [verdict(said, cell, *asker) for cell, asker in zip(wanted, ASKERS, strict=True)]
    assert set(verdicts) <= {"right", "asked"}


def test_who_speaks_plain_german_is_hardly_ever_asked() -> None:
    plain = Counter(
        verdict(said, cell, *asker)
        for said, english in PAIRS.items()
        for cell, asker in zip(GOLD[english], ASKERS, strict=True)
        if not cell.startswith("ask")
    )
    assert plain["right"] >= 0.98 * plain.total()


@pytest.mark.parametrize("said", ["friday 8pm or so", "so 8pm", "do 8pm", "morgen mo 20 uhr so gegen"])
def test_short_words_of_both_languages_make_no_weekday_certain(said: str) -> None:
    assert isinstance(read_in_berlin(said), Unsure)


def test_tomorrow_and_the_morning_are_told_apart() -> None:
    assert start_in_berlin("morgen früh um 10") == "2026-11-28T10:00+01:00"
    assert start_in_berlin("Sonntag Morgen um 10") == "2026-11-29T10:00+01:00"
    assert start_in_berlin("morgen 20 Uhr") == "2026-11-28T20:00+01:00"
