"""Nights in the database: one open in a channel, every change counted, and nothing left of who has left."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from bot.chat.privacy.store import Person, PersonalRows
from bot.chat.sender import Space
from bot.chat.spaces import DAYS_KEPT, Spaces
from bot.database import METADATA, Database, new_id
from bot.nights import rules
from bot.nights.night import Landing, MovieNight, Presence, Room, Stage, Tap
from bot.nights.rows import night_row
from bot.nights.store import ChannelTaken, NightStore, UnknownNight
from bot.nights.store.tables import night_members, nights
from bot.taste.store import Member
from tests.nights.evening import ALICE, BOB, CAROL, HOST, NOW, OVER, PICKS, ROOM, START, planned, voting

GARDEN, ATTIC = Room("discord", "club", "garden"), Room("discord", "club", "attic")
ELSEWHERE = Room("discord", "another club", "lounge")


@pytest.fixture
def store(database: Database) -> NightStore:
    return NightStore(database)


async def kept(store: NightStore, night_id: str = "n1") -> MovieNight:
    """The night as it is in the database."""
    night = await store.get(night_id)
    assert night is not None
    return night


def watched(night_id: str = "n1", room: Room = ATTIC, satisfaction: float = 0.5, weeks_ago: int = 0) -> MovieNight:
    """A night that is over, which suited bob so well."""
    night = rules.moved_on(voting(night_id, room), OVER)
    night = rules.expect(night, {HOST: Landing(1.0, 0.9), BOB: Landing(satisfaction)})
    return replace(night, start_at=night.start_at - timedelta(weeks=weeks_ago))


async def test_a_night_is_kept_with_all_that_was_said(store: NightStore) -> None:
    night = rules.veto(rules.suggest(voting(), BOB, replace(PICKS[0], movie_id=50)), HOST, 1)
    await store.add(night)
    assert await kept(store) == night
    assert (await kept(store)).attendees == (HOST, BOB)
    assert await store.open_in(ROOM) == night
    over = await store.change("n1", lambda now: rules.tap(now, CAROL, Tap.LOVED, OVER), OVER)
    assert over.stage is Stage.OVER
    assert await kept(store) == over


async def test_a_channel_has_one_open_night(store: NightStore) -> None:
    await store.add(planned("n1"))
    with pytest.raises(ChannelTaken):
        await store.add(planned("n2"))
    await store.add(planned("n3", GARDEN))
    await store.add(planned("n4", ELSEWHERE))
    await store.change("n1", lambda night: rules.cancel(night, ALICE, NOW), NOW)
    await store.add(planned("n2"))
    assert await store.open_in(ROOM) == planned("n2")


async def test_the_database_itself_refuses_a_second_open_night(store: NightStore, database: Database) -> None:
    await store.add(planned("n1"))
    with pytest.raises(IntegrityError):
        async with database.writing() as connection:
            await connection.execute(insert(nights).values(night_row(planned("n2"))))


async def test_of_those_who_plan_at_once_one_gets_the_channel(store: NightStore) -> None:
    ids = [new_id() for _ in range(6)]
    told = await asyncio.gather(*(store.add(planned(night_id)) for night_id in ids), return_exceptions=True)
    assert [type(one) for one in told].count(ChannelTaken) == 5
    assert len(await store.open_of("discord", "club")) == 1


async def test_whatever_is_said_at_once_counts(store: NightStore) -> None:
    await store.add(voting())
    names = [f"member {number}" for number in range(20)]

    def voted(name: str) -> Callable[[MovieNight], MovieNight]:
        return lambda night: rules.vote(night, name, {3})

    await asyncio.gather(*(store.change("n1", voted(name), NOW) for name in names))
    night = await kept(store)
    assert night.poll.counts()[3] == 20
    assert set(night.attendees) == {HOST, BOB, *names}


async def test_the_clock_moves_first_and_what_is_refused_changes_nothing(store: NightStore) -> None:
    await store.add(voting())
    with pytest.raises(rules.NotNow):
        await store.change("n1", lambda night: rules.vote(night, HOST, {1}), START)
    assert (await kept(store)).stage is Stage.VOTING
    moved = await store.change("n1", lambda night: night, START)
    assert moved.stage is Stage.RUNNING
    assert await kept(store) == moved


async def test_a_night_that_nobody_has_planned_is_unknown(store: NightStore) -> None:
    assert await store.get("n1") is None
    assert await store.open_in(ROOM) is None
    with pytest.raises(UnknownNight):
        await store.change("n1", lambda night: night, NOW)


async def test_nights_are_listed_by_space_open_ones_and_those_that_took_place(store: NightStore) -> None:
    await store.add(watched("n1"))
    await store.add(watched("n2", weeks_ago=60))
    await store.add(planned("n3", start_at=START + timedelta(days=9)))
    await store.add(planned("n4", GARDEN))
    await store.add(planned("n5", ELSEWHERE))
    await store.add(watched("n6", replace(ELSEWHERE, channel="attic")))
    cancelled = planned("n7", ATTIC)
    await store.add(cancelled)
    await store.change("n7", lambda night: rules.cancel(night, ALICE, NOW), NOW)
    assert [night.night_id for night in await store.open_of("discord", "club")] == ["n4", "n3"]
    assert [night.night_id for night in await store.history("discord", "club", NOW - timedelta(days=365))] == ["n1"]
    assert [night.night_id for night in await store.history("discord", "club", NOW - timedelta(weeks=99))] == [
        *("n2", "n1")
    ]


async def test_who_leaves_the_space_leaves_its_open_nights_and_no_others(store: NightStore) -> None:
    for night in (voting("n1"), planned("n2", GARDEN), watched("n3"), planned("n4", ELSEWHERE)):
        await store.add(night)
    left = await store.leave(Member("discord", "club", HOST), NOW)
    assert {night.night_id for night in left} == {"n1", "n2"}
    assert [(await kept(store, night_id)).host for night_id in ("n1", "n2", "n3", "n4")] == [BOB, BOB, HOST, HOST]
    assert (await kept(store, "n1")).attendees == (BOB,)


async def test_who_is_forgotten_has_left_every_night_without_a_trace(store: NightStore, database: Database) -> None:
    before = rules.veto(rules.suggest(voting(), HOST, replace(PICKS[0], movie_id=50)), HOST, 1)
    await store.add(before)
    await store.add(watched("n2"))
    await PersonalRows(database).remove(Person("discord", HOST, "club"))
    assert await kept(store) == rules.left(before, HOST)
    assert await kept(store, "n2") == rules.left(watched("n2"), HOST)
    async with database.reading() as connection:
        for table in METADATA.sorted_tables:
            assert HOST not in str((await connection.execute(select(table))).all())


async def test_the_next_host_of_a_forgotten_one_stays_host_when_others_come(
    store: NightStore, database: Database
) -> None:
    await store.add(rules.answer(planned(), CAROL, Presence.IN))
    await PersonalRows(database).remove(Person("discord", HOST))
    night = await store.change("n1", lambda now: rules.answer(now, "dave", Presence.IN), NOW)
    assert (night.host, night.attendees) == (BOB, (BOB, CAROL, "dave"))
    assert (await kept(store)).attendees == night.attendees
    night = await store.change("n1", lambda now: rules.answer(now, BOB, Presence.OUT), NOW)
    assert (await kept(store)).host == BOB


async def test_what_is_kept_of_a_member_names_nobody_else(store: NightStore, database: Database) -> None:
    await store.add(rules.suggest(voting(), CAROL, replace(PICKS[0], movie_id=50)))
    mine = await PersonalRows(database).of(Person("discord", BOB, "club"))
    assert [(row["presence"], row["ballot"]) for row in mine[night_members.name]] == [("in", [2])]
    assert HOST not in str(mine)
    assert CAROL not in str(mine)


async def test_a_space_that_is_left_takes_its_nights_with_it(store: NightStore, database: Database) -> None:
    await store.add(voting("n1"))
    await store.add(voting("n2", ELSEWHERE))
    spaces = Spaces(database)
    await spaces.left("discord", Space("club", "Club"), NOW)
    await spaces.remove_overdue(NOW + timedelta(days=DAYS_KEPT))
    assert await store.get("n1") is None
    assert await kept(store, "n2") == voting("n2", ELSEWHERE)
    async with database.reading() as connection:
        for table in METADATA.sorted_tables:
            assert "n1" not in str((await connection.execute(select(table))).all())


async def test_the_ledger_knows_the_last_nights_that_a_member_attended_newest_first(store: NightStore) -> None:
    for weeks_ago in range(12):
        await store.add(watched(f"n{weeks_ago}", satisfaction=weeks_ago / 100, weeks_ago=weeks_ago))
    await store.change("n0", lambda night: rules.tap(night, BOB, Tap.ABSENT, OVER), OVER)
    await store.change("n1", lambda night: rules.tap(night, BOB, Tap.NOT_FOR_ME, OVER - timedelta(weeks=1)), OVER)
    await store.change("n2", lambda night: rules.undo_shown(night, ALICE, OVER - timedelta(weeks=2)), OVER)
    await store.add(watched("elsewhere", ELSEWHERE, satisfaction=0.0))
    ledger = await store.satisfactions("discord", "club", [HOST, BOB, CAROL], last=4)
    assert ledger == {HOST: [1.0] * 4, BOB: [0.01, 0.03, 0.04, 0.05], CAROL: []}


async def test_the_ledger_counts_no_night_to_come_and_nobody_who_could_not(store: NightStore) -> None:
    decided = rules.close_vote(voting(), ALICE, NOW)
    await store.add(rules.expect(decided, {HOST: Landing(0.2), BOB: Landing(0.3)}))
    assert await store.satisfactions("discord", "club", [BOB], last=4) == {BOB: []}
    await store.change("n1", lambda night: rules.answer(night, HOST, Presence.OUT), NOW)
    await store.change("n1", lambda night: night, OVER)
    assert await store.satisfactions("discord", "club", [HOST, BOB], last=4) == {HOST: [], BOB: [0.3]}
