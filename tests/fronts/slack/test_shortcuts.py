"""Slack's shortcuts: a form for recommendations, and a film liked from somebody's message."""

import pytest

from bot.fronts.slack.shortcuts import LIKE_MESSAGE, NO_WORDS, RECOMMEND
from tests.fronts.slack.loopback_slack import ALICE, FILMS_CHANNEL, Json, Shown
from tests.fronts.slack.office import DIRECT, Office


async def _submits(office: Office, **values: Json) -> Shown:
    """What a filled form is answered."""
    assert await office.slack.shortcut(RECOMMEND)
    await office.slack.until(lambda: office.slack.forms)
    before = len(office.slack.shown)
    assert await office.slack.submit(office.slack.forms[-1], values)
    return await office.slack.answer(before)


async def test_the_form_recommends_to_its_member_alone(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    listed = await _submits(
        office,
        count={"selected_option": {"value": "2"}},
        mood={"selected_option": {"value": "familiar"}},
        filters={"value": "sci-fi"},
    )
    assert listed.channel == DIRECT
    assert len(listed.films) == 2
    assert all("Sci-Fi" in block["text"]["text"] for block in listed.blocks if "accessory" in block)


async def test_the_form_recommends_to_a_channel(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    listed = await _submits(office, channel={"selected_conversation": FILMS_CHANNEL})
    assert (listed.channel, listed.only) == (FILMS_CHANNEL, None)
    assert len(listed.films) == 5


async def test_a_form_that_cannot_be_read_is_told_so(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    told = await _submits(office, filters={"value": "under a rainbow"})
    assert told.channel == DIRECT
    assert "I don't know what “under a rainbow” means" in told.words


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Blade Runner", "You like Blade Runner"), ("*gibberish*", "I know no film called"), ("", NO_WORDS)],
)
async def test_the_film_of_a_message_is_liked_in_private(office: Office, text: str, answer: str) -> None:
    assert await office.slack.message_shortcut(LIKE_MESSAGE, text)
    told = await office.slack.answer(0)
    assert told.only == ALICE
    assert answer in told.words
