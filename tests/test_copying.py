"""A community moves from one database to another: everything, or nothing and a sentence."""

import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect, text

from bot.chat.store import ListStore
from bot.copying import Step, copy_rows
from bot.database import Database, open_database, sqlite_url
from bot.errors import SetupError
from bot.taste.profile import Verdict
from bot.taste.store import Member, TasteStore, members
from tests.state import fill_every_table, rows_of
from tests.world import ALIEN, ALIENS, AMELIE, MATRIX, NOW, TITANIC

ALICE, BOB, CAROL = (Member("discord", "1", name) for name in ("alice", "böb\u0301 😀", "carol"))

# Statements after which a database keeps another verdict than it is given.
_FORGERS = {
    "sqlite": [
        "CREATE TRIGGER forging AFTER INSERT ON verdicts "
        "BEGIN UPDATE verdicts SET verdict = 0 WHERE rowid = NEW.rowid; END"
    ],
    "postgresql": [
        "CREATE FUNCTION forge() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.verdict = 0; RETURN NEW; END'",
        "CREATE TRIGGER forging BEFORE INSERT ON verdicts FOR EACH ROW EXECUTE FUNCTION forge()",
    ],
}


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[Database]:
    """A database in a file."""
    opened = await open_database(sqlite_url(tmp_path / "from.db"))
    yield opened
    await opened.close()


@pytest.fixture
def empty(database: Database) -> Database:
    """Another database, of either kind in turn."""
    return database


async def _fill(database: Database) -> None:
    tastes = TasteStore(database)
    await tastes.judge(ALICE, [ALIEN, MATRIX], Verdict.LIKE, NOW)
    await tastes.judge(BOB, [TITANIC], Verdict.DISLIKE, NOW)
    await tastes.judge(ALICE, [AMELIE], Verdict.SEEN, NOW)
    await ListStore(database, tastes).add(ALICE, "recommend", [5, 3], [5, 3], NOW)


def _ignored(step: Step) -> None:
    """Nobody watches."""


async def test_members_go_on_where_they_were_and_newcomers_get_keys_of_their_own(
    sqlite: Database, empty: Database
) -> None:
    await _fill(sqlite)
    counts = await copy_rows(sqlite, empty, _ignored)
    assert (counts["members"], counts["verdicts"], counts["changes"], counts["shown_lists"]) == (2, 4, 4, 1)
    tastes = TasteStore(empty)
    assert (await tastes.taste_of(ALICE)).likes == {ALIEN, MATRIX}
    assert (await tastes.taste_of(BOB)).dislikes == {TITANIC}
    assert [change.movie_id for change in await tastes.undo(ALICE, NOW)] == [AMELIE]
    await tastes.judge(CAROL, [ALIENS], Verdict.LIKE, NOW)
    assert (await tastes.taste_of(CAROL)).likes == {ALIENS}
    assert len({await tastes.member_id(member) for member in (ALICE, BOB, CAROL)}) == 3
    latest = await ListStore(empty, tastes).latest(ALICE)
    assert latest is not None
    assert latest.visible == (5, 3)


async def test_there_and_back_every_row_of_every_table_is_the_same(
    sqlite: Database, empty: Database, tmp_path: Path
) -> None:
    await fill_every_table(sqlite)
    await copy_rows(sqlite, empty, _ignored)
    back = await open_database(sqlite_url(tmp_path / "back.db"))
    try:
        await copy_rows(empty, back, _ignored)
        rows = await rows_of(sqlite)
        assert all(rows.values())
        assert await rows_of(empty) == rows
        assert await rows_of(back) == rows
    finally:
        await back.close()


async def test_more_rows_than_fit_into_one_request_are_copied_and_told(sqlite: Database, empty: Database) -> None:
    films = range(1, 2_501)
    await TasteStore(sqlite).judge(ALICE, films, Verdict.LIKE, NOW)
    steps: list[Step] = []
    await copy_rows(sqlite, empty, steps.append)
    assert (await TasteStore(empty).taste_of(ALICE)).likes == set(films)
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1].done == steps[-1].total == 5_001
    assert sum(step.table == "verdicts" for step in steps) == 3


async def test_a_database_that_is_not_empty_is_left_as_it_is(sqlite: Database, empty: Database) -> None:
    await _fill(sqlite)
    await TasteStore(empty).judge(CAROL, [ALIENS], Verdict.LIKE, NOW)
    before = await rows_of(empty)
    with pytest.raises(SetupError, match=r"is not empty; please name an empty one to copy to\.$"):
        await copy_rows(sqlite, empty, _ignored)
    assert await rows_of(empty) == before


async def test_nothing_to_copy_is_told(sqlite: Database, empty: Database) -> None:
    with pytest.raises(SetupError, match="holds no members' state yet; nothing was copied"):
        await copy_rows(sqlite, empty, _ignored)


async def test_a_database_is_not_copied_onto_itself(sqlite: Database) -> None:
    await _fill(sqlite)
    with pytest.raises(SetupError, match="please name another database"):
        await copy_rows(sqlite, sqlite, _ignored)


async def test_a_copy_that_breaks_off_half_way_leaves_nothing_and_can_be_repeated(
    sqlite: Database, postgresql_url: str
) -> None:
    await _fill(sqlite)
    async with sqlite.writing() as connection:
        too_long = {"platform": "p" * 33, "space": "1", "member": "dave"}  # SQLite does not mind, PostgreSQL does
        await connection.execute(insert(members).values(too_long))
    target = await open_database(postgresql_url)
    try:
        with pytest.raises(SetupError, match=r"^The copy broke off \(value too long .*\); nothing was copied"):
            await copy_rows(sqlite, target, _ignored)
        assert not any((await rows_of(target)).values())
        async with sqlite.writing() as connection:
            await connection.execute(text("DELETE FROM members WHERE member = 'dave'"))
        await copy_rows(sqlite, target, _ignored)
        assert await rows_of(target) == await rows_of(sqlite)
    finally:
        await target.close()


async def test_a_row_that_did_not_arrive_as_it_was_is_noticed(sqlite: Database, empty: Database) -> None:
    await _fill(sqlite)
    async with empty.writing() as connection:
        for statement in _FORGERS["postgresql" if empty.name.startswith("postgresql") else "sqlite"]:
            await connection.execute(text(statement))
    with pytest.raises(SetupError, match="The copy of verdicts differs from what was copied"):
        await copy_rows(sqlite, empty, _ignored)
    assert not any((await rows_of(empty)).values())


@pytest.fixture
def tables_copied() -> set[str]:
    """The tables known to a process that knows nothing but how to copy."""
    alone = "import bot.copying; from bot.database import METADATA; print(*METADATA.tables)"
    told = subprocess.run([sys.executable, "-c", alone], capture_output=True, text=True, check=True)
    return set(told.stdout.split())


async def test_every_table_that_the_migrations_make_is_copied(sqlite: Database, tables_copied: set[str]) -> None:
    async with sqlite.reading() as connection:
        made = await connection.run_sync(lambda sync: set(inspect(sync).get_table_names()))
    assert tables_copied == made - {"alembic_version"}
    assert "verdicts" in tables_copied
