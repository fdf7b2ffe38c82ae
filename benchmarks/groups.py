"""How well a whole room is served: the product's group ranking and shortlist against merging everybody's profile.

    python benchmarks/groups.py --data DIR [--groups 150] [--rooms 200] [--seed 100] [--quick]

Random groups of three to five held-out raters who typed five films each; films in any profile are out for everybody.
nDCG@10 is taken per member, then its mean and minimum over the group. Then, in groups of three to six, the share of
shortlists of five on which every member finds one of their own ten best films. Prints ratios to recipe U on the merged
profile, in the same run.
"""

import argparse
import asyncio
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.movies.movielens.reading import read_dataset
from bot.recommend.groups import GroupRanking
from bot.recommend.recommender import Recommender
from quality_methods import ExactIndex, Method, Ranked, Textbook, recipe_u
from quality_product import recommender_over, taste_of
from quality_protocol import CHECKING_SEEDS, LIST_LENGTH, Columns, Draw, Fold, RatingTable, folds_of

TYPED = 5
SHORTLIST = 5
ROOM_SIZES = (3, 4, 5, 6)
_GROUP_SEED = 40_000
_MEMBERS_REMEMBERED = 1000
_DISCOUNTS = 1.0 / np.log2(np.arange(LIST_LENGTH) + 2.0)


@dataclass(frozen=True, slots=True)
class Room:
    """One fold's raters playing members."""

    fold: Fold
    recommender: Recommender
    merge: Method

    @classmethod
    def of(cls, fold: Fold) -> "Room":
        """Learned from the fold's training raters."""
        merge = Ranked(recipe_u(Textbook(fold), ExactIndex(fold.training)))
        return cls(fold, recommender_over(fold.training, remembered=_MEMBERS_REMEMBERED), merge)

    def groups(self, sizes: Sequence[int], count: int, seed: int) -> Iterator[list[Draw]]:
        """Random groups, each size in turn."""
        draws = list(self.fold.draws([seed], famous=True, sizes=[TYPED]))
        dice = np.random.default_rng([_GROUP_SEED, self.fold.number, len(sizes)])
        for number in range(count):
            size = sizes[number % len(sizes)]
            yield [draws[place] for place in dice.choice(len(draws), size, replace=False)]

    async def ranking(self, group: Sequence[Draw]) -> GroupRanking:
        """What the product says for this group."""
        return await self.recommender.recommend_for_group([taste_of(draw, self.fold.whole) for draw in group])


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("REELMATES_MOVIELENS_DIR"), help="MovieLens folder")
    parser.add_argument("--groups", type=int, default=150, help="groups for nDCG, per fold")
    parser.add_argument("--rooms", type=int, default=200, help="groups for the guarantee, per fold")
    parser.add_argument("--seed", type=int, default=CHECKING_SEEDS[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the groups")
    options = parser.parse_args()
    share = 10 if options.quick else 1
    rooms = [Room.of(fold) for fold in folds_of(RatingTable.of(read_dataset(Path(options.data))))]
    asyncio.run(_quality(rooms, options.groups // share, options.seed))
    asyncio.run(_coverage(rooms, options.rooms // share, options.seed))


async def _quality(rooms: Sequence[Room], count: int, seed: int) -> None:
    gained: dict[str, list[NDArray[np.float64]]] = defaultdict(list)
    for room in rooms:
        for group in room.groups(ROOM_SIZES[:3], count, seed):
            typed = np.unique(np.concatenate([draw.typed for draw in group]))
            ranking = await room.ranking(group)
            picks = room.fold.whole.catalogue.columns_of(
                pick.movie.movie_id for pick in room.recommender.shortlist(ranking, SHORTLIST).picks
            )
            lists = {
                "U: merge profiles": room.merge.top(_merged(group, typed)),
                "average": ranking.columns[:LIST_LENGTH],
                "shortlist, then average": _followed(picks, ranking.columns),
            }
            for name, shown in lists.items():
                gained[name].append(_ndcg_of_members(group, typed, shown))
    print(f"{len(gained['average'])} groups of 3 to 5, {TYPED} films typed by each member, seed {seed}")
    floor = gained["U: merge profiles"]
    for name, groups in gained.items():
        print(
            f"{name:24} mean nDCG@10 {_compared(groups, floor, np.mean)}   minimum {_compared(groups, floor, np.min)}"
        )


async def _coverage(rooms: Sequence[Room], count: int, seed: int) -> None:
    served: dict[int, list[tuple[bool, bool, float]]] = defaultdict(list)
    for room in rooms:
        for group in room.groups(ROOM_SIZES, count, seed):
            ranking = await room.ranking(group)
            chosen = room.recommender.shortlist(ranking, SHORTLIST)
            average = ranking.is_own_best[:SHORTLIST].any(axis=0)
            cost = sum(pick.score for pick in chosen.picks) / ranking.scores[:SHORTLIST].sum()
            served[len(group)].append((not chosen.unserved, bool(average.all()), cost))
    print(f"\nevery member finds one of their own {LIST_LENGTH} best among the {SHORTLIST}")
    for size, groups in [*sorted(served.items()), ("all", list(chain.from_iterable(served.values())))]:
        ours, plain, score = np.mean(groups, axis=0)
        print(
            f"groups of {size!s:3} ({len(groups)}): {ours:7.1%}   plain average {plain:6.1%}   "
            f"mean score {score:.3f} of plain average's"
        )


def _merged(group: Sequence[Draw], typed: Columns) -> Draw:
    """Everybody's likes and dislikes added up, the sign kept."""
    said = {
        column: sum((column in draw.likes) - int(column in draw.dislikes) for draw in group)
        for column in typed.tolist()
    }
    likes = np.array([column for column, total in said.items() if total > 0], dtype=np.int64)
    others = np.array([column for column, total in said.items() if total <= 0], dtype=np.int64)
    return Draw(-1, group[0].seed, len(typed), likes, others, np.array([], dtype=np.int64))


def _followed(first: Columns, columns: Columns) -> Columns:
    return np.concatenate([first, columns[~np.isin(columns, first)]])[:LIST_LENGTH]


def _ndcg_of_members(group: Sequence[Draw], typed: Columns, shown: Columns) -> NDArray[np.float64]:
    targets = [np.setdiff1d(draw.targets, typed) for draw in group]
    return np.array(
        [_DISCOUNTS @ np.isin(shown, wanted) / _DISCOUNTS[: len(wanted)].sum() for wanted in targets if len(wanted)]
    )


def _compared(
    groups: Sequence[NDArray[np.float64]],
    floor: Sequence[NDArray[np.float64]],
    summary: Callable[[NDArray[np.float64]], np.floating],
) -> str:
    """The mean over groups, as a ratio and as a paired difference with its standard error."""
    own = np.array([summary(group) for group in groups])
    base = np.array([summary(group) for group in floor])
    gap = own - base
    error = gap.std(ddof=1) / np.sqrt(len(gap))
    return f"{own.mean():.4f} = {own.mean() / base.mean():.3f} x merge ({gap.mean():+.4f} +- {error:.4f})"


if __name__ == "__main__":
    main()
