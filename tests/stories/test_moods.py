"""Lists that change: moods, films like one film, a series, sharing, and evidence that a member corrects."""

import pytest

from bot.chat.commands import More, Remood
from bot.chat.reply import Reply
from bot.recommend.scoring import Mood
from tests.world import (
    ALIEN,
    ALIENS,
    AMELIE,
    MONONOKE,
    SPIRITED_AWAY,
    THE_THING,
    TITANIC,
    World,
    button,
    ids_of,
    member,
)


async def test_a_list_changes_its_mood_in_place(world: World) -> None:
    await world.say("like Alien (1979)")
    shown = await world.say("recommend")
    pressed = await world.press(button(shown, "Adventurous"))
    assert pressed.private
    assert pressed.updated is not None
    assert "adventurous" in pressed.text
    assert ALIEN not in ids_of(pressed.updated)
    assert {one.label for one in pressed.updated.buttons} == {"More", "Familiar", "Balanced"}
    back = await world.press(button(pressed.updated, "Balanced"))
    assert back.updated is not None
    assert ids_of(back.updated) == ids_of(shown)


async def test_the_next_films_keep_the_mood_of_their_list(world: World) -> None:
    await world.say("like Alien (1979)")
    shown = await world.say("recommend 2 familiar")
    more = await world.press(button(shown, "More"))
    assert {one.label for one in more.buttons} == {"More", "Balanced", "Adventurous"}
    assert not set(ids_of(shown)) & set(ids_of(more))


async def test_the_latest_list_is_asked_for_in_another_mood(world: World) -> None:
    await world.say("like Alien (1979)")
    await world.say("recommend 3")
    again = await world.say("mood familiar")
    assert len(again.cards) == 3
    assert not again.private
    assert await world.say("mood familiar", name="bob") != again


async def test_somebody_elses_mood_button_gives_ones_own_list(world: World) -> None:
    await world.say("like Alien (1979)")
    await world.say("like Notting Hill", name="bob")
    shown = await world.say("recommend")
    own = await world.press(button(shown, "Adventurous"), name="bob")
    assert own.private
    assert own.updated is None
    assert TITANIC in ids_of(own)
    assert ids_of(await world.press(button(shown, "More"))) != ids_of(own)


async def test_films_are_found_that_go_with_one_film(world: World) -> None:
    await world.say("dislike Princess Mononoke")
    reply = await world.say("more like Spirited Away")
    assert "Spirited Away (2001)" in reply.text
    assert not {SPIRITED_AWAY, MONONOKE} & set(ids_of(reply))
    assert "who love Spirited Away" in reply.cards[0].body
    more = await world.press(button(reply, "More"))
    assert not set(ids_of(reply)) & set(ids_of(more))


async def test_a_doubtful_film_is_asked_for_before_films_like_it(world: World) -> None:
    question = await world.say("more like The Thing")
    reply = await world.press(question.buttons[0])
    assert THE_THING not in ids_of(reply)
    assert reply.cards


async def test_only_the_films_of_a_series_come_when_they_are_asked_for(world: World) -> None:
    await world.say("like The Matrix")
    reply = await world.say("recommend aliens")
    assert set(ids_of(reply)) == {ALIEN, ALIENS}
    await world.say("like Alien (1979); Aliens")
    over = await world.say("recommend aliens")
    assert "no further film of the series" in over.text


@pytest.mark.parametrize("words", ["recommend bananas", "recommend horror bananas"])
async def test_words_that_are_neither_limit_nor_film_are_told(world: World, words: str) -> None:
    reply = await world.say(words)
    assert "“bananas”" in reply.text
    assert "try genres" in reply.text


async def test_a_private_list_is_shared_by_its_member_only(world: World) -> None:
    await world.say("like Alien (1979)")
    quiet = await world.say("recommend privately")
    assert quiet.private
    loud = await world.press(button(quiet, "Share"))
    assert not loud.private
    assert ids_of(loud) == ids_of(quiet)
    assert not any(one.label == "Share" for one in loud.buttons)
    refused = await world.press(button(quiet, "Share"), name="bob")
    assert refused.private
    assert "somebody else" in refused.text


async def test_a_like_left_out_of_the_taste_changes_the_list_at_once(world: World) -> None:
    await world.say("like Alien (1979); Notting Hill")
    shown = await world.say("recommend 3")
    place = next(place for place, card in enumerate(shown.cards) if "Alien" in card.body)
    card = await world.press(button(shown, "Why", card=place))
    corrected = await world.press(button(card, "Leave Alien out of my taste"))
    assert corrected.updated is not None
    assert _said_together(corrected.updated).count("Alien.") == 0
    assert ids_of(corrected.updated) == ids_of(await world.say("recommend 3"))
    assert {TITANIC, AMELIE} <= set(ids_of(corrected.updated))
    assert "out of your taste (1): Alien (1979)" in (await world.say("taste")).text
    await world.say("undo")
    assert ids_of(await world.say("recommend 3")) == ids_of(shown)


async def test_the_chance_to_like_a_film_is_told_in_words(world: World) -> None:
    assert "first tell me three films" in (await world.say("would I like Aliens")).text
    await world.say("like Alien (1979); The Matrix; Blade Runner")
    likely = await world.say("would I like Aliens?")
    assert "with a chance of about" in likely.text
    assert ids_of(likely) == [ALIENS]
    await world.say("dislike Titanic")
    assert (await world.say("would I like Titanic")).text.startswith("You told me that you dislike Titanic (1997).")


async def test_a_mood_of_a_list_that_is_gone_is_told(world: World) -> None:
    reply = await world.bot.answer(Remood(Mood.FAMILIAR, "zzzzzz"), member())
    assert "no longer have that list" in reply.text
    assert "no longer have that list" in (await world.bot.answer(More("zzzzzz"), member())).text


def _said_together(reply: Reply) -> str:
    return " ".join(card.body for card in reply.cards)
