"""How a night's film was liked, in numbers: told only where they give nobody away."""

from dataclasses import replace

import pytest

from bot.nights import rules
from bot.nights.night import Landing, MovieNight, Tap
from bot.nights.scores import Score, score_of, total
from tests.nights.evening import ALICE, BOB, CAROL, HOST, OVER, voting


def watched(taps: dict[str, Tap], **chances: float) -> MovieNight:
    """A night that is over, with what was expected of its members and what they said."""
    landings = {member: Landing(0.5, chance) for member, chance in chances.items()}
    return replace(rules.moved_on(voting(), OVER), taps=taps, landings=landings)


THREE = {HOST: Tap.LOVED, BOB: Tap.FINE, CAROL: Tap.NOT_FOR_ME}


def test_what_was_expected_is_compared_with_what_was_said() -> None:
    score = score_of(watched(THREE, alice=0.9, bob=0.5, carol=0.49, dave=0.9))
    assert score == Score({Tap.LOVED: 1, Tap.FINE: 1, Tap.NOT_FOR_ME: 1}, guessed=3, expected=2, loved=1)
    assert (score.tapped, score.share_loved) == (3, 1 / 3)


@pytest.mark.parametrize("missing", [None, Tap.ABSENT])
def test_with_two_opinions_there_is_no_number(missing: Tap | None) -> None:
    taps = {HOST: Tap.LOVED, BOB: Tap.FINE} | ({CAROL: missing} if missing else {})
    assert score_of(watched(taps, alice=0.9, bob=0.9, carol=0.9)) is None


def test_with_two_who_were_known_there_is_no_record() -> None:
    score = score_of(watched(THREE, alice=0.9, bob=0.9))
    assert score is not None
    assert (score.guessed, score.expected, score.loved) == (0, 0, 0)


def test_a_night_that_was_not_watched_has_no_score() -> None:
    assert score_of(rules.undo_shown(watched(THREE, alice=0.9, bob=0.9, carol=0.9), ALICE, OVER)) is None


def test_scores_add_up() -> None:
    score = score_of(watched(THREE, alice=0.9, bob=0.5, carol=0.1))
    assert score is not None
    both = total([score, score])
    assert (both.tapped, both.guessed, both.expected, both.loved) == (6, 6, 4, 2)
    assert total([]) == Score()
