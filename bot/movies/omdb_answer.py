"""Reads OMDb's answers: a film, no such film, no more requests today, a key it does not know."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from bot.movies.movie import Movie
from bot.movies.posters import Poster
from bot.movies.store import LONGEST_AGE_RATING, LONGEST_LINK

_NO_FILM = ("not found", "incorrect imdb id", "error getting data")
_WEB_LINK = re.compile(r"https?://[^\s/]+/\S+")
_YEAR = re.compile(r"\d{4}")
_MINUTES = re.compile(r"(?P<minutes>\d{1,5}) min")
_ARTICLE = re.compile(r"^(the|a|an) ")
_NOT_IN_A_NAME = re.compile(r"\W+")


class Refusal(Enum):
    """What came instead of a film."""

    NO_FILM = auto()
    DAILY_LIMIT = auto()
    BAD_KEY = auto()
    NO_ANSWER = auto()


@dataclass(frozen=True, slots=True)
class Found:
    """A film that OMDb knows, and its poster."""

    title: str
    year: int | None
    poster: Poster

    def is_of(self, movie: Movie) -> bool:
        """Whether this is the film and not another of a similar name: one of its names, and its year."""
        names = {_plain(name) for name in (movie.title, *movie.also_known_as)}
        return self.year is not None and self.year == movie.year and _plain(self.title) in names


def read_answer(status: int, body: bytes, key: str) -> Found | Refusal:
    """OMDb's answer. The text decides, for a bad key and a spent daily limit are both status 401.

    A link that carries the key is dropped.
    """
    try:
        answer = json.loads(body)
    except ValueError:
        return Refusal.NO_ANSWER
    if not isinstance(answer, dict):
        return Refusal.NO_ANSWER
    if answer.get("Response") != "True":
        return _refusal(status, _text(answer, "Error") or "")
    year = _YEAR.match(_text(answer, "Year") or "")
    return Found(_text(answer, "Title") or "", int(year[0]) if year else None, _poster(answer, key))


def _refusal(status: int, reason: str) -> Refusal:
    reason = reason.lower()
    if "limit" in reason:
        return Refusal.DAILY_LIMIT
    if "api key" in reason:
        return Refusal.BAD_KEY
    if status == 200 and any(words in reason for words in _NO_FILM):
        return Refusal.NO_FILM
    return Refusal.NO_ANSWER


def _poster(answer: Mapping[str, object], key: str) -> Poster:
    runtime = _MINUTES.match((_text(answer, "Runtime") or "").replace(",", ""))
    age_rating = _text(answer, "Rated")
    return Poster(
        link=_link(_text(answer, "Poster"), key),
        runtime_minutes=int(runtime["minutes"]) or None if runtime else None,
        imdb_rating=_rating(_text(answer, "imdbRating")),
        age_rating=age_rating[:LONGEST_AGE_RATING] if age_rating else None,
    )


def _text(answer: Mapping[str, object], name: str) -> str | None:
    value = answer.get(name)
    return value.strip() if isinstance(value, str) and value.strip() not in ("", "N/A") else None


def _link(link: str | None, key: str) -> str | None:
    if link is None or not _WEB_LINK.fullmatch(link) or len(link) > LONGEST_LINK:
        return None
    return None if key in link else link


def _rating(text: str | None) -> float | None:
    try:
        rating = float(text or "")
    except ValueError:
        return None
    return rating if 0 <= rating <= 10 else None


def _plain(name: str) -> str:
    """A name without accents, punctuation and a leading article: "Amélie!" and "amelie" are one."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    unaccented = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _ARTICLE.sub("", _NOT_IN_A_NAME.sub(" ", unaccented.replace("'", "")).strip())
