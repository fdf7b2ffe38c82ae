"""A room is shown films that suit all its members, and nothing that tells on one of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie
from bot.recommend.filters import Filters
from bot.recommend.groups import GroupRanking, SeenFilms, Voice, rank_for_group, shortlist
from bot.recommend.recommender import Recommender
from bot.recommend.scoring import ScoredFilms
from bot.taste.profile import TasteProfile, Verdict
from tests.recommend.exact import recommender_over
from tests.world import (
    ALIEN,
    ALIENS,
    AMELIE,
    BLADE_RUNNER,
    FILMS,
    MONONOKE,
    NOTTING_HILL,
    RATINGS,
    SPIRITED_AWAY,
    THE_THING,
    TITANIC,
    TOY_STORY,
)

ANN = TasteProfile(frozenset({ALIEN}), frozenset({TITANIC}))
BEN = TasteProfile(frozenset({SPIRITED_AWAY}), seen=frozenset({TOY_STORY}))
CAT = TasteProfile(frozenset({NOTTING_HILL}))
NEWCOMER = TasteProfile()
JUDGED = st.dictionaries(st.sampled_from([film.movie_id for film in FILMS]), st.sampled_from(Verdict)).map(
    TasteProfile.of
)


@pytest.fixture
def recommender() -> Recommender:
    return recommender_over(FILMS, RATINGS)


def shown(recommender: Recommender, group: GroupRanking) -> set[int]:
    return set(recommender.catalogue.movie_ids[group.columns].tolist())


def place_of(recommender: Recommender, group: GroupRanking, movie_id: int) -> int:
    return recommender.catalogue.movie_ids[group.columns].tolist().index(movie_id)


def _turned(taste: TasteProfile, data: st.DataObject) -> TasteProfile:
    """Some films that were disliked are merely seen, and the other way round."""
    cold = taste.dislikes | taste.seen
    disliked = frozenset(data.draw(st.sets(st.sampled_from(sorted(cold))))) if cold else cold
    return TasteProfile(taste.likes, disliked, cold - disliked)


async def test_no_film_that_anybody_judged_is_shown_unless_asked_for(recommender: Recommender) -> None:
    group = await recommender.recommend_for_group([ANN, BEN, CAT])
    judged = {ALIEN, TITANIC, SPIRITED_AWAY, TOY_STORY, NOTTING_HILL}
    assert shown(recommender, group) == {movie.movie_id for movie in FILMS} - judged


async def test_a_film_that_all_who_saw_it_liked_may_come_back_on_request(recommender: Recommender) -> None:
    dan = TasteProfile(frozenset({ALIEN, BLADE_RUNNER}))
    eve = TasteProfile(frozenset({AMELIE}), seen=frozenset({BLADE_RUNNER}))
    group = await recommender.recommend_for_group([ANN, dan, eve], seen=SeenFilms.UNLESS_LIKED)
    films = shown(recommender, group)
    assert {ALIEN, AMELIE} <= films
    assert not {TITANIC, BLADE_RUNNER} & films
    assert group.ranks[place_of(recommender, group, ALIEN)].tolist()[:2] == [0, 0]


@given(st.data())
async def test_a_room_is_answered_alike_whether_its_members_dislike_films_or_have_merely_seen_them(
    data: st.DataObject,
) -> None:
    seen = data.draw(st.sampled_from(SeenFilms))
    answers = []
    tastes = data.draw(st.lists(JUDGED, min_size=1, max_size=5))
    for told in (tastes, [_turned(taste, data) for taste in tastes]):
        recommender = recommender_over(FILMS, RATINGS)
        group = await recommender.recommend_for_group(told, seen=seen)
        answers.append(
            (*(part.tolist() for part in (group.columns, group.scores, group.ranks)), recommender.shortlist(group))
        )
    assert answers[0] == answers[1]


async def test_limits_and_dropped_films_hold_for_the_room(recommender: Recommender) -> None:
    horror = Filters(genres=("Horror",))
    group = await recommender.recommend_for_group([ANN, BEN, CAT], horror, leave_out=[THE_THING])
    assert set(shown(recommender, group)) == {ALIENS, 91077}
    assert sorted(group.ranks[:, 0].tolist()) == [1, 2]


async def test_a_member_without_likes_has_ranks_but_no_say(recommender: Recommender) -> None:
    without = await recommender.recommend_for_group([ANN, BEN, CAT])
    joined = await recommender.recommend_for_group([ANN, BEN, CAT, NEWCOMER])
    assert joined.columns.tolist() == without.columns.tolist()
    assert joined.scores == pytest.approx(without.scores)
    assert sorted(joined.ranks[:, 3].tolist()) == list(range(1, len(joined.columns) + 1))


async def test_a_room_of_newcomers_is_shown_what_most_people_like(recommender: Recommender) -> None:
    group = await recommender.recommend_for_group([NEWCOMER] * 3)
    assert group.scores[0] == 1.0
    assert group.ranks[0].tolist() == [1, 1, 1]


async def test_more_weight_brings_a_members_films_forward(recommender: Recommender) -> None:
    tastes = [
        TasteProfile(frozenset({ALIEN})),
        TasteProfile(frozenset({SPIRITED_AWAY})),
        TasteProfile(frozenset({TITANIC})),
    ]
    places = [
        place_of(recommender, await recommender.recommend_for_group(tastes, weights=weights), MONONOKE)
        for weights in ([10, 1, 1], [1, 1, 1], [1, 10, 1])
    ]
    assert places == sorted(places, reverse=True)
    assert places[0] > places[-1]


@pytest.mark.parametrize("weights", [[1.0, 0.0, 1.0], [1.0, -1.0, 1.0], [1.0, float("nan"), 1.0]])
async def test_a_member_always_counts_for_something(recommender: Recommender, weights: list[float]) -> None:
    with pytest.raises(ValueError, match="positive weight"):
        await recommender.recommend_for_group([ANN, BEN, CAT], weights=weights)


async def test_nobody_is_no_group(recommender: Recommender) -> None:
    with pytest.raises(ValueError, match="members"):
        await recommender.recommend_for_group([])


async def test_one_member_alone_is_served_like_a_group(recommender: Recommender) -> None:
    group = await recommender.recommend_for_group([CAT])
    picks = recommender.shortlist(group).picks
    assert [pick.ranks for pick in picks] == [(1,), (2,), (3,), (4,), (5,)]


async def test_a_shortlist_shows_films_with_every_members_rank(recommender: Recommender) -> None:
    group = await recommender.recommend_for_group([ANN, BEN, CAT])
    listed = recommender.shortlist(group, 3)
    assert len(listed.picks) == 3
    assert listed.unserved == ()
    scores = [pick.score for pick in listed.picks]
    assert scores == sorted(scores, reverse=True)


async def test_when_a_film_leaves_the_others_stay(recommender: Recommender) -> None:
    tastes = [ANN, BEN, CAT]
    before = recommender.shortlist(await recommender.recommend_for_group(tastes), 3)
    gone, *stay = (pick.movie.movie_id for pick in before.picks)
    again = await recommender.recommend_for_group(tastes, leave_out=[gone])
    after = {pick.movie.movie_id for pick in recommender.shortlist(again, 3, keep=stay).picks}
    assert len(after) == 3
    assert set(stay) < after
    assert gone not in after


# A catalogue of sixty films, and members who each have an order of their own.
SIXTY = Catalogue(Movie(number, f"Film {chr(64 + number)}", 2000, ()) for number in range(1, 61))
ALONE = np.arange(len(SIXTY))


def room(orders: list[list[int]]) -> GroupRanking:
    falling = np.linspace(1.0, 0.0, len(SIXTY))
    voices = [Voice(ScoredFilms(np.array(order, dtype=np.int64), falling)) for order in orders]
    return rank_for_group(voices, np.ones(len(SIXTY), dtype=bool))


ORDERS = st.lists(st.permutations(range(60)), min_size=1, max_size=5)


@given(ORDERS)
def test_with_a_place_for_everybody_everybody_is_served(orders: list[list[int]]) -> None:
    group = room(orders)
    listed = shortlist(group, SIXTY, ALONE, 5)
    assert listed.unserved == ()
    for member in range(len(orders)):
        assert min(pick.ranks[member] or 99 for pick in listed.picks) <= 10


@given(st.lists(st.permutations(range(60)), min_size=6, max_size=9))
def test_who_is_not_served_is_named(orders: list[list[int]]) -> None:
    listed = shortlist(room(orders), SIXTY, ALONE, 3)
    best = [min(pick.ranks[member] or 99 for pick in listed.picks) for member in range(len(orders))]
    assert listed.unserved == tuple(member for member, rank in enumerate(best) if rank > 10)


@given(ORDERS)
def test_when_the_best_films_serve_everybody_they_are_the_shortlist(orders: list[list[int]]) -> None:
    group = room(orders)
    if group.is_own_best[:5].any(axis=0).all():
        picks = shortlist(group, SIXTY, ALONE, 5).picks
        assert [pick.movie.movie_id - 1 for pick in picks] == group.columns[:5].tolist()


def test_six_members_with_nothing_in_common_cannot_all_be_served_by_five_films() -> None:
    orders = [np.roll(np.arange(60), -10 * member).tolist() for member in range(6)]
    assert len(shortlist(room(orders), SIXTY, ALONE, 5).unserved) == 1


def test_a_shortlist_holds_two_of_a_series_at_most() -> None:
    group = room([list(range(60))])
    series = np.where(ALONE < 20, 0, ALONE)
    picks = shortlist(group, SIXTY, series, 5).picks
    assert sum(pick.movie.movie_id <= 20 for pick in picks) == 2


def test_where_only_one_series_is_left_it_fills_the_shortlist() -> None:
    assert len(shortlist(room([list(range(60))]), SIXTY, np.zeros(60, dtype=np.int64), 5).picks) == 5


def test_a_film_that_all_have_first_is_everybodys_best() -> None:
    group = room([[7, *range(7), *range(8, 60)]] * 3)
    assert group.columns[0] == 7
    assert group.scores[0] == pytest.approx(1.0)
    assert group.ranks[0].tolist() == [1, 1, 1]
