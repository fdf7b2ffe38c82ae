"""Filters in the member's words, and back."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.recommend.filters import Fame, Filters

# MovieLens' genres, each with the ways people say it; the first one is what we say ourselves.
_SAID = {
    "Action": "action",
    "Adventure": "adventure adventures",
    "Animation": "animation animated anime cartoon cartoons",
    "Children": "children kids family childrens children's",
    "Comedy": "comedy comedies funny",
    "Crime": "crime gangster",
    "Documentary": "documentary documentaries docu doc",
    "Drama": "drama dramas",
    "Fantasy": "fantasy",
    "Film-Noir": "noir film-noir",
    "Horror": "horror scary",
    "IMAX": "imax",
    "Musical": "musical musicals music",
    "Mystery": "mystery mysteries whodunit",
    "Romance": "romance romantic love",
    "Sci-Fi": "sci-fi scifi sf science-fiction",
    "Thriller": "thriller thrillers suspense",
    "War": "war",
    "Western": "western westerns",
}
_GENRE_OF = {word: genre for genre, words in _SAID.items() for word in words.split()}

_TWO_WORDS = {"science fiction": "sci-fi", "film noir": "noir", "sci fi": "sci-fi", "no more than": "under"}
_YEAR = r"(?:18|19|20)\d\d"
_FIRST_YEAR = 1800
_LENGTH = (
    r"(?:(?P<hours>\d(?:[.,]\d)?)\s?h(?:ours?|rs?)?(?:\s?(?P<rest>\d{1,2})(?:\s?m(?:in(?:utes)?)?)?)?"
    r"|(?P<minutes>\d{1,3})\s?m(?:in(?:utes?)?)?)"
)


def read_filters(words: str) -> tuple[Filters, str]:
    """Filters from words in any order, and the words from the first one on that means nothing here."""
    text = " ".join(words.lower().replace(",", " ").split())
    for said, meant in _TWO_WORDS.items():
        text = text.replace(said, meant)
    filters = Filters()
    while text:
        for pattern, take in _RULES:
            if (found := pattern.match(text)) and (taken := take(filters, found)):
                filters = taken
                text = text[found.end() :].strip()
                break
        else:
            break
    if filters.first_year and filters.last_year and filters.first_year > filters.last_year:
        filters = replace(filters, first_year=filters.last_year, last_year=filters.first_year)
    return filters, text.removeprefix("of ")


def spell_filters(filters: Filters) -> str:
    """The words that `read_filters` reads back as the same filters."""
    words = [word_of(genre) for genre in filters.genres]
    words += [f"no {word_of(genre)}" for genre in filters.no_genres]
    words += _spell_years(filters.first_year, filters.last_year)
    if filters.longest_minutes is not None:
        words.append(f"under {filters.longest_minutes}min")
    if filters.fame is not Fame.ANY:
        words.append(filters.fame.value)
    return " ".join(words)


def _spell_years(first: int | None, last: int | None) -> list[str]:
    if first is not None and last is not None:
        if first == last:
            return [str(first)]
        return [f"{first}s"] if first % 10 == 0 and last == first + 9 else [f"{first}-{last}"]
    if first is not None:
        return [f"since {first}"]
    return [] if last is None else [f"until {last}"]


def word_of(genre: str) -> str:
    """A MovieLens genre as commands name it: "Film-Noir" is "noir"."""
    return _SAID[genre].split()[0]


def _genre(filters: Filters, found: re.Match[str]) -> Filters | None:
    genre = _GENRE_OF.get(found["word"])
    if genre is None:
        return None
    if found["no"]:
        return replace(filters, no_genres=_with(filters.no_genres, genre))
    return replace(filters, genres=_with(filters.genres, genre))


def _with(genres: tuple[str, ...], genre: str) -> tuple[str, ...]:
    return genres if genre in genres else (*genres, genre)


def _between(filters: Filters, found: re.Match[str]) -> Filters:
    return replace(filters, first_year=int(found["first"]), last_year=int(found["last"]))


def _decade(filters: Filters, found: re.Match[str]) -> Filters:
    first = int(found["decade"])
    if first < 100:
        first += 1900 if first >= 20 else 2000
    return replace(filters, first_year=first, last_year=first + 9)


def _since(filters: Filters, found: re.Match[str]) -> Filters:
    return replace(filters, first_year=int(found["year"]))


def _until(filters: Filters, found: re.Match[str]) -> Filters:
    return replace(filters, last_year=max(_FIRST_YEAR, int(found["year"]) - (found["word"] == "before")))


def _year(filters: Filters, found: re.Match[str]) -> Filters:
    return replace(filters, first_year=int(found["year"]), last_year=int(found["year"]))


def _runtime(filters: Filters, found: re.Match[str]) -> Filters:
    if found["minutes"]:
        return replace(filters, longest_minutes=int(found["minutes"]))
    hours = float(found["hours"].replace(",", "."))
    return replace(filters, longest_minutes=round(hours * 60) + int(found["rest"] or 0))


def _fame(filters: Filters, found: re.Match[str]) -> Filters:
    famous = found["word"] in ("famous", "popular", "known")
    return replace(filters, fame=Fame.FAMOUS if famous else Fame.HIDDEN)


_Rule = tuple[re.Pattern[str], Callable[[Filters, re.Match[str]], Filters | None]]
_RULES: tuple[_Rule, ...] = (
    (re.compile(rf"(?:from )?(?P<first>{_YEAR})\s?(?:-|–|to)\s?(?P<last>{_YEAR})\b"), _between),
    (re.compile(r"(?:from the |the )?(?P<decade>(?:(?:18|19|20)\d|\d)0)\s?'?s\b"), _decade),
    (re.compile(rf"(?:since|after) (?P<year>{_YEAR})\b"), _since),
    (re.compile(rf"(?P<word>before|until) (?P<year>{_YEAR})\b"), _until),
    (re.compile(rf"(?:from )?(?P<year>{_YEAR})\b"), _year),
    (re.compile(rf"(?:under|below|max|at most|up to|less than)\s?{_LENGTH}(?=\s|$)"), _runtime),
    (re.compile(r"(?P<word>famous|popular|known|hidden|obscure)\b"), _fame),
    (re.compile(r"(?:films?|movies?|and|a|an|some|please|with|me|for|tonight)(?=\s|$)"), lambda filters, _: filters),
    (re.compile(r"(?P<no>(?:no|not|without|except) |-)?(?P<word>\S+)"), _genre),
)
