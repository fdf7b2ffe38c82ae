"""A movie night on Slack, from the invitation to the decision, and what hangs on the board."""

from datetime import timedelta

import pytest

from bot.chat.evenings import Board, CannotLook, ChannelGone, NotAllowed
from bot.chat.marks import person
from bot.chat.night_commands import ShowNight
from bot.chat.reply import Button, Reply
from bot.nights.night import Room
from tests.fronts.discord.script import ScriptedBot
from tests.fronts.slack.loopback_slack import (
    ALICE,
    ARCHIVED_CHANNEL,
    BOB,
    CLOSED_CHANNEL,
    FILMS_CHANNEL,
    OTHER_CHANNEL,
    Refusal,
    Shown,
)
from tests.fronts.slack.office import DIRECT, Office
from tests.world import NOW, World

HERE = Room("slack", "T1", FILMS_CHANNEL)


async def _passes(office: Office, world: World, **span: float) -> list[Shown]:
    """What the bot says by itself in that time."""
    before = len(office.slack.shown)
    world.clock.advance(**span)
    while await world.bot.announcer.tick():
        pass
    return office.slack.shown[before:]


async def test_an_evening_from_the_invitation_to_the_decision(office: Office, world: World) -> None:
    for member, films in ((ALICE, "Matrix; Alien (1979)"), (BOB, "Aliens; Blade Runner")):
        await office.says(f"!like {films}", member)
    card = await office.slash("/night tomorrow 8pm; sci-fi; the lobby")
    assert card.only is None
    assert "Alice" in card.words
    assert "<@" not in card.words
    note = await office.presses(card, "I'm in", BOB)
    assert note.only == BOB
    assert "Bob" in office.slack.now(card).words
    assert "<!date^" in card.words
    picks = await office.slash("/picks")
    assert picks.images
    await office.presses(picks, "Open the vote")
    vote = office.slack.now(picks)
    ballot = next(label for label in vote.labels if "(" in label)
    assert (await office.presses(vote, ballot, BOB)).only == BOB
    said = [*await _passes(office, world, hours=25), *await _passes(office, world, minutes=50)]
    assert any(ballot.split(". ")[-1].split(" (")[0] in one.words for one in said)
    assert any(f"<@{BOB}>" in one.words for one in said)


async def test_the_calendar_file_comes_directly(office: Office) -> None:
    card = await office.slash("/night tomorrow 8pm")
    await office.presses(card, "Calendar")
    await office.slack.until(lambda: any(file.get("channel") for file in office.slack.files.values()))
    (file,) = office.slack.files.values()
    assert (file["channel"], file["name"].endswith(".ics")) == (DIRECT, True)
    assert b"BEGIN:VCALENDAR" in file["content"]


async def test_the_channel_of_a_night_may_go(office: Office, world: World) -> None:
    await office.slash("/night tomorrow 8pm")
    await office.slack.tell({"type": "channel_deleted", "channel": FILMS_CHANNEL})
    await office.says("!like Matrix", channel=OTHER_CHANNEL)
    assert "No movie night is planned here" in (await office.slash("/picks")).words


async def board_of(bot: ScriptedBot) -> Board:
    assert bot.board is not None
    return bot.board


async def test_the_board_reaches_the_rooms_of_its_workspace_alone(scripted: Office, bot: ScriptedBot) -> None:
    board = await board_of(bot)
    assert board.reaches(HERE)
    assert not board.reaches(Room("slack", "T2", FILMS_CHANNEL))
    assert not board.reaches(Room("discord", "T1", FILMS_CHANNEL))


async def test_a_message_of_ours_is_found_again_by_what_its_button_says(scripted: Office, bot: ScriptedBot) -> None:
    board, token = await board_of(bot), ShowNight("a" * 12, "picks 1795802400")
    said = await board.post(HERE, Reply("Picks!", buttons=(Button("The night", token),)))
    assert await board.find(HERE, token, NOW) == said
    assert await board.find(HERE, ShowNight("b" * 12, "picks 1795802400"), NOW) is None
    asked = scripted.slack.called("conversations.history")[-1]
    assert float(asked["oldest"]) == (NOW - timedelta(minutes=1)).timestamp()
    scripted.slack.refusals["conversations.history"] = [Refusal("missing_scope")]
    with pytest.raises(CannotLook):
        await board.find(HERE, token, NOW)


@pytest.mark.parametrize(("channel", "error"), [(CLOSED_CHANNEL, NotAllowed), (ARCHIVED_CHANNEL, ChannelGone)])
async def test_a_channel_that_takes_no_messages_is_told_apart_from_one_that_is_gone(
    scripted: Office, bot: ScriptedBot, channel: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await (await board_of(bot)).post(Room("slack", "T1", channel), Reply("Hello"))


async def test_one_member_can_be_told_alone_and_only_the_called_are_mentioned(
    scripted: Office, bot: ScriptedBot
) -> None:
    board = await board_of(bot)
    await board.tell(HERE, ALICE, Reply("For you."))
    await board.post(HERE, Reply(f"{person(ALICE)}, {person(BOB)}!", calls=(BOB,)))
    told, called = scripted.slack.shown
    assert told.channel == DIRECT
    assert called.words == f"Alice, <@{BOB}>!"


async def test_who_has_left_the_workspace_is_missing(scripted: Office, bot: ScriptedBot) -> None:
    scripted.slack.gone = {BOB}
    assert list(await (await board_of(bot)).missing(HERE, {ALICE, BOB, "UNOBODY"})) == [BOB, "UNOBODY"]
