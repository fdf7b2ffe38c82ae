"""Members become one person by a code that works once, and part without loss: on SQLite and on PostgreSQL."""

import asyncio
import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.database import Database, open_database
from bot.taste.joining import CODE_VALID, MOST_JOINED, Joining, JoiningStore, Signature, folded
from bot.taste.later import LaterStore
from bot.taste.profile import TasteProfile, Verdict
from bot.taste.store import Change, Member, TasteStore
from tests.taste.sides import ALICE, AT_WORK, ELSEWHERE, LATER, NAMES, SOON, films, join
from tests.world import ALIEN, AMELIE, MATRIX, NOW, TITANIC

LIKE, DISLIKE = Verdict.LIKE, Verdict.DISLIKE


async def signatures(joining: JoiningStore, member: Member) -> list[Signature]:
    return [alias.signature for alias in await joining.aliases(member)]


async def test_a_code_joins_two_members_and_each_knows_the_other(joining: JoiningStore) -> None:
    await join(joining)
    assert await signatures(joining, ALICE) == [NAMES[AT_WORK]]
    assert await signatures(joining, AT_WORK) == [NAMES[ALICE]]


async def test_a_code_is_easy_to_type_and_kept_as_a_hash_alone(database: Database, joining: JoiningStore) -> None:
    code = await joining.offer(ALICE, NAMES[ALICE], NOW)
    assert re.fullmatch("[a-hjkmnp-z2-9]{8}", code)
    async with database.reading() as connection:
        kept = (await connection.execute(text("SELECT * FROM link_codes"))).one()
    assert code not in str(kept)


@pytest.mark.parametrize("typed", ["K7MN4XPQ", "k7mn-4xpq", " k7 mn-4X PQ "])
def test_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert folded(typed) == "k7mn4xpq"


@pytest.mark.parametrize("typed", ["", "k7mn4xp", "k7mn4xpqr", "k7mn4xpä", "k7mn4xp²"])
def test_what_can_be_no_code_is_none(typed: str) -> None:
    assert folded(typed) is None


async def test_a_code_works_once(joining: JoiningStore) -> None:
    code = await joining.offer(ALICE, NAMES[ALICE], NOW)
    assert await joining.join(code, AT_WORK, NAMES[AT_WORK], NOW) is Joining.DONE
    assert await joining.join(code, ELSEWHERE, NAMES[ELSEWHERE], NOW) is Joining.UNKNOWN
    assert await joining.aliases(ELSEWHERE) == []


async def test_a_new_code_ends_the_one_before(joining: JoiningStore) -> None:
    first = await joining.offer(ALICE, NAMES[ALICE], NOW)
    second = await joining.offer(ALICE, NAMES[ALICE], NOW)
    assert await joining.join(first, AT_WORK, NAMES[AT_WORK], NOW) is Joining.UNKNOWN
    assert await joining.join(second, AT_WORK, NAMES[AT_WORK], NOW) is Joining.DONE


async def test_a_code_holds_a_quarter_of_an_hour(joining: JoiningStore) -> None:
    for age, outcome in ((CODE_VALID, Joining.UNKNOWN), (CODE_VALID - timedelta(seconds=1), Joining.DONE)):
        code = await joining.offer(ALICE, NAMES[ALICE], NOW)
        assert await joining.join(code, AT_WORK, NAMES[AT_WORK], NOW + age) is outcome


async def test_a_code_said_where_it_was_given_joins_nobody_and_is_used_up(joining: JoiningStore) -> None:
    code = await joining.offer(ALICE, NAMES[ALICE], NOW)
    assert await joining.join(code, ALICE, NAMES[ALICE], NOW) is Joining.OWN
    assert await joining.join(code, AT_WORK, NAMES[AT_WORK], NOW) is Joining.UNKNOWN


async def test_a_third_place_joins_the_two_and_those_who_are_joined_already_are_told(joining: JoiningStore) -> None:
    await join(joining)
    await join(joining, ELSEWHERE, AT_WORK)
    assert await signatures(joining, ALICE) == [NAMES[AT_WORK], NAMES[ELSEWHERE]]
    code = await joining.offer(ALICE, NAMES[ALICE], NOW)
    assert await joining.join(code, ELSEWHERE, NAMES[ELSEWHERE], NOW) is Joining.ALREADY


async def test_one_person_has_no_more_places_than_are_allowed(joining: JoiningStore) -> None:
    places = [Member("discord", f"{number}", "42") for number in range(MOST_JOINED + 1)]
    outcomes = []
    for place in places[1:]:
        code = await joining.offer(place, NAMES[ALICE], NOW)
        outcomes.append(await joining.join(code, places[0], NAMES[ALICE], NOW))
    assert outcomes == [Joining.DONE] * (MOST_JOINED - 1) + [Joining.TOO_MANY]
    assert await joining.aliases(places[-1]) == []


async def test_two_that_say_one_code_at_the_same_moment_do_not_both_join(ready_url: str) -> None:
    processes = [await open_database(ready_url) for _ in range(3)]
    stores = [JoiningStore(database, TasteStore(database)) for database in processes]
    try:
        code = await stores[0].offer(ALICE, NAMES[ALICE], NOW)
        others = (AT_WORK, ELSEWHERE)
        said = [store.join(code, one, NAMES[one], NOW) for store, one in zip(stores[1:], others, strict=True)]
        assert sorted(outcome.name for outcome in await asyncio.gather(*said)) == ["DONE", "UNKNOWN"]
        assert len(await stores[0].aliases(ALICE)) == 1
    finally:
        for database in processes:
            await database.close()


async def test_nobody_is_joined_without_a_code(joining: JoiningStore, tastes: TasteStore) -> None:
    await tastes.judge(ALICE, [ALIEN], LIKE, NOW)
    await joining.offer(ALICE, NAMES[ALICE], NOW)
    await joining.offer(AT_WORK, NAMES[AT_WORK], NOW)
    assert await joining.aliases(AT_WORK) == []
    assert await tastes.taste_of(AT_WORK) == TasteProfile()


async def test_what_was_said_elsewhere_can_be_forgotten_here_and_that_undone(
    joining: JoiningStore, tastes: TasteStore
) -> None:
    await tastes.judge(AT_WORK, [ALIEN], LIKE, NOW)
    await join(joining)
    assert await tastes.judge(ALICE, [ALIEN], None, SOON) == [Change(ALIEN, LIKE, None)]
    assert await tastes.told(ALICE) == await tastes.told(AT_WORK) == []
    assert await tastes.judge(ALICE, [ALIEN], None, LATER) == []
    assert await tastes.undo(ALICE, LATER) == [Change(ALIEN, None, LIKE)]
    assert await tastes.told(AT_WORK) == [(ALIEN, LIKE)]


async def test_parted_each_has_what_they_said_and_nothing_of_the_other(
    joining: JoiningStore, tastes: TasteStore
) -> None:
    await tastes.judge(ALICE, [ALIEN, MATRIX], LIKE, NOW)
    await tastes.judge(AT_WORK, [TITANIC, AMELIE], LIKE, NOW)
    await join(joining)
    await tastes.judge(ALICE, [TITANIC], None, SOON)
    await tastes.judge(ALICE, [AMELIE], LIKE, SOON)
    await tastes.judge(AT_WORK, [ALIEN], DISLIKE, SOON)
    await joining.part(AT_WORK)
    assert await joining.aliases(ALICE) == await joining.aliases(AT_WORK) == []
    assert await tastes.taste_of(ALICE) == TasteProfile(likes=frozenset({ALIEN, MATRIX, AMELIE}))
    assert await tastes.taste_of(AT_WORK) == TasteProfile(frozenset({TITANIC, AMELIE}), frozenset({ALIEN}))


async def test_a_history_adds_only_what_no_side_has_told(
    joining: JoiningStore, tastes: TasteStore, laters: LaterStore
) -> None:
    await tastes.judge(AT_WORK, [ALIEN], DISLIKE, NOW)
    await laters.add(AT_WORK, [AMELIE], NOW)
    await join(joining)
    made = await tastes.adopt(ALICE, {ALIEN: LIKE, MATRIX: LIKE}, [ALIEN, AMELIE, TITANIC], SOON)
    assert made == [Change(MATRIX, None, LIKE), Change(TITANIC, None, None, is_later=True)]
    assert dict(await tastes.told(AT_WORK)) == {ALIEN: DISLIKE, MATRIX: LIKE}
    assert set(await films(laters, AT_WORK)) == {AMELIE, TITANIC}


async def test_a_film_that_another_side_put_on_the_list_is_dropped_and_put_back(
    joining: JoiningStore, laters: LaterStore
) -> None:
    await laters.add(AT_WORK, [MATRIX], NOW)
    await join(joining)
    assert await laters.drop(ALICE, MATRIX)
    assert await films(laters, AT_WORK) == []
    assert not await laters.drop(AT_WORK, MATRIX)
    assert await laters.add(ALICE, [MATRIX], NOW) == [MATRIX]
    assert await films(laters, AT_WORK) == [MATRIX]
    assert await laters.drop(ALICE, MATRIX)
    assert await laters.add(AT_WORK, [MATRIX], NOW) == [MATRIX]
    assert await films(laters, ALICE) == [MATRIX]


async def test_codes_too_old_and_links_with_nobody_are_removed(database: Database, joining: JoiningStore) -> None:
    await join(joining)
    await joining.offer(ELSEWHERE, NAMES[ELSEWHERE], NOW)
    async with database.writing() as connection:
        await connection.execute(text("DELETE FROM members WHERE platform = 'slack'"))
    assert await joining.aliases(ALICE) == []
    await joining.remove_overdue(NOW + CODE_VALID)
    async with database.reading() as connection:
        for table in ("joined_members", "link_codes", "unsaid_films"):
            assert (await connection.execute(text(f"SELECT * FROM {table}"))).all() == []  # noqa: S608 (our own names)
