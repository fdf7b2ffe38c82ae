"""Whether stated chances hold: what members are told of films beside whether they like them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.recommend.statistics import LIKED_FROM
from quality_product import Product
from quality_protocol import LIST_LENGTH, Draw, RatingTable

_STEPS = 10
_FEWEST = 100


@dataclass(frozen=True, slots=True)
class Promises:
    """Chances stated of films a rater did rate, whether each is liked, whose it is, whether it was among the ten shown.

    All of shape (films,).
    """

    stated: NDArray[np.float64]
    held: NDArray[np.bool_]
    raters: NDArray[np.int64]
    shown: NDArray[np.bool_]

    @classmethod
    def joined(cls, parts: Sequence["Promises"]) -> "Promises":
        """Many as one."""
        return cls(
            *(np.concatenate([getattr(part, name) for part in parts]) for name in ("stated", "held", "raters", "shown"))
        )

    def of_shown(self) -> "Promises":
        """Those of films shown."""
        return Promises(*(values[self.shown] for values in (self.stated, self.held, self.raters, self.shown)))


def promised(product: Product, whole: RatingTable, draw: Draw) -> Promises:
    """What the member of this draw is told of all the other films they rated."""
    columns, stars = whole.rater(draw.rater)
    is_other = ~np.isin(columns, draw.typed)
    columns, stars = columns[is_other], stars[is_other]
    ranking = product.ranking(draw)
    chances = product.recommender.chances(ranking, product.films(columns))
    stated = np.array([np.nan if chance is None else chance for chance in chances], dtype=np.float64)
    told = ~np.isnan(stated)
    return Promises(
        stated[told],
        stars[told] >= LIKED_FROM,
        np.full(told.sum(), draw.rater),
        np.isin(columns[told], ranking.films.columns[:LIST_LENGTH]),
    )


def print_chances(promises: Promises) -> None:
    """A reliability table: of the films with a chance between 60 and 70 %, how many the raters do like."""
    print("\n## Stated chances, and how many films were liked\n")
    print("| stated | all other films the rater rated | those among the ten shown |\n|---|---|---|")
    for step in range(_STEPS):
        cells = [_cell(some, step) for some in (promises, promises.of_shown())]
        print(f"| {10 * step} to {10 * step + 10} % | {' | '.join(cells)} |")


def worst_gap(promises: Promises) -> float:
    """The largest distance between stated and held over steps with films enough, in points of per cent."""
    gaps = [abs(stated - held) for step in range(_STEPS) if (row := _row(promises, step)) for stated, held, *_ in [row]]
    return max(gaps, default=float("nan"))


def _cell(promises: Promises, step: int) -> str:
    row = _row(promises, step)
    return f"{row[0]:.0f} %: {row[1]:.1f} ± {row[2]:.1f} % of {row[3]}" if row else ""


def _row(promises: Promises, step: int) -> tuple[float, float, float, int] | None:
    """Mean stated, share held and its standard error over raters, all in per cent, and how many films."""
    within = np.floor(promises.stated * _STEPS) == step
    count = int(within.sum())
    if count < _FEWEST:
        return None
    stated, held = promises.stated[within].mean(), promises.held[within].mean()
    gaps = np.bincount(promises.raters[within], weights=promises.held[within] - held)
    return 100 * float(stated), 100 * float(held), 100 * float(np.sqrt(np.square(gaps).sum()) / count), count
