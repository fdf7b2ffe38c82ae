"""Who gave way gets more say: twenty movie nights of one group after another, with the product's weights and without.

    python benchmarks/fairness.py --data DIR [--groups 200] [--nights 20] [--seed 100] [--quick]

Groups of four held-out raters who typed five films each. Every night shows the first film of `recommend_for_group`, and
no group sees a film twice. A member's satisfaction with a night is the percentile of its film in their own ranking; the
spread of a group is the standard deviation of its members' satisfactions summed over all nights. Beside it, the stars
that members really gave to films that their group was shown, which no ranking had seen. Prints ratios to equal weights,
in the same run.
"""

import argparse
import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.movies.movielens.reading import read_dataset
from bot.nights.fairness import satisfactions, weights
from bot.recommend.statistics import DISLIKED_UP_TO, LIKED_FROM
from groups import Room
from quality_product import taste_of
from quality_protocol import CHECKING_SEEDS, Draw, RatingTable, folds_of

GROUP_SIZE = 4
LEAST_FALL, MOST_LOSS = 0.25, 0.03
FEWEST_STARS = 3


@dataclass(frozen=True, slots=True)
class Season:
    """All nights of one group: satisfactions, and the stars that members gave to what was shown, NaN where none.

    Both have shape (nights, members).
    """

    satisfactions: NDArray[np.float64]
    stars: NDArray[np.float64]

    @property
    def spread(self) -> float:
        """How unequal the members are after all nights."""
        return float(self.satisfactions.sum(axis=0).std())


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("REELMATES_MOVIELENS_DIR"), help="MovieLens folder")
    parser.add_argument("--groups", type=int, default=200)
    parser.add_argument("--nights", type=int, default=20)
    parser.add_argument("--seed", type=int, default=CHECKING_SEEDS[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the groups")
    options = parser.parse_args()
    rooms = [Room.of(fold) for fold in folds_of(RatingTable.of(read_dataset(Path(options.data))))]
    count = options.groups // (10 if options.quick else 1)
    plain, fair = asyncio.run(_seasons(rooms, count // len(rooms), options.nights, options.seed))
    print(f"{len(plain)} groups of {GROUP_SIZE}, {options.nights} nights each, seed {options.seed}")
    _tell(plain, fair)


async def _seasons(rooms: Sequence[Room], each: int, nights: int, seed: int) -> tuple[list[Season], list[Season]]:
    plain, fair = [], []
    for room in rooms:
        for group in room.groups((GROUP_SIZE,), each, seed):
            plain.append(await _season(room, group, nights, is_fair=False))
            fair.append(await _season(room, group, nights, is_fair=True))
    return plain, fair


async def _season(room: Room, group: Sequence[Draw], nights: int, *, is_fair: bool) -> Season:
    table = room.fold.whole
    tastes = [taste_of(draw, table) for draw in group]
    names = [str(place) for place in range(len(group))]
    past: dict[str, list[float]] = {name: [] for name in names}
    shown: list[int] = []
    for _ in range(nights):
        of_members = weights(past) if is_fair else dict.fromkeys(names, 1.0)
        ids = table.catalogue.movie_ids[shown].tolist()
        ranking = await room.recommender.recommend_for_group(
            tastes, weights=[of_members[name] for name in names], leave_out=ids
        )
        shown.append(int(ranking.columns[0]))
        for name, satisfaction in zip(names, satisfactions(ranking, shown[-1]), strict=True):
            assert satisfaction is not None, "a film that is shown is new to everybody"
            past[name].insert(0, satisfaction)
    felt = np.array([past[name][::-1] for name in names]).T
    return Season(felt, np.array([_stars(room, draw, shown) for draw in group]).T)


def _stars(room: Room, draw: Draw, shown: Sequence[int]) -> NDArray[np.float64]:
    columns, stars = room.fold.whole.rater(draw.rater)
    given = dict(zip(columns.tolist(), stars.tolist(), strict=True))
    return np.array([given.get(column, np.nan) for column in shown])


def _tell(plain: Sequence[Season], fair: Sequence[Season]) -> None:
    for name, seasons in (("equal weights", plain), ("fair weights", fair)):
        felt = np.array([one.satisfactions.sum(axis=0) for one in seasons])
        print(
            f"{name:14} summed satisfaction: mean {felt.mean():.3f}, least satisfied member "
            f"{felt.min(axis=1).mean():.3f}, spread {_mean_spread(seasons):.4f}   {_true_stars(seasons)}"
        )
    spread = _mean_spread(fair) / _mean_spread(plain)
    mean = _mean_satisfaction(fair) / _mean_satisfaction(plain)
    narrower = np.mean([after.spread < before.spread for before, after in zip(plain, fair, strict=True)])
    print(
        f"fair over equal: spread falls by {1 - spread:.1%} (wanted: at least {LEAST_FALL:.0%}), "
        f"in {narrower:.0%} of the groups; mean loss {1 - mean:z.2%} (at most {MOST_LOSS:.0%})"
    )


def _mean_spread(seasons: Sequence[Season]) -> float:
    return float(np.mean([one.spread for one in seasons]))


def _mean_satisfaction(seasons: Sequence[Season]) -> float:
    return float(np.mean([one.satisfactions.mean() for one in seasons]))


def _true_stars(seasons: Sequence[Season]) -> str:
    """The stars that were given; members with fewer than FEWEST_STARS of them have no mean of their own."""
    given = np.concatenate([one.stars[~np.isnan(one.stars)] for one in seasons])
    spreads = [np.std(means) for one in seasons if len(means := _means_of_members(one)) > 1]
    return (
        f"true stars: {len(given)} given, mean {given.mean():.3f}, liked {(given >= LIKED_FROM).mean():.1%}, "
        f"disliked {(given <= DISLIKED_UP_TO).mean():.1%}, spread of members' means {np.mean(spreads):.3f}"
    )


def _means_of_members(season: Season) -> NDArray[np.float64]:
    is_enough = (~np.isnan(season.stars)).sum(axis=0) >= FEWEST_STARS
    means: NDArray[np.float64] = np.nanmean(season.stars[:, is_enough], axis=0)
    return means


if __name__ == "__main__":
    main()
