"""MovieLens sets by name: fetched from GroupLens or a mirror, checked, and kept as a zip."""

import asyncio
import contextlib
import hashlib
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import aiohttp
from yarl import URL

from bot.errors import DownloadFailed, FolderUnusable

_READ_AT_ONCE = 1 << 20
_INSTEAD = "`reelmates ingest packaged` needs no download"


@dataclass(frozen=True, slots=True)
class NamedSet:
    """A set that GroupLens publishes, and what to expect of it."""

    name: str
    about: str


NAMED_SETS: Mapping[str, NamedSet] = {
    known.name: known
    for known in (
        NamedSet("ml-latest-small", "100 thousand ratings, 1 MB"),
        NamedSet("ml-1m", "1 million ratings, 6 MB"),
        NamedSet("ml-25m", "25 million ratings, 250 MB"),
        NamedSet("ml-32m", "32 million ratings, 240 MB"),
        NamedSet("ml-latest", "33 million ratings, 335 MB"),
    )
}


class Stage(StrEnum):
    """What a download is doing."""

    FETCHING = "fetching"
    CHECKING = "checking"
    REUSED = "reused"


@dataclass(frozen=True, slots=True)
class Progress:
    """Bytes done of `total`, which is None where the server does not say."""

    stage: Stage
    done: int
    total: int | None


async def download(
    name: str, folder: Path, base_url: str, told: Callable[[Progress], None], patience_s: float = 12.0
) -> Path:
    """Returns the zip of a named set in `folder`; a whole one that is there already is used again, without network.

    A server silent for `patience_s`, a wrong answer or a damaged zip is DownloadFailed, a folder that cannot be
    written is FolderUnusable; neither these, a cancellation nor an earlier kill leaves anything half done behind.
    """
    target = folder / f"{name}.zip"
    part = folder / f"{name}.zip.part"
    with _folder_faults(folder):
        await asyncio.to_thread(_tidy, folder)
        if await asyncio.to_thread(_is_whole, target):
            size = target.stat().st_size
            told(Progress(Stage.REUSED, size, size))
            return target
        try:
            await _fetch_checked(URL(base_url) / target.name, part, told, patience_s)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    return target


def _tidy(folder: Path) -> None:
    """Makes the folder, and removes what a killed download left in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.zip.part"):
        left.unlink()


def _is_whole(archive: Path) -> bool:
    if not archive.exists():
        return False
    try:
        with zipfile.ZipFile(archive) as members:
            return members.testzip() is None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, UnicodeDecodeError):
        return False  # each is something that zipfile makes of damaged bytes


async def _fetch_checked(url: URL, part: Path, told: Callable[[Progress], None], patience_s: float) -> None:
    # Only silence is limited: a large set may take its time as long as it keeps coming.
    patience = aiohttp.ClientTimeout(total=None, connect=patience_s, sock_read=patience_s)
    plain = {"Accept-Encoding": "identity"}  # so that the bytes counted are those announced
    with _outside_faults(url):
        async with aiohttp.ClientSession(timeout=patience, headers=plain, trust_env=True) as session:
            published = await _published_md5(session, url.with_name(f"{url.name}.md5"))
            received, size = await _fetch(session, url, part, told)
    told(Progress(Stage.CHECKING, size, size))
    if published and received != published:
        raise DownloadFailed(f"{url.name} arrived damaged: its checksum is not the published one; please try again.")
    if not await asyncio.to_thread(_is_whole, part):
        raise DownloadFailed(f"What {url.host} sent as {url.name} is not a whole zip; please try again, or {_INSTEAD}.")


async def _published_md5(session: aiohttp.ClientSession, url: URL) -> str | None:
    """GroupLens writes `<md5>  ml-25m.zip` or `MD5 (ml-25m.zip) = <md5>`, and nothing for some sets."""
    async with session.get(url) as response:
        if response.status == 404:
            return None
        _refuse_unless_ok(response, url)
        found = re.search(r"\b[0-9a-f]{32}\b", (await response.text(errors="replace")).lower())
    return found[0] if found else None


async def _fetch(
    session: aiohttp.ClientSession, url: URL, part: Path, told: Callable[[Progress], None]
) -> tuple[str, int]:
    """Writes the answer to `part`, and returns its MD5 and its bytes."""
    md5 = hashlib.md5(usedforsecurity=False)
    done = 0
    async with session.get(url, read_bufsize=_READ_AT_ONCE) as response:
        _refuse_unless_ok(response, url)
        with part.open("wb") as file:
            told(Progress(Stage.FETCHING, done, response.content_length))
            async for piece in response.content.iter_chunked(_READ_AT_ONCE):
                await asyncio.to_thread(file.write, piece)
                md5.update(piece)
                done += len(piece)
                told(Progress(Stage.FETCHING, done, response.content_length))
    return md5.hexdigest(), done


def _refuse_unless_ok(response: aiohttp.ClientResponse, url: URL) -> None:
    if response.status == 404:
        raise DownloadFailed(f"{url.host} has no {url.name}; check MOVIELENS_URL, or {_INSTEAD}.")
    if response.status != 200:
        raise DownloadFailed(f"{url.host} answered {response.status}; please try again later, or {_INSTEAD}.")


@contextlib.contextmanager
def _outside_faults(url: URL) -> Iterator[None]:
    try:
        yield
    except aiohttp.ClientPayloadError as error:
        raise DownloadFailed(f"{url.host} broke off in the middle of {url.name}; please try again.") from error
    except TimeoutError as error:
        raise DownloadFailed(f"{url.host} did not answer in time; try again later, or {_INSTEAD}.") from error
    except aiohttp.ClientError as error:
        raise DownloadFailed(f"{url.host} could not be reached; try again later, or {_INSTEAD}.") from error


@contextlib.contextmanager
def _folder_faults(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FolderUnusable(f"The folder {folder} cannot be used for downloads: {error.strerror or error}.") from error
