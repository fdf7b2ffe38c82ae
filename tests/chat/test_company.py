"""Where attendees are expected to land with a film, and what of it stays unknown so that it tells nobody's verdict."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from bot.chat.evenings.company import Company
from bot.chat.evenings.tools import Tools
from bot.chat.space_settings import SettingsStore
from bot.movies.posters.drawn import DrawnPosters
from bot.nights.night import Landing, MovieNight, Room
from bot.nights.store import NightStore, Outbox
from bot.taste.store import TasteStore
from tests.lounge import LOUNGE, Lounge, open_lounge
from tests.world import HOME, World

UNKNOWN = Landing()


@pytest.fixture
async def lounge(tmp_path: Path) -> AsyncIterator[Lounge]:
    async with open_lounge(tmp_path) as opened:
        yield opened


def company_in(world: World) -> Company:
    """The attendees of this world's nights."""
    stores = NightStore(world.database), Outbox(world.database), SettingsStore(world.database)
    return Company(Tools(world.library, TasteStore(world.database), *stores, DrawnPosters()))


async def landings_with(lounge: Lounge, film: str) -> Mapping[str, Landing]:
    """Where the attendees land when this film, which alice suggests, wins."""
    for line in (f"suggest {film}", "vote open", f"vote {film}"):
        await lounge.say(line)
    closed = await lounge.close()
    assert [str(card.movie) for card in closed.cards] == [film]
    night = await kept(lounge)
    return await company_in(lounge.world).landings(night)


async def kept(lounge: Lounge) -> MovieNight:
    night = await NightStore(lounge.world.database).open_in(Room("test", HOME.key, LOUNGE.key))
    assert night is not None
    return night


async def test_who_loves_a_kind_of_film_lands_better_with_one_of_it(lounge: Lounge) -> None:
    await lounge.welcome()
    landings = await landings_with(lounge, "Aliens (1986)")
    assert list(landings) == ["alice", "bob", "carol"]
    satisfactions = {name: landing.satisfaction or 0.0 for name, landing in landings.items()}
    assert satisfactions["alice"] == 1.0
    assert satisfactions["alice"] > max(satisfactions["bob"], satisfactions["carol"])
    chances = {name: landing.chance or 0.0 for name, landing in landings.items()}
    assert 1 >= chances["alice"] > chances["bob"] > 0


async def test_of_a_member_without_likes_nothing_is_expected(lounge: Lounge) -> None:
    await lounge.welcome({"alice": "like Alien (1979)", "bob": "like Titanic", "carol": "dislike Toy Story"})
    landings = await landings_with(lounge, "Aliens (1986)")
    assert landings["carol"] == UNKNOWN
    assert landings["alice"] != UNKNOWN


async def test_of_a_member_who_has_seen_and_liked_the_film_nothing_is_expected(lounge: Lounge) -> None:
    await lounge.welcome()
    landings = await landings_with(lounge, "Titanic (1997)")
    assert landings["bob"] == UNKNOWN
    assert landings["alice"] != UNKNOWN


@pytest.mark.parametrize("verdict", ["dislike", "seen"])
async def test_a_suggestion_that_a_verdict_stands_against_is_expected_of_nobody(lounge: Lounge, verdict: str) -> None:
    await lounge.welcome()
    await lounge.say(f"{verdict} Aliens", "carol")
    assert set((await landings_with(lounge, "Aliens (1986)")).values()) == {UNKNOWN}


async def test_for_two_any_verdict_on_a_suggestion_does_that(lounge: Lounge) -> None:
    await lounge.welcome({"alice": "like Alien (1979)", "bob": "like Aliens; Titanic"})
    assert set((await landings_with(lounge, "Aliens (1986)")).values()) == {UNKNOWN}


async def test_for_two_dislikes_change_nothing_that_is_expected(lounge: Lounge) -> None:
    await lounge.welcome({"alice": "like Alien (1979)", "bob": "like Titanic"})
    before = await landings_with(lounge, "Aliens (1986)")
    await lounge.say("dislike The Matrix", "bob")
    after = await company_in(lounge.world).landings(await kept(lounge))
    assert {name: landing.chance for name, landing in after.items()} == {
        name: landing.chance for name, landing in before.items()
    }


async def test_a_film_outside_the_theme_is_expected_to_please_as_it_would_without(lounge: Lounge) -> None:
    await lounge.welcome()
    await lounge.say("night theme romance")
    themed = await landings_with(lounge, "Aliens (1986)")
    assert themed["alice"].satisfaction == 1.0


async def test_before_the_film_is_chosen_nothing_is_expected(lounge: Lounge) -> None:
    await lounge.welcome()
    await lounge.say("picks")
    assert await company_in(lounge.world).landings(await kept(lounge)) == {}
