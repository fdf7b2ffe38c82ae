"""Among any five films in a row at most two are of one series, and nothing is lost for it."""

from collections.abc import Sequence
from itertools import count, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.movies.movie import Movie
from bot.recommend.filters import Filters
from bot.recommend.recommender import Recommendation, Recommender
from bot.recommend.scoring import Mood
from bot.recommend.variety import varied
from bot.taste.profile import TasteProfile
from tests.recommend.exact import recommender_over

SERIES_LISTS = st.lists(st.integers(0, 4), max_size=40)


def order_of(series: list[int], after: list[int] | None = None) -> list[int]:
    return list(varied(range(len(series)), series.__getitem__, after or []))


@given(SERIES_LISTS)
def test_nothing_is_lost_and_nothing_doubled(series: list[int]) -> None:
    assert sorted(order_of(series)) == list(range(len(series)))


@given(SERIES_LISTS)
def test_a_third_film_of_a_series_comes_only_when_no_other_could(series: list[int]) -> None:
    order = order_of(series)
    for place, film in enumerate(order):
        before = [series[one] for one in order[max(0, place - 4) : place]]
        if before.count(series[film]) >= 2:
            assert all(before.count(series[other]) >= 2 for other in order[place:])


@given(SERIES_LISTS)
def test_films_of_one_series_keep_their_order(series: list[int]) -> None:
    order = order_of(series)
    for one in set(series):
        own = [film for film in order if series[film] == one]
        assert own == sorted(own)


@given(st.lists(st.integers(0, 1000), unique=True, max_size=40))
def test_films_of_many_series_stay_as_they_are(films: list[int]) -> None:
    assert list(varied(films, lambda film: film)) == films


def test_a_film_comes_as_early_as_it_may() -> None:
    assert order_of([7, 7, 7, 7, 1, 2, 3, 4]) == [0, 1, 4, 5, 6, 2, 3, 7]


def test_films_that_stand_before_count_too() -> None:
    assert order_of([7, 1, 7], after=[7, 2, 7, 3]) == [1, 0, 2]


def test_only_the_films_needed_are_asked_for() -> None:
    endless = count()
    assert list(islice(varied(endless, lambda film: film), 5)) == [0, 1, 2, 3, 4]
    assert next(endless) == 5


def drama(number: int, title: str) -> Movie:
    return Movie(number, title, 1970 + number, ("Drama",))


ROCKIES = tuple(drama(number, f"Rocky {part}") for number, part in enumerate("II III IV V VI VII".split(), 1))
OTHERS = tuple(
    drama(number, title) for number, title in enumerate("Amadeus Casablanca Dumbo Fargo Laura Vertigo".split(), 20)
)
FAN = TasteProfile(frozenset({OTHERS[-1].movie_id}))
A_ROCKY = frozenset(movie.movie_id for movie in ROCKIES)


@pytest.fixture
def recommender() -> Recommender:
    stars = {movie.movie_id: 5.0 for movie in (*ROCKIES, OTHERS[-1])} | {movie.movie_id: 3.5 for movie in OTHERS[:-1]}
    return recommender_over((*ROCKIES, *OTHERS), dict.fromkeys(range(1, 7), stars))


def ids(picks: Sequence[Recommendation]) -> list[int]:
    return [pick.movie.movie_id for pick in picks]


@pytest.mark.parametrize("mood", [Mood.BALANCED, Mood.ADVENTUROUS])
async def test_the_five_shown_hold_two_of_a_series_at_most(recommender: Recommender, mood: Mood) -> None:
    shown = recommender.pick(await recommender.rank(FAN, mood), Filters(), 5)
    assert len(shown) == 5
    assert len(A_ROCKY.intersection(ids(shown))) == 2


async def test_in_the_familiar_mood_a_series_may_fill_the_list(recommender: Recommender) -> None:
    shown = recommender.pick(await recommender.rank(FAN, Mood.FAMILIAR), Filters(), 5)
    assert A_ROCKY.issuperset(ids(shown))


async def test_a_member_who_has_liked_nothing_yet_sees_varied_films_too(recommender: Recommender) -> None:
    shown = recommender.pick(await recommender.rank(TasteProfile()), Filters(), 5)
    assert len(A_ROCKY.intersection(ids(shown))) == 2


@pytest.mark.parametrize("page", [1, 2, 3, 5])
@pytest.mark.parametrize("filters", [Filters(), Filters(last_year=1994)])
async def test_page_after_page_is_one_long_list(recommender: Recommender, page: int, filters: Filters) -> None:
    ranking = await recommender.rank(FAN)
    shown: list[int] = []
    while more := ids(recommender.pick(ranking, filters, page, leave_out=shown)):
        shown += more
    assert shown == ids(recommender.pick(ranking, filters, 100))


async def test_when_the_limits_leave_one_series_it_is_shown_all_the_same(recommender: Recommender) -> None:
    shown = recommender.pick(await recommender.rank(FAN), Filters(last_year=1977), 6)
    assert set(ids(shown)) == A_ROCKY


async def test_a_film_put_in_anothers_place_goes_with_those_that_stay(recommender: Recommender) -> None:
    ranking = await recommender.rank(FAN)
    shown = ids(recommender.pick(ranking, Filters(), 5))
    staying = [*A_ROCKY.intersection(shown), *[one for one in shown if one not in A_ROCKY][:2]]
    (fresh,) = ids(recommender.pick(ranking, Filters(), 1, leave_out=shown, beside=staying))
    assert fresh not in A_ROCKY


@pytest.mark.parametrize("mood", list(Mood))
async def test_a_member_who_asks_for_a_series_is_shown_all_of_it_and_nothing_else(
    recommender: Recommender, mood: Mood
) -> None:
    ranking = await recommender.rank(FAN, mood)
    shown = recommender.pick(ranking, Filters(), 100, series_of=ROCKIES[2].movie_id)
    assert set(ids(shown)) == A_ROCKY
    assert ids(shown) == [one for one in ids(recommender.pick(ranking, Filters(), 100)) if one in A_ROCKY]


async def test_a_series_is_shown_page_by_page_without_the_parts_judged(recommender: Recommender) -> None:
    ranking = await recommender.rank(TasteProfile(FAN.likes | {ROCKIES[0].movie_id}))
    first = ids(recommender.pick(ranking, Filters(), 3, series_of=ROCKIES[0].movie_id))
    rest = ids(recommender.pick(ranking, Filters(), 3, leave_out=first, series_of=ROCKIES[0].movie_id))
    assert {*first, *rest} == A_ROCKY - {ROCKIES[0].movie_id}
    assert len(first) == 3


async def test_a_film_of_no_series_brings_itself_alone(recommender: Recommender) -> None:
    ranking = await recommender.rank(FAN)
    assert ids(recommender.pick(ranking, Filters(), 5, series_of=OTHERS[0].movie_id)) == [OTHERS[0].movie_id]
    assert ids(recommender.pick(ranking, Filters(), 5, series_of=999_999)) == []


async def test_limits_hold_within_a_series_too(recommender: Recommender) -> None:
    shown = recommender.pick(await recommender.rank(FAN), Filters(last_year=1972), 5, series_of=ROCKIES[0].movie_id)
    assert {one.movie.year for one in shown} == {1971, 1972}
