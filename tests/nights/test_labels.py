"""Every label on a shortlist is true by its definition, and is given once at most."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.movies.movie import Movie
from bot.nights.labels import Label, labels
from bot.recommend.groups import OWN_BEST, GroupPick, Shortlist

LOVED, SAFE, WILD, NEW, PLAIN = 1, 2, 3, 4, 5


def pick(movie_id: int, score: float, ranks: tuple[int | None, ...], rated_by: int = 100) -> GroupPick:
    """A film of a shortlist."""
    return GroupPick(Movie(movie_id, f"Film {movie_id}", 2000, rated_by=rated_by), score, ranks)


EVENING = Shortlist(
    (
        pick(LOVED, 0.9, (1, 2, 150), rated_by=300),
        pick(SAFE, 0.8, (4, 5, 40), rated_by=200),
        pick(PLAIN, 0.7, (11, 12, 100), rated_by=5),
        pick(WILD, 0.6, (3, 90, 120), rated_by=20),
        pick(NEW, 0.5, (200, 210, 1), rated_by=250),
    ),
    unserved=(),
)


@st.composite
def shortlists(draw: st.DrawFn) -> Shortlist:
    """Shortlists of any films, ranked by any members, each film at another place of a member's; some have seen some."""
    members, films = draw(st.integers(1, 5)), draw(st.integers(0, 6))
    places = [draw(st.permutations(range(1, 16))) for _ in range(members)]
    seen = [[draw(st.integers(0, 6)) == 0 for _ in range(films)] for _ in range(members)]
    picks = [
        pick(
            film,
            draw(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])),
            tuple(None if seen[member][film] else places[member][film] for member in range(members)),
            draw(st.integers(0, 5)),
        )
        for film in range(films)
    ]
    return Shortlist(tuple(sorted(picks, key=lambda one: -one.score)), ())


def labelled(shortlist: Shortlist, label: Label) -> GroupPick | None:
    """The film that has the label."""
    told = labels(shortlist)
    return next((one for one in shortlist.picks if label in told.get(one.movie.movie_id, ())), None)


def lowest(one: GroupPick) -> int:
    """The lowest rank that anybody gives the film who has not seen it."""
    return max((rank for rank in one.ranks if rank is not None), default=0)


def serves(one: GroupPick, member: int, best: int = OWN_BEST) -> bool:
    """Whether the film is among the member's own best."""
    rank = one.ranks[member]
    return rank is not None and rank <= best


def best_rank(picks: list[GroupPick], member: int) -> float:
    """How well the films serve a member."""
    return min((rank for one in picks if (rank := one.ranks[member]) is not None), default=float("inf"))


def test_an_evening_has_each_label_where_it_belongs() -> None:
    assert labels(EVENING) == {
        LOVED: [Label.MOST_LOVED],
        SAFE: [Label.SAFEST],
        WILD: [Label.WILD_CARD],
        NEW: [Label.FOR_THE_NEWCOMERS],
    }


def test_one_film_may_be_the_most_loved_and_the_safest() -> None:
    told = labels(Shortlist((pick(LOVED, 0.9, (1, 1)), pick(PLAIN, 0.5, (2, 8))), ()))
    assert told == {LOVED: [Label.MOST_LOVED, Label.SAFEST]}


def test_one_film_alone_and_no_film_have_no_label() -> None:
    assert labels(Shortlist(EVENING.picks[:1], ())) == {}
    assert labels(Shortlist((), ())) == {}


def test_for_one_member_alone_no_film_is_safest_nor_for_the_newcomers() -> None:
    told = labels(Shortlist((pick(LOVED, 0.9, (1,), 9), pick(WILD, 0.5, (2,), 3)), ()))
    assert told == {LOVED: [Label.MOST_LOVED], WILD: [Label.WILD_CARD]}


def test_who_has_seen_a_film_does_not_make_it_less_safe() -> None:
    told = labels(Shortlist((pick(LOVED, 0.9, (1, 30)), pick(SAFE, 0.5, (20, None))), ()))
    assert told[SAFE] == [Label.SAFEST]


@given(shortlist=shortlists())
def test_a_label_is_given_once_at_most_and_to_films_of_the_list(shortlist: Shortlist) -> None:
    told = labels(shortlist)
    assert set(told) <= {one.movie.movie_id for one in shortlist.picks}
    assert all(of_film for of_film in told.values())
    for one, other in combinations(told.values(), 2):
        assert not set(one) & set(other)


@given(shortlist=shortlists())
def test_the_most_loved_scores_highest_and_the_first_of_equals_has_the_label(shortlist: Shortlist) -> None:
    if (found := labelled(shortlist, Label.MOST_LOVED)) is not None:
        assert found is shortlist.picks[0]
        assert all(found.score >= one.score for one in shortlist.picks)


@given(shortlist=shortlists())
def test_the_lowest_that_anybody_ranks_the_safest_is_above_that_of_any_other(shortlist: Shortlist) -> None:
    found = labelled(shortlist, Label.SAFEST)
    is_compared = len(shortlist.picks) > 1 and len(shortlist.picks[0].ranks) > 1
    assert (found is not None) == is_compared
    if found is not None:
        assert all(lowest(found) <= lowest(one) for one in shortlist.picks)


@given(shortlist=shortlists())
def test_the_wild_card_is_the_least_known_of_those_that_serve_somebody(shortlist: Shortlist) -> None:
    serving = [one for one in shortlist.picks if any(serves(one, member) for member in range(len(one.ranks)))]
    found = labelled(shortlist, Label.WILD_CARD)
    if found is not None:
        assert found in serving
        assert all(found.movie.rated_by <= one.movie.rated_by for one in serving)
        assert any(found.movie.rated_by < one.movie.rated_by for one in shortlist.picks)
    else:
        fame = [one.movie.rated_by for one in shortlist.picks]
        assert not serving or min(one.movie.rated_by for one in serving) == max(fame) or len(fame) == 1


@given(shortlist=shortlists())
def test_without_the_film_for_the_newcomers_somebody_is_served_worse_than_anybody_without_another(
    shortlist: Shortlist,
) -> None:
    def worst_without(left_out: GroupPick) -> float:
        """How well the others serve whom they serve worst, of the members whose best film here is left out."""
        others = [one for one in shortlist.picks if one is not left_out]
        members = range(len(left_out.ranks))
        theirs = [member for member in members if best_rank([left_out], member) < best_rank(others, member)]
        return max((best_rank(others, member) for member in theirs), default=0)

    found = labelled(shortlist, Label.FOR_THE_NEWCOMERS)
    if found is not None:
        assert worst_without(found) > OWN_BEST
        assert all(worst_without(found) >= worst_without(one) for one in shortlist.picks)
    elif len(shortlist.picks) > 1 and len(shortlist.picks[0].ranks) > 1:
        assert all(worst_without(one) <= OWN_BEST for one in shortlist.picks)
