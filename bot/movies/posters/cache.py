"""Fetched pictures on disk: a folder of bounded size, from which what was not looked at for longest goes first."""

import os
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock

from bot.movies.posters.picture import Picture, recognised


class PictureCache:
    """Pictures by their links. Blocking: for a thread of its own. Every method may raise OSError."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        self._tidying = Lock()

    def get(self, link: str, now: datetime) -> Picture | None:
        """The picture kept for a link, which counts as looked at."""
        file = self._file(link)
        try:
            picture = recognised(file.read_bytes())
            _touch(file, now)
        except FileNotFoundError:
            return None
        return picture

    def keep(self, link: str, picture: Picture, now: datetime) -> None:
        """Keeps the picture, whole or not at all, and makes room for it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._file(link).with_suffix(".part")
        unfinished.write_bytes(picture.content)
        _touch(unfinished, now)
        unfinished.replace(self._file(link))
        with self._tidying:
            self._make_room()

    def _make_room(self) -> None:
        files = [(file, file.stat()) for file in self._folder.iterdir()]
        oldest_first = sorted((facts.st_mtime_ns, facts.st_size, file) for file, facts in files)
        taken = sum(size for _, size, _ in oldest_first)
        for _, size, file in oldest_first:
            if taken <= self._most_bytes:
                return
            file.unlink(missing_ok=True)
            taken -= size

    def _file(self, link: str) -> Path:
        return self._folder / sha256(link.encode()).hexdigest()[:40]


def _touch(file: Path, now: datetime) -> None:
    os.utime(file, (now.timestamp(), now.timestamp()))
