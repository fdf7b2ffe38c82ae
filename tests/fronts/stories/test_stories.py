"""One story, told on every front: members do the same there, and read the same."""

from tests.fronts.stories.cinema import Cinema
from tests.fronts.stories.telling import on_every_front, on_fronts


@on_every_front
async def test_who_likes_films_is_recommended_others_and_told_why(cinema: Cinema) -> None:
    alice = cinema.alice
    liked = await alice.says("like Matrix; Alien (1979)")
    assert liked.text.startswith("You like The Matrix (1999) and Alien (1979).")
    listed = await alice.mentions("recommend 3")
    assert "Aliens (1986)" in listed.titles
    assert not listed.is_private
    why = await alice.presses("Why", listed, of="Aliens (1986)")
    assert why.text == "Why Aliens (1986)?"
    assert "Alien (1979)" in why.films[0].reason
    assert why.is_private
    more = await alice.presses("More", listed)
    assert not set(more.titles) & set(listed.titles)


@on_every_front
async def test_a_title_of_two_films_is_asked_about_and_settled_by_a_press(cinema: Cinema) -> None:
    asked = await cinema.alice.says("like the thing")
    assert asked.buttons >= {"The Thing (1982)", "The Thing (2011)"}
    answer = await cinema.alice.presses("The Thing (1982)", asked)
    assert answer.text.startswith("You like The Thing (1982).")
    assert "The Thing (1982)" in (await cinema.alice.says("taste")).text


@on_every_front
async def test_the_latest_change_is_taken_back(cinema: Cinema) -> None:
    await cinema.alice.says("like Matrix")
    await cinema.alice.says("dislike Titanic")
    assert "Titanic (1997)" in (await cinema.alice.says("undo")).text
    taste = await cinema.alice.says("taste")
    assert "The Matrix (1999)" in taste.text
    assert "Titanic" not in taste.text


@on_every_front
async def test_a_film_that_was_seen_makes_way_for_the_next_best_in_the_list(cinema: Cinema) -> None:
    await cinema.alice.says("like Matrix; Alien (1979)")
    listed = await cinema.alice.says("recommend")
    first, second, *others = listed.titles
    note = await cinema.alice.presses("Seen", listed, of=second)
    assert second in note.text
    assert note.is_private
    now = (await cinema.alice.sees(listed)).titles
    assert [now[0], *now[2:]] == [first, *others]
    assert now[1] not in listed.titles
    await cinema.alice.presses("👎", listed, of=now[1])
    assert now[1] not in (await cinema.bob.sees(listed)).titles


@on_every_front
async def test_another_members_press_is_their_own_verdict_and_leaves_the_list_alone(cinema: Cinema) -> None:
    await cinema.alice.says("like Matrix; Alien (1979)")
    listed = await cinema.alice.says("recommend 3")
    first = listed.titles[0]
    answer = await cinema.bob.presses("👍", listed, of=first)
    assert answer.text.startswith(f"You like {first}.")
    assert answer.is_private
    assert await cinema.alice.sees(listed) == listed
    assert first in (await cinema.bob.says("taste")).text


@on_every_front
async def test_a_mood_changes_the_list_where_it_stands(cinema: Cinema) -> None:
    await cinema.alice.says("like Matrix; Spirited Away; Amelie")
    listed = await cinema.alice.says("recommend 3")
    await cinema.alice.presses("Adventurous", listed)
    now = await cinema.bob.sees(listed)
    assert {"Familiar", "Balanced"} <= now.buttons
    assert "Adventurous" not in now.buttons


@on_every_front
async def test_a_private_list_is_read_by_its_asker_alone_until_it_is_shared(cinema: Cinema) -> None:
    await cinema.alice.asks("like Matrix; Alien (1979)")
    listed = await cinema.alice.asks("recommend 3 privately")
    assert listed.is_private
    assert await cinema.bob.reads() == []
    await cinema.alice.presses("Share", listed)
    (shared,) = await cinema.bob.reads()
    assert shared.titles == listed.titles


@on_every_front
async def test_the_taste_page_shows_what_was_told_and_takes_a_film_out(cinema: Cinema) -> None:
    await cinema.alice.asks("like Matrix; Alien (1979)")
    taste = await cinema.alice.asks("taste")
    assert taste.is_private
    assert taste.picture.startswith("A chart of the 2 films you like.")
    note = await cinema.alice.chooses("The Matrix (1999)", taste)
    assert "The Matrix (1999)" in note.text
    assert (await cinema.alice.sees(taste)).choices == ("Alien (1979)",)


@on_every_front
async def test_two_tastes_are_held_against_each_other_when_both_are_shared(cinema: Cinema) -> None:
    await cinema.alice.says("like Matrix; Alien (1979); Titanic")
    await cinema.bob.says("like Blade Runner; Alien (1979); Titanic")
    refused = await cinema.alice.says("match @bob")
    assert not refused.films
    for member in (cinema.alice, cinema.bob):
        await member.says("taste share on")
    matched = await cinema.alice.says("match @bob")
    assert "Alien (1979)" in matched.text
    assert matched.titles


@on_every_front
async def test_films_for_later_are_kept_and_one_of_them_is_picked(cinema: Cinema) -> None:
    kept = await cinema.alice.says("later Aliens; Titanic")
    assert "Your list has 2 films." in kept.text
    shown = await cinema.alice.presses("My list", kept)
    assert shown.is_private
    await cinema.alice.says("drop Titanic")
    assert (await cinema.alice.says("pick")).titles == ["Aliens (1986)"]
    assert "is empty" in (await cinema.bob.says("later")).text


@on_every_front
async def test_words_that_mean_nothing_are_answered_with_what_may_have_been_meant(cinema: Cinema) -> None:
    assert "I don't know" in (await cinema.alice.says("recomend")).text
    assert "I know no film called “xyzzy plugh”" in (await cinema.alice.says("like xyzzy plugh")).text
    near = await cinema.alice.says("like notting hotel")
    liked = await cinema.alice.presses("Notting Hill (1999)", near)
    assert liked.text.startswith("You like Notting Hill (1999).")
    assert "You have no list yet" in (await cinema.alice.says("why 1")).text
    assert (await cinema.alice.says("recommend 11")).text.startswith("I can show 1 to 10 films")


@on_every_front
async def test_who_manages_the_space_changes_how_the_bot_behaves(cinema: Cinema) -> None:
    changed = await cinema.dora.says("settings hide horror")
    assert "horror" in changed.text.lower()
    await cinema.alice.says("like Matrix; Blade Runner")
    listed = await cinema.alice.says("recommend 5")
    assert not any("Horror" in film.facts for film in listed.films)
    await cinema.dora.says("settings prefix ?")
    assert "Blade Runner (1982)" in (await cinema.alice.says("undo", prefix="?")).text


@on_fronts("discord", "slack")  # whoever opens the page manages it
async def test_who_does_not_manage_the_space_changes_nothing(cinema: Cinema) -> None:
    refused = await cinema.bob.says("settings hide horror")
    assert refused.text.startswith("Only those who manage Film Club can change how I behave here")
    await cinema.alice.says("like Matrix; Alien (1979)")
    assert "Aliens (1986)" in (await cinema.alice.says("recommend")).titles


@on_every_front
async def test_a_space_that_speaks_german_is_answered_in_german(cinema: Cinema) -> None:
    await cinema.dora.says("settings language german")
    liked = await cinema.alice.says("like Matrix; Alien (1979)")
    assert liked.text.startswith("Du magst The Matrix (1999) und Alien (1979).")
    listed = await cinema.alice.says("recommend 3")
    why = await cinema.alice.presses("Warum", listed, of=listed.titles[0])
    assert why.text.startswith("Warum ")
    assert {"Mehr", "Vertraut", "Abenteuerlich", "1 Gesehen"} <= listed.buttons


@on_every_front
async def test_a_list_from_elsewhere_is_read_shown_and_taken_in(cinema: Cinema) -> None:
    offer = await cinema.alice.brings("films.txt", b"The Matrix (1999)\nAlien (1979)\n")
    assert offer.text.startswith("That file names 2 films")
    assert offer.is_private
    done = await cinema.alice.presses("Import", offer)
    assert "Imported: 2 you like" in done.text
    assert "Alien (1979)" in (await cinema.alice.says("taste")).text
    await cinema.alice.presses("Undo", done)


@on_every_front
async def test_a_movie_night_from_the_plan_to_the_film(cinema: Cinema) -> None:
    alice, bob = cinema.alice, cinema.bob
    await cinema.dora.says("settings zone Europe/London")
    await alice.says("like Matrix; Alien (1979)")
    await bob.says("like Titanic; Matrix")
    card = await alice.says("night tomorrow 8pm; under 3h; the lobby")
    assert "[2026-01-02 20:00]" in card.text
    assert (await bob.presses("I'm in", card)).is_private
    assert "alice and bob" in (await alice.sees(card)).text

    listed = await alice.says("picks")
    vetoed, kept = listed.titles[:2]
    menu = await bob.presses("Secret veto", listed)
    assert menu.is_private
    await bob.chooses(vetoed, menu)
    news = (await alice.reads())[-1]
    assert news.text.startswith(f"{vetoed} has left the list.")
    assert vetoed not in news.titles
    assert "bob" not in news.text.splitlines()[0]

    suggested = await bob.says("suggest Spirited Away")
    assert "bob suggests Spirited Away (2001)" in suggested.text
    await alice.presses("Open the vote", suggested)
    vote = await alice.sees(suggested)
    ballot = next(label for label in vote.buttons if kept in label)
    for member in (alice, bob):
        answer = await member.presses(ballot, vote)
        assert answer.text.startswith(f"You vote for {kept}.")
        assert answer.is_private
    await alice.presses("Close the vote", vote)
    decision = (await cinema.passes(seconds=5))[-1]
    assert decision.titles == [kept]
    reminder = (await cinema.passes(hours=31, minutes=31))[-1]
    assert reminder.text.startswith("alice and bob: ")
