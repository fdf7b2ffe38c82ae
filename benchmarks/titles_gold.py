"""The gold list of title queries, and how well an index does on it."""

import csv
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.movies.movie import Movie
from bot.movies.titles import Decision, TitleIndex
from bot.movies.titles.folding import fold

GOLD = Path(__file__).parents[1] / "tests" / "movies" / "titles_gold.tsv"
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Query:
    """Words that a member may type, and the film they mean; `movie_id` is 0 where they mean none."""

    kind: str
    text: str
    movie_id: int

    @property
    def is_checking(self) -> bool:
        """Whether it belongs to the checking half, which is reported apart from the tuning half."""
        return zlib.crc32(self.text.encode()) % 2 == 1


@dataclass(frozen=True, slots=True)
class Score:
    """How the queries of a list were answered, as counts."""

    films: int
    first: int
    shown: int
    taken: int
    taken_wrong: int
    others: int
    refused: int

    @property
    def queries(self) -> int:
        """All queries, those that mean a film and those that mean none."""
        return self.films + self.others


def read_gold(path: Path = GOLD) -> list[Query]:
    """The queries of the gold list, in its order."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Query(kind, text, int(movie_id)) for kind, text, movie_id in rows[1:]]


def score(index: TitleIndex, queries: Iterable[Query]) -> Score:
    """Asks the index; a film is right when it is taken or first in the question, and shown when among five."""
    answers = [_answer(index, query) for query in queries]
    films = [answer for answer in answers if answer.query.movie_id]
    others = [answer for answer in answers if not answer.query.movie_id]
    return Score(
        films=len(films),
        first=sum(answer.offered[:1] == [answer.query.movie_id] for answer in films),
        shown=sum(answer.query.movie_id in answer.offered[:SHOWN] for answer in films),
        taken=sum(answer.decision is Decision.TAKE for answer in answers),
        taken_wrong=sum(answer.is_taken_wrong for answer in answers),
        others=len(others),
        refused=sum(answer.decision is Decision.NONE for answer in others),
    )


def is_found(index: TitleIndex, movie: Movie, typed: str) -> bool:
    """Whether the film is first, or among those offered behind a better-known namesake."""
    lookup = index.find(typed)
    offered = [] if lookup.decision is Decision.NONE else [one.movie for one in lookup.candidates]
    if offered[:1] == [movie]:
        return True
    own = fold(movie.title)
    has_namesake = any(own in map(fold, (other.title, *other.also_known_as)) for other in offered[:1])
    return movie in offered and has_namesake and offered[0].rated_by >= movie.rated_by


@dataclass(frozen=True, slots=True)
class _Answer:
    query: Query
    decision: Decision
    offered: Sequence[int]

    @property
    def is_taken_wrong(self) -> bool:
        return self.decision is Decision.TAKE and self.offered[0] != self.query.movie_id


def _answer(index: TitleIndex, query: Query) -> _Answer:
    lookup = index.find(query.text)
    offered = [] if lookup.decision is Decision.NONE else [one.movie.movie_id for one in lookup.candidates]
    return _Answer(query, lookup.decision, offered)
