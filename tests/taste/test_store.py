"""What members told us: kept apart, journalled, and every change can be undone."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.database import Database, open_database, sqlite_url
from bot.taste.later import LaterStore
from bot.taste.profile import TasteProfile, Verdict
from bot.taste.store import Change, Member, TasteStore
from tests.world import ALIEN, ALIENS, AMELIE, MATRIX, NOW, TITANIC

ALICE = Member("discord", "1", "alice")
LIKE, DISLIKE, SEEN = Verdict.LIKE, Verdict.DISLIKE, Verdict.SEEN


@pytest.fixture
def tastes(database: Database) -> TasteStore:
    return TasteStore(database)


async def test_a_member_nobody_has_met_has_told_nothing(tastes: TasteStore) -> None:
    assert await tastes.taste_of(ALICE) == TasteProfile()
    assert await tastes.undo(ALICE, NOW) == []
    assert await tastes.take_back(ALICE, ALIEN, NOW) == []


async def test_verdicts_are_kept_by_kind(tastes: TasteStore) -> None:
    await tastes.judge(ALICE, [ALIEN, MATRIX], LIKE, NOW)
    await tastes.judge(ALICE, [TITANIC], DISLIKE, NOW)
    await tastes.judge(ALICE, [AMELIE], SEEN, NOW)
    assert await tastes.taste_of(ALICE) == TasteProfile(
        likes=frozenset({ALIEN, MATRIX}), dislikes=frozenset({TITANIC}), seen=frozenset({AMELIE})
    )


async def test_the_changes_of_an_action_are_told_and_films_without_a_change_are_not(tastes: TasteStore) -> None:
    await tastes.judge(ALICE, [ALIEN], LIKE, NOW)
    changes = await tastes.judge(ALICE, [ALIEN, MATRIX, MATRIX], LIKE, NOW)
    assert changes == [Change(MATRIX, None, LIKE)]
    assert await tastes.judge(ALICE, [ALIEN], DISLIKE, NOW) == [Change(ALIEN, LIKE, DISLIKE)]
    assert await tastes.judge(ALICE, [ALIEN], None, NOW) == [Change(ALIEN, DISLIKE, None)]
    assert await tastes.judge(ALICE, [ALIEN, TITANIC], None, NOW) == []
    assert await tastes.judge(ALICE, [], LIKE, NOW) == []


async def test_the_newest_is_told_first(tastes: TasteStore) -> None:
    for minutes, movie_id in enumerate((ALIEN, TITANIC, MATRIX)):
        await tastes.judge(ALICE, [movie_id], LIKE, NOW + timedelta(minutes=minutes))
    await tastes.judge(ALICE, [ALIEN], SEEN, NOW + timedelta(hours=1))
    assert list(await tastes.told(ALICE)) == [(ALIEN, SEEN), (MATRIX, LIKE), (TITANIC, LIKE)]


async def test_undo_goes_back_action_by_action_to_the_very_beginning(tastes: TasteStore) -> None:
    tellings = (([ALIEN, MATRIX], LIKE), ([ALIEN], DISLIKE), ([MATRIX, TITANIC], SEEN), ([ALIEN, TITANIC], None))
    tastes_before = []
    for movie_ids, verdict in tellings:
        tastes_before.append(await tastes.taste_of(ALICE))
        await tastes.judge(ALICE, movie_ids, verdict, NOW)
    for before in reversed(tastes_before):
        assert await tastes.undo(ALICE, NOW)
        assert await tastes.taste_of(ALICE) == before
    assert await tastes.undo(ALICE, NOW) == []


async def test_an_action_without_a_change_is_not_undone(tastes: TasteStore) -> None:
    await tastes.judge(ALICE, [ALIEN], LIKE, NOW)
    await tastes.judge(ALICE, [ALIEN], LIKE, NOW)
    assert await tastes.undo(ALICE, NOW) == [Change(ALIEN, LIKE, None)]
    assert await tastes.taste_of(ALICE) == TasteProfile()


async def test_one_film_is_taken_back_whatever_was_said_since(tastes: TasteStore) -> None:
    await tastes.judge(ALICE, [ALIEN], SEEN, NOW)
    await tastes.judge(ALICE, [ALIEN, MATRIX], LIKE, NOW)
    await tastes.judge(ALICE, [TITANIC], DISLIKE, NOW)
    assert await tastes.take_back(ALICE, ALIEN, NOW) == [Change(ALIEN, LIKE, SEEN)]
    assert await tastes.taste_of(ALICE) == TasteProfile(frozenset({MATRIX}), frozenset({TITANIC}), frozenset({ALIEN}))


async def test_taking_back_can_itself_be_undone(tastes: TasteStore) -> None:
    await tastes.judge(ALICE, [ALIEN], LIKE, NOW)
    await tastes.take_back(ALICE, ALIEN, NOW)
    assert await tastes.undo(ALICE, NOW) == [Change(ALIEN, None, LIKE)]
    assert await tastes.undo(ALICE, NOW) == [Change(ALIEN, LIKE, None)]
    assert await tastes.undo(ALICE, NOW) == []


@pytest.mark.parametrize(
    "other",
    [Member("slack", "1", "alice"), Member("discord", "2", "alice"), Member("discord", "1", "bob")],
    ids=["another platform", "another space", "another member"],
)
async def test_nobody_else_sees_changes_or_undoes_a_members_taste(other: Member, tastes: TasteStore) -> None:
    await tastes.judge(ALICE, [ALIEN], LIKE, NOW)
    assert await tastes.taste_of(other) == TasteProfile()
    assert await tastes.undo(other, NOW) == []
    assert await tastes.take_back(other, ALIEN, NOW) == []
    await tastes.judge(other, [ALIEN, MATRIX], DISLIKE, NOW)
    await tastes.undo(ALICE, NOW)
    assert await tastes.taste_of(ALICE) == TasteProfile()
    assert await tastes.taste_of(other) == TasteProfile(dislikes=frozenset({ALIEN, MATRIX}))


async def test_members_with_strange_names_are_told_apart(tastes: TasteStore) -> None:
    names = ["", " ", "a", "A", "á", "a\u0301", "'; DROP TABLE members; --", "😀", "x" * 128, "a%", "a_"]
    for number, name in enumerate(names):
        await tastes.judge(Member("local", "home", name), [number], LIKE, NOW)
    for number, name in enumerate(names):
        assert (await tastes.taste_of(Member("local", "home", name))).likes == {number}


async def test_what_is_told_at_the_same_moment_is_kept_once_each(database: Database, tastes: TasteStore) -> None:
    beside = TasteStore(database)
    films = range(1, 21)
    await asyncio.gather(*(store.judge(ALICE, [film], LIKE, NOW) for film in films for store in (tastes, beside)))
    assert (await tastes.taste_of(ALICE)).likes == set(films)
    for _ in films:
        assert len(await tastes.undo(ALICE, NOW)) == 1
    assert await tastes.taste_of(ALICE) == TasteProfile()


async def test_undo_pressed_twice_at_the_same_moment_takes_two_actions_back(tastes: TasteStore) -> None:
    for film in (ALIEN, ALIENS, MATRIX):
        await tastes.judge(ALICE, [film], LIKE, NOW)
    taken = await asyncio.gather(tastes.undo(ALICE, NOW), tastes.undo(ALICE, NOW))
    assert {changes[0].movie_id for changes in taken} == {ALIENS, MATRIX}
    assert (await tastes.taste_of(ALICE)).likes == {ALIEN}


async def test_contradicting_presses_at_the_same_moment_leave_one_verdict(tastes: TasteStore) -> None:
    await asyncio.gather(*(tastes.judge(ALICE, [ALIEN], verdict, NOW) for verdict in Verdict))
    told = await tastes.told(ALICE)
    assert len(told) == 1
    while await tastes.undo(ALICE, NOW):
        pass
    assert await tastes.told(ALICE) == []


async def test_a_member_met_by_two_at_once_is_one_member(database: Database) -> None:
    stores = [TasteStore(database) for _ in range(8)]
    assert len(set(await asyncio.gather(*(store.member_id(ALICE) for store in stores)))) == 1


async def test_everything_is_there_when_the_database_is_opened_again(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "kept.db")
    first = await open_database(url)
    await TasteStore(first).judge(ALICE, [ALIEN], LIKE, NOW)
    await first.close()
    second = await open_database(url)
    try:
        again = TasteStore(second)
        assert (await again.taste_of(ALICE)).likes == {ALIEN}
        assert await again.undo(ALICE, NOW) == [Change(ALIEN, LIKE, None)]
    finally:
        await second.close()


async def test_a_history_is_adopted_as_one_action_and_overrules_nothing(database: Database, tastes: TasteStore) -> None:
    laters = LaterStore(database, tastes)
    await tastes.judge(ALICE, [ALIEN], DISLIKE, NOW)
    await laters.add(ALICE, [AMELIE], NOW)
    before = (await tastes.told(ALICE), await laters.waiting(ALICE))
    history, wanted = {ALIEN: LIKE, MATRIX: LIKE, TITANIC: SEEN}, [ALIEN, AMELIE, MATRIX, ALIENS]
    made = await tastes.adopt(ALICE, history, wanted, NOW + timedelta(minutes=1))
    put = [Change(film, None, None, is_later=True) for film in (MATRIX, ALIENS)]
    assert made == [Change(MATRIX, None, LIKE), Change(TITANIC, None, SEEN), *put]
    assert dict(await tastes.told(ALICE)) == {ALIEN: DISLIKE, MATRIX: LIKE, TITANIC: SEEN}
    assert {film.movie_id for film in await laters.waiting(ALICE)} == {AMELIE, MATRIX, ALIENS}
    assert await tastes.adopt(ALICE, history, wanted, NOW + timedelta(minutes=2)) == []
    undone = await tastes.undo(ALICE, NOW + timedelta(minutes=3))
    assert undone == [Change(MATRIX, LIKE, None), Change(TITANIC, SEEN, None), *put]
    assert (await tastes.told(ALICE), await laters.waiting(ALICE)) == before
    assert await tastes.undo(ALICE, NOW) == [Change(ALIEN, DISLIKE, None)]


async def test_a_film_put_on_the_list_has_no_verdict_to_be_taken_back(tastes: TasteStore) -> None:
    await tastes.adopt(ALICE, {}, [ALIEN], NOW)
    assert await tastes.take_back(ALICE, ALIEN, NOW) == []
    await tastes.judge(ALICE, [ALIEN], LIKE, NOW)
    await tastes.adopt(ALICE, {MATRIX: LIKE}, [TITANIC], NOW)
    assert await tastes.take_back(ALICE, ALIEN, NOW) == [Change(ALIEN, LIKE, None)]


@pytest.mark.long
async def test_more_films_than_one_statement_takes_are_adopted_and_undone(
    database: Database, tastes: TasteStore
) -> None:
    history = {film: LIKE if film % 2 else DISLIKE for film in range(1, 33_001)}
    wanted = range(33_001, 66_001)
    assert len(await tastes.adopt(ALICE, history, wanted, NOW)) == 66_000
    assert dict(await tastes.told(ALICE)) == history
    laters = LaterStore(database, tastes)
    assert {film.movie_id for film in await laters.waiting(ALICE)} == set(wanted)
    assert len(await tastes.undo(ALICE, NOW)) == 66_000
    assert await tastes.told(ALICE) == []
    assert await laters.waiting(ALICE) == []


async def test_a_history_adopted_twice_at_the_same_moment_is_there_once(database: Database, tastes: TasteStore) -> None:
    beside = TasteStore(database)
    made = await asyncio.gather(*(store.adopt(ALICE, {ALIEN: LIKE}, [MATRIX], NOW) for store in (tastes, beside)))
    assert sorted(map(len, made)) == [0, 2]
    assert len(await tastes.undo(ALICE, NOW)) == 2
    assert await tastes.undo(ALICE, NOW) == []
