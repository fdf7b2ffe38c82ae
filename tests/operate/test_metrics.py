"""Figures as Prometheus reads them: bounded labels, and nothing of any member's."""

from collections.abc import Iterator
from itertools import count

import numpy as np
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.chat.commands import Command, Judge, Recommend, Unclear, Unknown, Upload, UseSpace
from bot.chat.entries import ENTRIES
from bot.chat.grammar import parse
from bot.chat.moviebot import MovieBot
from bot.chat.outcomes import name_in_help
from bot.errors import IndexUnavailable
from bot.movies.posters import TimedPosters
from bot.movies.posters.drawn import DrawnPosters
from bot.operate.metrics import Metrics, Readings
from bot.recommend.neighbours import Neighbours, TimedIndex
from bot.taste.profile import SparseVector, Verdict
from tests.exact_index import ExactIndex
from tests.world import World, dataset, member

_NOTHING_READ = Readings()


def figures(metrics: Metrics, readings: Readings = _NOTHING_READ, **parts: bool) -> dict[tuple[str, ...], float]:
    """Every sample by its name and labels."""
    families = text_string_to_metric_families(metrics.page(parts, readings).decode())
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


class FailingIndex(ExactIndex):
    """Never answers."""

    async def nearest(self, taste: SparseVector, limit: int) -> Neighbours:
        """Fails."""
        raise IndexUnavailable("The Qdrant server does not answer.")


@pytest.fixture
def metrics() -> Metrics:
    """Figures of nothing yet."""
    return Metrics()


@pytest.fixture
def bot(world: World, metrics: Metrics) -> MovieBot:
    """A bot whose answers are counted."""
    return MovieBot(world.library, world.database, DrawnPosters(), world.clock, metrics)


async def test_answers_are_counted_by_command_and_by_who_must_act(bot: MovieBot, metrics: Metrics) -> None:
    for line in ("!like Matrix", "!like Alien (1979)", "!why 9", "!taste", "!wobble"):
        await bot.hear(line, member())
    told = figures(metrics)
    assert told["reelmates_answers_total", "like", "answered"] == 2
    assert told["reelmates_answers_total", "why", "member error"] == 1
    assert told["reelmates_answers_total", "taste", "answered"] == 1
    assert told["reelmates_answers_total", "other", "answered"] == 1
    assert told["reelmates_answer_seconds_count",] == 5


async def test_figures_hold_no_name_no_title_and_no_words(bot: MovieBot, metrics: Metrics) -> None:
    await bot.hear("!like Matrix; a film of my childhood", member("a-secretive-member"))
    page = metrics.page({}, Readings()).decode()
    assert "secretive" not in page
    assert "Matrix" not in page
    assert "childhood" not in page


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (Recommend(), "recommend"),
        (Judge(Verdict.LIKE, ("#1",)), "like"),
        (Upload("ratings.csv", b""), "import"),
        (parse("night friday 8pm"), "night"),
        (UseSpace("s"), "other"),
        (Unknown("like it or not"), "other"),
        (Unclear("Which film?", "like"), "other"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_a_command_is_counted_under_its_name_in_the_help(command: Command, name: str) -> None:
    assert name_in_help(command) == name


@pytest.mark.parametrize("name", [entry.name for entry in ENTRIES if not entry.takes])
def test_a_command_of_one_word_is_counted_under_this_word(name: str) -> None:
    assert name_in_help(parse(name)) == name


def test_what_cannot_be_read_is_left_out_and_what_can_is_told(metrics: Metrics) -> None:
    told = figures(metrics, Readings(open_nights=3, is_index_resting=True), discord=False, database=True)
    assert told["reelmates_open_nights",] == 3
    assert told["reelmates_index_resting",] == 1
    assert told["reelmates_part_ok", "discord"] == 0
    assert told["reelmates_part_ok", "database"] == 1
    assert not [name for name, *_ in told if "omdb" in name]


def seconds() -> Iterator[float]:
    """A stopwatch on which every look is a quarter of a second after the one before."""
    return (0.25 * tick for tick in count())


async def test_searches_for_raters_are_timed_failed_ones_too(metrics: Metrics) -> None:
    ticks, taste = seconds(), SparseVector(np.array([1]), np.array([1.0], np.float32))
    for index in (ExactIndex(dataset()), FailingIndex(dataset())):
        timed = TimedIndex(index, metrics.neighbours_took, lambda: next(ticks))
        try:
            await timed.nearest(taste, 1)
        except IndexUnavailable:
            continue
    told = figures(metrics)
    assert told["reelmates_neighbours_seconds_count",] == 2
    assert told["reelmates_neighbours_seconds_sum",] == 0.5


async def test_searches_for_posters_are_timed(world: World, metrics: Metrics) -> None:
    ticks = seconds()
    timed = TimedPosters(DrawnPosters(), metrics.posters_took, lambda: next(ticks))
    assert await timed.find([world.library.film(1)])
    assert figures(metrics)["reelmates_posters_seconds_sum",] == 0.25
