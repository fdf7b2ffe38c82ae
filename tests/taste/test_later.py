"""Films to watch later: kept once each, newest first, and gone from the list once judged."""

from datetime import timedelta

import pytest

from bot.database import Database
from bot.taste.later import LaterFilm, LaterStore
from bot.taste.profile import Verdict
from bot.taste.store import Member, TasteStore
from tests.world import ALIEN, ALIENS, MATRIX, NOW, TITANIC

ALICE = Member("discord", "1", "alice")
SOON = NOW + timedelta(minutes=1)
LATER = NOW + timedelta(minutes=2)


@pytest.fixture
def tastes(database: Database) -> TasteStore:
    return TasteStore(database)


@pytest.fixture
def laters(database: Database, tastes: TasteStore) -> LaterStore:
    return LaterStore(database, tastes)


async def films(laters: LaterStore, member: Member = ALICE) -> list[int]:
    return [film.movie_id for film in await laters.waiting(member)]


async def test_films_are_listed_newest_first_and_once_each(laters: LaterStore) -> None:
    assert await laters.add(ALICE, [ALIEN], NOW) == [ALIEN]
    assert await laters.add(ALICE, [MATRIX, ALIEN, MATRIX], SOON) == [MATRIX]
    assert await films(laters) == [MATRIX, ALIEN]


async def test_another_member_has_a_list_of_their_own(laters: LaterStore) -> None:
    await laters.add(ALICE, [ALIEN], NOW)
    for other in (Member("slack", "1", "alice"), Member("discord", "2", "alice"), Member("discord", "1", "bob")):
        assert await films(laters, other) == []
        assert not await laters.drop(other, ALIEN)
    assert await films(laters) == [ALIEN]


async def test_a_film_is_dropped_once(laters: LaterStore) -> None:
    await laters.add(ALICE, [ALIEN, MATRIX], NOW)
    assert await laters.drop(ALICE, ALIEN)
    assert not await laters.drop(ALICE, ALIEN)
    assert await films(laters) == [MATRIX]


@pytest.mark.parametrize("verdict", list(Verdict))
async def test_a_verdict_takes_a_film_off_and_taken_back_it_is_there_again(
    verdict: Verdict, laters: LaterStore, tastes: TasteStore
) -> None:
    await laters.add(ALICE, [ALIEN, MATRIX], NOW)
    await tastes.judge(ALICE, [ALIEN], verdict, SOON)
    assert await films(laters) == [MATRIX]
    await tastes.undo(ALICE, LATER)
    assert set(await films(laters)) == {ALIEN, MATRIX}


async def test_a_film_judged_before_is_there_to_be_watched_again(laters: LaterStore, tastes: TasteStore) -> None:
    await tastes.judge(ALICE, [ALIEN], Verdict.LIKE, NOW)
    assert await laters.add(ALICE, [ALIEN], SOON) == [ALIEN]
    assert await films(laters) == [ALIEN]
    await tastes.judge(ALICE, [ALIEN], Verdict.DISLIKE, LATER)
    assert await films(laters) == []
    assert await laters.add(ALICE, [ALIEN], LATER + timedelta(minutes=1)) == [ALIEN]
    assert await films(laters) == [ALIEN]


async def test_another_members_verdict_changes_nothing(laters: LaterStore, tastes: TasteStore) -> None:
    await laters.add(ALICE, [ALIEN], NOW)
    await tastes.judge(Member("discord", "1", "bob"), [ALIEN], Verdict.SEEN, SOON)
    assert await films(laters) == [ALIEN]


async def test_when_a_film_was_proposed_is_remembered_until_it_is_put_there_anew(laters: LaterStore) -> None:
    await laters.add(ALICE, [ALIEN, TITANIC], NOW)
    await laters.offer(ALICE, ALIEN, SOON)
    await laters.offer(ALICE, ALIENS, SOON)
    assert set(await laters.waiting(ALICE)) == {LaterFilm(ALIEN, SOON), LaterFilm(TITANIC)}
    await laters.drop(ALICE, ALIEN)
    await laters.add(ALICE, [ALIEN], LATER)
    assert LaterFilm(ALIEN) in await laters.waiting(ALICE)
