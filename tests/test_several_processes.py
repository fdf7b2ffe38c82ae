"""Several processes share one database of members' state, and nothing that a member told is lost."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.database import open_database
from bot.taste.store import Member, TasteStore
from tests.world import NOW

WRITER = Path(__file__).with_name("state_writer.py")
FILMS_EACH = 40


async def _written(url: str, told: Sequence[tuple[str, range]]) -> None:
    """Starts a process for each member and films, lets them all begin at once, and waits for their ends."""
    arguments = [(url, name, *map(str, films)) for name, films in told]
    writers = [await _started(*words) for words in arguments]
    ended = await asyncio.gather(*(writer.communicate(b"go\n") for writer in writers))
    assert [(writer.returncode, errors.decode()) for writer, (_, errors) in zip(writers, ended, strict=True)] == [
        (0, "")
    ] * len(writers)


async def _started(*arguments: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    writer = await asyncio.create_subprocess_exec(
        sys.executable, WRITER, *arguments, stdin=pipe, stdout=pipe, stderr=pipe
    )
    assert writer.stdout is not None
    await writer.stdout.readline()
    return writer


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("alice", "bob", "carol"), id="others"),
        pytest.param(("alice", "alice", "alice"), id="the same", marks=pytest.mark.long),
    ],
)
async def test_what_members_tell_several_processes_at_once_is_kept_and_can_be_undone(
    names: tuple[str, ...], database_url: str
) -> None:
    told = [(name, range(start, start + FILMS_EACH)) for name, start in zip(names, (1, 101, 201), strict=True)]
    await _written(database_url, told)
    database = await open_database(database_url)
    tastes = TasteStore(database)
    try:
        for name in set(names):
            member = Member("discord", "1", name)
            films = {film for teller, some in told if teller == name for film in some}
            assert (await tastes.taste_of(member)).likes == films
            for _ in films:
                assert len(await tastes.undo(member, NOW)) == 1
            assert await tastes.undo(member, NOW) == []
            assert await tastes.told(member) == []
    finally:
        await database.close()


async def test_the_same_presses_in_several_processes_count_once_each(database_url: str) -> None:
    films = range(1, FILMS_EACH + 1)
    await _written(database_url, [("alice", films)] * 3)
    database = await open_database(database_url)
    tastes, alice = TasteStore(database), Member("discord", "1", "alice")
    try:
        undone = [await tastes.undo(alice, NOW) for _ in films]
        assert sorted(change.movie_id for changes in undone for change in changes) == list(films)
        assert await tastes.undo(alice, NOW) == []
    finally:
        await database.close()
