"""The shortlist of a night: whom it suits, what is never on it, and that nothing tells by whose hand a film left it."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.grammar import spell
from bot.chat.night_commands import MakePicks, Strike, Suggest, Veto
from bot.chat.reply import Reply
from bot.chat.sender import Channel
from bot.errors import OutsideError
from bot.movies.dataset import Dataset
from bot.movies.movie import Movie
from bot.movies.posters import Poster
from bot.movies.posters.drawn import DrawnPosters
from tests.boards import everything_in
from tests.lounge import Lounge, choice, choices, open_lounge
from tests.world import (
    ALIEN,
    ALIENS,
    AMELIE,
    FILMS,
    MATRIX,
    MONONOKE,
    NOTTING_HILL,
    THE_THING,
    THE_THING_AGAIN,
    TITANIC,
    TOY_STORY,
    button,
    dataset,
    ids_of,
    titles_of,
)

MOODS, FILMS_OF_A_MOOD = 6, 12


@pytest.fixture
async def lounge(tmp_path: Path) -> AsyncIterator[Lounge]:
    async with open_lounge(tmp_path) as opened:
        yield opened


class ToldPosters(DrawnPosters):
    """A source that knows some films' runtimes and ratings."""

    def __init__(self, minutes: Mapping[int, int] | None = None, adults_only: Collection[int] = ()) -> None:
        self._minutes = minutes or {}
        self._adults_only = adults_only

    async def find(self, movies: Sequence[Movie]) -> Mapping[int, Poster]:
        return {
            movie.movie_id: Poster(
                runtime_minutes=self._minutes.get(movie.movie_id),
                age_rating="NC-17" if movie.movie_id in self._adults_only else None,
            )
            for movie in movies
        }


def moods() -> Dataset:
    """Six kinds of films, each with three raters who love all of its kind and know nothing else."""
    ids = {mood: range(100 * mood, 100 * mood + FILMS_OF_A_MOOD) for mood in range(1, MOODS + 1)}
    films = [Movie(movie_id, f"Mood {movie_id}", 2000) for of_mood in ids.values() for movie_id in of_mood]
    ratings = {
        10 * mood + rater: {movie_id: 5.0 - (movie_id + rater) % 3 / 2 for movie_id in of_mood}
        for mood, of_mood in ids.items()
        for rater in range(3)
    }
    return dataset(films, ratings)


async def judge_all_but(lounge: Lounge, left: Collection[int], name: str) -> None:
    """The member has seen every film but these."""
    await lounge.say(f"seen {'; '.join(f'#{movie.movie_id}' for movie in FILMS if movie.movie_id not in left)}", name)


async def everything_on_the_list(lounge: Lounge, name: str = "alice") -> list[str]:
    """The films of the list, as they are offered to be vetoed."""
    return choices(await lounge.say("veto", name))


def without_names_of_the_night(reply: Reply) -> list[str]:
    """All that can be read in the reply; each night has an id of its own."""
    night = next(one.command.night_id for one in reply.buttons if isinstance(one.command, Veto))
    assert night is not None
    return [text.replace(night, "NIGHT") for text in everything_in(reply)]


async def test_five_films_are_picked_for_those_who_are_in(lounge: Lounge) -> None:
    await lounge.welcome()
    shown = await lounge.say("picks")
    assert not shown.private
    assert shown.text.startswith("Films for the 3 of you who are in.\n")
    assert len(shown.cards) == 5
    assert not {"Alien", "Blade Runner", "Titanic", "Spirited Away"} & set(titles_of(shown))


async def test_picks_that_are_pressed_for_change_the_card(lounge: Lounge) -> None:
    await lounge.welcome()
    shown = await lounge.say("night")
    pressed = await lounge.press(button(shown, "Picks"), "bob")
    assert pressed.private
    assert pressed.updated is not None
    assert len(pressed.updated.cards) == 5


async def test_a_label_is_given_to_one_film_at_most(lounge: Lounge) -> None:
    await lounge.welcome()
    said = " ".join(card.body.lower() for card in (await lounge.say("picks")).cards)
    assert said.count("most loved") == 1
    assert all(said.count(label) <= 1 for label in ("safest", "wild card", "for the newcomers"))


async def test_nothing_is_shown_that_anybody_dislikes_or_has_seen_without_liking_it(lounge: Lounge) -> None:
    await lounge.welcome()
    await lounge.say("dislike Toy Story", "bob")
    await lounge.say("seen The Matrix", "carol")
    shown = await lounge.say("picks")
    while True:
        listed = await everything_on_the_list(lounge)
        assert not {"Toy Story (1995)", "The Matrix (1999)"} & set(listed)
        if len(listed) < 5:
            break
        await lounge.say(f"strike {listed[0]}")
    assert len(shown.cards) == 5


async def test_a_film_comes_back_that_all_who_saw_it_liked(lounge: Lounge) -> None:
    await lounge.welcome()
    await judge_all_but(lounge, {ALIEN, TITANIC}, "bob")
    await lounge.say("undo", "carol")
    await lounge.say("seen Titanic", "carol")
    assert ids_of(await lounge.say("picks")) == [ALIEN]


async def test_with_two_a_verdict_of_any_kind_keeps_a_film_away(lounge: Lounge) -> None:
    await lounge.welcome({"alice": "like Alien (1979)", "bob": "like Titanic"})
    await judge_all_but(lounge, {ALIEN, TITANIC, AMELIE}, "bob")
    assert ids_of(await lounge.say("picks")) == [AMELIE]


async def test_a_room_that_has_seen_everything_is_told_so(lounge: Lounge) -> None:
    await lounge.welcome({"alice": "like Alien (1979)", "bob": "like Titanic"})
    await judge_all_but(lounge, {ALIEN, TITANIC}, "bob")
    refused = await lounge.say("picks")
    assert refused.private
    assert refused.text == "I find no film that everybody here may be shown; suggest one."


async def test_a_film_that_somebody_has_come_to_dislike_does_not_step_up(lounge: Lounge) -> None:
    await lounge.welcome()
    await lounge.say("picks")
    before = await everything_on_the_list(lounge)
    others = [f"#{movie.movie_id}" for movie in FILMS if str(movie) not in before and movie.movie_id != THE_THING_AGAIN]
    await lounge.say(f"dislike {'; '.join(others)}", "carol")
    await lounge.say("veto 1", "bob")
    assert await everything_on_the_list(lounge) == [*before[1:], "The Thing (2011)"]


async def test_who_gave_way_last_time_is_picked_for_more(lounge: Lounge) -> None:
    await lounge.welcome()
    before = ids_of(await lounge.say("picks"))
    for line in ("vote open", "vote Aliens", "close"):
        await lounge.say(line)
    await lounge.world.bot.announcer.tick()
    lounge.world.clock.advance(days=2)
    await lounge.world.bot.announcer.tick()
    await lounge.welcome()
    after = ids_of(await lounge.say("picks"))
    assert {ALIENS, THE_THING} <= set(before)
    assert not {ALIENS, THE_THING} & set(after)
    assert {NOTTING_HILL, AMELIE} <= set(after)


async def test_members_who_like_nothing_yet_are_shown_what_most_people_like(lounge: Lounge) -> None:
    await lounge.welcome({"alice": "", "bob": "", "carol": ""})
    assert len((await lounge.say("picks")).cards) == 5


async def test_with_nobody_in_there_is_nobody_to_pick_for(lounge: Lounge) -> None:
    await lounge.welcome({"alice": "like Titanic"})
    await lounge.say("out")
    assert (await lounge.say("picks")).text.startswith("Nobody is in yet")


async def test_picks_are_for_those_who_come_or_who_manage_the_place(lounge: Lounge) -> None:
    await lounge.welcome()
    refused = await lounge.say("picks", "dave")
    assert refused.private
    assert "say that you are in first" in refused.text
    managed = replace(lounge, managers=frozenset({"dave"}))
    assert len((await managed.say("picks", "dave")).cards) == 5


async def test_a_theme_keeps_the_picks_to_what_it_says(lounge: Lounge) -> None:
    await lounge.welcome()
    await lounge.say("night theme 80s horror")
    shown = await lounge.say("picks")
    assert "by the theme: horror 1980s." in shown.text
    assert set(ids_of(shown)) == {ALIENS, THE_THING}


async def test_a_theme_that_is_a_mere_title_limits_nothing(lounge: Lounge) -> None:
    await lounge.welcome()
    await lounge.say("night theme Bring your own blanket")
    assert len((await lounge.say("picks")).cards) == 5


async def test_hidden_genres_stay_hidden_and_are_not_suggested_either(lounge: Lounge) -> None:
    lounge.managers = frozenset({"alice"})
    await lounge.say("settings hide sci-fi animation")
    await lounge.welcome()
    shown = await lounge.say("picks")
    assert {"Notting Hill", "Amelie"} <= set(titles_of(shown))
    assert not any({"Sci-Fi", "Animation"} & set(card.movie.genres) for card in shown.cards)
    refused = await lounge.say("suggest The Matrix", "carol")
    assert refused.text == "Films like that are not shown here; suggest another one."


async def test_films_for_adults_are_picked_and_suggested_only_where_they_are_allowed(tmp_path: Path) -> None:
    posters = ToldPosters(adults_only={TOY_STORY, MATRIX, MONONOKE})
    async with open_lounge(tmp_path, posters=posters) as lounge:
        lounge.managers = frozenset({"alice"})
        await lounge.welcome()
        shown = await lounge.say("picks")
        assert len(shown.cards) == 5
        assert not {TOY_STORY, MATRIX, MONONOKE} & set(ids_of(shown))
        assert "not shown here" in (await lounge.say("suggest Toy Story", "carol")).text
        await lounge.say("settings adult on")
        assert "carol suggests" in (await lounge.say("suggest Toy Story", "carol")).text
        assert {MATRIX, MONONOKE} & set(ids_of(await lounge.say("picks")))


async def test_films_longer_than_the_theme_allows_are_left_out_and_others_looked_at(tmp_path: Path) -> None:
    films = moods()
    minutes = {movie.movie_id: 150 if movie.movie_id % 9 else 90 for movie in films.movies}
    async with open_lounge(tmp_path, films, ToldPosters(minutes)) as lounge:
        await lounge.welcome({"alice": "like #100", "bob": "like #200", "carol": "like #300"})
        await lounge.say("night theme under 2h")
        shown = await lounge.say("picks")
        assert len(shown.cards) == 5
        assert all(minutes[movie_id] == 90 for movie_id in ids_of(shown))
        await lounge.say("veto 1", "bob")
        assert all(minutes[movie_id] == 90 for movie_id in ids_of(await lounge.say("night")))


async def test_everybody_finds_one_of_their_own_best_and_again_when_it_is_gone(tmp_path: Path) -> None:
    async with open_lounge(tmp_path, moods()) as lounge:
        names = ["alice", "bob", "carol", "dave", "erin"]
        await lounge.welcome({name: f"like #{100 * mood}" for mood, name in enumerate(names, start=1)})
        await lounge.say("picks")
        for name in ("erin", "carol", "alice"):
            shown = await lounge.say("night")
            assert {movie_id // 100 for movie_id in ids_of(shown)} == {1, 2, 3, 4, 5}
            assert "nothing here" not in shown.text
            first = next(movie_id for movie_id in ids_of(shown) if movie_id // 100 == 2)
            await lounge.say(f"veto #{first}", name)
        assert {movie_id // 100 for movie_id in ids_of(await lounge.say("night"))} == {1, 2, 3, 4, 5}


async def test_the_card_says_for_how_many_the_list_has_nothing_of_their_own_best(tmp_path: Path) -> None:
    async with open_lounge(tmp_path, moods()) as lounge:
        names = ["alice", "bob", "carol", "dave", "erin", "frank"]
        await lounge.welcome({name: f"like #{100 * mood}" for mood, name in enumerate(names, start=1)})
        shown = await lounge.say("picks")
        assert len({movie_id // 100 for movie_id in ids_of(shown)}) == 5
        assert "For one of you I found nothing here that is among their own ten best." in shown.text


async def test_picks_made_anew_leave_what_was_suggested_and_what_has_votes(lounge: Lounge) -> None:
    await lounge.welcome()
    await lounge.say("picks")
    await lounge.say("suggest Titanic", "bob")
    before = await everything_on_the_list(lounge)
    await lounge.say("vote open")
    await lounge.say(f"vote {before[4]}", "carol")
    await lounge.say("in", "dave")
    for film in before[:3]:
        await lounge.say(f"dislike {film}", "dave")
    await lounge.say("picks", "dave")
    after = await everything_on_the_list(lounge)
    assert {before[4], "Titanic (1997)"} <= set(after)
    assert not set(before[:3]) & set(after)
    assert f"You vote for {before[4]}." in (await lounge.say("vote", "carol")).text


async def test_when_nothing_else_may_be_shown_the_suggestions_stay(lounge: Lounge) -> None:
    await lounge.welcome({"alice": "like Alien (1979)", "bob": "like Titanic"})
    await lounge.say("suggest Titanic")
    await judge_all_but(lounge, {ALIEN, TITANIC}, "bob")
    shown = await lounge.say("picks")
    assert shown.text.startswith("I find no other film that everybody here may be shown.")
    assert ids_of(shown) == [TITANIC]


async def test_a_member_suggests_two_films_and_takes_one_back_for_a_third(lounge: Lounge) -> None:
    await lounge.welcome()
    assert (await lounge.say("suggest Titanic", "bob")).text.startswith("bob suggests Titanic (1997).")
    await lounge.say("suggest Notting Hill", "bob")
    assert "take one back first" in (await lounge.say("suggest Amelie", "bob")).text
    assert "not one that you suggested" in (await lounge.say("withdraw Titanic", "carol")).text
    taken = await lounge.say("withdraw Titanic", "bob")
    assert not taken.private
    assert taken.text.startswith("bob takes Titanic (1997) back.")
    assert "bob suggests" in (await lounge.say("suggest Amelie", "bob")).text


async def test_a_film_that_is_there_or_has_left_is_not_suggested(lounge: Lounge) -> None:
    await lounge.welcome()
    await lounge.say("picks")
    first, *_ = await everything_on_the_list(lounge)
    assert (await lounge.say(f"suggest {first}", "bob")).text == "That film is on the list already; vote for it."
    await lounge.say(f"veto {first}", "carol")
    assert (await lounge.say(f"suggest {first}", "bob")).text.startswith("That film has left the list of this night")


async def test_a_suggestion_is_refused_for_nobodys_verdict(lounge: Lounge) -> None:
    await lounge.welcome()
    await lounge.say("dislike Titanic", "carol")
    await lounge.say("seen Titanic", "alice")
    assert "bob suggests Titanic (1997)." in (await lounge.say("suggest Titanic", "bob")).text


@pytest.mark.parametrize(
    "verdict", ["like", *(pytest.param(one, marks=pytest.mark.long) for one in ("dislike", "seen"))]
)
async def test_what_anybody_thinks_of_a_suggestion_does_not_decide_a_tie(tmp_path: Path, verdict: str) -> None:
    settled = []
    for said in (f"{verdict} Amelie", "help"):
        async with open_lounge(tmp_path / said.replace(" ", "-")) as lounge:
            await lounge.welcome()
            await lounge.say(said, "carol")
            for line in (
                "suggest Amelie",
                "suggest The Thing (2011)",
                "vote open",
                "vote Amelie",
                "vote The Thing (2011)",
            ):
                await lounge.say(line)
            closed = await lounge.close()
            assert "A tie at one vote; this one suits all of you best." in closed.text
            settled.append(titles_of(closed))
    assert settled == [["Amelie"], ["Amelie"]]


async def test_a_suggestion_is_weighed_for_those_who_are_in_when_the_picks_are_made(lounge: Lounge) -> None:
    await lounge.welcome({"alice": "like Alien (1979); Blade Runner"})
    await lounge.say("suggest The Thing (2011)")
    await lounge.say("suggest Amelie")
    for name in ("bob", "carol"):
        await lounge.say("like Titanic", name)
        await lounge.say("in", name)
    for line in ("picks", "vote open", "vote The Thing (2011)", "vote Amelie"):
        await lounge.say(line)
    assert titles_of(await lounge.close()) == ["Amelie"]


async def test_a_title_of_two_films_is_asked_about_and_the_room_hears_the_answer(lounge: Lounge) -> None:
    await lounge.welcome()
    asked = await lounge.say("suggest the thing", "bob")
    assert asked.private
    answered = await lounge.press(button(asked, "The Thing (1982)"), "bob")
    assert answered.private
    assert [post.text.splitlines()[0] for post in lounge.posts] == ["bob suggests The Thing (1982)."]


async def test_what_is_suggested_in_a_direct_talk_is_told_in_the_channel(lounge: Lounge) -> None:
    await lounge.welcome()
    answered = await replace(lounge, channel=Channel("", "")).say("suggest Titanic", "bob")
    assert answered.private
    assert [post.text.splitlines()[0] for post in lounge.posts] == ["bob suggests Titanic (1997)."]


async def test_the_room_that_cannot_be_told_is_answered(lounge: Lounge) -> None:
    await lounge.welcome()
    await lounge.say("picks")
    lounge.board.fault = OutsideError("The platform does not answer.")
    asked = await lounge.say("suggest the thing", "bob")
    assert not (await lounge.press(asked.buttons[-1], "bob")).private
    assert "has left the list." in (await lounge.say("strike 1")).text
    assert "that was your veto" in (await lounge.say("veto 1", "bob")).text


@pytest.mark.parametrize("stage", ["voting", pytest.param("choosing", marks=pytest.mark.long)])
async def test_what_everybody_sees_is_the_same_whoever_vetoed_and_when_it_was_the_host(
    tmp_path: Path, stage: str
) -> None:
    seen = []
    for who, word in (("bob", "veto"), ("carol", "veto"), ("alice", "veto"), ("alice", "strike")):
        async with open_lounge(tmp_path / f"{who}-{word}") as lounge:
            await lounge.welcome()
            await lounge.say("picks")
            await lounge.say("suggest Titanic", "carol")
            if stage == "voting":
                await lounge.say("vote open counts")
                await lounge.say("vote 1", "bob")
            answered = await lounge.say(f"{word} 1", who)
            assert answered.private
            assert answered.updated is None
            shown = await lounge.say("night", "dave")
            seen.append([without_names_of_the_night(reply) for reply in (*lounge.posts, shown)])
    assert len(seen[0]) == 2
    assert seen[0][0][0].startswith("Toy Story (1995) has left the list. Amelie (2001) steps up.\n")
    assert all(other == seen[0] for other in seen[1:])


async def test_a_veto_is_chosen_from_a_list_that_only_its_member_sees(lounge: Lounge) -> None:
    await lounge.welcome()
    shown = await lounge.say("picks")
    asked = await lounge.press(button(shown, "Secret veto"), "bob")
    assert asked.private
    assert choices(asked) == [str(card.movie) for card in shown.cards]
    pressed = await lounge.press(choice(asked, choices(asked)[0]), "bob")
    assert pressed.private
    assert pressed.text.startswith(f"{choices(asked)[0]} is off the list: that was your veto for this night.")
    assert pressed.updated is not None
    assert everything_seen(pressed.updated) == everything_seen(await lounge.say("night", "carol"))


async def test_a_press_of_either_kind_brings_the_same_card(tmp_path: Path) -> None:
    cards = []
    for who, command in (("bob", Veto), ("alice", Strike)):
        async with open_lounge(tmp_path / who) as lounge:
            await lounge.welcome()
            shown = await lounge.say("picks")
            night_id = next(one.command.night_id for one in shown.buttons if isinstance(one.command, Veto))
            pressed = await lounge.press(command(f"#{ids_of(shown)[0]}", night_id), who)
            assert pressed.updated is not None
            cards.append([without_names_of_the_night(one) for one in (pressed.updated, *lounge.posts)])
    assert cards[0] == cards[1]


async def test_there_is_one_veto_a_night_for_those_who_come(lounge: Lounge) -> None:
    await lounge.welcome()
    assert "No film is on the list yet" in (await lounge.say("veto")).text
    await lounge.say("picks")
    assert "for those who come" in (await lounge.say("veto", "dave")).text
    await lounge.say("veto 2", "bob")
    for line in ("veto", "veto 1"):
        assert (await lounge.say(line, "bob")).text == "You have used your veto for this night."
    assert len(lounge.posts) == 1


async def test_only_the_host_drops_films_and_as_many_as_they_like(lounge: Lounge) -> None:
    await lounge.welcome()
    await lounge.say("picks")
    assert "for the host of this night" in (await lounge.say("strike 1", "bob")).text
    for _ in range(3):
        assert "is off the list." in (await lounge.say("strike 1")).text
    assert len(lounge.posts) == 3


async def test_the_last_film_cannot_be_vetoed(lounge: Lounge) -> None:
    await lounge.welcome()
    await judge_all_but(lounge, {ALIEN, AMELIE}, "bob")
    assert len((await lounge.say("picks")).cards) == 2
    await lounge.say("veto 1", "bob")
    assert "That is the last film on the list" in (await lounge.say("veto 1", "carol")).text


async def test_where_a_veto_can_be_guessed_that_is_said_before_it_is_cast(lounge: Lounge) -> None:
    await lounge.welcome({"alice": "like Alien (1979)", "bob": "like Titanic"})
    shown = await lounge.say("picks")
    film = str(shown.cards[0].movie)
    assert "can guess whose veto it was" in (await lounge.say("veto", "bob")).text
    asked = await lounge.say(f"veto {film}", "bob")
    assert asked.private
    assert "can guess whose veto it was" in asked.text
    assert film in await everything_on_the_list(lounge)
    await lounge.press(button(asked, f"Veto {film}"), "bob")
    assert film not in await everything_on_the_list(lounge)


async def test_among_three_nobody_is_told_that_a_veto_can_be_guessed(lounge: Lounge) -> None:
    await lounge.welcome()
    assert "guess" not in (await lounge.say("picks")).text
    assert "guess" not in (await lounge.say("veto", "bob")).text


async def test_a_title_that_may_be_two_films_of_the_list_is_asked_about(lounge: Lounge) -> None:
    await lounge.welcome()
    await lounge.say("suggest The Thing (1982)")
    await lounge.say("suggest The Thing (2011)")
    for line, name in (("veto the thing", "bob"), ("strike the thing", "alice"), ("withdraw the thing", "alice")):
        asked = await lounge.say(line, name)
        assert asked.private
        assert [one.label for one in asked.buttons] == ["The Thing (1982)", "The Thing (2011)"]
        assert all("of night " in spell(one.command) for one in asked.buttons)
    await lounge.press(asked.buttons[0])
    assert ids_of(await lounge.say("night")) == [THE_THING_AGAIN]


async def test_a_film_that_is_not_on_the_list_cannot_leave_it(lounge: Lounge) -> None:
    await lounge.welcome()
    await lounge.say("picks")
    assert (await lounge.say("veto Titanic", "bob")).text == "Titanic (1997) is not on the list of this night."
    assert "I know no film called" in (await lounge.say("veto qqqqqqqqq", "bob")).text


async def test_without_a_night_every_answer_says_how_to_begin_one(lounge: Lounge) -> None:
    for command in (MakePicks(), Suggest("Titanic"), Veto(), Veto("Titanic"), Strike("Titanic")):
        assert "Plan one: night friday 8pm" in (await lounge.press(command)).text


async def test_once_the_film_is_chosen_the_list_stays_as_it_is(lounge: Lounge) -> None:
    await lounge.welcome()
    await lounge.say("picks")
    await lounge.say("vote open")
    closed = await lounge.close()
    for line in ("picks", "suggest Titanic", "veto 1", "strike 1", "veto"):
        assert (await lounge.say(line)).text == "The film is chosen."
    assert ids_of(await lounge.say("night")) == ids_of(closed)


def everything_seen(reply: Reply) -> list[str]:
    return list(everything_in(reply))
