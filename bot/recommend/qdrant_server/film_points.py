"""Films and what was counted over their ratings, as points that a Qdrant server keeps."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from typing import Any
from uuid import UUID

import numpy as np
from qdrant_client import models

from bot.errors import NotIngested
from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie
from bot.recommend.index_folder import FORMAT, Summary
from bot.recommend.statistics import RatingStatistics

_SUMMARY = str(UUID(int=0))


def film_points(summary: Summary, catalogue: Catalogue, statistics: RatingStatistics) -> Iterator[models.PointStruct]:
    """One point per film, by its id, and one of the whole; none has a vector."""
    numbers = {field.name: getattr(statistics, field.name) for field in fields(RatingStatistics)}
    counts = {name: value.tolist() for name, value in numbers.items() if isinstance(value, np.ndarray)}
    for column, movie in enumerate(catalogue):
        counted = {name: values[column] for name, values in counts.items()}
        yield models.PointStruct(id=movie.movie_id, vector={}, payload={"movie": asdict(movie), "counts": counted})
    whole = {name: value for name, value in numbers.items() if name not in counts}
    yield models.PointStruct(id=_SUMMARY, vector={}, payload={"summary": asdict(summary), "numbers": whole})


def read_film_points(records: Iterable[models.Record]) -> tuple[Catalogue, RatingStatistics]:
    """What all of these points hold; raises NotIngested unless they are complete and of this version."""
    payloads = {str(record.id): record.payload or {} for record in records}
    whole = payloads.pop(_SUMMARY, {})
    summary = whole.get("summary", {})
    if summary.get("format") != FORMAT or summary.get("films") != len(payloads):
        raise NotIngested(
            "The film data on the Qdrant server is damaged or of another version of Reelmates; "
            "please run: reelmates ingest"
        )
    catalogue = Catalogue(_movie(payload["movie"]) for payload in payloads.values())
    counts = [payloads[str(movie.movie_id)]["counts"] for movie in catalogue]
    return catalogue, RatingStatistics(**whole["numbers"], **_arrays(counts))


def _arrays(counts: list[Mapping[str, int]]) -> dict[str, Any]:
    return {name: np.array([counted[name] for counted in counts], dtype=np.int64) for name in counts[0]}


def _movie(kept: Mapping[str, Any]) -> Movie:
    return Movie(**{**kept, "genres": tuple(kept["genres"]), "also_known_as": tuple(kept["also_known_as"])})
