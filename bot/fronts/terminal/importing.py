"""`reelmates import`: what a file from elsewhere holds is shown first, and taken in once somebody says yes."""

import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.chat.moviebot import MovieBot
from bot.chat.reply import Attachment
from bot.chat.sender import Sender
from bot.errors import FolderUnusable
from bot.fronts.terminal.screen import Screen
from bot.taste.imports import LARGEST_FILE, check_size

_TOLD_EVERY = 500


async def bring_in(
    bot: MovieBot,
    path: Path,
    sender: Sender,
    screen: Screen,
    is_agreed: Callable[[], bool] | None,
    unmatched: Path | None,
) -> None:
    """Prints what the file holds, and imports it if that is agreed; with nobody to ask, says how it is done later.

    The table of films that were not found goes to `unmatched`.
    """
    offer = await bot.receive(path.name, read_file(path), sender, _tell if sys.stderr.isatty() else _keep_to_itself)
    await screen.show(replace(offer, files=(), buttons=() if is_agreed else offer.buttons))
    for table in offer.files:
        _put(table, unmatched)
    if offer.buttons and is_agreed:
        take_in, leave = offer.buttons
        await screen.show(await bot.answer((take_in if is_agreed() else leave).command, sender))


def read_file(path: Path) -> bytes:
    """The bytes of the file; raises UnreadableFile for one too large, before it is read, and FolderUnusable."""
    try:
        check_size(path.stat().st_size)
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)  # a device has no size
    except OSError as error:
        raise FolderUnusable(f"{path} cannot be read ({error.strerror}).") from error


def ask() -> bool:
    """Whether the person at the terminal says yes; an interrupt ends the question, and the program."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return input("Import them? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False
    finally:
        signal.signal(signal.SIGINT, before)


def _put(table: Attachment, target: Path | None) -> None:
    if target is None:
        print("To have that table, add --unmatched FILE")
        return
    try:
        target.write_bytes(table.content)
    except OSError as error:
        raise FolderUnusable(f"{target} cannot be written ({error.strerror}).") from error
    print(f"The table is in {target}.")


def _tell(done: int, total: int) -> None:
    if done % _TOLD_EVERY == 0 or done == total:
        print(f"\rLooking for films: {done:,} of {total:,}", end="\n" if done == total else "", file=sys.stderr)


def _keep_to_itself(_done: int, _total: int) -> None:
    """Nobody watches."""
