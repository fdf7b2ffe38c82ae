"""Our own JSON export back to films."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.taste.exports import OWN_FORMAT
from bot.taste.imports.rows import ImportedFilm
from bot.taste.profile import Verdict

_VERDICTS = {verdict.name.lower(): verdict for verdict in Verdict}


def is_own(content: object) -> bool:
    """Whether the JSON values are an export of ours."""
    return isinstance(content, dict) and content.get("format") == OWN_FORMAT


def films_of(content: Mapping[str, Any]) -> Iterator[ImportedFilm]:
    """The films of the export; what is no film of it is passed over."""
    films = content.get("films")
    for item in films if isinstance(films, list) else ():
        if isinstance(item, dict):
            yield _film(item)


def _film(item: Mapping[str, Any]) -> ImportedFilm:
    def kept(name: str, kind: type) -> Any:
        value = item.get(name)
        return value if isinstance(value, kind) and not isinstance(value, bool) else None

    return ImportedFilm(
        title=kept("title", str) or "",
        year=kept("year", int),
        imdb_id=kept("imdb_id", str),
        tmdb_id=kept("tmdb_id", int),
        movie_id=kept("movielens_id", int),
        verdict=_VERDICTS.get(kept("verdict", str) or ""),
        is_wanted=item.get("later") is True,
    )
