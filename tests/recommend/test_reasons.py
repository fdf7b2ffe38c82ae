"""Reasons are true: they name the likes without which the score would fall most, all else as it was."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.recommend.evidence import gather
from bot.recommend.scoring import Balance, Mood
from bot.taste.profile import TasteProfile
from tests.recommend.exact import recommender_over
from tests.world import ALIEN, ALIENS, AMELIE, FILMS, MATRIX, TITANIC, World

STARS = st.sampled_from([0.5 * step for step in range(1, 11)])
MOVIE_IDS = [movie.movie_id for movie in FILMS]


@settings(max_examples=60)
@given(
    ratings=st.dictionaries(
        st.integers(1, 30), st.dictionaries(st.sampled_from(MOVIE_IDS), STARS, min_size=2), min_size=3
    ),
    likes=st.sets(st.sampled_from(MOVIE_IDS), min_size=1, max_size=5),
    dislikes=st.sets(st.sampled_from(MOVIE_IDS), max_size=2),
    mood=st.sampled_from(list(Mood)),
)
def test_a_like_is_worth_what_the_score_loses_without_it(
    ratings: dict[int, dict[int, float]], likes: set[int], dislikes: set[int], mood: Mood
) -> None:
    profile = TasteProfile(frozenset(likes), frozenset(dislikes - likes))
    opinion = asyncio.run(recommender_over(FILMS, ratings).rank(profile, mood)).opinion
    if opinion is None:
        return
    witnesses, features, statistics = opinion.witnesses, opinion.features, opinion.statistics
    balance = Balance.of(witnesses, opinion.tastes, features, statistics, mood)
    whole = gather(witnesses, opinion.tastes, features, statistics)
    drops = opinion.drops(witnesses.places(whole.columns))
    for row, like in enumerate(opinion.tastes.likes.tolist()):
        without = gather(witnesses, opinion.tastes.without(like), features, statistics)
        assert without.columns.tolist() == whole.columns.tolist()
        lost = balance.weigh(whole, features) - balance.weigh(without, features)
        assert abs(lost - drops[row]).max(initial=0.0) < 1e-3


async def test_the_weightiest_like_is_named_first(world: World) -> None:
    ranking = await world.library.recommender.rank(TasteProfile(frozenset({ALIEN, AMELIE})))
    aliens = world.library.catalogue.get(ALIENS)
    titanic = world.library.catalogue.get(TITANIC)
    assert aliens is not None
    assert titanic is not None
    because = {movie.title: world.library.recommender.reason(ranking, movie) for movie in (aliens, titanic)}
    assert because["Aliens"] is not None
    assert because["Aliens"].because[0].movie_id == ALIEN
    assert because["Titanic"] is not None
    assert because["Titanic"].because[0].movie_id == AMELIE


async def test_a_film_that_no_neighbour_knows_has_no_films_to_thank() -> None:
    recommender = recommender_over(FILMS, {1: {MATRIX: 5.0, ALIEN: 5.0}, 2: {MATRIX: 4.0, ALIEN: 4.5}})
    titanic = recommender.catalogue.get(TITANIC)
    assert titanic is not None
    reason = recommender.reason(await recommender.rank(TasteProfile(frozenset({MATRIX}))), titanic)
    assert reason is not None
    assert (reason.because, reason.loved_by, reason.neighbours) == ((), 0, 2)


async def test_a_member_without_likes_gets_no_reason(world: World) -> None:
    ranking = await world.library.recommender.rank(TasteProfile(dislikes=frozenset({TITANIC})))
    assert world.library.recommender.reason(ranking, FILMS[0]) is None
