"""Who shares their taste: found by id and by name in their own space alone, and only while they wish it."""

import pytest

from bot.database import Database
from bot.taste.sharing import Sharer, SharingStore
from bot.taste.store import Member, TasteStore

ALICE, BOB = Member("discord", "1", "41"), Member("discord", "1", "42")


@pytest.fixture
def sharing(database: Database) -> SharingStore:
    return SharingStore(database, TasteStore(database))


async def test_nobody_is_found_who_has_not_said_so(sharing: SharingStore) -> None:
    assert await sharing.sharer(BOB) is None
    await sharing.rename(BOB, "bob")
    assert await sharing.sharer(BOB) is None
    assert await sharing.called("bob", ALICE) == []


@pytest.mark.parametrize("name", ["Bob Ross", "bob ross", "BOB  ROSS", " bob ross\n", "ＢＯＢ ross"])
async def test_a_name_is_found_whatever_its_case_and_width(name: str, sharing: SharingStore) -> None:
    await sharing.share(BOB, "Bob Ross")
    assert await sharing.called(name, ALICE) == [Sharer(BOB, "Bob Ross")]


@pytest.mark.parametrize("name", ["", "bob", "b%", "bob_ross", "'; DROP TABLE members; --", "x" * 5_000])
async def test_another_name_finds_nobody(name: str, sharing: SharingStore) -> None:
    await sharing.share(BOB, "Bob Ross")
    assert await sharing.called(name, ALICE) == []


async def test_only_members_of_the_same_space_are_found(sharing: SharingStore) -> None:
    await sharing.share(BOB, "bob")
    for asker in (Member("slack", "1", "41"), Member("discord", "2", "41")):
        assert await sharing.called("bob", asker) == []
    assert await sharing.sharer(Member("discord", "2", "42")) is None


async def test_the_newest_name_counts(sharing: SharingStore) -> None:
    await sharing.share(BOB, "bob")
    await sharing.rename(BOB, "Robert")
    assert await sharing.called("bob", ALICE) == []
    await sharing.share(BOB, "Rob")
    assert await sharing.called("rob", ALICE) == [Sharer(BOB, "Rob")]


async def test_two_of_one_name_are_both_found(sharing: SharingStore) -> None:
    await sharing.share(ALICE, "Sam")
    await sharing.share(BOB, "sam")
    assert [one.member for one in await sharing.called("SAM", ALICE)] == [ALICE, BOB]


async def test_who_stops_is_found_no_more(sharing: SharingStore) -> None:
    await sharing.share(BOB, "bob")
    await sharing.stop(BOB)
    await sharing.stop(BOB)
    assert await sharing.sharer(BOB) is None
    assert await sharing.called("bob", ALICE) == []


async def test_a_very_long_name_is_found_as_it_was_given(sharing: SharingStore) -> None:
    name = "ﷺ" * 300
    await sharing.share(BOB, name)
    assert [one.member for one in await sharing.called(name, ALICE)] == [BOB]
