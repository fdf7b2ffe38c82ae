"""From the verdicts on single lists to the figures that are reported: means over raters, errors, paired differences."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

import numpy as np
from numpy.typing import NDArray

from quality_protocol import Columns, Draw, Verdicts

Key = tuple[str, int]


@dataclass(slots=True)
class Record:
    """What one method showed at one profile size, verdicts by rater."""

    verdicts: dict[int, list[Verdicts]] = field(default_factory=dict)
    shown: set[int] = field(default_factory=set)

    def add(self, draw: Draw, list_shown: Columns, verdicts: Verdicts) -> None:
        """One more list."""
        self.verdicts.setdefault(draw.rater, []).append(verdicts)
        self.shown.update(list_shown.tolist())

    def merge(self, other: "Record") -> None:
        """Takes in another fold's."""
        self.verdicts.update(other.verdicts)
        self.shown |= other.shown

    def by_rater(self, name: str) -> NDArray[np.float64]:
        """Mean of one verdict over a rater's draws, raters in ascending order."""
        return np.array([np.mean([getattr(one, name) for one in self.verdicts[u]]) for u in sorted(self.verdicts)])


Records = Mapping[Key, Record]


@dataclass(frozen=True, slots=True)
class Figures:
    """One method at one profile size; errors are standard errors over raters; shares lie in 0..1, `fame` in 0..100."""

    raters: int
    ndcg: float
    ndcg_error: float
    recall: float
    hit: float
    bad: float
    bad_error: float
    tail: float
    coverage: float
    fame: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """One method against another, ratios of their figures; `difference` in nDCG is paired, with its standard `error`.

    `errors` are standard errors of the ratios, over raters, by the delta method; coverage has none.
    """

    ndcg: float
    difference: float
    error: float
    bad: float
    tail: float
    coverage: float
    errors: Mapping[str, float]


def merged(parts: Iterable[Records]) -> dict[Key, Record]:
    """The folds' records as one."""
    whole: dict[Key, Record] = defaultdict(Record)
    for part in parts:
        for key, record in part.items():
            whole[key].merge(record)
    return dict(whole)


def figures_of(record: Record, film_count: int) -> Figures:
    """The figures of one record."""
    ndcg, bad = record.by_rater("ndcg"), _bad_by_rater(record)
    return Figures(
        raters=len(ndcg),
        ndcg=float(ndcg.mean()),
        ndcg_error=_error(ndcg),
        recall=float(record.by_rater("recall").mean()),
        hit=float(record.by_rater("hit").mean()),
        bad=float(bad.mean()),
        bad_error=_error(bad),
        tail=float(record.by_rater("tail").mean()),
        coverage=len(record.shown) / film_count,
        fame=float(record.by_rater("fame").mean()),
    )


def compared(one: Record, other: Record, film_count: int) -> Comparison:
    """The same raters and draws under two methods."""
    here, there = figures_of(one, film_count), figures_of(other, film_count)
    differences = one.by_rater("ndcg") - other.by_rater("ndcg")
    return Comparison(
        ndcg=here.ndcg / there.ndcg,
        difference=float(differences.mean()),
        error=_error(differences),
        bad=here.bad / max(there.bad, 1e-9),
        tail=here.tail / max(there.tail, 1e-9),
        coverage=here.coverage / there.coverage,
        errors={
            "ndcg": _ratio_error(one.by_rater("ndcg"), other.by_rater("ndcg")),
            "bad": _ratio_error(_bad_by_rater(one), _bad_by_rater(other)),
            "tail": _ratio_error(one.by_rater("tail"), other.by_rater("tail")),
        },
    )


def as_json(records: Records, film_count: int, against: Iterable[str]) -> dict[str, dict[str, object]]:
    """Figures and comparisons by method and profile size."""
    report: dict[str, dict[str, object]] = defaultdict(dict)
    for (method, size), record in records.items():
        comparisons = {
            other: asdict(compared(record, records[other, size], film_count)) for other in against if other != method
        }
        report[method][str(size)] = {**asdict(figures_of(record, film_count)), "against": comparisons}
    return dict(report)


def _bad_by_rater(record: Record) -> NDArray[np.float64]:
    """Values whose mean is the ratio of sums, disliked to rated films, and whose spread is that of the ratio."""
    bad, rated = record.by_rater("bad"), record.by_rater("rated")
    share = bad.sum() / max(rated.sum(), 1e-9)
    values: NDArray[np.float64] = share + (bad - share * rated) / max(rated.mean(), 1e-9)
    return values


def _error(values: NDArray[np.float64]) -> float:
    return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")


def _ratio_error(values: NDArray[np.float64], others: NDArray[np.float64]) -> float:
    """Of the ratio of the means of two paired samples."""
    mean = max(float(others.mean()), 1e-9)
    return _error(values - values.mean() / mean * others) / mean
