"""App Home: how to start, films, the next night and the member's taste, as they are now."""

from bot.fronts.slack.home import ANSWERED_DIRECTLY
from tests.fronts.slack.loopback_slack import ALICE, BOB
from tests.fronts.slack.office import DIRECT, Office


async def test_a_new_member_reads_how_to_start(office: Office) -> None:
    told = await office.opens_home()
    assert "How to start" in told
    assert "/like The Matrix" in told
    assert "You have told me nothing yet" in told


async def test_the_home_shows_taste_films_and_the_next_night_as_they_are_now(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    await office.says("!night friday 8pm; horror")
    told = await office.opens_home()
    assert "Films for you\nThree films" in told
    assert "Aliens (1986)" in told
    assert "You like" in told
    assert "Alien (1979)" in told
    assert "horror" in told
    await office.says("!like Titanic")
    assert "Titanic (1997)" in await office.opens_home()


async def test_a_press_at_home_changes_the_home_and_says_what_was_done(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    await office.opens_home()
    first, *others = office.home_of().films
    before = len(office.slack.called("views.publish"))
    assert await office.slack.press_at_home("👍 Like")
    told = await office.home_after(before)
    assert told.startswith(f"You like {first}")
    listed = office.home_of().films
    assert first not in listed
    assert listed[1:] == others


async def test_what_does_not_fit_the_home_is_answered_directly(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    await office.opens_home()
    before, (first, *_) = len(office.slack.called("views.publish")), office.home_of().films
    shown = len(office.slack.shown)
    assert await office.slack.press_at_home("Why")
    assert ANSWERED_DIRECTLY in await office.home_after(before)
    answer = await office.slack.answer(shown)
    assert (answer.channel, answer.only) == (DIRECT, None)
    assert answer.words.startswith(f"Why {first}?")


async def test_only_the_homes_own_tab_is_drawn(office: Office) -> None:
    event = {"type": "app_home_opened", "user": ALICE, "tab": "messages", "channel": DIRECT}
    await office.slack.tell(event)
    await office.opens_home(BOB)
    assert set(office.slack.homes) == {BOB}
