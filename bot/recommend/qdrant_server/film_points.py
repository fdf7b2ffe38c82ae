"""Films and what was counted over their ratings, as points that a Qdrant server keeps."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from operator import attrgetter
from typing import Any

import numpy as np
from qdrant_client import models

from bot.errors import NotIngested
from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie
from bot.recommend.index_folder import FORMAT, Summary
from bot.recommend.statistics import RatingStatistics

FILMS_A_POINT = 500
"""About 70 kB: films are only ever read all together, and one by one that takes ten times as long."""

_row_of = attrgetter(*(field.name for field in fields(Movie)))


def film_points(summary: Summary, catalogue: Catalogue, statistics: RatingStatistics) -> Iterator[models.PointStruct]:
    """A point of the whole and then one for every few hundred films, in their order; none has a vector."""
    numbers = {field.name: getattr(statistics, field.name) for field in fields(RatingStatistics)}
    counts = {name: value for name, value in numbers.items() if isinstance(value, np.ndarray)}
    whole = {name: value for name, value in numbers.items() if name not in counts}
    yield models.PointStruct(id=0, vector={}, payload={"summary": asdict(summary), "numbers": whole})
    for first in range(0, len(catalogue), FILMS_A_POINT):
        films = slice(first, first + FILMS_A_POINT)
        payload = {
            "movies": json.dumps([_row_of(movie) for movie in catalogue.movies[films]]),
            "counts": json.dumps({name: value[films].tolist() for name, value in counts.items()}),
        }
        yield models.PointStruct(id=first // FILMS_A_POINT + 1, vector={}, payload=payload)


def read_film_points(records: Iterable[models.Record]) -> tuple[Catalogue, RatingStatistics]:
    """What all of these points hold; raises NotIngested unless they are complete and of this version."""
    payloads = [record.payload or {} for record in sorted(records, key=lambda record: str(record.id).zfill(9))]
    try:
        whole, *pages = payloads
        if whole["summary"]["format"] != FORMAT:
            raise _unusable()
        catalogue = Catalogue(_movie(*row) for page in pages for row in json.loads(page["movies"]))
        statistics = RatingStatistics(**whole["numbers"], **_joined([json.loads(page["counts"]) for page in pages]))
    except (KeyError, TypeError, ValueError) as error:
        raise _unusable() from error
    if len(catalogue) != whole["summary"]["films"]:
        raise _unusable()
    return catalogue, statistics


def _movie(movie_id: int, title: str, year: int | None, genres: list[str], others: list[str], *rest: Any) -> Movie:
    return Movie(movie_id, title, year, tuple(genres), tuple(others), *rest)


def _joined(pages: list[Mapping[str, list[int]]]) -> dict[str, Any]:
    names = pages[0] if pages else ()
    return {name: np.concatenate([np.array(page[name], dtype=np.int64) for page in pages]) for name in names}


def _unusable() -> NotIngested:
    return NotIngested(
        "The film data on the Qdrant server is damaged or of another version of Reelmates; please run: reelmates ingest"
    )
