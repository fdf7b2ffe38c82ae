"""A member's rows as files: JSON with everything, and a table of their verdicts for a spreadsheet."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.chat.privacy.store import Person, Row
from bot.chat.reply import Attachment
from bot.nights.store.tables import night_members
from bot.taste.cells import as_table
from bot.taste.profile import Verdict

Title = Callable[[int], str]

_FILM = "movie_id"
_LISTS = ("visible", "shown", "likes", "dislikes", "seen", "aside", "later")
_FILMS = (*_LISTS, night_members.c.suggested.name, night_members.c.ballot.name)
_VERDICTS = ("verdict", "before", "after")


def as_json(rows: Mapping[str, Sequence[Row]], person: Person, name: str, title: Title, now: datetime) -> Attachment:
    """Every row of every table, with the titles of all films that they name."""
    films = {str(movie_id): title(movie_id) for movie_id in sorted(_films_in(rows))}
    content = {
        "made_at": now.isoformat(),
        "you": {"platform": person.platform, "space": person.space, "member": person.member, "name": name},
        "films": films,
        "kept": {table: [_readable(row, films) for row in found] for table, found in rows.items()},
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return Attachment("reelmates-mydata.json", "application/json", text.encode(errors="replace"))


def as_csv(verdicts: Sequence[Row], title: Title) -> Attachment:
    """A line for each verdict, the newest first; text that a spreadsheet would take for a formula has a ' before it."""
    newest_first = sorted(verdicts, key=lambda row: row["given_at"], reverse=True)
    lines = (
        (title(row[_FILM]), _word(row["verdict"]), row["given_at"].isoformat(), row[_FILM]) for row in newest_first
    )
    table = as_table(("film", "verdict", "given_at", "movielens_id"), lines)
    return Attachment("reelmates-verdicts.csv", "text/csv", table)


def _films_in(rows: Mapping[str, Sequence[Row]]) -> Iterator[int]:
    for row in (row for found in rows.values() for row in found):
        if _FILM in row:
            yield row[_FILM]
        for column in _FILMS:
            yield from row.get(column, ())


def _readable(row: Row, films: Mapping[str, str]) -> dict[str, Any]:
    told = {column: _told(column, value) for column, value in row.items()}
    return told | {"film": films[str(row[_FILM])]} if _FILM in row else told


def _told(column: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return _word(value) if column in _VERDICTS else value


def _word(verdict: int | None) -> str | None:
    return None if verdict is None else Verdict(verdict).name.lower()
