"""What is counted and timed, in the form that Prometheus reads; nothing of any member's is in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client import ProcessCollector as ProcessFigures

MEDIA_TYPE = CONTENT_TYPE_LATEST

_ANSWER_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_STEP_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


@dataclass(frozen=True, slots=True)
class Readings:
    """What is read only when somebody looks: None where it cannot be read now, or there is nothing of the kind."""

    open_nights: int | None = None
    omdb_requests_today: int | None = None
    is_omdb_resting: bool | None = None
    is_index_resting: bool | None = None


class Metrics:
    """The figures of one process. Labels come from short lists only, so that their number has a limit."""

    def __init__(self) -> None:
        self._counted = CollectorRegistry()
        ProcessFigures(registry=self._counted)
        self._answers = Counter(
            "reelmates_answers", "Answers by command and outcome.", ["command", "outcome"], registry=self._counted
        )
        self._answer_s = self._timer("reelmates_answer_seconds", "From a command to its answer.", _ANSWER_BUCKETS)
        self._neighbours_s = self._timer(
            "reelmates_neighbours_seconds", "Searches for the nearest raters.", _STEP_BUCKETS
        )
        self._posters_s = self._timer("reelmates_posters_seconds", "Waits for the posters of a list.", _STEP_BUCKETS)

    def answered(self, command: str, outcome: str, took_s: float) -> None:
        """An answer to the command of this name was made."""
        self._answers.labels(command, outcome).inc()
        self._answer_s.observe(took_s)

    def neighbours_took(self, took_s: float) -> None:
        """The index was asked for the nearest raters."""
        self._neighbours_s.observe(took_s)

    def posters_took(self, took_s: float) -> None:
        """The posters of some films were asked for."""
        self._posters_s.observe(took_s)

    def page(self, parts: Mapping[str, bool], readings: Readings) -> bytes:
        """All figures as text of MEDIA_TYPE; `parts` tells which parts of the bot work."""
        return generate_latest(self._counted) + generate_latest(_read(parts, readings))

    def _timer(self, name: str, told: str, buckets: tuple[float, ...]) -> Histogram:
        return Histogram(name, told, buckets=buckets, registry=self._counted)


def _read(parts: Mapping[str, bool], readings: Readings) -> CollectorRegistry:
    read = CollectorRegistry()
    works = Gauge("reelmates_part_ok", "Whether a part of the bot works.", ["part"], registry=read)
    for name, is_ok in parts.items():
        works.labels(name).set(is_ok)
    for name, told, value in (
        ("reelmates_open_nights", "Movie nights that are planned or under way.", readings.open_nights),
        ("reelmates_omdb_requests_today", "Requests to OMDb since midnight UTC.", readings.omdb_requests_today),
        ("reelmates_omdb_resting", "Whether OMDb is left alone for now.", readings.is_omdb_resting),
        ("reelmates_index_resting", "Whether a failing Qdrant server is left alone.", readings.is_index_resting),
    ):
        if value is not None:
            Gauge(name, told, registry=read).set(value)
    return read
