"""Posters from OMDb, asked for over real HTTP on loopback."""

import asyncio
import logging
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from datetime import datetime
from pathlib import Path

import pytest

from bot.database import open_database, sqlite_url
from bot.movies.movie import Movie
from bot.movies.omdb import KeyVerdict, Omdb, OmdbPosters
from bot.movies.posters import NO_POSTER, Poster
from bot.movies.store import PosterStore
from tests.loopback_omdb import KEY, LoopbackOmdb, film
from tests.world import FILMS, Clock

MATRIX, TOY_STORY, ALIEN = FILMS[:3]
LINK = "https://posters.example/one.jpg"
SOON = 0.02  # long enough for a deadline that has to pass while answers are held back
AMPLE = 10.0


@pytest.fixture
async def omdb() -> AsyncIterator[LoopbackOmdb]:
    async with LoopbackOmdb() as server:
        server.by_id["tt0133093"] = film("The Matrix", "1999")
        yield server


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables, made once."""
    file = tmp_path_factory.mktemp("empty") / "posters.db"

    async def make() -> None:
        await (await open_database(sqlite_url(file))).close()

    asyncio.run(make())
    return file


@pytest.fixture
async def store(tmp_path: Path, empty_database: Path) -> AsyncIterator[PosterStore]:
    database = await open_database(sqlite_url(Path(shutil.copy(empty_database, tmp_path))))
    yield PosterStore(database)
    await database.close()


class TickingClock(Clock):
    """A second passes at every look."""

    def __call__(self) -> datetime:
        self.advance(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return TickingClock()


@pytest.fixture
async def posters(omdb: LoopbackOmdb, store: PosterStore, clock: Clock) -> AsyncIterator[OmdbPosters]:
    async with looking_at(omdb, store, clock) as source:
        yield source


@pytest.fixture(autouse=True)
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No test lets the key slip into a log."""
    with caplog.at_level(logging.DEBUG):
        yield
    assert not [record for record in caplog.get_records("call") if KEY in record.getMessage()]


@asynccontextmanager
async def looking_at(
    omdb: LoopbackOmdb, store: PosterStore, clock: Clock, deadline_s: float = AMPLE, key: str = KEY
) -> AsyncIterator[OmdbPosters]:
    source = OmdbPosters(Omdb(key, omdb.address), store, clock, deadline_s=deadline_s)
    yield source
    await source.close()


async def found_after_a_start(movie: Movie, omdb: LoopbackOmdb, store: PosterStore, clock: Clock) -> Poster:
    async with looking_at(omdb, store, clock) as source:
        return (await source.find([movie]))[movie.movie_id]


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def some_films(count: int) -> list[Movie]:
    return [Movie(number, f"Film {number}", 2000, imdb_id=f"tt{number:07}") for number in range(1, count + 1)]


async def test_a_film_is_asked_for_by_its_imdb_id(posters: OmdbPosters, omdb: LoopbackOmdb) -> None:
    found = await posters.find([MATRIX])
    assert found == {MATRIX.movie_id: Poster(LINK, 136, 8.7, "R")}
    assert omdb.questions[0]["i"] == "tt0133093"


async def test_a_film_without_an_imdb_id_is_asked_for_by_title_and_year(
    posters: OmdbPosters, omdb: LoopbackOmdb
) -> None:
    omdb.by_title["amelie", "2001"] = film("Amélie", "2001")
    amelie = Movie(7, "Amelie", 2001)
    assert (await posters.find([amelie]))[7].link == LINK
    assert (omdb.questions[0]["t"], omdb.questions[0]["y"]) == ("Amelie", "2001")


async def test_a_film_is_asked_for_by_its_other_name_too(posters: OmdbPosters, omdb: LoopbackOmdb) -> None:
    omdb.by_title["se7en", "1995"] = film("Se7en", "1995")
    assert (await posters.find([Movie(47, "Seven", 1995, also_known_as=("Se7en",))]))[47].link == LINK


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("The Matrix Revisited", "1999"),
        ("The Matrix", "2001"),
        ("The Matrix", "N/A"),
        ("", "1999"),
        ("Matrix 4", "1999"),
    ],
)
async def test_a_film_never_gets_the_poster_of_another(
    title: str, year: str, posters: OmdbPosters, omdb: LoopbackOmdb
) -> None:
    omdb.by_title["the matrix", "1999"] = film(title, year)
    assert await posters.find([Movie(1, "The Matrix", 1999)]) == {1: NO_POSTER}


@pytest.mark.parametrize("title", ["Matrix", "The Matrix!", "THE MATRIX"])
async def test_a_title_may_be_written_a_little_differently(
    title: str, posters: OmdbPosters, omdb: LoopbackOmdb
) -> None:
    omdb.by_title["the matrix", "1999"] = film(title, "1999")
    assert (await posters.find([Movie(1, "The Matrix", 1999)]))[1].link == LINK


async def test_a_title_without_a_year_is_too_uncertain_to_ask_for(posters: OmdbPosters, omdb: LoopbackOmdb) -> None:
    assert await posters.find([Movie(1, "The Matrix")]) == {1: NO_POSTER}
    assert omdb.questions == []


async def test_asking_for_no_films_finds_none(posters: OmdbPosters) -> None:
    assert await posters.find([]) == {}


async def test_what_omdb_does_not_know_stays_empty(posters: OmdbPosters, omdb: LoopbackOmdb) -> None:
    omdb.by_id["tt0133093"] = film("The Matrix", "1999", "N/A", runtime="N/A", rating="N/A", rated="N/A")
    assert await posters.find([MATRIX]) == {MATRIX.movie_id: NO_POSTER}


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "//posters.example/x.jpg", "https://", "https://posters.example/" + "x" * 3000]
)
async def test_a_link_that_is_not_of_the_web_is_dropped(link: str, posters: OmdbPosters, omdb: LoopbackOmdb) -> None:
    omdb.by_id["tt0133093"] = film("The Matrix", "1999", link)
    assert (await posters.find([MATRIX]))[MATRIX.movie_id] == Poster(None, 136, 8.7, "R")


async def test_a_link_that_carries_the_key_is_dropped(posters: OmdbPosters, omdb: LoopbackOmdb) -> None:
    omdb.by_id["tt0133093"] = film("The Matrix", "1999", f"https://img.example/?apikey={KEY}&i=tt0133093")
    assert (await posters.find([MATRIX]))[MATRIX.movie_id].link is None


@pytest.mark.parametrize(
    ("runtime", "rating", "expected"),
    [
        ("1,440 min", "9", (1440, 9.0)),
        ("S min", "nan", (None, None)),
        ("0 min", "77", (None, None)),
        ("long", "good", (None, None)),
    ],
)
async def test_odd_facts_are_read_with_care(
    runtime: str, rating: str, expected: tuple[int | None, float | None], posters: OmdbPosters, omdb: LoopbackOmdb
) -> None:
    omdb.by_id["tt0133093"] = film("The Matrix", "1999", runtime=runtime, rating=rating)
    poster = (await posters.find([MATRIX]))[MATRIX.movie_id]
    assert (poster.runtime_minutes, poster.imdb_rating) == expected


async def test_a_poster_is_asked_for_once_in_two_months(omdb: LoopbackOmdb, store: PosterStore, clock: Clock) -> None:
    first = await found_after_a_start(MATRIX, omdb, store, clock)
    clock.advance(days=59)
    assert await found_after_a_start(MATRIX, omdb, store, clock) == first
    assert len(omdb.questions) == 1
    clock.advance(days=2)
    assert await found_after_a_start(MATRIX, omdb, store, clock) == first
    assert len(omdb.questions) == 2


async def test_a_film_omdb_does_not_know_is_asked_for_again_after_a_week(
    omdb: LoopbackOmdb, store: PosterStore, clock: Clock
) -> None:
    await found_after_a_start(ALIEN, omdb, store, clock)
    clock.advance(days=6)
    assert await found_after_a_start(ALIEN, omdb, store, clock) == NO_POSTER
    assert len(omdb.questions) == 1
    omdb.by_id["tt0078748"] = film("Alien", "1979")
    clock.advance(days=2)
    assert (await found_after_a_start(ALIEN, omdb, store, clock)).link == LINK


async def test_the_same_film_asked_for_by_two_members_at_once_is_one_request(
    posters: OmdbPosters, omdb: LoopbackOmdb
) -> None:
    both = await asyncio.gather(posters.find([MATRIX, ALIEN]), posters.find([MATRIX]), posters.find([MATRIX, MATRIX]))
    assert {one[MATRIX.movie_id].link for one in both} == {LINK}
    assert sorted(question["i"] for question in omdb.questions) == ["tt0078748", "tt0133093"]


async def test_films_are_asked_for_side_by_side_but_not_all_at_once(posters: OmdbPosters, omdb: LoopbackOmdb) -> None:
    omdb.hold()
    finding = asyncio.create_task(posters.find(some_films(20)))
    await omdb.was_asked(8)
    omdb.release()
    await finding
    assert len(omdb.questions) == 20
    assert omdb.most_at_once == 8


async def test_a_slow_omdb_is_not_waited_for_and_its_late_answer_is_kept(
    omdb: LoopbackOmdb, store: PosterStore, clock: Clock
) -> None:
    omdb.hold()
    async with looking_at(omdb, store, clock, SOON) as hasty:
        assert await hasty.find([MATRIX]) == {MATRIX.movie_id: NO_POSTER}
        await omdb.was_asked()
        omdb.release()
        while (await hasty.find([MATRIX]))[MATRIX.movie_id] == NO_POSTER:
            pass
    async with looking_at(omdb, store, clock) as later:
        assert (await later.find([MATRIX]))[MATRIX.movie_id].link == LINK
    assert len(omdb.questions) == 1


async def test_what_is_known_is_shown_though_another_film_is_slow(
    omdb: LoopbackOmdb, store: PosterStore, clock: Clock
) -> None:
    await store.keep({MATRIX.movie_id: Poster(LINK)}, clock())
    omdb.hold()
    async with looking_at(omdb, store, clock, 0.2) as hasty:
        assert await hasty.find([MATRIX, ALIEN]) == {MATRIX.movie_id: Poster(LINK), ALIEN.movie_id: NO_POSTER}


async def test_closing_ends_a_lookup_under_way_and_whoever_waits_for_it(
    omdb: LoopbackOmdb, store: PosterStore, clock: Clock
) -> None:
    omdb.hold()
    async with looking_at(omdb, store, clock) as source:
        finding = asyncio.create_task(source.find([MATRIX]))
        await omdb.was_asked()
    assert await finding == {MATRIX.movie_id: NO_POSTER}


async def test_a_spent_limit_is_said_once_and_respected_until_the_next_day(
    posters: OmdbPosters, omdb: LoopbackOmdb, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    omdb.mood = "limit"
    await posters.find(some_films(5))
    asked = len(omdb.questions)
    omdb.mood = "well"
    clock.advance(hours=5)
    assert await posters.find([MATRIX]) == {MATRIX.movie_id: NO_POSTER}
    assert len(omdb.questions) == asked
    assert len(warnings(caplog)) == 1
    assert "today are used up" in warnings(caplog)[0]
    clock.advance(hours=2)  # past midnight
    assert (await posters.find([MATRIX]))[MATRIX.movie_id].link == LINK


async def test_a_bad_key_is_said_once_and_never_tried_again(
    omdb: LoopbackOmdb, store: PosterStore, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    async with looking_at(omdb, store, clock, key="wr0ng-0mdb-key") as posters:
        await posters.find(some_films(5))
        asked = len(omdb.questions)
        clock.advance(days=400)
        assert await posters.find([MATRIX]) == {MATRIX.movie_id: NO_POSTER}
    assert len(omdb.questions) == asked
    assert len(warnings(caplog)) == 1
    assert "OMDB_API_KEY" in warnings(caplog)[0]
    assert "wr0ng-0mdb-key" not in caplog.text


@pytest.mark.parametrize("mood", ["error 522", "cut", "gibberish"])
async def test_a_broken_answer_is_no_poster_and_is_not_remembered(
    mood: str, posters: OmdbPosters, omdb: LoopbackOmdb
) -> None:
    omdb.mood = mood
    assert await posters.find([MATRIX]) == {MATRIX.movie_id: NO_POSTER}
    omdb.mood = "well"
    assert (await posters.find([MATRIX]))[MATRIX.movie_id].link == LINK


async def test_an_omdb_that_keeps_failing_is_left_alone_for_a_minute(
    posters: OmdbPosters, omdb: LoopbackOmdb, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    omdb.mood = "error 522"
    await posters.find(some_films(6))
    asked = len(omdb.questions)
    omdb.mood = "well"
    assert await posters.find([MATRIX]) == {MATRIX.movie_id: NO_POSTER}
    assert len(omdb.questions) == asked
    assert len(warnings(caplog)) == 1
    clock.advance(minutes=2)
    assert (await posters.find([MATRIX]))[MATRIX.movie_id].link == LINK


async def test_a_spent_limit_is_respected_though_other_requests_fail_after_it(
    posters: OmdbPosters, omdb: LoopbackOmdb, clock: Clock
) -> None:
    omdb.hold()
    omdb.passing_moods = ["limit", *["error 522"] * 5]
    finding = asyncio.create_task(posters.find(some_films(6)))
    await omdb.was_asked(6)
    omdb.release()
    await finding
    clock.advance(hours=5)
    assert await posters.find([MATRIX]) == {MATRIX.movie_id: NO_POSTER}
    assert len(omdb.questions) == 6


async def test_a_locked_database_keeps_no_poster_from_being_shown(
    omdb: LoopbackOmdb, clock: Clock, tmp_path: Path
) -> None:
    database = await open_database(sqlite_url(tmp_path / "locked.db"))
    with closing(sqlite3.connect(tmp_path / "locked.db")) as somebody_else:
        somebody_else.execute("BEGIN IMMEDIATE")
        async with looking_at(omdb, PosterStore(database), clock) as posters:
            assert (await posters.find([MATRIX]))[MATRIX.movie_id].link == LINK
            assert (await posters.find([MATRIX]))[MATRIX.movie_id].link == LINK
            assert len(omdb.questions) == 1
            somebody_else.rollback()
    assert MATRIX.movie_id in await PosterStore(database).fresh([MATRIX.movie_id], clock())
    await database.close()


async def test_a_redirect_does_not_carry_the_key_elsewhere(posters: OmdbPosters, omdb: LoopbackOmdb) -> None:
    async with LoopbackOmdb() as elsewhere:
        omdb.mood = f"{elsewhere.address}?apikey={KEY}"
        assert await posters.find([MATRIX]) == {MATRIX.movie_id: NO_POSTER}
        assert elsewhere.questions == []


async def test_posters_are_found_though_the_database_is_gone(
    omdb: LoopbackOmdb, clock: Clock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "lost.db"
    database = await open_database(sqlite_url(file))
    await database.close()
    file.write_bytes(b"this is no database any more" * 100)
    async with looking_at(omdb, PosterStore(database), clock) as posters:
        assert (await posters.find([MATRIX]))[MATRIX.movie_id].link == LINK
    await database.close()
    assert any("not kept" in warning for warning in warnings(caplog))


async def test_the_key_is_in_no_repr(posters: OmdbPosters, omdb: LoopbackOmdb) -> None:
    client = Omdb(KEY, omdb.address)
    await client.close()
    assert KEY not in f"{posters!r} {client!r} {vars(posters)!r}"


@pytest.mark.parametrize(
    ("mood", "key", "verdict"),
    [
        ("well", KEY, KeyVerdict.WORKS),
        ("well", "wr0ng", KeyVerdict.BAD_KEY),
        ("limit", KEY, KeyVerdict.DAILY_LIMIT),
        ("error 522", KEY, KeyVerdict.NO_ANSWER),
    ],
)
async def test_the_doctor_hears_what_omdb_makes_of_the_key(
    mood: str, key: str, verdict: KeyVerdict, omdb: LoopbackOmdb
) -> None:
    omdb.mood = mood
    client = Omdb(key, omdb.address)
    assert await client.check() is verdict
    await client.close()


async def test_the_doctor_hears_that_nobody_answers(omdb: LoopbackOmdb, unused_tcp_port: int) -> None:
    client = Omdb(KEY, f"http://127.0.0.1:{unused_tcp_port}/")
    assert await client.check() is KeyVerdict.NO_ANSWER
    await client.close()
