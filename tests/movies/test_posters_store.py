"""Posters kept in the database."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.database import Database, open_database, sqlite_url
from bot.movies.posters import NO_POSTER, Poster
from bot.movies.store import PosterStore, PosterUnkept
from tests.world import NOW

POSTER = Poster("https://posters.example/one.jpg", 136, 8.7, "R")


@pytest.fixture
def store(database: Database) -> PosterStore:
    return PosterStore(database)


async def test_a_poster_is_read_as_it_was_kept(store: PosterStore) -> None:
    await store.keep({1: POSTER, 2: NO_POSTER}, NOW)
    assert await store.fresh([1, 2, 3], NOW) == {1: POSTER, 2: NO_POSTER}


async def test_a_poster_expires_after_two_months_and_a_miss_after_a_week(store: PosterStore) -> None:
    await store.keep({1: POSTER, 2: NO_POSTER}, NOW)
    assert await store.fresh([1, 2], NOW + timedelta(days=8)) == {1: POSTER}
    assert await store.fresh([1, 2], NOW + timedelta(days=61)) == {}


async def test_a_newer_finding_takes_the_place_of_an_older_one(store: PosterStore) -> None:
    await store.keep({1: NO_POSTER, 2: POSTER}, NOW)
    await store.keep({1: POSTER}, NOW + timedelta(days=30))
    assert await store.fresh([1, 2], NOW + timedelta(days=59)) == {1: POSTER, 2: POSTER}


async def test_keeping_nothing_changes_nothing(store: PosterStore) -> None:
    await store.keep({}, NOW)
    assert await store.fresh([], NOW) == {}


async def test_a_broken_database_is_told_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "lost.db"
    database = await open_database(sqlite_url(file))
    await database.close()
    file.write_bytes(b"this is no database any more" * 100)
    broken = PosterStore(database)
    for attempt in (broken.fresh([1], NOW), broken.keep({1: POSTER}, NOW)):
        with pytest.raises(PosterUnkept, match=r"^The poster table does not answer \(\w+\)\.$"):
            await attempt
    await database.close()
