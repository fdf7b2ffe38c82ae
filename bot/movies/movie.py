"""A film, and how MovieLens writes its title."""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Movie:
    """A film of the catalogue; `rated_by` counts the raters of the data set who rated it."""

    movie_id: int
    title: str
    year: int | None = None
    genres: tuple[str, ...] = ()
    also_known_as: tuple[str, ...] = ()
    imdb_id: str | None = None
    tmdb_id: int | None = None
    runtime_minutes: int | None = None
    rated_by: int = 0

    def __str__(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title


@dataclass(frozen=True, slots=True)
class Label:
    """A MovieLens title taken apart: "Matrix, The (1999)" is title "The Matrix", year 1999."""

    title: str
    year: int | None
    also_known_as: tuple[str, ...] = field(default=())


# Articles that MovieLens moves behind the comma, in the languages its titles come in.
_ARTICLES = (
    "The|A|An|Da|Le|La|Les|L['’]|Un|Une|Des|El|Los|Las|Lo|Il|I|Gli|Gl['’]|Uno|Una|"
    "Der|Die|Das|Den|Det|De|Het|Een|Ein|Eine|En|Et|Ett|O|Os|As|Um|Uma|Az"
)
# The article stands at the end, or before a subtitle: "Crow, The: Wicked Prayer".
_MOVED_ARTICLE = re.compile(rf"(?P<rest>.+?), (?P<article>{_ARTICLES})(?P<subtitle>: .+| - .+)?", re.IGNORECASE)
_YEAR = re.compile(r"\(\s*(?P<year>\d{4})\s*(?:[-–]\s*(?:\d{4})?\s*)?\)?\s*$", re.ASCII)
_BRACKET = re.compile(r"\s+\((?P<inner>(?:[^()]|\([^()]*\))*)\)\s*$")
_ALSO_KNOWN = re.compile(r"^a\.?\s?k\.?\s?a\.?\s+", re.IGNORECASE)
# A title cannot end so; the bracket behind it is part of it: "Birdman: Or (The Unexpected Virtue of Ignorance)".
_UNFINISHED = re.compile(r"(?:[:,]|\W(?:or|and|of))$", re.IGNORECASE)


def read_label(label: str) -> Label:
    """Takes a MovieLens title apart; a label without a year keeps `year` None."""
    rest = label.strip()
    year = None
    if found := _YEAR.search(rest):
        year = int(found["year"])
        rest = rest[: found.start()].strip()
    others: list[str] = []
    while (found := _BRACKET.search(rest)) and _is_title(rest[: found.start()]):
        others.insert(0, _natural(_ALSO_KNOWN.sub("", found["inner"].strip())))
        rest = rest[: found.start()]
    title = _natural(rest)
    return Label(title, year, tuple(other for other in dict.fromkeys(others) if other and other != title))


def _is_title(text: str) -> bool:
    return bool(text.strip()) and not _UNFINISHED.search(text)


def _natural(title: str) -> str:
    """Puts a moved article back in front: "Matrix, The" becomes "The Matrix"."""
    found = _MOVED_ARTICLE.fullmatch(title)
    if not found:
        return title
    glue = "" if found["article"].endswith(("'", "’")) else " "
    return f"{found['article']}{glue}{found['rest']}{found['subtitle'] or ''}"
