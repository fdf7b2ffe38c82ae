"""The shortcut in the menu of somebody's message: its film is liked."""

import pytest

from bot.fronts.slack.shortcuts import LIKE_MESSAGE, NO_WORDS
from tests.fronts.slack.loopback_slack import ALICE
from tests.fronts.slack.office import Office


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Blade Runner", "You like Blade Runner"), ("*gibberish*", "I know no film called"), ("", NO_WORDS)],
)
async def test_the_film_of_a_message_is_liked_in_private(office: Office, text: str, answer: str) -> None:
    assert await office.slack.message_shortcut(LIKE_MESSAGE, text)
    told = await office.slack.answer(0)
    assert told.only == ALICE
    assert answer in told.words
