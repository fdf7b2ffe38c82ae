"""App Home: how to start, films, the next night and the member's taste, as they are now."""

from bot.chat.commands import Glance, Sight
from tests.fronts.discord.script import ScriptedBot
from tests.fronts.slack.loopback_slack import ADMIN, ALICE, BOB, Refusal
from tests.fronts.slack.office import DIRECT, Office
from tests.world import World


async def test_a_new_member_reads_how_to_start(office: Office) -> None:
    told = await office.opens_home()
    assert "How to start" in told
    assert "/like The Matrix" in told
    assert "You have told me nothing yet" in told
    assert "No movie night is planned" in told


async def test_the_home_shows_taste_films_and_the_next_night_as_they_are_now(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    await office.says("!night friday 8pm; horror")
    told = await office.opens_home()
    assert "Films for you\nThree films" in told
    assert "Aliens (1986)" in told
    assert "You like" in told
    assert "Alien (1979)" in told
    assert "horror" in told
    assert any(image["alt_text"].startswith("A chart of the 2 films you like") for image in office.home_of().images)
    await office.says("!like Titanic")
    assert "Titanic (1997)" in await office.opens_home()


async def test_a_home_is_no_list_that_was_asked_for(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    listed = await office.says("!recommend 2 sci-fi")
    await office.opens_home()
    assert listed.films[1] in (await office.says("!why 2")).words
    assert "You have no list yet" not in (await office.says("!more")).words


async def test_a_home_begins_no_wait_and_greets_nobody(office: Office) -> None:
    await office.says("!settings cooldown recommend 60s", member=ADMIN)
    await office.opens_home()
    assert "Hello" not in await office.opens_home()
    assert (await office.slash("/recommend 3")).films


async def test_a_command_that_is_switched_off_is_not_shown_at_home_either(office: Office) -> None:
    await office.says("!settings off recommend", member=ADMIN)
    told = await office.opens_home()
    assert "switched off" in told
    assert office.home_of().films == []


async def test_a_press_at_home_changes_the_home_and_says_what_was_done(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    await office.opens_home()
    first, *_ = office.home_of().films
    before = len(office.slack.called("views.publish"))
    assert await office.slack.press_at_home("👍 Like")
    told = await office.home_after(before)
    assert told.startswith(f"You like {first}")
    assert first not in office.home_of().films


async def test_what_does_not_fit_the_home_is_answered_directly(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    await office.opens_home()
    before, (first, *_) = len(office.slack.called("views.publish")), office.home_of().films
    shown = len(office.slack.shown)
    assert await office.slack.press_at_home("Why")
    assert "I have answered you in our direct messages" in await office.home_after(before)
    answer = await office.slack.answer(shown)
    assert (answer.channel, answer.only) == (DIRECT, None)
    assert answer.words.startswith(f"Why {first}?")


async def test_the_list_behind_the_homes_films_comes_directly(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    await office.opens_home()
    shown = len(office.slack.shown)
    assert await office.slack.press_at_home("More")
    listed = await office.slack.answer(shown)
    assert (listed.channel, len(listed.films)) == (DIRECT, 5)


async def test_only_the_homes_own_tab_is_drawn(office: Office) -> None:
    event = {"type": "app_home_opened", "user": ALICE, "tab": "messages", "channel": DIRECT}
    await office.slack.tell(event)
    await office.opens_home(BOB)
    assert set(office.slack.homes) == {BOB}


async def test_whatever_its_member_changes_the_home_shows_it(office: Office) -> None:
    await office.opens_home()
    note = await office.says("!like Matrix; Alien (1979)")
    await _reads(office, "Alien (1979)")
    await office.slash("/dislike Titanic")
    await _reads(office, "Not for you (1): Titanic (1997)")
    listed = await office.says("!recommend 3")
    await office.presses(listed, "Seen")
    await _reads(office, listed.films[0])
    await office.says("undo", channel=DIRECT)
    await office.slack.until(lambda: listed.films[0] not in office.home_of().words.partition("Your taste")[2])
    assert note.only == ALICE


async def test_a_member_who_has_not_opened_their_home_has_none_drawn(office: Office) -> None:
    await office.opens_home()
    await office.says("!like Matrix", member=BOB)
    await office.says("!like Matrix")
    await _reads(office, "The Matrix")
    assert set(office.slack.homes) == {ALICE}


async def test_a_night_that_its_guests_are_in_is_shown_as_it_is_whoever_changes_it(office: Office) -> None:
    await office.opens_home(BOB)
    card = await office.slash("/night tomorrow 8pm; comedy")
    await office.presses(card, "I'm in", BOB)
    await _reads(office, "comedy", BOB)
    await office.presses(card, "Maybe", "UCAROL")
    await _reads(office, "Carol", BOB)
    await office.says("!night theme horror")
    await _reads(office, "horror", BOB)
    await office.presses(await office.says("!cancel"), "Yes, call it off")
    await _reads(office, "No movie night is planned", BOB)


async def test_what_a_night_does_by_itself_is_seen_at_home(office: Office, world: World) -> None:
    await office.opens_home()
    await office.says("!like Matrix; Alien (1979)")
    await office.slash("/night tomorrow 8pm; sci-fi")
    await office.says("!picks")
    await _reads(office, "Open the vote", labels=True)
    world.clock.advance(hours=26)
    while await world.bot.announcer.tick():
        pass
    await office.slack.until(lambda: "Open the vote" not in office.home_of().labels)


async def test_many_changes_at_once_are_drawn_once_more(scripted: Office, bot: ScriptedBot) -> None:
    await scripted.opens_home()
    drawn = len(scripted.slack.called("views.publish"))
    scripted.slack.held = {"views.publish"}
    for number in range(12):
        await scripted.slash(f"/like Film {number}")
    await scripted.slack.release()
    await scripted.home_after(drawn + 1)
    glances = [command.sight for command, _ in bot.asked if isinstance(command, Glance)]
    assert glances.count(Sight.FILMS) == 3  # when it was opened, at the first change, and for the eleven others
    assert len(scripted.slack.called("views.publish")) == drawn + 2


async def test_a_home_that_slack_does_not_take_holds_nothing_up(scripted: Office, bot: ScriptedBot) -> None:
    await scripted.opens_home()
    scripted.slack.refusals["views.publish"] = [Refusal("not_enabled")] * 2
    for _ in range(2):
        assert (await scripted.slash("/like Matrix")).words
    await scripted.slack.until(lambda: not scripted.slack.refusals["views.publish"])
    drawn = len(scripted.slack.called("views.publish"))
    await scripted.slash("/like Matrix")
    await scripted.home_after(drawn)


async def _reads(office: Office, words: str, member: str = ALICE, labels: bool = False) -> None:
    """Returns once the member's home shows the words."""

    def holds() -> bool:
        home = office.home_of(member)
        return words in (home.labels if labels else home.words)

    await office.slack.until(holds)
