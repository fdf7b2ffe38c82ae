"""The texts of a zip file, read in memory and within limits: nothing is ever written, and names are only looked at."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from bot.errors import MemberError

_MIB = 1024 * 1024
LARGEST_FILE = 20 * _MIB
LARGEST_UNPACKED = 60 * _MIB
LARGEST_TEXT = 20 * _MIB
_MOST_MEMBERS = 500
_TEXTS = (".csv", ".json", ".txt")
_CHUNK = 64 * 1024


class UnreadableFile(MemberError):
    """The file is nothing that can be imported; the text says why and what to do."""


def texts_of(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Every CSV, JSON or text file inside, by its path there; raises UnreadableFile.

    A member's stated size is not believed: unpacking stops at the limit, and so does a text too large to be read at
    once. Zips within zips are passed over.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if _is_text(one)]
            if len(archive.infolist()) > _MOST_MEMBERS:
                raise UnreadableFile(
                    "That zip file holds more than {count} files; send me the export itself.", count=_MOST_MEMBERS
                )
            left = LARGEST_UNPACKED
            for member in members:
                unpacked = _unpacked(archive, member, min(left, LARGEST_TEXT))
                left -= len(unpacked)
                yield member.filename, unpacked
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnreadableFile("That zip file is damaged or locked; export it anew and send it as it is.") from error


def _is_text(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    is_hidden = path.name.startswith(".") or "__MACOSX" in path.parts
    return not member.is_dir() and not is_hidden and path.suffix.lower() in _TEXTS


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    unpacked = bytearray()
    with archive.open(member) as packed:
        while chunk := packed.read(_CHUNK):
            unpacked += chunk
            if len(unpacked) > limit:
                raise UnreadableFile(
                    "That zip file unpacks to more than {all} MiB, or a file in it to more than {one} MiB, "
                    "which no export of films needs.",
                    all=LARGEST_UNPACKED // _MIB,
                    one=LARGEST_TEXT // _MIB,
                )
    return bytes(unpacked)
