"""Whoever asks gets a sensible list: people of every sort, every mood, and what a dislike does to the next answer."""

import asyncio
import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.movies.movie import Movie
from bot.recommend.filters import Filters
from bot.recommend.recommender import Ranking, Recommender
from bot.recommend.scoring import Mood
from bot.taste.profile import TasteProfile
from tests.recommend.exact import recommender_over
from tests.recommend.kinds import FILMS_OF_A_KIND, KINDS, film_of, kind_of, town
from tests.tastes import random_dataset
from tests.world import ALIEN, ALIENS, BLADE_RUNNER, FILMS, MATRIX, RATINGS, THE_THING, TITANIC, TOY_STORY

MOVIE_IDS = [movie.movie_id for movie in FILMS]
STARS = st.sampled_from([0.5 * step for step in range(1, 11)])


@pytest.fixture
def recommender() -> Recommender:
    return recommender_over(FILMS, RATINGS)


@pytest.fixture(scope="module")
def everywhere() -> Recommender:
    return town()


def liking(*movie_ids: int) -> TasteProfile:
    return TasteProfile(frozenset(movie_ids))


def all_of(recommender: Recommender, ranking: Ranking) -> list[int]:
    return recommender.catalogue.movie_ids[ranking.films.columns].tolist()


async def shown(
    recommender: Recommender, profile: TasteProfile, count: int = 5, mood: Mood = Mood.BALANCED
) -> list[Movie]:
    ranking = await recommender.rank(profile, mood)
    return [one.movie for one in recommender.pick(ranking, Filters(), count)]


def kinds_in(films: Sequence[Movie]) -> Counter[str]:
    return Counter(map(kind_of, films))


@settings(max_examples=80)
@given(
    ratings=st.dictionaries(st.integers(1, 30), st.dictionaries(st.sampled_from(MOVIE_IDS), STARS, min_size=1)),
    likes=st.sets(st.sampled_from([*MOVIE_IDS, 999_999]), max_size=13),
    dislikes=st.sets(st.sampled_from(MOVIE_IDS), max_size=4),
    seen=st.sets(st.sampled_from(MOVIE_IDS), max_size=2),
    mood=st.sampled_from(list(Mood)),
)
def test_every_unjudged_film_comes_once_and_no_judged_one_ever(
    ratings: dict[int, dict[int, float]], likes: set[int], dislikes: set[int], seen: set[int], mood: Mood
) -> None:
    profile = TasteProfile(frozenset(likes), frozenset(dislikes - likes), frozenset(seen - likes - dislikes))
    recommender = recommender_over(FILMS, ratings)
    ranking = asyncio.run(recommender.rank(profile, mood))
    assert sorted(all_of(recommender, ranking)) == sorted(set(MOVIE_IDS) - profile.judged)
    assert np.isfinite(ranking.films.scores).all()
    assert all_of(recommender, asyncio.run(recommender.rank(profile, mood))) == all_of(recommender, ranking)


async def test_a_member_who_loves_alien_is_recommended_aliens(recommender: Recommender) -> None:
    assert ALIENS in {movie.movie_id for movie in await shown(recommender, liking(ALIEN), 2)}


async def test_a_member_who_has_said_nothing_is_shown_what_most_people_like(recommender: Recommender) -> None:
    ranking = await recommender.rank(TasteProfile())
    assert not ranking.is_personal
    assert (await shown(recommender, TasteProfile()))[0].movie_id == TOY_STORY


async def test_a_member_with_dislikes_only_is_shown_well_known_films_but_those(recommender: Recommender) -> None:
    ranking = await recommender.rank(TasteProfile(dislikes=frozenset({MATRIX, TITANIC})))
    assert not ranking.is_personal
    assert set(all_of(recommender, ranking)) == set(MOVIE_IDS) - {MATRIX, TITANIC}


async def test_a_member_who_likes_everything_there_is_gets_an_empty_list(recommender: Recommender) -> None:
    assert await shown(recommender, liking(*MOVIE_IDS)) == []


async def test_a_member_who_likes_all_but_one_is_shown_the_one(recommender: Recommender) -> None:
    films = await shown(recommender, liking(*(movie_id for movie_id in MOVIE_IDS if movie_id != THE_THING)))
    assert [movie.movie_id for movie in films] == [THE_THING]


async def test_a_member_with_five_thousand_verdicts_is_answered() -> None:
    data = random_dataset(3, films=6000, raters=60)
    index = {movie.movie_id for movie in data.movies}
    ratings = {
        rater: dict(zip(data.movie_ids[start:end].tolist(), (data.half_stars[start:end] / 2).tolist(), strict=True))
        for rater, start, end in zip(data.rater_ids.tolist(), data.offsets, data.offsets[1:], strict=False)
    }
    verdicts = sorted(index)[:5000]
    profile = TasteProfile(frozenset(verdicts[:4000]), frozenset(verdicts[4000:]))
    recommender = recommender_over(data.movies, ratings)
    ranking = await recommender.rank(profile)
    assert ranking.is_personal
    assert set(all_of(recommender, ranking)) == index - profile.judged
    assert np.isfinite(ranking.films.scores).all()


async def test_films_that_the_catalogue_does_not_know_change_nothing(recommender: Recommender) -> None:
    known = TasteProfile(frozenset({ALIEN}), frozenset({TITANIC}))
    strange = TasteProfile(frozenset({ALIEN, 999_999}), frozenset({TITANIC, 888_888}), frozenset({777_777}))
    one, other = await recommender.rank(known), await recommender.rank(strange)
    assert one.films.columns.tolist() == other.films.columns.tolist()
    assert one.films.scores.tolist() == other.films.scores.tolist()


async def test_a_member_of_unknown_films_only_is_shown_well_known_ones(recommender: Recommender) -> None:
    assert await shown(recommender, liking(999_999)) == await shown(recommender, TasteProfile())


async def test_liking_a_film_that_nobody_rated_brings_well_known_ones() -> None:
    recommender = recommender_over((Movie(9, "Nobody Saw It", 2001), *FILMS), RATINGS)
    ranking = await recommender.rank(liking(9))
    assert not ranking.is_personal
    assert 9 not in all_of(recommender, ranking)


async def test_films_that_nobody_rated_come_last() -> None:
    unrated = (Movie(8, "Nobody Saw It", 2001, ("Horror", "Sci-Fi")), Movie(9, "Nor This", None))
    recommender = recommender_over((*unrated, *FILMS), RATINGS)
    assert set(all_of(recommender, await recommender.rank(liking(ALIEN, 8)))[-1:]) == {9}


async def test_raters_who_give_everything_five_stars_still_make_a_list() -> None:
    recommender = recommender_over(FILMS, {rater: dict.fromkeys(MOVIE_IDS, 5.0) for rater in range(1, 6)})
    ranking = await recommender.rank(TasteProfile(frozenset({ALIEN}), frozenset({TITANIC})))
    assert ranking.is_personal
    assert np.isfinite(ranking.films.scores).all()
    assert len(ranking.films) == len(FILMS) - 2


async def test_one_five_star_rater_does_not_drown_the_others() -> None:
    recommender = recommender_over(FILMS, {**RATINGS, 7: dict.fromkeys(MOVIE_IDS, 5.0)})
    assert {movie.movie_id for movie in await shown(recommender, liking(ALIEN), 3)} <= {
        ALIENS,
        BLADE_RUNNER,
        MATRIX,
        THE_THING,
    }


async def test_a_member_who_has_nothing_in_common_with_anybody_is_shown_well_known_films() -> None:
    lonely = Movie(9, "One Rater's Secret", 1950, ("Drama",))
    recommender = recommender_over((lonely, *FILMS), {**RATINGS, 7: {9: 5.0}})
    ranking = await recommender.rank(liking(9))
    assert ranking.neighbours == 1
    assert (await shown(recommender, liking(9)))[0].movie_id == TOY_STORY


@pytest.mark.parametrize(
    "profile", [liking(ALIEN), TasteProfile(dislikes=frozenset({ALIEN})), TasteProfile(seen=frozenset({ALIEN}))]
)
async def test_one_verdict_is_enough_for_five_films(recommender: Recommender, profile: TasteProfile) -> None:
    films = await shown(recommender, profile)
    assert len({movie.movie_id for movie in films}) == 5
    assert ALIEN not in {movie.movie_id for movie in films}


async def test_a_film_merely_seen_leaves_the_rest_as_it_was(recommender: Recommender) -> None:
    before = all_of(recommender, await recommender.rank(liking(ALIEN)))
    after = all_of(recommender, await recommender.rank(TasteProfile(frozenset({ALIEN}), seen=frozenset({ALIENS}))))
    assert after == [movie_id for movie_id in before if movie_id != ALIENS]


async def test_a_member_is_shown_more_of_the_kind_they_love(everywhere: Recommender) -> None:
    films = await shown(everywhere, liking(film_of("Horror", 0), film_of("Horror", 3)), 10)
    assert kinds_in(films)["Horror"] >= 8


@pytest.mark.parametrize("tell_genres", [True, False])
async def test_a_dislike_brings_fewer_films_of_the_kind_its_haters_avoid(tell_genres: bool) -> None:
    recommender = town(tell_genres)
    likes = frozenset({film_of("Western", 1), film_of("Horror", 1), film_of("Documentary", 1)})
    judged = frozenset({film_of("Horror", 0), film_of("Horror", 2)})
    before = await shown(recommender, TasteProfile(likes, seen=judged), 20)
    after = await shown(recommender, TasteProfile(likes, dislikes=judged), 20)
    assert kinds_in(after)["Horror"] < kinds_in(before)["Horror"]


async def test_the_more_adventurous_the_mood_the_less_known_the_films(everywhere: Recommender) -> None:
    fame = Counter[Mood]()
    for mood in Mood:
        for kind in KINDS:
            for number in range(4, 12):
                profile = liking(film_of(kind, number), film_of(kind, number + 2))
                fame[mood] += sum(movie.rated_by for movie in await shown(everywhere, profile, mood=mood))
    assert fame[Mood.FAMILIAR] > fame[Mood.BALANCED] > fame[Mood.ADVENTUROUS]


async def test_one_film_alone_brings_more_like_it_in_the_adventurous_mood(everywhere: Recommender) -> None:
    films = await shown(everywhere, liking(film_of("Documentary", 6)), mood=Mood.ADVENTUROUS)
    assert kinds_in(films) == {"Documentary": 5}


async def test_every_mood_keeps_to_the_members_taste(everywhere: Recommender) -> None:
    profile = liking(film_of("Musical", 4), film_of("Musical", 9))
    for mood in Mood:
        assert kinds_in(await shown(everywhere, profile, 10, mood)).most_common(1)[0][0] == "Musical"


async def test_a_whole_kind_may_be_liked(everywhere: Recommender) -> None:
    films = await shown(everywhere, liking(*(film_of("Western", number) for number in range(FILMS_OF_A_KIND))))
    assert len(films) == 5
    assert kinds_in(films)["Western"] == 0


async def test_as_many_raters_speak_for_the_films_among_many_as_among_few() -> None:
    for raters in (300, 3_000):
        recommender = recommender_over(FILMS, {rater: {ALIEN: 5.0, ALIENS: 4.0} for rater in range(raters)})
        assert (await recommender.rank(liking(ALIEN))).neighbours == 160


async def test_scores_fall_from_first_to_last(everywhere: Recommender) -> None:
    scores = (await everywhere.rank(liking(film_of("Horror", 5)))).films.scores
    assert math.isfinite(scores[0])
    assert (np.diff(scores) <= 0).all()
