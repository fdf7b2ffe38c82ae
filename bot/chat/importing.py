"""Films from elsewhere: a file is read and matched, what it holds is shown, and taken in once the member says yes."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from bot.chat import words_of_imports as words
from bot.chat.asker import Asker
from bot.chat.commands import ApplyImport, ImportCommand, LeaveImport, Recommend, ShowImporting, Undo, Upload
from bot.chat.language import _
from bot.chat.library import Library
from bot.chat.reply import Attachment, Button, Reply
from bot.chat.store import PendingImports
from bot.movies.catalogue import Catalogue
from bot.movies.titles import TitleIndex
from bot.taste.cells import as_table
from bot.taste.imports import ImportedFilm, match, read_history, verdicts_of
from bot.taste.later import LaterStore
from bot.taste.profile import Verdict
from bot.taste.store import Member, TasteStore


class Importing:
    """Answers about films that members bring. One file is read at a time, so that several never fill the memory."""

    def __init__(self, library: Library, tastes: TasteStore, laters: LaterStore, offers: PendingImports) -> None:
        self._library = library
        self._tastes = tastes
        self._laters = laters
        self._offers = offers
        self._turn = asyncio.Lock()

    async def answer(self, command: ImportCommand, asker: Asker) -> Reply:
        """What happens to a file, step by step."""
        match command:
            case ShowImporting():
                return Reply(words.how(asker.member.platform), private=True)
            case Upload():
                return await self._offer(command, asker.member, asker.now)
            case ApplyImport(import_id):
                return await self._apply(import_id, asker.member, asker.now)
            case LeaveImport(import_id):
                await self._offers.drop(asker.member, import_id)
                return Reply(words.left(), private=True)
            case _:
                assert_never(command)

    async def remove_overdue(self, now: datetime) -> None:
        """Forgets offers that nobody has answered in time."""
        await self._offers.remove_overdue(now)

    async def _offer(self, upload: Upload, member: Member, now: datetime) -> Reply:
        async with self._turn:
            found = await asyncio.to_thread(_found_in, upload, self._library.catalogue, self._library.titles)
        judged = (await self._tastes.taste_of(member)).judged
        waiting = {one.movie_id for one in await self._laters.waiting(member)} - judged
        history = {movie_id: verdict for movie_id, verdict in found.history.items() if movie_id not in judged}
        later = [movie_id for movie_id in found.later if movie_id not in judged | waiting]
        named = found.history.keys() | set(found.later)
        said = words.preview(
            words.Counts.of(history.values(), len(later)),
            words.Known(found.films, len(named & judged), len(waiting.intersection(found.later)), len(found.unmatched)),
        )
        files = (_table_of(found.unmatched),) if found.unmatched else ()
        if not history and not later:
            return Reply(said, private=True, files=files)
        import_id = await self._offers.add(member, history, later, now)
        buttons = (Button(_("Import"), ApplyImport(import_id)), Button(_("Leave it"), LeaveImport(import_id)))
        return Reply(said, buttons=buttons, private=True, files=files)

    async def _apply(self, import_id: str, member: Member, now: datetime) -> Reply:
        offered = await self._offers.get(member, import_id, now)
        if offered is None:
            return Reply(words.offer_gone(), private=True)
        history, later = offered
        changes = await self._tastes.adopt(member, history, later, now)
        await self._offers.drop(member, import_id)
        verdicts = [change.after for change in changes if change.after is not None]
        counts = words.Counts.of(verdicts, len(changes) - len(verdicts))
        buttons = (Button(_("Undo"), Undo()), Button(_("Recommend"), Recommend())) if changes else ()
        return Reply(words.taken_in(counts), buttons=buttons, private=True)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a file holds: `films` it names, verdicts and films to watch later by id, and the films that are not ours."""

    films: int
    history: Mapping[int, Verdict]
    later: Sequence[int]
    unmatched: Sequence[ImportedFilm]


def _found_in(upload: Upload, catalogue: Catalogue, titles: TitleIndex) -> _Found:
    films = read_history(upload.content, upload.name).films
    matched = match(films, catalogue, titles, upload.told)
    later = [movie_id for movie_id, film in matched.found.items() if film.is_for_later]
    return _Found(len(films), verdicts_of(matched.found), later, matched.unmatched)


def _table_of(films: Sequence[ImportedFilm]) -> Attachment:
    rows = [(film.title, film.year, film.imdb_id, film.tmdb_id, film.stars) for film in films]
    table = as_table(("title", "year", "imdb_id", "tmdb_id", "rating"), rows)
    return Attachment("reelmates-not-found.csv", "text/csv", table)
