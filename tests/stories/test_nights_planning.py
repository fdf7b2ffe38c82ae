"""A movie night is planned, answered, changed and called off, by lines and by buttons."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.chat.evenings import NotAllowed
from bot.chat.grammar import parse
from bot.chat.marks import in_plain
from bot.chat.night_commands import MoveNight
from bot.chat.reply import Button
from bot.chat.sender import Channel, Space
from bot.errors import OutsideError
from bot.nights import rules
from bot.nights.night import MovieNight, Presence
from bot.nights.store import NightStore
from tests.boards import RecordingBoard
from tests.rooms import ATTIC, LOUNGE, NOWHERE, file_of, labels, open_night, press, say, somebody, told, with_winner
from tests.world import HOME, World, button

CLUB = Space("club", "Film Club")
ANSWERS = ["I'm in", "Maybe", "Can't"]


@pytest.fixture
async def world(world: World) -> World:
    """A world whose members have been greeted."""
    for name in ("alice", "bob", "carol", "mia"):
        await say(world, "taste", name)
    return world


@pytest.fixture
def board(world: World) -> RecordingBoard:
    """The platform's channels and events, which the bot reaches."""
    hung = RecordingBoard(world.clock)
    world.bot.announce_on(hung)
    return hung


# Planned


async def test_a_night_is_planned_at_once_and_its_time_is_said_back(world: World) -> None:
    await say(world, "settings zone berlin", "mia")
    planned = await say(world, "night saturday 8pm; horror; voice lounge")
    assert not planned.private
    assert told(planned).splitlines()[2:7] == [
        "Movie night: horror",
        "Saturday, 28 November 2026, 20:00 (Europe/Berlin)",
        "Where: voice lounge",
        "Host: alice",
        "In: alice",
    ]
    assert labels(planned) == [*ANSWERS, "Picks", "Calendar"]
    night = await open_night(world)
    assert night.start_at == datetime(2026, 11, 28, 19, tzinfo=UTC)
    assert told(await say(world, "night", "bob")) == told(planned).partition("\n\n")[2]


async def test_an_unclear_hour_is_asked_and_a_press_plans_that_time_with_all_that_was_said(world: World) -> None:
    asked = await say(world, "night saturday 8; horror; voice lounge; blind")
    assert asked.private
    assert labels(asked) == ["Sat 28 Nov, 20:00", "Sat 28 Nov, 08:00"]
    assert "UTC" in asked.text
    assert "No movie night" in (await say(world, "night")).text
    planned = await press(world, asked.buttons[1])
    assert not planned.private
    assert "Saturday, 28 November 2026, 08:00 (UTC)" in told(planned)
    night = await open_night(world)
    assert (night.theme, night.place, night.is_blind, night.host) == ("horror", "voice lounge", True, "alice")


async def test_one_time_that_was_guessed_is_confirmed(world: World) -> None:
    asked = await say(world, "night 27 december 8pm")
    assert labels(asked) == ["Sun 27 Dec, 20:00"]
    await press(world, asked.buttons[0])
    assert (await open_night(world)).start_at == datetime(2026, 12, 27, 20, tzinfo=UTC)


async def test_a_night_that_may_repeat_is_asked_about_and_repeats_when_that_is_chosen(world: World) -> None:
    asked = await say(world, "night saturdays 8pm; sci-fi")
    assert labels(asked) == ["Every Saturday, 20:00", "Sat 28 Nov, 20:00"]
    once = await press(world, asked.buttons[1], channel=ATTIC)
    assert "every" not in told(once)
    assert "28 November 2026, 20:00 (UTC), every Saturday" in told(await press(world, asked.buttons[0]))
    night = await open_night(world)
    assert night.repeat is not None
    assert night.repeat.weekdays == {5}
    assert night.repeat.clock.hour == 20


@pytest.mark.parametrize("time", ["saturday 8", "saturdays 8pm", "friday 12", "midnight 3.12."])
async def test_times_that_go_on_no_button_are_said_in_words_that_leave_no_doubt(world: World, time: str) -> None:
    behind = f"; {'a long theme ' * 4}; {'a place far away ' * 4}"
    asked = await say(world, f"night {time}{behind}")
    assert not asked.buttons
    exact = re.findall(r"!(night .+)", asked.text)
    assert len(exact) > 1
    for line in exact:
        planned = await say(world, f"{line}{behind}")
        assert not planned.private, planned.text
        assert (await open_night(world)).place.startswith("a place far away")
        await say(world, "cancel yes")


async def test_words_that_are_no_time_are_asked_about_and_plan_nothing(world: World) -> None:
    for line in ("night bananas", "night every two weeks", "night 8pm EST"):
        asked = await say(world, line)
        assert asked.private
        assert not asked.buttons
    assert "by the clocks of UTC" in (await say(world, "night 8pm EST")).text
    assert "At what time?" in (await say(world, "night saturday")).text
    assert "No movie night" in (await say(world, "night")).text


@pytest.mark.parametrize(
    ("time", "refusal"),
    [
        ("today 5pm", "Friday, 27 November 2026 at 17:00 has passed"),
        ("2026-11-26 20:00", "has passed"),
        ("2027-01-27 20:00", "Wednesday, 27 January 2027 is more than 60 days ahead"),
        ("@1795800000", "That time has passed"),
        ("@1811361600", "more than 60 days ahead"),
    ],
)
async def test_the_past_and_what_is_further_than_sixty_days_is_refused(world: World, time: str, refusal: str) -> None:
    refused = await say(world, f"night {time}")
    assert refused.private
    assert refusal in refused.text
    assert "No movie night" in (await say(world, "night")).text
    await say(world, "night tomorrow 8pm")
    assert refusal in (await say(world, f"night move {time}")).text


async def test_sixty_days_ahead_is_near_enough(world: World) -> None:
    assert "26 January 2027" in told(await say(world, "night 2027-01-26 17:00"))


async def test_a_button_with_a_time_that_has_passed_since_plans_nothing(world: World) -> None:
    asked = await say(world, "night saturday 8")
    world.clock.advance(days=2)
    assert "That time has passed" in (await press(world, asked.buttons[0])).text


async def test_a_theme_or_place_that_is_too_long_is_refused(world: World) -> None:
    assert "theme under 61" in (await say(world, f"night saturday 8pm; {'x' * 61}")).text
    assert "place under 101" in (await say(world, f"night saturday 8pm; ; {'x' * 101}")).text
    await say(world, f"night saturday 8pm; {'x' * 60}; {'x' * 100}")
    assert "theme under 61" in (await say(world, f"night theme {'x' * 61}")).text
    assert "place under 101" in (await say(world, f"night place {'x' * 101}")).text


async def test_in_a_direct_message_no_night_can_be_planned(world: World) -> None:
    refused = await say(world, "night saturday 8pm", channel=NOWHERE)
    assert refused.private
    assert "belongs to a channel" in refused.text


# Who may


async def test_a_setting_leaves_planning_to_those_who_manage(world: World) -> None:
    assert "Those who manage" in (await say(world, "settings planning managers", "mia")).text
    refused = await say(world, "night saturday 8pm")
    assert refused.private
    assert "those who manage the server plan" in refused.text
    assert not (await say(world, "night saturday 8pm", "mia")).private
    assert "is in" in told(await say(world, "in"))
    assert "Everybody may plan" in (await say(world, "settings planning everybody", "mia")).text
    assert not (await say(world, "night saturday 8pm", channel=ATTIC)).private


async def test_those_who_manage_are_told_how_to_set_the_clocks_until_it_is_known(world: World) -> None:
    hint = "!settings zone Europe/Berlin"
    assert hint not in (await say(world, "night saturday 8pm")).text
    assert hint in (await say(world, "night saturday 8pm", "mia", ATTIC)).text
    await say(world, "settings zone berlin", "mia")
    assert hint not in (await say(world, "night saturday 8pm", "mia", Channel("3", "cellar"))).text


async def test_in_a_channel_one_night_is_open_and_others_have_theirs(world: World) -> None:
    await say(world, "night saturday 8pm; horror")
    refused = await say(world, "night sunday 8pm; comedy", "bob")
    assert refused.private
    assert "has a movie night already" in refused.text
    assert "Movie night: horror" in (await press(world, button(refused, "See the night"), "bob")).text
    assert "Movie night: comedy" in (await say(world, "night sunday 8pm; comedy", "bob", ATTIC)).text
    await say(world, "in", "carol", ATTIC)
    assert "carol" not in told(await say(world, "night"))
    assert "In (2): bob and carol" in told(await say(world, "night", channel=ATTIC))


async def test_a_night_that_the_clock_has_ended_makes_room_for_the_next(world: World) -> None:
    await say(world, "night saturday 8pm; horror")
    await say(world, "out")
    world.clock.advance(days=2)
    assert "Movie night: comedy" in (await say(world, "night monday 8pm; comedy")).text


async def test_only_the_host_and_those_who_manage_change_a_night(world: World) -> None:
    await say(world, "night saturday 8pm; horror")
    await say(world, "in", "bob")
    changes = ("night move sunday 8pm", "night theme comedy", "night place attic", "night host @bob", "cancel")
    for change in (*changes, "night blind on", "night once", "cancel yes"):
        refused = await say(world, change, "bob")
        assert refused.private
        assert "for the host of this night, or for those who manage" in refused.text
    assert "Movie night: horror\nSaturday" in told(await say(world, "night"))
    for change in changes:
        assert "for the host" not in (await say(world, change, "mia")).text


@pytest.mark.parametrize("name", ["@bob", "bob", "@Bob", "<@bob>", "<@!bob>", "<@bob|Bobby>"])
async def test_the_host_hands_over_to_somebody_who_is_in(world: World, name: str) -> None:
    await say(world, "night saturday 8pm")
    await say(world, "maybe", "bob")
    assert "somebody who is in" in (await say(world, f"night host {name}")).text
    await say(world, "in", "bob")
    given = await say(world, f"night host {name}")
    assert not given.private
    assert told(given).startswith("The host is bob now.")
    assert given.calls == ("bob",)
    assert "for the host" in (await say(world, "night place attic")).text
    assert "attic" in (await say(world, "night place attic", "bob")).text


async def test_a_host_who_cannot_come_stays_the_host_and_is_told_how_to_hand_over(world: World) -> None:
    await say(world, "night saturday 8pm")
    out = await say(world, "out")
    assert "You are still the host" in out.text
    assert "!night host" in out.text
    assert "Nobody is in yet." in out.text


async def test_a_host_who_leaves_is_followed_by_who_was_in_first(world: World) -> None:
    await say(world, "night saturday 8pm")
    for name in ("carol", "bob"):
        await say(world, "in", name)
    await world.bot.member_left("test", HOME.key, "alice")
    shown = told(await say(world, "night", "bob"))
    assert "Host: carol\nIn (2): carol and bob" in shown
    assert "alice" not in shown
    assert "attic" in (await say(world, "night place attic", "carol")).text


async def test_without_anybody_in_those_who_manage_lead_and_then_whoever_says_in_next(world: World) -> None:
    await say(world, "night saturday 8pm")
    await say(world, "maybe", "bob")
    await world.bot.member_left("test", HOME.key, "alice")
    assert "No host yet" in (await say(world, "night")).text
    assert "for the host" in (await say(world, "night place attic", "bob")).text
    assert "attic" in (await say(world, "night place attic", "mia")).text
    assert "Host: bob" in told(await say(world, "in", "bob"))
    assert "cellar" in (await say(world, "night place cellar", "bob")).text


async def test_whoever_is_forgotten_leaves_the_night(world: World) -> None:
    await say(world, "night saturday 8pm")
    await say(world, "in", "bob")
    await say(world, "forgetme here")
    shown = told(await say(world, "night", "bob"))
    assert "Host: bob\nIn: bob" in shown
    assert "alice" not in shown


# Answered


async def test_members_answer_by_buttons_and_the_card_changes_in_place(world: World) -> None:
    card = await say(world, "night saturday 8pm")
    answered = await press(world, button(card, "I'm in"), "bob")
    assert answered.private
    assert told(answered).startswith("You are in: Saturday, 28 November 2026, 20:00 (UTC).")
    assert "In (2): alice and bob" in told(answered.updated)
    assert answered.updated
    assert labels(answered.updated) == labels(card)
    unsure = await press(world, button(answered.updated, "Maybe"), "carol")
    assert "Maybe: carol" in told(unsure.updated)
    changed = await press(world, button(card, "Can't"), "bob")
    assert "In: alice\nMaybe: carol\nCan't: bob" in told(changed.updated)


async def test_members_answer_in_words_and_everybody_hears_it(world: World) -> None:
    await say(world, "night saturday 8pm")
    answered = await say(world, "in", "bob")
    assert not answered.private
    assert told(answered).startswith("bob is in.\n\nMovie night\n")
    assert told(await say(world, "maybe", "carol")).startswith("carol may come.")
    assert told(await say(world, "out", "bob")).startswith("bob can't come.")
    assert "In: alice\nMaybe: carol\nCan't: bob" in told(await say(world, "night"))


async def test_said_twice_an_answer_keeps_its_place_in_the_row(world: World) -> None:
    await say(world, "night saturday 8pm")
    for name in ("bob", "carol", "bob"):
        await say(world, "in", name)
    assert "In (3): alice, bob and carol" in told(await say(world, "night"))


async def test_of_very_many_members_the_last_ones_are_counted_together(world: World) -> None:
    await say(world, "night saturday 8pm")
    store, night = NightStore(world.database), await open_night(world)

    def with_forty_more(one: MovieNight) -> MovieNight:
        for number in range(40):
            one = rules.answer(one, f"m{number}", Presence.IN)
        return one

    await store.change(night.night_id, with_forty_more, world.clock.now)
    shown = told(await say(world, "night"))
    assert "In (41): alice, m0" in shown
    assert "and 22 others" in shown


async def test_once_the_film_runs_nobody_needs_to_answer(world: World) -> None:
    card = await with_winner(world)
    world.clock.advance(days=1, hours=3)
    late = await press(world, button(card, "I'm in"), "bob")
    assert late.private
    assert "has started" in late.text


async def test_outside_channels_the_only_night_is_meant_and_of_several_one_is_asked_for(world: World) -> None:
    assert "No movie night is planned" in (await say(world, "in", "bob", NOWHERE)).text
    await say(world, "night saturday 8pm; horror")
    assert "bob is in" in told(await say(world, "in", "bob", NOWHERE)) + told(await say(world, "night", "bob"))
    assert "In (2): alice and bob" in told(await say(world, "night", "bob"))
    await say(world, "night sunday 8pm; comedy", "carol", ATTIC)
    assert "horror" in (await say(world, "calendar", "bob", NOWHERE)).files[0].content.decode()
    asked = await say(world, "maybe", "mia", NOWHERE)
    assert asked.private
    assert labels(asked) == ["Sat 28 Nov, 20:00 · Movie night: horror", "Sun 29 Nov, 20:00 · Movie night: comedy"]
    await press(world, asked.buttons[1], "mia", NOWHERE)
    assert "Maybe: mia" in told(await say(world, "night", channel=ATTIC))
    assert "Maybe" not in told(await say(world, "night"))


async def test_what_fits_on_no_button_is_to_be_said_in_the_nights_channel(world: World) -> None:
    for channel in (LOUNGE, ATTIC):
        await say(world, "night saturday 8pm", channel=channel)
    refused = await say(world, f"night place {'x' * 90}", "mia", NOWHERE)
    assert refused.text == "Several movie nights are open; say that in the channel of the one you mean."


async def test_a_night_of_another_space_is_unknown(world: World) -> None:
    card = await say(world, "night saturday 8pm")
    stranger = somebody("zoe", space=CLUB)
    await world.bot.answer(parse("taste"), stranger)
    for one in card.buttons:
        assert (await world.bot.answer(one.command, stranger)).text == "I no longer have that movie night."
    assert "zoe" not in told(await say(world, "night"))


async def test_a_card_that_was_asked_for_in_words_is_for_all_and_a_pressed_one_for_its_member(world: World) -> None:
    assert "!night friday 8pm" in (await say(world, "night")).text
    await say(world, "night saturday 8pm")
    shown = await say(world, "night", "bob")
    assert not shown.private
    night = await open_night(world)
    assert (await world.bot.answer(parse(f"night show {night.night_id} start 1795809600"), somebody("bob"))).private


# Changed


async def test_a_moved_night_is_said_back_and_those_who_are_in_are_called(world: World) -> None:
    await say(world, "night saturday 8pm")
    for name, answer in (("bob", "in"), ("carol", "maybe")):
        await say(world, answer, name)
    moved = await say(world, "night move sunday 9pm")
    assert not moved.private
    assert told(moved).startswith("The night has moved to Sunday, 29 November 2026, 21:00 (UTC).")
    assert moved.calls == ("bob",)
    assert "Sunday, 29 November 2026, 21:00 (UTC)\n" in told(await say(world, "night"))


async def test_an_unclear_time_to_move_to_is_asked_and_a_press_moves(world: World) -> None:
    await say(world, "night saturday 8pm")
    asked = await say(world, "night move sunday 9")
    assert labels(asked) == ["Sun 29 Nov, 21:00", "Sun 29 Nov, 09:00"]
    assert "Saturday" in told(await say(world, "night"))
    assert "Sunday, 29 November 2026, 09:00" in told(await press(world, asked.buttons[1]))
    assert (await open_night(world)).start_at == datetime(2026, 11, 29, 9, tzinfo=UTC)


async def test_what_is_pressed_below_a_question_is_told_to_the_room(world: World, board: RecordingBoard) -> None:
    await say(world, "night saturday 8pm")
    asked = await say(world, "night move sunday 9")
    chosen = asked.buttons[1].command
    assert isinstance(chosen, MoveNight)
    of_night = Button("Sun 29 Nov, 09:00", replace(chosen, night_id=(await open_night(world)).night_id))
    assert (await press(world, of_night)).private
    assert "Sunday, 29 November 2026, 09:00" in in_plain(board.texts[-1])
    assert (await say(world, "night place attic", channel=NOWHERE)).private
    assert "You meet here now: attic" in board.texts[-1]
    assert board.said[-1].room.channel == LOUNGE.key


async def test_a_night_is_moved_to_one_time_and_not_to_many(world: World) -> None:
    await say(world, "night saturday 8pm")
    assert "Name the one time" in (await say(world, "night move every friday 8pm")).text
    assert labels(await say(world, "night move sundays 8pm")) == ["Sun 29 Nov, 20:00"]
    assert (await open_night(world)).repeat is None


async def test_theme_place_and_blind_date_change_and_go(world: World) -> None:
    await say(world, "night saturday 8pm; horror")
    for line, said in (
        ("night theme comedy", "The theme is comedy now."),
        ("night place attic", "You meet here now: attic"),
        ("night blind on", "A blind date: the film stays hidden until the start."),
    ):
        changed = await say(world, line)
        assert not changed.private
        assert changed.text.startswith(f"{said}\n\nMovie night: comedy")
    shown = told(await say(world, "night"))
    assert "Movie night: comedy" in shown
    assert "Where: attic\nA blind date" in shown
    for line in ("night theme", "night place", "night blind off"):
        await say(world, line)
    assert told(await say(world, "night")).splitlines()[:3] == [
        "Movie night",
        "Saturday, 28 November 2026, 20:00 (UTC)",
        "Host: alice",
    ]


async def test_a_repeating_night_can_be_made_the_last(world: World) -> None:
    assert "every Friday and Saturday" in told(await say(world, "night every friday and saturday 8pm"))
    last = await say(world, "night once")
    assert last.text.startswith("No night follows this one.")
    assert "every" not in told(last)
    assert "every day" in told(await say(world, "night every day 8pm", channel=ATTIC))


async def test_calling_off_is_asked_about_first(world: World) -> None:
    card = await say(world, "night saturday 8pm; horror")
    asked = await say(world, "cancel")
    assert asked.private
    assert labels(asked) == ["Yes, call it off", "Keep it"]
    kept = await press(world, button(asked, "Keep it"))
    assert "Movie night: horror" in kept.text
    gone = await press(world, button(asked, "Yes, call it off"))
    assert gone.private
    assert "is called off" in gone.text
    assert told(gone.updated) == "Movie night: horror, Saturday, 28 November 2026, 20:00 (UTC): called off."
    assert gone.updated
    assert not gone.updated.buttons
    assert "No movie night" in (await say(world, "night")).text
    assert (await press(world, button(card, "I'm in"), "bob")).private
    assert "comedy" in (await say(world, "night sunday 8pm; comedy")).text


async def test_who_calls_off_a_repeating_night_hears_how_to_end_the_others(world: World) -> None:
    await say(world, "night every saturday 8pm")
    assert "!night once" in (await say(world, "cancel")).text


async def test_nothing_is_changed_once_the_film_runs(world: World) -> None:
    await with_winner(world)
    world.clock.advance(days=1, hours=3)
    for line in ("night move sunday 8pm", "night theme comedy", "night place attic", "night blind off", "cancel"):
        refused = await say(world, line)
        assert refused.private
        assert refused.text == "The film is running."


# Clocks


async def test_a_clock_time_that_summer_time_skips_is_moved_to_the_next_that_exists(world: World) -> None:
    await say(world, "settings zone berlin", "mia")
    world.clock.now = datetime(2027, 3, 24, 12, tzinfo=UTC)
    assert "Sunday, 28 March 2027, 03:00 (Europe/Berlin)" in told(await say(world, "night 28.3. 2:30am"))


async def test_a_clock_time_that_occurs_twice_means_the_first(world: World) -> None:
    await say(world, "settings zone berlin", "mia")
    world.clock.now = datetime(2027, 10, 27, 12, tzinfo=UTC)
    await say(world, "night 31.10. 2:30am")
    assert (await open_night(world)).start_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


async def test_a_repeating_night_keeps_its_clock_time_across_summer_time(world: World, board: RecordingBoard) -> None:
    await say(world, "settings zone berlin", "mia")
    world.clock.now = datetime(2027, 3, 24, 12, tzinfo=UTC)
    await say(world, "night every saturday 8pm")
    assert (await open_night(world)).start_at == datetime(2027, 3, 27, 19, tzinfo=UTC)
    await say(world, "cancel yes")
    await world.bot.announcer.announce()
    assert (await open_night(world)).start_at == datetime(2027, 4, 3, 18, tzinfo=UTC)


async def test_a_space_that_changes_its_zone_keeps_the_moment_of_its_night(world: World, board: RecordingBoard) -> None:
    await say(world, "settings zone berlin", "mia")
    await say(world, "night every saturday 8pm")
    before = await open_night(world)
    await say(world, "settings zone tokyo", "mia")
    assert "Sunday, 29 November 2026, 04:00 (Asia/Tokyo)" in told(await say(world, "night"))
    assert (await open_night(world)).start_at == before.start_at
    await say(world, "cancel yes")
    await world.bot.announcer.announce()
    assert "Saturday, 5 December 2026, 20:00 (Asia/Tokyo), every Saturday" in told(await say(world, "night"))


async def test_every_reader_is_given_the_moment_itself(world: World) -> None:
    planned = await say(world, "night saturday 8pm")
    assert str(int(datetime(2026, 11, 28, 20, tzinfo=UTC).timestamp())) in planned.text


# Calendars and events


async def test_the_calendar_file_is_one_entry_that_moves_and_is_called_off(world: World) -> None:
    card = await say(world, "night saturday 8pm; horror; voice lounge")
    first = await press(world, button(card, "Calendar"), "bob")
    assert first.private
    was = file_of(first)
    for line in ("SUMMARY:Movie night: horror", "DTSTART:20261128T200000Z", "DTEND:20261128T223000Z", "SEQUENCE:0"):
        assert line in was
    assert "LOCATION:voice lounge" in was
    await say(world, "night move sunday 9pm")
    moved = file_of(await say(world, "calendar", "bob"))
    assert "DTSTART:20261129T210000Z" in moved
    assert "SEQUENCE:1" in moved
    await say(world, "cancel yes")
    gone = file_of(await press(world, button(card, "Calendar"), "bob"))
    assert "STATUS:CANCELLED" in gone
    assert len({re.findall("UID:.*", file)[0] for file in (was, moved, gone)}) == 1


async def test_a_platforms_event_is_kept_in_step(world: World, board: RecordingBoard) -> None:
    await say(world, "night saturday 8pm; horror; voice lounge")
    (created,) = board.events
    assert (created.event_id, created.title, created.place) == ("", "Movie night: horror", "voice lounge")
    assert created.start_at == datetime(2026, 11, 28, 20, tzinfo=UTC)
    assert created.picture
    assert created.picture.startswith(b"\x89PNG")
    for line in ("night move sunday 9pm", "night theme comedy", "night place attic", "cancel yes"):
        await say(world, line)
    assert {event.event_id for event in board.events[1:]} == {"e1"}
    assert board.events[1].start_at == datetime(2026, 11, 29, 21, tzinfo=UTC)
    assert [event.title for event in board.events[2:]] == ["Movie night: comedy"] * 3
    assert board.events[-1].place == "attic"
    assert [event.is_cancelled for event in board.events] == [False] * 4 + [True]


async def test_a_missing_permission_is_told_and_the_night_goes_on(world: World, board: RecordingBoard) -> None:
    board.event_fault = NotAllowed("I may not create events here: I lack Manage Events.")
    planned = await say(world, "night saturday 8pm")
    assert not planned.private
    assert planned.text.endswith("I may not create events here: I lack Manage Events.")
    assert "In: alice" in told(await say(world, "night"))
    assert "Manage Events" not in (await say(world, "night theme horror")).text
    board.event_fault = None
    await say(world, "night place attic")
    assert board.events[0].event_id == ""


async def test_a_platform_that_does_not_answer_stops_no_night(world: World, board: RecordingBoard) -> None:
    board.event_fault = OutsideError("Discord does not answer.")
    for line in ("night saturday 8pm", "night move sunday 8pm", "cancel yes"):
        assert "answer" not in (await say(world, line)).text
    assert not board.events
