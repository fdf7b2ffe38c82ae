"""Whole evenings: what a night says by itself, when and to whom, and what comes after the film."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.chat.evenings import ChannelGone, NotAllowed
from bot.chat.marks import in_plain
from bot.chat.reply import Reply
from bot.chat.sender import Channel
from bot.errors import OutsideError
from bot.nights.night import Stage
from bot.nights.store import NightStore
from bot.nights.store.outbox import PATIENCE
from bot.taste.profile import Verdict
from bot.taste.store import Member, TasteStore
from tests.boards import Fallen, Lounge, RecordingBoard, everything_in
from tests.world import FILMS, HOME, World, button, member, open_world

START = datetime(2026, 11, 28, 20, tzinfo=UTC)
PICKS_AT, REMINDER_AT, OVER = START - timedelta(days=1), START - timedelta(minutes=30), START + timedelta(minutes=150)
MORNING = datetime(2026, 11, 29, 10, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)
DAVE_LIKES = "like Spirited Away; Princess Mononoke"
LIKES = {"alice": "like Matrix; Alien (1979); Blade Runner", "bob": "like Titanic", "carol": "like Toy Story"}


@pytest.fixture
async def lounge(world: World) -> Lounge:
    """A channel in which three members have told their taste."""
    opened = Lounge(world)
    for name, line in LIKES.items():
        await opened.say(line, name)
    return opened


async def plan(lounge: Lounge, how: str = "night saturday 8pm") -> None:
    """alice plans a night; bob and carol come."""
    assert "planned" in (await lounge.say(how)).text
    for name in ("bob", "carol"):
        await lounge.say("in", name)


async def set_zone(lounge: Lounge, zone: str) -> None:
    """Those who manage the space set its clocks."""
    reply = await lounge.world.bot.hear(f"settings zone {zone}", replace(member("alice"), manages=True))
    assert reply is not None
    assert zone in reply.text


def plain(reply: Reply) -> str:
    """The text with moments and people in words."""
    return in_plain(reply.text)


def last(lounge: Lounge) -> str:
    """What the channel heard last."""
    return plain(lounge.board.posts[-1])


def moments(lounge: Lounge) -> list[datetime]:
    """When the channel heard something from the bot itself."""
    return [one.at for one in lounge.board.said if not one.only]


async def winner_of(lounge: Lounge) -> str:
    """The film that the night has chosen."""
    night = await lounge.night()
    assert night.result is not None
    return str(lounge.world.library.film(night.result.winner.movie_id))


async def test_a_whole_evening_is_told_by_itself_in_turn(lounge: Lounge) -> None:
    await plan(lounge, "night saturday 8pm; ; voice lounge")
    assert lounge.board.posts == []
    await lounge.live_until(MORNING + timedelta(days=10))
    assert moments(lounge) == [PICKS_AT, REMINDER_AT, START, OVER, MORNING]
    picks, reminder, start, taps, result = lounge.board.posts
    assert picks.text.startswith("Films for the 3 of you who are in.")
    assert len(picks.cards) == 5
    assert set(reminder.calls) == {"alice", "bob", "carol"}
    assert plain(reminder).startswith("alice, bob and carol: Movie night starts Saturday, 28 November 2026, 20:00")
    assert "Where: voice lounge." in reminder.text
    film = str(picks.cards[0].movie)
    assert f"We watch {film}." in start.text
    assert [label.label for label in taps.buttons] == ["Loved it", "Fine", "Not for me", "Wasn't there", "The night"]
    assert f"Saturday, 28 November 2026, 20:00 (UTC): {film}." in plain(result)
    assert "Who came: alice, bob and carol." in plain(result)


async def test_every_announcement_says_which_it_is_and_shows_the_night(lounge: Lounge) -> None:
    await plan(lounge)
    await lounge.live_until(MORNING)
    tokens = [button(post, "The night") for post in lounge.board.posts]
    assert len({token.command for token in tokens}) == len(tokens) == 5
    assert "How was it?" in (await lounge.press(tokens[0], "bob")).text


async def test_the_decision_is_told_with_where_everybody_is_expected_to_land(lounge: Lounge) -> None:
    await plan(lounge)
    await lounge.say("picks")
    await lounge.say("vote open")
    await lounge.say("vote 2", "bob")
    await lounge.say("close")
    assert last(lounge).startswith("The film is chosen.")
    assert await winner_of(lounge) in [str(card.movie) for card in lounge.board.posts[-1].cards]
    assert "for alice" in last(lounge) or "alice" in last(lounge)
    assert (await lounge.night()).landings.keys() == {"alice", "bob", "carol"}
    assert lounge.board.events[-1].title.endswith(await winner_of(lounge))
    count = len(lounge.board.posts)
    await lounge.live_until(START - timedelta(hours=1))
    assert len(lounge.board.posts) == count


async def test_picks_made_on_request_are_not_made_again(lounge: Lounge) -> None:
    await plan(lounge)
    await lounge.say("picks")
    await lounge.live_until(REMINDER_AT - A_MINUTE)
    assert lounge.board.posts == []


async def test_who_has_left_the_space_is_named_no_more(lounge: Lounge) -> None:
    await plan(lounge)
    lounge.board.left.add("alice")
    await lounge.live_until(REMINDER_AT)
    assert lounge.board.posts[-1].calls == ("bob", "carol")
    assert not any("alice" in word for post in lounge.board.posts for word in everything_in(post))
    assert (await lounge.night()).host == "bob"


async def test_with_everybody_gone_nothing_is_said_before_the_start_and_then_that_it_is_off(lounge: Lounge) -> None:
    await plan(lounge)
    lounge.board.left |= {"alice", "bob", "carol"}
    await lounge.live_until(START)
    assert len(lounge.board.posts) == 1
    assert last(lounge).endswith("is called off: nobody is in.")
    assert lounge.board.events[-1].is_cancelled


async def test_a_night_called_off_is_told_at_once_to_those_who_were_in(lounge: Lounge) -> None:
    await plan(lounge)
    await lounge.say("cancel yes")
    assert last(lounge).endswith("is called off.")
    assert lounge.board.posts[-1].calls == ("alice", "bob", "carol")
    await lounge.live_until(MORNING)
    assert len(lounge.board.posts) == 1


async def test_no_film_for_all_is_said_and_the_night_is_called_off_at_its_end(lounge: Lounge) -> None:
    await lounge.say(f"seen {'; '.join(f'#{movie.movie_id}' for movie in FILMS)}", "dave")
    await plan(lounge)
    await lounge.say("in", "dave")
    await lounge.live_until(PICKS_AT)
    assert last(lounge).startswith("I find no film that everybody here may be shown.")
    await lounge.live_until(OVER)
    assert last(lounge).startswith("alice, bob, carol and dave: ")
    assert last(lounge).endswith("is called off: no film was found for it.")


async def test_a_night_planned_just_before_its_start_gets_its_film_at_the_start(lounge: Lounge) -> None:
    await plan(lounge, "night today 18:20")
    await lounge.live_until(lounge.world.clock.now + timedelta(minutes=21))
    assert [text.startswith("It begins! We watch") for text in lounge.board.texts] == [True]


async def test_a_bot_that_slept_says_that_it_comes_late(lounge: Lounge) -> None:
    await plan(lounge)
    await lounge.live_until(PICKS_AT)
    await lounge.wake_at(START + timedelta(minutes=20))
    late, start = last(lounge).split("\n\n")[:2]
    assert late == "(This comes late: it was due Saturday, 28 November 2026, 20:00 (UTC).)"
    assert start.startswith("It begins!")
    assert len(lounge.board.posts) == 2


async def test_a_message_that_could_not_be_sent_is_sent_once_the_platform_answers(lounge: Lounge) -> None:
    await plan(lounge)
    lounge.board.fault = OutsideError("The platform does not answer.")
    await lounge.live_until(PICKS_AT)
    assert lounge.board.posts == []
    lounge.board.fault = None
    await lounge.wake_at(PICKS_AT + PATIENCE)
    await lounge.wake_at(PICKS_AT + 3 * PATIENCE)
    assert [len(post.cards) for post in lounge.board.posts] == [5]


async def test_without_the_permission_the_host_is_told_and_the_night_goes_on(lounge: Lounge) -> None:
    await plan(lounge)
    lounge.board.fault = NotAllowed("I lack the permission “Send Messages”.")
    await lounge.live_until(PICKS_AT)
    (told,) = lounge.board.said
    assert told.only == "alice"
    assert told.reply.private
    assert "I lack the permission “Send Messages”." in told.reply.text
    assert len(told.reply.cards) == 5
    lounge.board.tells_fault = OutsideError("They take no messages.")
    await lounge.live_until(START)
    assert (await lounge.night()).stage is Stage.RUNNING
    assert len(lounge.board.said) == 1


async def test_a_deleted_channel_ends_its_night_and_the_host_is_told(lounge: Lounge) -> None:
    await plan(lounge, "night every saturday 8pm")
    lounge.board.fault = ChannelGone("The channel is gone.")
    await lounge.live_until(MORNING)
    (told,) = lounge.board.said
    assert (told.only, told.reply.text) == (
        "alice",
        "The channel of your movie night is gone, so the night is called off.",
    )
    assert await NightStore(lounge.world.database).open_of(lounge.board.platform, HOME.key) == []
    assert await lounge.world.bot.announcer.next_at() is None


async def test_a_channel_that_the_platform_says_is_deleted_ends_its_night(lounge: Lounge) -> None:
    await plan(lounge, "night every saturday 8pm")
    await lounge.world.bot.channel_gone(lounge.room)
    assert await NightStore(lounge.world.database).open_in(lounge.room) is None
    assert lounge.board.events[-1].is_cancelled
    await lounge.world.bot.channel_gone(lounge.room)


async def test_who_leaves_the_space_leaves_its_nights(lounge: Lounge) -> None:
    await plan(lounge)
    await lounge.world.bot.member_left(lounge.board.platform, HOME.key, "alice")
    night = await lounge.night()
    assert (night.host, night.attendees) == ("bob", ("bob", "carol"))


class TestTaps:
    """After the film."""

    @pytest.fixture
    async def lounge(self, lounge: Lounge) -> Lounge:
        """A channel whose film is over."""
        await plan(lounge)
        await lounge.live_until(OVER)
        return lounge

    async def test_taps_become_verdicts_privately(self, lounge: Lounge) -> None:
        taps = lounge.board.posts[-1]
        film = taps.cards[0].movie
        for label, name, verdict in (
            ("Loved it", "alice", Verdict.LIKE),
            ("Fine", "bob", Verdict.SEEN),
            ("Not for me", "carol", Verdict.DISLIKE),
        ):
            reply = await lounge.press(button(taps, label), name)
            assert reply.private
            assert reply.updated is not None
            assert await verdict_of(lounge, name, film.movie_id) is verdict
        reply = await lounge.press(button(taps, "Loved it"), "carol")
        assert await verdict_of(lounge, "carol", film.movie_id) is Verdict.LIKE
        await lounge.press(button(reply, "Undo"), "carol")
        assert await verdict_of(lounge, "carol", film.movie_id) is Verdict.DISLIKE

    async def test_fine_leaves_an_opinion_of_old_and_takes_back_that_of_the_tap_before(self, lounge: Lounge) -> None:
        taps = lounge.board.posts[-1]
        film = taps.cards[0].movie
        await lounge.say(f"like #{film.movie_id}", "bob")
        reply = await lounge.press(button(taps, "Fine"), "bob")
        assert "stays" in reply.text
        assert [one.label for one in reply.buttons] == []
        assert await verdict_of(lounge, "bob", film.movie_id) is Verdict.LIKE
        await lounge.press(button(taps, "Not for me"), "carol")
        await lounge.press(button(taps, "Fine"), "carol")
        assert await verdict_of(lounge, "carol", film.movie_id) is Verdict.SEEN

    async def test_a_tap_can_be_typed(self, lounge: Lounge) -> None:
        reply = await lounge.say("tap loved", "dave")
        assert "is among your likes" in reply.text
        assert reply.private
        await lounge.live_until(MORNING)
        assert "Who came: alice, bob, carol and dave." in last(lounge)

    async def test_who_was_not_there_did_not_come(self, lounge: Lounge) -> None:
        taps = lounge.board.posts[-1]
        film = taps.cards[0].movie.movie_id
        await lounge.press(button(taps, "Wasn't there"), "bob")
        assert await verdict_of(lounge, "bob", film) is None
        await lounge.live_until(MORNING)
        assert "Who came: alice and carol." in last(lounge)

    async def test_with_fewer_than_three_taps_no_number_is_told(self, lounge: Lounge) -> None:
        await lounge.say("tap loved", "alice")
        await lounge.say("tap not for me", "bob")
        await lounge.say("tap wasn't there", "carol")
        await lounge.live_until(MORNING)
        told = f"{last(lounge)}\n{plain(await lounge.say('nights'))}"
        assert "Loved by" not in told
        assert "Not for" not in told
        assert "I expected" not in told

    async def test_with_three_taps_the_result_and_the_record_are_told(self, lounge: Lounge) -> None:
        for name, tap in (("alice", "loved"), ("bob", "loved"), ("carol", "not for me")):
            await lounge.say(f"tap {tap}", name)
        await lounge.live_until(MORNING)
        assert "Loved by 2, not for 1." in last(lounge)
        assert "of 3 to like it; 2 did." in last(lounge)
        listed = plain(await lounge.say("nights", "bob"))
        film = lounge.board.posts[2].cards[0].movie
        assert listed.startswith(f"28 November 2026: {film}. 3 came. Loved by 2, not for 1. I expected ")
        assert "One night so far. In all I expected " in listed
        assert listed.endswith(f"Best loved in 2026: {film}, by 2 of 3.")

    async def test_a_night_that_was_not_watched_counts_for_nobody(self, lounge: Lounge) -> None:
        for name in LIKES:
            await lounge.say("tap loved", name)
        assert "host" in (await lounge.say("night unwatched", "bob")).text
        assert "was not watched after all" in (await lounge.say("night unwatched")).text
        await lounge.live_until(MORNING)
        assert len(lounge.board.posts) == 4
        assert "not watched after all" in (await lounge.say("nights")).text
        assert "so far" not in (await lounge.say("nights")).text
        assert (await lounge.say("fair")).text.startswith("Nobody has given way yet")

    async def test_who_gave_way_is_told_without_a_word_on_films(self, lounge: Lounge) -> None:
        said = plain(await lounge.say("fair", "bob"))
        assert "gave way most" in said or said.startswith("Nobody has given way noticeably")
        assert not any(movie.title in said for movie in FILMS)


async def verdict_of(lounge: Lounge, name: str, movie_id: int) -> Verdict | None:
    """What the member has told of the film."""
    told = await TasteStore(lounge.world.database).told(Member(lounge.board.platform, HOME.key, name))
    return dict(told).get(movie_id)


async def test_a_blind_date_is_told_by_nothing_before_the_start(lounge: Lounge) -> None:
    await plan(lounge, "night saturday 8pm; blind")
    await lounge.say("picks")
    await lounge.say("vote open")
    await lounge.say("vote 1", "bob")
    board = lounge.board
    board.said.clear()
    answers = [await lounge.say("close")]
    film = await winner_of(lounge)
    title = film.rpartition(" ")[0]
    answers += [await lounge.say(line, "carol") for line in ("night", "nights", "calendar", "vote", "in", "fair")]
    await lounge.live_until(START - A_MINUTE)
    answers += [await lounge.say(line, "bob") for line in ("night", "calendar")]
    assert len(board.posts) == 2
    events = [f"{event.title} {event.description} {event.ends_at - event.start_at}" for event in board.events]
    said = [*events, *(word for reply in (*answers, *board.posts) for word in everything_in(reply))]
    night = await lounge.night()
    assert night.result is not None
    secret_id = str(night.result.winner.movie_id)
    assert not [word for word in said if title in word or f"#{secret_id}" in word]
    await lounge.live_until(START)
    assert f"The blind date is {film}." in last(lounge)
    assert title in board.events[-1].title


class TestAfterAFall:
    """A bot that ends between claiming a message, sending it and marking it."""

    async def _fallen(self, folder: Path, when: str) -> RecordingBoard:
        """The board of a bot that has ended before or after it posted its picks."""
        async with open_world(folder) as world:
            lounge = Lounge(world)
            await plan(lounge)
            lounge.board.falls = when
            with pytest.raises(Fallen):
                await lounge.wake_at(PICKS_AT)
        lounge.board.falls = ""
        return lounge.board

    async def _live_on(self, folder: Path, board: RecordingBoard) -> None:
        """Another bot on the same state ticks for a while."""
        async with open_world(folder) as world:
            board.clock = world.clock
            lounge = Lounge(world, board)
            for minutes in range(10):
                await lounge.wake_at(PICKS_AT + minutes * A_MINUTE)

    async def test_what_was_claimed_and_not_sent_is_sent_once(self, tmp_path: Path) -> None:
        board = await self._fallen(tmp_path, "before")
        assert board.posts == []
        await self._live_on(tmp_path, board)
        assert [(len(one.reply.cards), one.at) for one in board.said] == [(5, PICKS_AT + PATIENCE)]

    async def test_what_was_sent_and_not_marked_is_found_where_history_can_be_read(self, tmp_path: Path) -> None:
        board = await self._fallen(tmp_path, "after")
        await self._live_on(tmp_path, board)
        assert len(board.posts) == 1

    async def test_where_history_cannot_be_read_it_is_said_once_more_and_no_third_time(self, tmp_path: Path) -> None:
        board = await self._fallen(tmp_path, "after")
        board.has_history = False
        await self._live_on(tmp_path, board)
        assert len(board.posts) == 2
        assert board.posts[0].cards == board.posts[1].cards

    async def test_the_next_of_a_repeating_night_is_planned_once(self, tmp_path: Path) -> None:
        async with open_world(tmp_path) as world:
            lounge = Lounge(world)
            await plan(lounge, "night every saturday 8pm")
            await lounge.live_until(OVER - A_MINUTE)
            lounge.board.fault = OutsideError("The platform does not answer.")
            await lounge.live_until(OVER)
            planned = await lounge.night()
            lounge.board.fault = None
            await lounge.live_until(OVER + 5 * A_MINUTE)
            assert (await lounge.night()) == planned
            assert [text.startswith("The next one is planned") for text in lounge.board.texts[-2:]] == [False, True]


async def test_two_bots_on_one_database_speak_each_in_its_own_spaces(lounge: Lounge) -> None:
    await plan(lounge)
    lounge.board.spaces = {"another space"}
    await lounge.wake_at(PICKS_AT)
    assert lounge.board.posts == []
    assert await lounge.world.bot.announcer.next_at() is None
    lounge.board.spaces = {HOME.key}
    await lounge.wake_at(PICKS_AT)
    assert len(lounge.board.posts) == 1


async def test_a_repeating_night_is_planned_anew_when_the_one_before_is_over(lounge: Lounge) -> None:
    await plan(lounge, "night every saturday 8pm; club")
    await lounge.live_until(OVER)
    first, following = lounge.board.posts[-2:]
    assert "How was it?" in first.text
    assert plain(following).startswith("The next one is planned (every Saturday). Are you in?")
    night = await lounge.night()
    assert night.start_at == START + timedelta(days=7)
    assert (night.attendees, night.host, night.theme) == (("alice",), "alice", "club")
    await lounge.press(button(following, "I'm in"), "bob")
    assert (await lounge.night()).attendees == ("alice", "bob")
    await lounge.say("night once")
    await lounge.live_until(OVER + timedelta(days=30))
    assert await NightStore(lounge.world.database).open_of(lounge.board.platform, HOME.key) == []


async def test_a_repeating_night_waits_until_its_channel_is_free(lounge: Lounge) -> None:
    await plan(lounge, "night every saturday 8pm")
    await lounge.live_until(OVER - A_MINUTE)
    lounge.world.clock.now = OVER
    assert "planned" in (await lounge.say("night monday 8pm", "bob")).text
    monday = START + timedelta(days=2)
    assert (await lounge.night()).start_at == monday
    await lounge.live_until(monday + timedelta(minutes=149))
    await lounge.wake_at(monday + timedelta(minutes=150))
    await lounge.wake_at(monday + timedelta(minutes=150) + PATIENCE)
    assert (await lounge.night()).start_at == START + timedelta(days=7)
    assert "comes late" not in last(lounge)


async def test_a_repeating_night_keeps_its_clock_time_when_summer_time_ends(lounge: Lounge) -> None:
    lounge.world.clock.now = datetime(2027, 10, 22, 12, tzinfo=UTC)
    await set_zone(lounge, "Europe/Berlin")
    await plan(lounge, "night every saturday 20:00")
    await lounge.live_until(datetime(2027, 11, 1, tzinfo=UTC))
    said = [one for one in lounge.board.said if "It begins!" in one.reply.text]
    assert [one.at for one in said] == [
        datetime(2027, 10, 23, 18, tzinfo=UTC),
        datetime(2027, 10, 30, 18, tzinfo=UTC),
    ]
    results = [one.at for one in lounge.board.said if "Who came" in one.reply.text]
    assert results == [datetime(2027, 10, 24, 8, tzinfo=UTC), datetime(2027, 10, 31, 9, tzinfo=UTC)]
    assert (await lounge.night()).start_at == datetime(2027, 11, 6, 19, tzinfo=UTC)
    assert "20:00 (Europe/Berlin)" in last(lounge)


async def test_a_space_that_changes_its_zone_keeps_the_moment_and_repeats_by_its_new_clocks(lounge: Lounge) -> None:
    await plan(lounge, "night every saturday 8pm")
    await set_zone(lounge, "America/New_York")
    await lounge.live_until(START)
    assert "It begins!" in last(lounge)
    await lounge.live_until(MORNING + timedelta(hours=5))
    assert "28 November 2026, 15:00 (America/New_York)" in last(lounge)
    assert (await lounge.night()).start_at == datetime(2026, 12, 6, 1, tzinfo=UTC)  # 20:00 in New York


class TestEvents:
    """What somebody does to the platform's own event."""

    @pytest.fixture
    async def lounge(self, lounge: Lounge) -> Lounge:
        """A channel whose night has an event."""
        await plan(lounge, "night saturday 8pm; noir; lounge")
        assert (await lounge.night()).event_id
        return lounge

    async def _change(self, lounge: Lounge, **changes: object) -> None:
        shown = lounge.board.events[-1]
        told = {
            "event_id": (await lounge.night()).event_id,
            "title": shown.title,
            "place": shown.place,
            "start_at": shown.start_at,
            "is_cancelled": False,
            **changes,
        }
        await lounge.world.bot.event_changed(lounge.board.platform, HOME.key, **told)
        await lounge.world.bot.announcer.announce()

    async def test_the_night_follows_and_its_room_is_told(self, lounge: Lounge) -> None:
        await self._change(lounge, title="Movie night: horror", place="attic", start_at=START + timedelta(hours=1))
        night = await lounge.night()
        assert (night.theme, night.place, night.start_at) == ("horror", "attic", START + timedelta(hours=1))
        assert last(lounge).startswith("Somebody changed this night's event, and I follow.")
        assert "21:00" in last(lounge)

    async def test_our_own_change_comes_back_as_no_news(self, lounge: Lounge) -> None:
        count = len(lounge.board.events)
        await self._change(lounge)
        assert lounge.board.posts == []
        assert len(lounge.board.events) == count

    async def test_a_cancelled_event_calls_the_night_off(self, lounge: Lounge) -> None:
        await self._change(lounge, is_cancelled=True)
        assert [text.endswith("is called off.") for text in lounge.board.texts] == [True]

    async def test_a_change_that_cannot_be_is_put_back(self, lounge: Lounge) -> None:
        count = len(lounge.board.events)
        await self._change(lounge, start_at=START + timedelta(days=90))
        assert (await lounge.night()).start_at == START
        assert [event.start_at for event in lounge.board.events[count:]] == [START]
        assert "which I have put back. That is more than 60 days ahead" in last(lounge)

    async def test_an_event_of_nobodys_night_is_none_of_ours(self, lounge: Lounge) -> None:
        await self._change(lounge, event_id="somebody else's", is_cancelled=True)
        assert (await lounge.night()).stage is Stage.PLANNED


async def test_what_a_command_makes_due_is_said_at_once(lounge: Lounge) -> None:
    announcing = asyncio.create_task(lounge.world.bot.announcer.keep_announcing(every_s=3600))
    try:
        await asyncio.sleep(0)
        for line in ("night saturday 8pm", "picks", "vote open", "close"):
            await lounge.world.bot.hear(f"!{line}", lounge.sender("alice"))
        await asyncio.wait_for(lounge.board.heard.wait(), 30)
    finally:
        announcing.cancel()
    assert [text.startswith("The film is chosen.") for text in lounge.board.texts] == [True]


async def test_a_fault_of_ours_keeps_no_other_night_back(lounge: Lounge, caplog: pytest.LogCaptureFixture) -> None:
    garden = Lounge(lounge.world, lounge.board, Channel("garden", "garden"))
    await plan(lounge)
    await garden.say("night saturday 8pm", "bob")
    lounge.board.breaks_in = "lounge"
    await lounge.live_until(PICKS_AT)
    assert [one.room.channel for one in lounge.board.said] == ["garden"]
    assert "An announcement failed" in caplog.text
    lounge.board.breaks_in = ""
    await lounge.wake_at(PICKS_AT + PATIENCE)
    assert [one.room.channel for one in lounge.board.said] == ["garden", "lounge"]


async def test_nights_are_listed_by_pages_the_coming_ones_first(lounge: Lounge) -> None:
    await plan(lounge, "night every day 8pm")
    await lounge.live_until(START + timedelta(days=11, hours=5))
    first = await lounge.say("nights")
    lines = plain(first).splitlines()
    assert lines[0].startswith("Thursday, 10 December 2026, 20:00 (UTC), every day (being planned), 1 in")
    assert lines[1].startswith("9 December 2026: ")
    assert lines[-1] == "Page 1 of 2."
    second = await lounge.press(button(first, "Next page"))
    assert "28 November 2026: " in second.text
    assert (await lounge.say("nights", "bob")).text == first.text


async def test_a_space_without_nights_is_told_how_to_begin(lounge: Lounge) -> None:
    assert "Plan the first: !night friday 8pm" in (await lounge.say("nights")).text
    assert (await lounge.say("fair")).text.startswith("Nobody has given way yet")


async def test_two_nights_in_two_channels_speak_each_where_it_belongs(lounge: Lounge) -> None:
    garden = Lounge(lounge.world, lounge.board, Channel("garden", "garden"))
    await plan(lounge)
    await garden.say("night saturday 9pm", "bob")
    await lounge.live_until(START + timedelta(hours=1))
    starts = [one for one in lounge.board.said if "It begins!" in one.reply.text]
    assert [(one.room.channel, one.at) for one in starts] == [
        ("lounge", START),
        ("garden", START + timedelta(hours=1)),
    ]
