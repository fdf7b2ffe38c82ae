"""A member's first evening with the bot, as chat lines."""

from tests.world import ALIENS, MATRIX, World, button, ids_of, titles_of


async def test_a_member_who_loves_alien_is_recommended_aliens(world: World) -> None:
    await world.say("!like Alien (1979)")
    reply = await world.say("!recommend")
    place = titles_of(reply).index("Aliens")
    assert place < 2
    assert "your love of Alien" in reply.cards[place].body


async def test_a_liked_film_leaves_the_list_and_the_next_best_takes_its_place(world: World) -> None:
    await world.say("like The Matrix")
    shown = await world.say("recommend 3")
    place = ids_of(shown).index(ALIENS)
    note = await world.press(button(shown, "Like", card=place))
    assert note.updated is not None
    assert note.text.startswith("You like Aliens")
    after = ids_of(note.updated)
    assert ALIENS not in after
    assert len(after) == 3
    assert after[:place] == ids_of(shown)[:place]
    assert MATRIX not in after
