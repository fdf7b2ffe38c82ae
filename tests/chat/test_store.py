"""Lists shown, and the space that direct messages act in."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.store import IMPORT_KEPT, DirectSpaces, ListStore, PendingImports
from bot.database import Database, open_database, sqlite_url
from bot.taste.profile import Verdict
from bot.taste.store import Member, TasteStore
from tests.world import NOW

ALICE, BOB = Member("discord", "1", "alice"), Member("discord", "1", "bob")


@pytest.fixture
def lists(database: Database) -> ListStore:
    return ListStore(database, TasteStore(database))


async def test_a_list_is_found_by_its_short_id(lists: ListStore) -> None:
    made = await lists.add(ALICE, "recommend 2 comedy", [5, 3], [5, 3], NOW)
    assert len(made.list_id) == 12
    assert made.list_id.isascii()
    assert made.list_id.isalnum()
    assert await lists.get(made.list_id) == made
    assert (made.request, made.visible, made.shown) == ("recommend 2 comedy", (5, 3), (5, 3))


async def test_an_id_of_no_list_finds_none(lists: ListStore) -> None:
    await lists.add(ALICE, "recommend", [1], [1], NOW)
    assert await lists.get("zzzzzz") is None
    assert await lists.get("") is None


async def test_a_members_latest_list_is_the_one_added_last_even_within_one_moment(lists: ListStore) -> None:
    assert await lists.latest(ALICE) is None
    for film in range(30):
        await lists.add(ALICE, "recommend", [film], [film], NOW)
        await lists.add(BOB, "recommend", [1000 + film], [1000 + film], NOW)
    latest = await lists.latest(ALICE)
    assert latest is not None
    assert latest.visible == (29,)


async def test_a_changed_list_shows_the_change_and_stays_whose_it_was(lists: ListStore) -> None:
    first = await lists.add(ALICE, "recommend", [1, 2], [1, 2], NOW)
    second = await lists.add(ALICE, "recommend", [3, 4], [1, 2, 3, 4], NOW)
    changed = replace(first, visible=(1, 7), shown=(1, 2, 7))
    await lists.change(changed)
    assert await lists.get(first.list_id) == changed
    assert await lists.latest(ALICE) == second


async def test_lists_survive_the_database_being_opened_again(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "kept.db")
    first = await open_database(url)
    made = await ListStore(first, TasteStore(first)).add(ALICE, "recommend", [1], [9, 1], NOW)
    await first.close()
    second = await open_database(url)
    try:
        again = ListStore(second, TasteStore(second))
        assert await again.get(made.list_id) == made
        assert await again.latest(ALICE) == made
    finally:
        await second.close()


async def test_the_space_of_direct_messages_is_the_one_chosen_last_for_each_member(database: Database) -> None:
    spaces = DirectSpaces(database)
    assert await spaces.chosen("discord", "alice") is None
    await spaces.choose("discord", "alice", "one")
    await spaces.choose("discord", "alice", "two")
    await spaces.choose("slack", "alice", "three")
    assert await spaces.chosen("discord", "alice") == "two"
    assert await spaces.chosen("slack", "alice") == "three"
    assert await spaces.chosen("discord", "bob") is None


async def test_an_offer_is_kept_for_its_member_alone_and_for_an_hour(database: Database) -> None:
    offers = PendingImports(database, TasteStore(database))
    history = {film: list(Verdict)[film % 4] for film in range(1, 20_001)}
    import_id = await offers.add(ALICE, history, [7, 3], NOW)
    assert await offers.get(ALICE, import_id, NOW + IMPORT_KEPT - timedelta(seconds=1)) == (history, [7, 3])
    assert await offers.get(BOB, import_id, NOW) is None
    assert await offers.get(ALICE, import_id, NOW + IMPORT_KEPT) is None
    await offers.drop(BOB, import_id)
    await offers.remove_overdue(NOW + IMPORT_KEPT - timedelta(seconds=1))
    assert await offers.get(ALICE, import_id, NOW) is not None
    await offers.remove_overdue(NOW + IMPORT_KEPT)
    assert await offers.get(ALICE, import_id, NOW) is None


async def test_a_member_has_one_offer_at_a_time(database: Database) -> None:
    offers = PendingImports(database, TasteStore(database))
    former, bobs = await offers.add(ALICE, {}, [1], NOW), await offers.add(BOB, {}, [2], NOW)
    newer = await offers.add(ALICE, {}, [3], NOW)
    assert await offers.get(ALICE, former, NOW) is None
    assert await offers.get(ALICE, newer, NOW) == ({}, [3])
    assert await offers.get(BOB, bobs, NOW) == ({}, [2])
    await offers.drop(ALICE, newer)
    assert await offers.get(ALICE, newer, NOW) is None
