"""Trakt's JSON export to films."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.taste.imports.rows import ImportedFilm
from bot.taste.imports.tables import stars_of


def films_of(items: object) -> Iterator[ImportedFilm]:
    """The films of a list of ratings, watched films, history, favourites or a watchlist; shows are passed over."""
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and isinstance(item.get("movie"), dict):
            yield _film(item, item["movie"])


def _film(item: Mapping[str, Any], movie: Mapping[str, Any]) -> ImportedFilm:
    ids, year = _mapping(movie.get("ids")), movie.get("year")
    stars = stars_of(item.get("rating"), 10.0)
    is_watched = any(item.get(name) for name in ("watched_at", "last_watched_at", "plays"))
    return ImportedFilm(
        str(movie.get("title") or ""),
        year if isinstance(year, int) else None,
        ids["imdb"] if isinstance(ids.get("imdb"), str) else None,
        ids["tmdb"] if isinstance(ids.get("tmdb"), int) else None,
        stars=stars,
        is_seen=is_watched,
        is_wanted=stars is None and not is_watched,
    )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
