"""Two members' tastes side by side: only by both members' wish, and without telling on either."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.asker import Asker
from bot.chat.commands import Match
from bot.chat.sender import Sender, Space
from bot.chat.showing import Showing
from bot.chat.space_settings import SpaceSettings
from bot.movies.movie import Movie
from bot.movies.posters import Poster
from bot.movies.posters.drawn import DrawnPosters
from bot.taste.sharing import SharingStore
from bot.taste.store import Member, TasteStore
from tests.world import (
    ALIEN,
    ALIENS,
    AMELIE,
    BLADE_RUNNER,
    FILMS,
    MATRIX,
    MONONOKE,
    NOTTING_HILL,
    NOW,
    SPIRITED_AWAY,
    THE_THING,
    TITANIC,
    TOY_STORY,
    World,
    button,
    dataset,
    ids_of,
    member,
    open_world,
)

NOT_FOUND = "I can match you only with members who have said taste share on; {} has not, or is not here."


async def like(world: World, name: str, *movie_ids: int) -> None:
    await world.say("like " + "; ".join(f"#{movie_id}" for movie_id in movie_ids), name=name)


async def dislike(world: World, name: str, *movie_ids: int) -> None:
    await world.say("dislike " + "; ".join(f"#{movie_id}" for movie_id in movie_ids), name=name)


async def share(world: World, *names: str) -> None:
    for name in names:
        await world.say("taste share on", name=name)


async def two_friends(world: World) -> None:
    """Alice and bob share their tastes; both love science fiction."""
    await like(world, "alice", MATRIX, ALIEN, BLADE_RUNNER)
    await like(world, "bob", MATRIX, ALIENS, THE_THING)
    await dislike(world, "bob", TITANIC)
    await share(world, "alice", "bob")


def per_cent(text: str) -> int:
    return int(text.split("about ")[1].split("\N{NO-BREAK SPACE}%")[0])


async def test_two_members_who_share_are_matched_with_films_for_both(world: World) -> None:
    await two_friends(world)
    reply = await world.say("match @bob")
    assert reply.private
    assert reply.text.startswith("You and bob: ")
    assert 50 < per_cent(reply.text) <= 95
    assert "You both like The Matrix (1999)." in reply.text
    assert "Three films that you may both love:" in reply.text
    assert len(reply.cards) == 3
    assert all("bob with" in card.body for card in reply.cards)


async def test_the_figure_is_the_same_whoever_asks(world: World) -> None:
    await two_friends(world)
    hers, his = await world.say("match bob"), await world.say("match alice", name="bob")
    assert per_cent(hers.text) == per_cent(his.text)


async def test_no_film_that_either_has_judged_is_proposed(world: World) -> None:
    await two_friends(world)
    proposed = set(ids_of(await world.say("match bob")))
    assert not proposed & {MATRIX, ALIEN, BLADE_RUNNER, ALIENS, THE_THING, TITANIC}


async def test_what_the_other_disliked_is_never_named(world: World) -> None:
    await two_friends(world)
    await like(world, "alice", TITANIC)
    await dislike(world, "bob", AMELIE, TOY_STORY)
    reply = await world.say("match bob")
    told = " ".join([reply.text, *(card.movie.title + card.body for card in reply.cards)])
    assert not [title for title in ("Titanic", "Amelie", "Toy Story") if title in told]


async def test_kindred_tastes_fit_better_than_opposite_ones(world: World) -> None:
    await two_friends(world)
    await like(world, "carol", TITANIC, NOTTING_HILL, AMELIE)
    await dislike(world, "carol", ALIEN, ALIENS, THE_THING, MATRIX)
    await share(world, "carol")
    assert per_cent((await world.say("match bob")).text) > per_cent((await world.say("match carol")).text)


async def test_two_films_in_common_are_not_a_perfect_match(world: World) -> None:
    await like(world, "alice", MATRIX, ALIEN, TOY_STORY)
    await like(world, "bob", MATRIX, ALIEN, SPIRITED_AWAY)
    await share(world, "alice", "bob")
    assert per_cent((await world.say("match bob")).text) < 80


async def test_few_films_in_common_are_told(world: World) -> None:
    await like(world, "alice", MATRIX, ALIEN, ALIENS)
    await like(world, "bob", SPIRITED_AWAY, MONONOKE, TOY_STORY)
    await share(world, "alice", "bob")
    assert "You have hardly judged the same films" in (await world.say("match bob")).text
    await like(world, "alice", SPIRITED_AWAY, MONONOKE, TOY_STORY)
    await like(world, "bob", MATRIX, ALIEN)
    assert "how often I expect you two to agree" in (await world.say("match bob")).text


async def test_who_does_not_share_hears_how_and_is_matched_after_it(world: World) -> None:
    await like(world, "alice", MATRIX, ALIEN, ALIENS)
    await like(world, "bob", MATRIX, ALIEN, ALIENS)
    await share(world, "bob")
    refused = await world.say("match bob")
    assert refused.text.startswith("A match shows both sides, so first let others match you, too: taste share on")
    assert not refused.cards
    agreed = await world.press(button(refused, "Let others match me"))
    assert agreed.private
    assert (await world.say("match bob")).text.startswith("You and bob: ")


async def test_nothing_tells_a_member_who_does_not_share_from_one_who_is_not_there(world: World) -> None:
    await like(world, "bob", MATRIX, ALIEN, ALIENS)
    await share(world, "alice")
    for name in ("bob", "nobody"):
        assert (await world.say(f"match {name}")).text == NOT_FOUND.format(f"“{name}”")
        assert (await world.say(f"match <@{name}>")).text == NOT_FOUND.format("that member")


async def test_who_stops_sharing_is_found_no_more(world: World) -> None:
    await two_friends(world)
    shared = await world.say("taste share on", name="bob")
    stopped = await world.press(button(shared, "Stop sharing"), name="bob")
    assert stopped.private
    assert (await world.say("match bob")).text == NOT_FOUND.format("“bob”")
    assert "first let others match you" in (await world.say("match alice", name="bob")).text


@pytest.mark.parametrize("line", ["match bob", "match @bob", "match @BOB", "match <@bob>", "match <@!bob>"])
async def test_a_member_is_found_by_name_and_by_mention(line: str, world: World) -> None:
    await two_friends(world)
    assert (await world.say(line)).text.startswith("You and bob: ")


async def test_two_of_the_same_name_are_told_apart_by_a_mention(world: World) -> None:
    await two_friends(world)
    other = Sender("test", "77", "Bob", member().space, is_direct=True)
    await world.bot.hear(f"like #{TITANIC}; #{AMELIE}; #{NOTTING_HILL}", other)
    await world.bot.hear("taste share on", other)
    assert "Several members here are called “bob”" in (await world.say("match bob")).text
    assert (await world.say("match <@77>")).text.startswith("You and Bob: ")


async def test_a_new_name_counts_from_the_next_match_on(world: World) -> None:
    await two_friends(world)
    robert = replace(member("bob"), name="Robert")
    await world.bot.hear("match alice", robert)
    assert (await world.say("match robert")).text.startswith("You and Robert: ")
    assert (await world.say("match bob")).text == NOT_FOUND.format("“bob”")


async def test_members_of_another_space_are_not_found(world: World) -> None:
    await two_friends(world)
    elsewhere = replace(member("alice"), space=Space("club", "Film Club"))
    await world.bot.hear("taste share on", elsewhere)
    reply = await world.bot.hear("match bob", elsewhere)
    assert reply is not None
    assert reply.text == NOT_FOUND.format("“bob”")


@pytest.mark.parametrize("line", ["taste share on", "match bob"])
async def test_in_direct_messages_without_a_shared_space_nobody_is_matched(line: str, world: World) -> None:
    reply = await world.bot.hear(line, Sender("test", "8", "carol", None, (), is_direct=True))
    assert reply is not None
    assert reply.text.startswith("Tastes are matched between members of one server or room")


async def test_a_match_with_oneself_is_met_with_a_smile(world: World) -> None:
    await two_friends(world)
    assert "A perfect match" in (await world.say("match @alice")).text


async def test_members_who_told_too_little_are_not_matched(world: World) -> None:
    await two_friends(world)
    await like(world, "carol", MATRIX, ALIEN)
    await share(world, "carol")
    for asker, other in (("alice", "carol"), ("carol", "alice")):
        reply = await world.say(f"match {other}", name=asker)
        assert reply.text.startswith(f"I know too little yet to match you with {other}")
        assert not reply.cards


async def test_members_with_dislikes_only_are_matched_without_proposals(world: World) -> None:
    await dislike(world, "alice", TITANIC, AMELIE, NOTTING_HILL)
    await dislike(world, "bob", TITANIC, AMELIE, NOTTING_HILL)
    await share(world, "alice", "bob")
    reply = await world.say("match bob")
    assert per_cent(reply.text) > 50
    assert not reply.cards
    assert "I find no new film yet that both of you are likely to love." in reply.text
    assert "Titanic" not in reply.text


async def test_members_who_have_judged_every_film_are_matched_without_proposals(world: World) -> None:
    await like(world, "alice", *(movie.movie_id for movie in FILMS))
    await like(world, "bob", *(movie.movie_id for movie in FILMS))
    await share(world, "alice", "bob")
    reply = await world.say("match bob")
    assert per_cent(reply.text) > 75
    assert not reply.cards


async def test_what_the_space_leaves_out_is_not_proposed(world: World) -> None:
    class OneForAdults(DrawnPosters):
        async def find(self, movies: Sequence[Movie]) -> Mapping[int, Poster]:
            ratings = {SPIRITED_AWAY: "NC-17"}
            return {movie.movie_id: Poster(age_rating=ratings.get(movie.movie_id)) for movie in movies}

    await two_friends(world)
    tastes = TasteStore(world.database)
    showing = Showing(world.library, tastes, SharingStore(world.database, tastes), OneForAdults())
    alice = Member("test", "home", "alice")
    proposed = [
        await showing.match(Match("bob"), Asker(alice, "alice", NOW, SpaceSettings(adult=adult)))
        for adult in (True, False)
    ]
    assert SPIRITED_AWAY in ids_of(proposed[0])
    assert SPIRITED_AWAY not in ids_of(proposed[1])
    animated = SpaceSettings(hidden_genres=("Animation",))
    films = (await showing.match(Match("bob"), Asker(alice, "alice", NOW, animated))).cards
    assert films
    assert not [card for card in films if "Animation" in card.movie.genres]


async def test_the_taste_page_says_that_others_may_match(world: World) -> None:
    await two_friends(world)
    ends = "Members here can match their taste with yours; taste share off ends that."
    assert ends in (await world.say("taste")).text
    await world.say("taste share off")
    assert ends not in (await world.say("taste")).text


async def test_sharing_outlives_a_restart_and_films_lost_by_a_change_of_data_set(tmp_path: Path) -> None:
    async with open_world(tmp_path / "old") as before:
        await two_friends(before)
        await like(before, "alice", TITANIC)
    (tmp_path / "new").mkdir()
    (tmp_path / "old" / "reelmates.db").rename(tmp_path / "new" / "reelmates.db")
    films: list[Movie] = [movie for movie in FILMS if movie.movie_id != MATRIX]
    async with open_world(tmp_path / "new", dataset(films, {1: {ALIEN: 5.0, ALIENS: 4.0, AMELIE: 4.0}})) as after:
        reply = await after.say("match bob")
        assert reply.text.startswith("You and bob: ")
        assert "The Matrix" not in reply.text
