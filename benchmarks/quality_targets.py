"""What the recommendations must reach on ml-latest-small, and what is hoped for: ratios taken in one run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from quality_figures import Comparison, Records, compared
from quality_protocol import PROFILE_SIZES

Row = tuple[float, ...]

_BALANCED_MAY_LOSE = 0.015
_SAME_KIND = {"balanced": (2.4, 3.0), "adventurous": (3.0, 3.5)}


@dataclass(frozen=True, slots=True)
class Target:
    """A ratio of the product to a rival, by profile size; `figure` names a field of Comparison."""

    figure: str
    rival: str
    is_famous: bool
    must: Row | None
    goal: Row | None

    @property
    def is_lower_better(self) -> bool:
        """Of disliked films the fewer the better."""
        return self.figure == "bad"


TARGETS = (
    Target("ndcg", "EASE best", True, (1.035, 1.035, 1.045, 1.03, 1.015), (1.07, 1.07, 1.07, 1.06, 1.05)),
    Target("ndcg", "S2", True, (1.10, 1.15, 1.19, 1.23, 1.28), None),
    Target("ndcg", "EASE best", False, (1.10, 1.07, 1.04, 1.00, 1.07), (1.13, 1.11, 1.09, 1.07, 1.20)),
    Target("bad", "S2", True, None, (1.0, 1.0, 0.95, 0.9, 0.9)),
    Target("tail", "S2", True, (1.1, 1.25, 1.35, 1.5, 1.6), None),
    Target("coverage", "S2", True, (0.8, 2.0, 2.5, 3.0, 3.0), (1.5, 2.0, 2.5, 3.0, 3.0)),
)


def print_targets(famous: Records, uniform: Records | None, films: int, kinds: Mapping[str, Mapping[str, int]]) -> None:
    """Every target in the familiar and the balanced mood; balanced may lie a little lower in nDCG."""
    print("\n## Targets\n\n| | measured | must reach | | goal | |\n|---|---|---|---|---|---|")
    for mood in ("familiar", "balanced"):
        for target in TARGETS:
            records = famous if target.is_famous else uniform
            if records is not None:
                print(_line(target, mood, records, films))
    for mood, wanted in _SAME_KIND.items():
        counts = list(kinds[mood].values())
        found, error = np.mean(counts), np.std(counts, ddof=1) / np.sqrt(len(counts))
        marks = " | ".join(f"{one} | {'reached' if found >= one else 'missed'}" for one in wanted)
        print(f"| {mood}, of the same kind among five | {found:.2f} ± {error:.2f} | {marks} |")


def _line(target: Target, mood: str, records: Records, films: int) -> str:
    found = [
        compared(records[f"Reelmates, {mood}", size], records[target.rival, size], films) for size in PROFILE_SIZES
    ]
    allowance = _BALANCED_MAY_LOSE if mood == "balanced" and target.figure == "ndcg" else 0.0
    drawn = "famous" if target.is_famous else "uniform"
    cells = [
        f"{mood}, {target.figure} / {target.rival}, {drawn}",
        " / ".join(_shown(target, one) for one in found),
        *_marked(target, target.must, found, allowance),
        *_marked(target, target.goal, found, 0.0),
    ]
    return f"| {' | '.join(cells)} |"


def _marked(target: Target, wanted: Row | None, found: Sequence[Comparison], allowance: float) -> tuple[str, str]:
    """What is wanted, and at which profile sizes it is missed."""
    if wanted is None:
        return "", ""
    sign = -1 if target.is_lower_better else 1
    missed = [
        str(size)
        for size, one, ratio in zip(PROFILE_SIZES, found, wanted, strict=True)
        if sign * (getattr(one, target.figure) - ratio + allowance) < 0
    ]
    verdict = f"missed at {', '.join(missed)}" if missed else "reached"
    return " / ".join(f"{ratio - allowance:g}" for ratio in wanted), verdict


def _shown(target: Target, found: Comparison) -> str:
    error = found.errors.get(target.figure)
    return f"{getattr(found, target.figure):.3f}" + (f"±{error:.3f}" if error is not None else "")
