"""The card that everybody sees of a night at each of its stages, and what it keeps to itself."""

from datetime import timedelta

import pytest

from bot.chat.grammar import parse, spell
from bot.chat.marks import in_plain
from bot.nights import rules
from bot.nights.night import Actor, MovieNight, Stage
from bot.nights.poll import Entrant
from bot.nights.store import NightStore
from tests.boards import RecordingBoard, everything_in
from tests.rooms import at_choice, file_of, labels, open_night, press, say, told, with_winner
from tests.world import ALIEN, ALIENS, AMELIE, FILMS, MATRIX, TITANIC, World, button, titles_of

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


async def test_a_list_to_choose_from_shows_its_films(world: World) -> None:
    await at_choice(world, AMELIE)
    card = await say(world, "night")
    assert titles_of(card) == ["Alien", "Titanic", "Amelie"]
    assert [in_plain(one.body) for one in card.cards] == ["Most loved, safest."] * 2 + ["Suggested by bob."]
    assert [one.poster.runtime_minutes for one in card.cards] == [117, 117, None]
    assert labels(card) == [*ANSWERS, "Secret veto", "Open the vote"]
    assert "can be guessed" not in card.text
    assert "!picks" not in card.text


async def test_a_list_of_suggestions_alone_offers_picks_as_well(world: World) -> None:
    await say(world, "night saturday 8pm")
    await NightStore(world.database).change(
        (await open_night(world)).night_id, lambda one: rules.suggest(one, "bob", Entrant(ALIEN)), world.clock.now
    )
    card = await say(world, "night")
    assert titles_of(card) == ["Alien"]
    assert labels(card) == [*ANSWERS, "Picks", "Open the vote"]
    assert "!picks" in card.text


async def test_a_long_list_shows_five_films_and_names_the_others(world: World) -> None:
    five = [movie.movie_id for movie in FILMS[:5]]
    await at_choice(world, TITANIC, AMELIE, picks=five)
    card = await say(world, "night")
    assert len(card.cards) == 5
    assert "Also on the list: Titanic (1997) (suggested by bob) and Amelie (2001) (suggested by bob)." in told(card)


async def test_a_list_made_for_others_says_that_it_can_be_made_anew(world: World) -> None:
    await at_choice(world)
    await say(world, "out", "carol")
    card = await say(world, "night")
    assert "The picks were made for 3; now 2 are in. For new ones: !picks" in card.text
    assert "a secret veto can be guessed" in card.text


async def test_a_list_says_for_how_many_it_has_nothing_of_their_best(world: World) -> None:
    night = await at_choice(world)
    await NightStore(world.database).change(
        night.night_id, lambda one: rules.choose_from(one, one.poll.entrants, unserved=1), world.clock.now
    )
    assert "For one of you I found nothing here that is among their own ten best." in (await say(world, "night")).text


async def test_an_open_vote_tells_how_many_have_voted_and_not_for_what(world: World) -> None:
    night, host = await at_choice(world), Actor("alice")
    store = NightStore(world.database)
    await store.change(
        night.night_id, lambda one: rules.open_vote(one, host, world.clock.now, quorum=3), world.clock.now
    )
    await store.change(night.night_id, lambda one: rules.vote(one, "bob", {ALIEN}), world.clock.now)
    card = await say(world, "night")
    assert not card.cards
    assert labels(card) == ["1. Alien (1979)", "2. Titanic (1997)", "Secret veto", "Close the vote"]
    assert "The vote is open until Saturday, 28 November 2026, 19:30 (UTC)." in told(card)
    assert "One of you has voted. With fewer than 3 voters, the first film wins." in card.text
    assert "vote:" not in card.text
    assert "1. Alien (1979) (most loved, safest)\n" in card.text


async def test_counts_are_told_where_the_host_has_opened_them(world: World) -> None:
    night, host = await at_choice(world), Actor("alice")

    def voted(one: MovieNight) -> MovieNight:
        one = rules.open_vote(one, host, world.clock.now, are_counts_open=True)
        return rules.vote(one, "bob", {ALIEN})

    await NightStore(world.database).change(night.night_id, voted, world.clock.now)
    card = await say(world, "night")
    assert (
        "1. Alien (1979) (most loved, safest): one vote\n2. Titanic (1997) (most loved, safest): no votes" in card.text
    )


async def test_the_winners_card_says_why_it_won_and_where_everybody_lands(world: World) -> None:
    card = await with_winner(world)
    assert titles_of(card) == ["Alien"]
    assert "Chosen with one vote of one voter." in card.text
    assert "A safe bet for alice, a good guess for bob, a gamble for carol." in told(card)
    assert labels(card) == [*ANSWERS, "Calendar"]
    assert "Movie night: Alien (1979)" in file_of(await press(world, button(card, "Calendar")))


@pytest.mark.parametrize("name", ["bob", "mia"])
async def test_a_blind_date_tells_nothing_of_its_film_before_the_start(
    world: World, board: RecordingBoard, name: str
) -> None:
    card = await with_winner(world, blind=True)
    assert "the film is chosen, and stays hidden until the start." in card.text
    said = [card, await say(world, "night", name), await press(world, button(card, "Maybe"), name)]
    said += [await say(world, "calendar", name), await say(world, "night place attic")]
    for reply in said:
        assert not reply.cards
        for secret in ("Alien", "1979", str(ALIEN), "117", "one vote"):
            assert secret not in " ".join(everything_in(reply)), reply
    assert "DTEND:20261128T223000Z" in file_of(said[3])
    event = board.events[-1]
    assert event.title == "Movie night: horror"
    assert "hidden" in event.description
    assert event.picture == board.events[0].picture
    assert event.ends_at - event.start_at == timedelta(minutes=150)
    world.clock.advance(days=1, hours=2, minutes=30)
    shown = await say(world, "night")
    assert titles_of(shown) == ["Alien"]
    assert "the film is running" in shown.text


async def test_a_blind_date_that_is_blind_no_longer_tells_its_film(world: World, board: RecordingBoard) -> None:
    await with_winner(world, blind=True)
    assert titles_of(await say(world, "night blind off")) == ["Alien"]
    assert board.events[-1].title == "Movie night: Alien (1979)"
    assert "The film is chosen." in (await say(world, "night blind on")).text


async def test_a_past_night_is_shown_for_a_week_and_can_be_judged_from_its_card(world: World) -> None:
    await with_winner(world)
    world.clock.advance(days=2)
    past = await say(world, "night", "bob")
    assert titles_of(past) == ["Alien"]
    assert labels(past) == ["Loved it", "Fine", "Not for me", "Wasn't there"]
    world.clock.advance(days=7)
    assert "No movie night is planned" in (await say(world, "night", "bob")).text


async def test_a_night_at_every_stage_fits_into_what_a_platform_shows(world: World) -> None:
    others = [movie.movie_id for movie in FILMS if movie.movie_id not in (ALIEN, ALIENS, MATRIX)]
    await at_choice(world, ALIENS, MATRIX, picks=others[:5])
    store, night = NightStore(world.database), await open_night(world)
    host, now = Actor("alice"), world.clock.now
    steps = {
        Stage.CHOOSING: lambda one: rules.open_vote(one, host, now),
        Stage.VOTING: lambda one: rules.close_vote(one, host, now),
        Stage.DECIDED: lambda one: one,
    }
    for stage, step in steps.items():
        card = await say(world, "night")
        assert (await open_night(world)).stage is stage
        assert len(card.text) < 2000
        assert len(card.buttons) <= (5 if len(card.cards) == 5 else 25)
        assert all(parse(spell(one.command)) == one.command for one in card.buttons)
        await store.change(night.night_id, step, now)
