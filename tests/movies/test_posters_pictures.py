"""The picture that is shown for a film: its poster, kept by us, or else its drawn card."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.movies.movie import Movie
from bot.movies.posters import NO_POSTER, Poster
from bot.movies.posters.drawn import draw_card
from bot.movies.posters.fetch import PictureFetch
from bot.movies.posters.pictures import Picture, Pictures
from tests.loopback_web import JPEG, LoopbackWeb
from tests.world import FILMS, Clock

MATRIX, TOY_STORY, ALIEN = FILMS[:3]


class Links:
    """A PosterSource that knows links by film."""

    def __init__(self) -> None:
        self.by_film: dict[int, str] = {}

    async def find(self, movies: Sequence[Movie]) -> Mapping[int, Poster]:
        return {
            movie.movie_id: Poster(self.by_film[movie.movie_id]) if movie.movie_id in self.by_film else NO_POSTER
            for movie in movies
        }

    async def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
async def web() -> AsyncIterator[LoopbackWeb]:
    async with LoopbackWeb() as server:
        yield server


@pytest.fixture
def links(web: LoopbackWeb) -> Links:
    known = Links()
    known.by_film[MATRIX.movie_id] = web.link("/one.jpg")
    return known


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def pictures(links: Links, tmp_path: Path, clock: Clock) -> AsyncIterator[Pictures]:
    async with showing(links, tmp_path / "pictures", clock) as opened:
        yield opened


@asynccontextmanager
async def showing(
    links: Links, folder: Path, clock: Clock, fetch: PictureFetch | None = None, most_bytes: int = 10**6
) -> AsyncIterator[Pictures]:
    """Pictures that may come from this machine, unless another fetch is given."""
    fetch = fetch or PictureFetch(lambda _: True)
    opened = Pictures(links, fetch, folder, clock, most_bytes=most_bytes)
    yield opened
    await opened.close()


def drawn(movie: Movie) -> Picture:
    return Picture(draw_card(movie), "image/png")


async def test_a_film_with_a_poster_is_shown_with_it(pictures: Pictures) -> None:
    assert await pictures.of(MATRIX) == Picture(JPEG, "image/jpeg")


async def test_a_film_without_a_poster_is_shown_with_its_drawn_card(pictures: Pictures) -> None:
    assert await pictures.of(TOY_STORY) == drawn(TOY_STORY)


async def test_a_poster_is_fetched_once(pictures: Pictures, web: LoopbackWeb) -> None:
    assert await pictures.of(MATRIX) == await pictures.of(MATRIX)
    assert web.asked == ["/one.jpg"]


async def test_a_poster_asked_for_by_many_at_once_is_fetched_once(pictures: Pictures, web: LoopbackWeb) -> None:
    shown = await asyncio.gather(*(pictures.of(MATRIX) for _ in range(20)))
    assert set(shown) == {Picture(JPEG, "image/jpeg")}
    assert web.asked == ["/one.jpg"]


async def test_a_member_who_leaves_does_not_stop_the_fetch_for_the_others(pictures: Pictures, web: LoopbackWeb) -> None:
    web.hold()
    leaving, staying = asyncio.create_task(pictures.of(MATRIX)), asyncio.create_task(pictures.of(MATRIX))
    await web.was_asked()
    leaving.cancel()
    web.release()
    assert (await staying).content == JPEG
    assert leaving.cancelled()


async def test_a_fetched_poster_outlives_a_restart(
    links: Links, web: LoopbackWeb, clock: Clock, tmp_path: Path
) -> None:
    for _ in range(2):
        async with showing(links, tmp_path / "pictures", clock) as pictures:
            assert (await pictures.of(MATRIX)).content == JPEG
    assert web.asked == ["/one.jpg"]


@pytest.mark.parametrize("path", ["/gone", "/drawing.svg", "/mislabelled.jpg", "/too-large.jpg", "/cut"])
async def test_a_link_that_leads_to_no_picture_gives_the_drawn_card(
    path: str, pictures: Pictures, links: Links, web: LoopbackWeb
) -> None:
    links.by_film[ALIEN.movie_id] = web.link(path)
    assert await pictures.of(ALIEN) == drawn(ALIEN)


async def test_a_dead_link_is_tried_again_after_an_hour(
    pictures: Pictures, links: Links, web: LoopbackWeb, clock: Clock
) -> None:
    links.by_film[ALIEN.movie_id] = web.link("/gone")
    await pictures.of(ALIEN)
    clock.advance(minutes=59)
    await pictures.of(ALIEN)
    assert web.asked == ["/gone"]
    web.pages["/gone"] = (JPEG, "image/jpeg")
    clock.advance(minutes=2)
    assert (await pictures.of(ALIEN)).content == JPEG


async def test_as_shipped_a_link_to_this_machine_gives_the_drawn_card(
    links: Links, web: LoopbackWeb, clock: Clock, tmp_path: Path
) -> None:
    async with showing(links, tmp_path / "pictures", clock, PictureFetch()) as pictures:
        assert await pictures.of(MATRIX) == drawn(MATRIX)
    assert web.asked == []


async def test_the_pictures_not_looked_at_for_longest_make_room(
    links: Links, web: LoopbackWeb, clock: Clock, tmp_path: Path
) -> None:
    films = FILMS[:4]
    for number, movie in enumerate(films):
        web.pages[f"/{number}.jpg"] = (JPEG, "image/jpeg")
        links.by_film[movie.movie_id] = web.link(f"/{number}.jpg")
    folder = tmp_path / "pictures"
    async with showing(links, folder, clock, most_bytes=3 * len(JPEG)) as pictures:
        for movie in (films[0], films[1], films[2], films[0], films[3]):
            clock.advance(minutes=1)
            await pictures.of(movie)
        assert sum(file.stat().st_size for file in folder.iterdir()) <= 3 * len(JPEG)
        web.asked.clear()
        for movie in (films[0], films[2], films[3], films[1]):
            assert (await pictures.of(movie)).content == JPEG
    assert web.asked == ["/1.jpg"]


async def test_a_kept_picture_that_was_damaged_is_fetched_anew(
    pictures: Pictures, web: LoopbackWeb, tmp_path: Path
) -> None:
    await pictures.of(MATRIX)
    (kept,) = (tmp_path / "pictures").iterdir()
    kept.write_bytes(b"\0\0\0")
    assert (await pictures.of(MATRIX)).content == JPEG
    assert web.asked == ["/one.jpg", "/one.jpg"]


async def test_a_poster_is_shown_though_it_cannot_be_kept(
    links: Links, clock: Clock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "pictures").write_text("a file where the folder should be")
    async with showing(links, tmp_path / "pictures", clock) as pictures:
        assert (await pictures.of(MATRIX)).content == JPEG
    assert "cannot be kept" in caplog.text


async def test_closing_ends_a_fetch_under_way_with_the_drawn_card(
    links: Links, web: LoopbackWeb, clock: Clock, tmp_path: Path
) -> None:
    web.hold()
    async with showing(links, tmp_path / "pictures", clock) as pictures:
        waiting = asyncio.create_task(pictures.of(MATRIX))
        await web.was_asked()
    assert await waiting == drawn(MATRIX)
