"""How well two tastes fit: the laws of the figure, and that it foretells agreement on films nobody has told yet."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.movies.dataset import Dataset
from bot.movies.movielens import read_dataset
from bot.recommend.kinship import Kinship, Side, kinship
from bot.recommend.recommender import Ranking, Recommender
from bot.recommend.statistics import DISLIKED_UP_TO, LIKED_FROM
from bot.taste.profile import TasteProfile, Verdict
from tests.recommend.exact import recommender_over

FILMS = range(1, 31)
VERDICTS = st.dictionaries(st.sampled_from(FILMS), st.sampled_from(list(Verdict)))
CHANCES = st.dictionaries(st.sampled_from(FILMS), st.floats(0.0, 1.0))
SIDES = st.builds(lambda verdicts, chances: Side(TasteProfile.of(verdicts), chances), VERDICTS, CHANCES)
Opinions = dict[int, bool]


def told(likes: Iterable[int] = (), dislikes: Iterable[int] = ()) -> Side:
    """A side of which nothing is foreseen."""
    return Side(TasteProfile(frozenset(likes), frozenset(dislikes)), {})


@given(SIDES, SIDES)
def test_it_is_the_same_whoever_asks(one: Side, other: Side) -> None:
    assert kinship(one, other) == kinship(other, one)


@given(SIDES, SIDES)
def test_it_is_a_share_that_is_never_certain(one: Side, other: Side) -> None:
    assert 0.0 < kinship(one, other).share < 1.0


@given(SIDES, SIDES, st.sampled_from(FILMS), st.sampled_from([Verdict.LIKE, Verdict.DISLIKE]))
def test_another_film_on_which_they_agree_never_lowers_it(one: Side, other: Side, film: int, opinion: Verdict) -> None:
    def without(side: Side) -> TasteProfile:
        kept = side.profile
        return TasteProfile(kept.likes - {film}, kept.dislikes - {film}, kept.seen - {film})

    def agreeing(side: Side) -> Side:
        kept, more = without(side), frozenset({film})
        if opinion is Verdict.LIKE:
            return Side(TasteProfile(kept.likes | more, kept.dislikes, kept.seen), side.chances)
        return Side(TasteProfile(kept.likes, kept.dislikes | more, kept.seen), side.chances)

    before = kinship(Side(without(one), one.chances), Side(without(other), other.chances))
    after = kinship(agreeing(one), agreeing(other))
    assert after.share >= before.share
    assert after.compared == before.compared + 1


def test_two_strangers_of_whom_nothing_is_known_are_in_the_middle() -> None:
    assert kinship(told(), told()) == Kinship(0.5, 0, frozenset())
    assert kinship(told({1, 2}), told({3, 4})).share == 0.5


@pytest.mark.parametrize("films", [1, 2])
def test_one_or_two_films_in_common_prove_little(films: int) -> None:
    liked = set(range(films))
    assert 0.5 < kinship(told(liked), told(liked)).share < 0.7
    assert 0.3 < kinship(told(liked), told((), liked)).share < 0.5


def test_forty_films_in_common_prove_much() -> None:
    liked = set(range(40))
    assert kinship(told(liked), told(liked)).share > 0.95
    assert kinship(told(liked), told((), liked)).share < 0.05


def test_what_is_foreseen_counts_for_films_that_only_one_judged() -> None:
    hers = told({1, 2, 3})
    fond, averse = (dict.fromkeys((1, 2, 3), chance) for chance in (0.9, 0.2))
    assert kinship(hers, Side(TasteProfile(), fond)).share > 0.5 > kinship(hers, Side(TasteProfile(), averse)).share
    assert kinship(told((), {1, 2, 3}), Side(TasteProfile(), averse)).share > 0.5


def test_what_a_member_told_counts_whatever_was_foreseen() -> None:
    theirs = Side(TasteProfile(frozenset({1})), {1: 0.0})
    assert kinship(told({1}), theirs) == kinship(told({1}), told({1}))


def test_a_film_seen_without_an_opinion_is_no_agreement() -> None:
    seen = Side(TasteProfile(seen=frozenset({1})), {})
    assert kinship(told({1}), seen) == Kinship(0.5, 0, frozenset())


@pytest.mark.long
async def test_it_foretells_agreement_of_real_raters_better_than_films_in_common(movielens_dir: Path) -> None:
    data = read_dataset(movielens_dir)
    dice = np.random.default_rng(5)
    opinions = {rater: _opinions(data, rater) for rater in range(len(data.rater_ids))}
    members = dice.choice([rater for rater, told in opinions.items() if len(told) >= 60], 50, replace=False).tolist()
    recommender = _over_all_but(data, members)
    sides = {rater: _told_by(opinions[rater], dice) for rater in members}
    rankings = {rater: await recommender.rank(sides[rater]) for rater in members}
    foretold, in_common, agreed = [], [], []
    for place, one in enumerate(members):
        for other in members[place + 1 :]:
            held = opinions[one].keys() & opinions[other].keys() - sides[one].judged - sides[other].judged
            if len(held) < 20:
                continue
            ours = (
                _seen_by(recommender, rankings[one], sides[other]),
                _seen_by(recommender, rankings[other], sides[one]),
            )
            foretold.append(kinship(*ours).share)
            in_common.append(kinship(Side(sides[one], {}), Side(sides[other], {})).share)
            agreed.append(np.mean([opinions[one][film] == opinions[other][film] for film in held]))
    assert len(agreed) > 200
    assert _correlation(foretold, agreed) > 0.5
    assert _correlation(foretold, agreed) > _correlation(in_common, agreed) + 0.2


def _opinions(data: Dataset, rater: int) -> Opinions:
    own = slice(data.offsets[rater], data.offsets[rater + 1])
    rated = zip(data.movie_ids[own].tolist(), (data.half_stars[own] / 2).tolist(), strict=True)
    return {film: stars >= LIKED_FROM for film, stars in rated if stars >= LIKED_FROM or stars <= DISLIKED_UP_TO}


def _told_by(opinions: Opinions, dice: np.random.Generator) -> TasteProfile:
    chosen = dice.choice(sorted(opinions), 15, replace=False).tolist()
    return TasteProfile.of({film: Verdict.LIKE if opinions[film] else Verdict.DISLIKE for film in chosen})


def _over_all_but(data: Dataset, members: list[int]) -> Recommender:
    ratings = {}
    for place in sorted(set(range(len(data.rater_ids))) - set(members)):
        own = slice(data.offsets[place], data.offsets[place + 1])
        stars = (data.half_stars[own] / 2).tolist()
        ratings[int(data.rater_ids[place])] = dict(zip(data.movie_ids[own].tolist(), stars, strict=True))
    return recommender_over(data.movies, ratings)


def _seen_by(recommender: Recommender, ranking: Ranking, other: TasteProfile) -> Side:
    movies = [movie for film in sorted(other.judged) if (movie := recommender.catalogue.get(film))]
    chances = zip(movies, recommender.chances(ranking, movies), strict=True)
    return Side(ranking.profile, {movie.movie_id: chance for movie, chance in chances if chance is not None})


def _correlation(one: list[float], other: list[float]) -> float:
    table: NDArray[np.float64] = np.corrcoef(one, other)
    return float(table[0, 1])
