"""Fetching named sets, from a small GroupLens on loopback."""

import asyncio
import hashlib
import resource
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot.errors import DownloadFailed, FolderUnusable
from bot.movies.download import Progress, Stage, download
from bot.movies.movielens import read_dataset
from tests.movielens_forms import RATINGS, write_csv_form, zipped

NAME = "ml-latest-small"
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def silence(_: Progress) -> None:
    """Listens to no progress."""


@pytest.fixture
def published(tmp_path: Path) -> bytes:
    """The zip that our GroupLens publishes."""
    return zipped(write_csv_form(tmp_path / "published" / NAME)).read_bytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where downloads go; it does not exist yet."""
    return tmp_path / "downloads"


@asynccontextmanager
async def grouplens(**answers: Answer) -> AsyncIterator[str]:
    """Serves `zip` and `md5` as told, on loopback; yields the address to download from."""
    app = web.Application()
    for suffix, answer in answers.items():
        ending = {"zip": ".zip", "md5": ".zip.md5"}[suffix]
        app.router.add_get(f"/datasets/{NAME}{ending}", answer)
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("/datasets/"))


def serving(content: bytes | str, status: int = 200) -> Answer:
    """Always answers this."""
    body = content.encode() if isinstance(content, str) else content

    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=body, status=status)

    return answer


def put(file: Path, content: bytes) -> None:
    """Leaves a file where downloads go, as an earlier day might have."""
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("form", ["{md5}  {name}.zip", "MD5 ({name}.zip) = {md5}\n", "{MD5} *{name}.zip\r\n"])
async def test_a_set_is_fetched_and_checked_against_its_published_sum(
    form: str, published: bytes, folder: Path
) -> None:
    md5 = hashlib.md5(published, usedforsecurity=False).hexdigest()
    told_sum = form.format(md5=md5, MD5=md5.upper(), name=NAME)
    heard: list[Progress] = []
    async with grouplens(zip=serving(published), md5=serving(told_sum)) as address:
        archive = await download(NAME, folder, address, heard.append)
    assert archive == folder / f"{NAME}.zip"
    assert len(read_dataset(archive).half_stars) == len(RATINGS)
    assert left_in(folder) == [f"{NAME}.zip"]
    assert heard[0] == Progress(Stage.FETCHING, 0, len(published))
    assert heard[-2:] == [
        Progress(Stage.FETCHING, len(published), len(published)),
        Progress(Stage.CHECKING, len(published), len(published)),
    ]


async def test_a_set_without_a_published_sum_is_fetched_all_the_same(published: bytes, folder: Path) -> None:
    async with grouplens(zip=serving(published)) as address:
        archive = await download(NAME, folder, address.rstrip("/"), silence)
    assert archive.read_bytes() == published


async def test_a_set_of_unknown_length_is_fetched_all_the_same(published: bytes, folder: Path) -> None:
    async def in_pieces(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(published[:100])
        await response.write(published[100:])
        return response

    heard: list[Progress] = []
    async with grouplens(zip=in_pieces) as address:
        archive = await download(NAME, folder, address, heard.append)
    assert archive.read_bytes() == published
    assert heard[0] == Progress(Stage.FETCHING, 0, None)


async def test_a_zip_that_is_there_is_used_again_without_network(published: bytes, folder: Path) -> None:
    put(folder / f"{NAME}.zip", published)
    heard: list[Progress] = []
    archive = await download(NAME, folder, f"http://127.0.0.1:{unused_port()}/", heard.append)
    assert archive.read_bytes() == published
    assert heard == [Progress(Stage.REUSED, len(published), len(published))]


@pytest.mark.parametrize("damage", ["cut off", "a few bytes lost"])
async def test_a_damaged_zip_that_is_there_is_fetched_anew(damage: str, published: bytes, folder: Path) -> None:
    damaged = published[:-50] if damage == "cut off" else published[:60] + bytes(20) + published[80:]
    put(folder / f"{NAME}.zip", damaged)
    async with grouplens(zip=serving(published)) as address:
        archive = await download(NAME, folder, address, silence)
    assert archive.read_bytes() == published


async def test_what_a_killed_download_left_is_cleared_away(published: bytes, folder: Path) -> None:
    for name in (f"{NAME}.zip.part", "ml-25m.zip.part"):
        put(folder / name, published[:50])
    async with grouplens(zip=serving(published)) as address:
        await download(NAME, folder, address, silence)
    assert left_in(folder) == [f"{NAME}.zip"]


async def cut_in_the_middle(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "100000"})
    await response.prepare(request)
    await response.write(b"PK" * 100)
    assert request.transport is not None
    request.transport.close()
    return response


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (cut_in_the_middle, f"127.0.0.1 broke off in the middle of {NAME}.zip; please try again."),
        (serving("gone", 404), f"127.0.0.1 has no {NAME}.zip; check MOVIELENS_URL, or `reelmates ingest packaged`"),
        (serving("oh", 500), "127.0.0.1 answered 500; please try again later, or `reelmates ingest packaged`"),
        (serving("<html>"), f"What 127.0.0.1 sent as {NAME}.zip is not a whole zip; please try again, or `reelmates"),
    ],
    ids=["cut in the middle", "404", "500", "a web page"],
)
async def test_a_failed_download_is_one_sentence_and_leaves_nothing(
    answer: Answer, sentence: str, folder: Path
) -> None:
    async with grouplens(zip=answer) as address:
        with pytest.raises(DownloadFailed) as failed:
            await download(NAME, folder, address, silence)
    assert str(failed.value).startswith(sentence)
    assert left_in(folder) == []


async def test_a_wrong_sum_is_refused_and_the_zip_thrown_away(published: bytes, folder: Path) -> None:
    async with grouplens(zip=serving(published), md5=serving(f"{'F' * 32}  {NAME}.zip")) as address:
        with pytest.raises(DownloadFailed, match="its checksum is not the published one"):
            await download(NAME, folder, address, silence)
    assert left_in(folder) == []


async def test_a_failed_download_leaves_other_sets_alone(published: bytes, folder: Path) -> None:
    put(folder / "ml-1m.zip", published)
    async with grouplens(zip=serving("oh", 500)) as address:
        with pytest.raises(DownloadFailed):
            await download(NAME, folder, address, silence)
    assert left_in(folder) == ["ml-1m.zip"]


async def test_an_unreachable_server_is_one_sentence_with_another_way(folder: Path) -> None:
    with pytest.raises(DownloadFailed) as failed:
        await download(NAME, folder, f"http://127.0.0.1:{unused_port()}/", silence)
    assert str(failed.value) == (
        "127.0.0.1 could not be reached; try again later, or `reelmates ingest packaged` needs no download."
    )
    assert left_in(folder) == []


@pytest.mark.parametrize("asked", ["md5", "zip"])
async def test_a_server_that_stays_silent_is_not_waited_for(asked: str, folder: Path) -> None:
    async def never(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError("the event is never set")

    async with grouplens(**{asked: never}) as address:
        with pytest.raises(DownloadFailed, match="did not answer in time"):
            await download(NAME, folder, address, silence, patience_s=0.05)
    assert left_in(folder) == []


async def test_a_cancelled_download_leaves_nothing(folder: Path) -> None:
    begun = asyncio.Event()

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"PK" * 1000)
        await asyncio.Event().wait()
        return response

    def heard(progress: Progress) -> None:
        if progress.done:
            begun.set()

    async with grouplens(zip=endless) as address:
        task = asyncio.create_task(download(NAME, folder, address, heard))
        await begun.wait()
        assert left_in(folder) == [f"{NAME}.zip.part"]
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert left_in(folder) == []


async def test_a_folder_that_cannot_be_made_is_one_sentence(folder: Path) -> None:
    put(folder, b"a file stands where the folder should be")
    with pytest.raises(FolderUnusable) as failed:
        await download(NAME, folder, "http://127.0.0.1:1/", silence)
    assert str(failed.value) == f"The folder {folder} cannot be used for downloads: File exists."


async def test_a_disk_that_takes_no_more_is_one_sentence_and_leaves_nothing(folder: Path) -> None:
    async with grouplens(zip=serving(bytes(300_000))) as address:
        with files_limited_to(100_000), pytest.raises(FolderUnusable) as failed:
            await download(NAME, folder, address, silence)
    assert str(failed.value) == f"The folder {folder} cannot be used for downloads: File too large."
    assert left_in(folder) == []


@contextmanager
def files_limited_to(size: int) -> Iterator[None]:
    """The nearest thing to a full disk that needs no rights: writing beyond `size` bytes fails."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
