"""How well the answers to a room tell a member's disliked film from one that they have merely seen.

    python benchmarks/secrecy.py --data DIR [--rooms 1000] [--seed 100] [--quick]

Rooms of two to five held-out raters who typed ten films each; half of what a member did not like they call disliked,
the other half seen, by the toss of a coin, so that the films themselves give nothing away. The room is answered as on a
movie night: a list of five, and four times five films more when all of them are struck. Of one member a disliked film
and a seen one are laid before the attackers, who say how sure they are which is which. AUC: the share of rooms in which
an attacker is right, ties counted as a half; 0.5 is guessing.

- kinds: films like the disliked one, by genre and years, are fewer and further down in the answers
- fans: the same by what raters loved together
- insider: knows every verdict of the room but these two, runs the product itself on both possibilities, and takes the
  one whose answers are nearer to those given
"""

import argparse
import asyncio
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.movies.movielens.reading import read_dataset
from bot.recommend.features import FilmFeatures
from bot.recommend.groups import SeenFilms
from bot.recommend.recommender import Recommender
from bot.recommend.statistics import LIKED_FROM
from bot.taste.profile import TasteProfile
from groups import SHORTLIST, Room
from quality_protocol import CHECKING_SEEDS, Columns, Draw, RatingTable, folds_of

TYPED = 10
ROOM_SIZES = (2, 3, 4, 5)
LISTS = 5
_ROOM_SEED = 60_000
_TIE = 1e-9

Margin = tuple[int, float]


@dataclass(frozen=True, slots=True)
class Case:
    """A room's tastes, the films it was answered, and of one member a disliked and a seen film; all by film id."""

    tastes: tuple[TasteProfile, ...]
    member: int
    disliked: int
    seen: int
    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """An attacker who knows the public data: the films' features, and who loved what, (raters, films) of 0 and 1."""

    features: FilmFeatures
    loved: NDArray[np.float32]

    @classmethod
    def of(cls, training: RatingTable) -> "Witness":
        """With the likes of these raters."""
        loved = training.dense((training.stars >= LIKED_FROM).astype(np.float32))
        return cls(FilmFeatures.of(training.catalogue, training.statistics()), loved)

    def kinds(self, case: Case) -> float:
        """How much less the answers resemble the disliked film than the seen one, in genre and years."""
        return self._less_like(case, self._kinship)

    def fans(self, case: Case) -> float:
        """How much less the answers are loved by those who love the disliked film."""
        return self._less_like(case, self._fandom)

    def _less_like(self, case: Case, likeness: Callable[[int, Columns], NDArray[np.float64]]) -> float:
        catalogue = self.features.catalogue
        columns = catalogue.columns_of(case.answers)
        disliked, seen = (int(catalogue.columns_of([one])[0]) for one in (case.disliked, case.seen))
        weight = 1.0 / np.log2(np.arange(len(columns)) + 2.0)
        return float(weight @ (likeness(seen, columns) - likeness(disliked, columns)))

    def _kinship(self, one: int, columns: Columns) -> NDArray[np.float64]:
        genres = self.features.genres[columns] @ self.features.genres[one]
        years = np.exp(-np.abs(self.features.years[columns] - self.features.years[one]) / 10.0)
        return np.asarray(genres + years, dtype=np.float64)

    def _fandom(self, one: int, columns: Columns) -> NDArray[np.float64]:
        fans, loved = self.loved[:, one], self.loved[:, columns]
        return np.asarray(fans @ loved / np.sqrt((fans.sum() + 1.0) * (loved.sum(axis=0) + 1.0)), dtype=np.float64)


async def insider(recommender: Recommender, case: Case) -> float:
    """The share of places at which the answers are not what the product says of the contrary; of the truth they are."""
    taste = case.tastes[case.member]
    swapped = replace(
        taste,
        dislikes=taste.dislikes - {case.disliked} | {case.seen},
        seen=taste.seen - {case.seen} | {case.disliked},
    )
    others = [swapped if place == case.member else one for place, one in enumerate(case.tastes)]
    contrary = await answered(recommender, others)
    return float(np.mean([one != other for one, other in zip(case.answers, contrary, strict=True)]))


async def answered(recommender: Recommender, tastes: Sequence[TasteProfile]) -> tuple[int, ...]:
    """The films that a room is shown one list after the other, each struck as a whole."""
    shown: list[int] = []
    audience = await recommender.audience(tastes)
    for _ in range(LISTS):
        group = recommender.rank_together(audience, seen=SeenFilms.UNLESS_LIKED, leave_out=shown)
        shown += [pick.movie.movie_id for pick in recommender.shortlist(group, SHORTLIST).picks]
    return tuple(shown)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("REELMATES_MOVIELENS_DIR"), help="MovieLens folder")
    parser.add_argument("--rooms", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=CHECKING_SEEDS[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the rooms")
    options = parser.parse_args()
    count = options.rooms // (10 if options.quick else 1)
    rooms = [Room.of(fold) for fold in folds_of(RatingTable.of(read_dataset(Path(options.data))))]
    sure = asyncio.run(_attacked(rooms, -(-count // len(rooms)), options.seed))
    print(f"{len(next(iter(sure.values())))} rooms of {ROOM_SIZES[0]} to {ROOM_SIZES[-1]}, seed {options.seed}")
    for name, margins in sure.items():
        print(f"{name:8} {_told(margins)}")


async def _attacked(rooms: Sequence[Room], each: int, seed: int) -> dict[str, list[Margin]]:
    """For every attacker, each room's size and how much surer the attacker was of the truth."""
    sure: dict[str, list[Margin]] = defaultdict(list)
    for room in rooms:
        witness = Witness.of(room.fold.training)
        for tastes, member, disliked, seen in _rooms(room, each, seed):
            case = Case(tastes, member, disliked, seen, await answered(room.recommender, tastes))
            size = len(tastes)
            sure["kinds"].append((size, witness.kinds(case)))
            sure["fans"].append((size, witness.fans(case)))
            sure["insider"].append((size, await insider(room.recommender, case)))
    return sure


def _rooms(room: Room, count: int, seed: int) -> Iterator[tuple[tuple[TasteProfile, ...], int, int, int]]:
    """Rooms of every size in turn, one member of whom has both disliked a film and merely seen one."""
    draws = list(room.fold.draws([seed], famous=True, sizes=[TYPED]))
    telling = [place for place, draw in enumerate(draws) if len(draw.dislikes) > 1]
    dice = np.random.default_rng([_ROOM_SEED, room.fold.number, seed])
    for number in range(count):
        target = int(dice.choice(telling))
        others = dice.choice(len(draws), ROOM_SIZES[number % len(ROOM_SIZES)], replace=False)
        members = [target, *others[others != target].tolist()][: len(others)]
        tastes = [_toss(draws[place], room.fold.whole, dice, is_target=place == target) for place in members]
        disliked, seen = (int(dice.choice(sorted(films))) for films in (tastes[0].dislikes, tastes[0].seen))
        yield tuple(tastes), 0, disliked, seen


def _toss(draw: Draw, table: RatingTable, dice: np.random.Generator, *, is_target: bool) -> TasteProfile:
    """The rater's taste with about half of the disliked films merely seen; a target has one of each at least."""
    ids = table.catalogue.movie_ids
    cold = dice.permutation(draw.dislikes)
    are_disliked = dice.random(len(cold)) < 0.5
    if is_target:
        are_disliked[:2] = True, False
    return TasteProfile(
        frozenset(ids[draw.likes].tolist()),
        frozenset(ids[cold[are_disliked]].tolist()),
        frozenset(ids[cold[~are_disliked]].tolist()),
    )


def _auc(margins: Sequence[float]) -> float:
    """The share of pairs told right, ties as a half: the area under the curve of a choice between two."""
    return float(np.mean([0.5 if abs(margin) < _TIE else float(margin > 0) for margin in margins]))


def _told(margins: Sequence[Margin]) -> str:
    whole = _auc([margin for _, margin in margins])
    error = 0.5 / np.sqrt(len(margins))
    sizes = "   ".join(f"{size}: {_auc([m for one, m in margins if one == size]):.3f}" for size in ROOM_SIZES)
    return f"AUC {whole:.3f} +- {error:.3f}   rooms of {sizes}"


if __name__ == "__main__":
    main()
