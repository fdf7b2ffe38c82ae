"""Those who manage a space choose how the bot behaves there; everybody else may look."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.commands import ChangeSetting, ShowSettings
from bot.chat.entries import ENTRIES
from bot.chat.grammar import LONGEST_TOKEN, parse, spell
from bot.chat.reply import Reply
from bot.chat.sender import Channel, Sender, Space
from bot.chat.space_settings import ALWAYS_ON
from bot.movies.movie import Movie
from bot.movies.posters import Poster
from bot.movies.posters.drawn import DrawnPosters
from tests.world import (
    ALIEN,
    ALIENS,
    FILMS,
    HOME,
    THE_THING,
    THE_THING_AGAIN,
    World,
    button,
    ids_of,
    member,
    open_world,
)

FILM_CHAT, LOUNGE = Channel("7", "films"), Channel("8", "lounge")
CLUB = Space("club", "Film Club")
CHANGES = (
    "prefix ?",
    "channels here",
    "channels everywhere",
    "zone Europe/Berlin",
    "mood adventurous",
    "hide horror",
    "show war",
    "adult on",
    "planning managers",
    "cooldown recommend 1h",
    "off recommend",
    "on recommend",
    "reset",
    "reset everything",
    "nonsense",
    "prefix nonsense",
)
BAD_VALUES = (
    ("prefix", "settings prefix ?"),
    ("prefix hello", "settings prefix ?"),
    ("prefix / ", "settings prefix ?"),
    ("prefix @", "settings prefix ?"),
    ("prefix -", "settings prefix ?"),
    ("prefix ! !", "settings prefix ?"),
    ("prefix ...", "settings prefix ?"),
    ("prefix :", "settings prefix ?"),
    ("channels somewhere", "settings channels here"),
    ("zone", "settings zone Europe/Berlin"),
    ("zone xyzzyplugh", "settings zone Europe/Berlin"),
    ("mood grumpy", "settings mood adventurous"),
    ("hide", "settings hide horror"),
    ("hide bananas", "settings hide horror"),
    ("hide 1990s", "settings hide horror"),
    ("hide no horror", "settings hide horror"),
    ("show everything", "settings show horror"),
    ("adult perhaps", "settings adult on"),
    ("planning", "settings planning managers"),
    ("planning nobody", "settings planning everybody"),
    ("cooldown", "settings cooldown recommend 30s"),
    ("cooldown recommend", "settings cooldown recommend 30s"),
    ("cooldown recommend -5s", "settings cooldown recommend 30s"),
    ("cooldown recommend 25h", "settings cooldown recommend 30s"),
    ("cooldown dance 5s", "settings cooldown recommend 30s"),
    ("off", "settings off recommend"),
    ("off dancing", "settings off recommend"),
    ("on dancing", "settings on recommend"),
    ("colour red", "prefix, channels, zone"),
)
HORROR = {movie.movie_id for movie in FILMS if "Horror" in movie.genres}


def manager(channel: Channel = FILM_CHAT, space: Space = HOME) -> Sender:
    """One who may change the settings, in a channel of the space."""
    return Sender("test", "mia", "mia", space, channel=channel, manages=True)


def somebody(channel: Channel = FILM_CHAT, space: Space = HOME) -> Sender:
    """One who may not."""
    return replace(member("alice", is_direct=False), space=space, channel=channel)


async def ask(world: World, line: str, sender: Sender) -> Reply:
    """The answer to a line that must be answered."""
    reply = await world.bot.hear(line, sender)
    assert reply is not None, line
    return reply


async def settings(world: World, words: str = "") -> str:
    """What the manager is told after "settings" and these words."""
    return (await world.bot.answer(parse(f"settings {words}"), manager())).text


@pytest.fixture
async def world(world: World) -> World:
    """A world whose members have been greeted."""
    await settings(world)
    for name in ("alice", "bob"):
        await world.say("taste", name=name)
    return world


async def test_all_settings_are_on_one_screen_with_how_to_change_each(world: World) -> None:
    reply = await ask(world, "!settings", manager())
    assert reply.private
    for said in (
        "begin with !",
        "every channel",
        "UTC",
        "own language",
        "balanced",
        "every genre",
        "NC-17",
        "wait",
        "switched on",
    ):
        assert said in reply.text
    examples = re.findall(r"!(settings \S.*)", reply.text)
    assert len(examples) == 12
    for example in examples:
        answer = await ask(world, f"!{example}", manager())
        assert "like this" not in answer.text
        assert "no setting" not in answer.text
        await world.bot.answer(parse("settings prefix !"), manager())


async def test_everything_on_the_menu_can_be_chosen_and_changes_what_is_shown(world: World) -> None:
    for change in ("prefix ?", "hide war drama comedy crime musical", "cooldown more 5s", "off match", "channels here"):
        await settings(world, change)
    shown = await world.bot.answer(ShowSettings(), manager())
    assert shown.menu is not None
    assert 10 < len(shown.menu.choices) <= 25
    for choice in shown.menu.choices:
        assert len(choice.label) <= 80
        assert len(spell(choice.command)) <= LONGEST_TOKEN
        assert parse(spell(choice.command)) == choice.command
        before = await settings(world)
        answer = await world.bot.answer(choice.command, manager())
        if choice.label != "Put everything back":
            assert answer.text in await settings(world)
            assert await settings(world) != before


async def test_everybody_may_look_but_nobody_else_may_change(world: World) -> None:
    shown = await ask(world, "!settings", somebody())
    assert "begin with !" in shown.text
    assert "Change:" not in shown.text
    assert shown.menu is None


async def test_one_who_does_not_manage_the_space_changes_nothing_typed_or_pressed(world: World) -> None:
    await settings(world, "hide war")
    before = await settings(world)
    for change in CHANGES:
        for reply in (
            await ask(world, f"!settings {change}", somebody()),
            await world.bot.answer(parse(f"settings {change}"), somebody()),
            await world.bot.answer(parse(f"settings {change}"), replace(manager(), manages=False)),
            await world.bot.answer(parse(f"settings {change}"), replace(somebody(), space=None, shared=(HOME,))),
        ):
            assert reply.private, change
            assert "Only those who manage Home" in reply.text or "in one of its channels" in reply.text, change
    assert await settings(world) == before


async def test_who_manages_one_space_changes_nothing_of_another(world: World) -> None:
    await world.bot.answer(ChangeSetting("prefix", "?"), manager(space=CLUB))
    assert await world.bot.hear("?help", somebody()) is None
    assert await world.bot.hear("?help", somebody(space=CLUB)) is not None


async def test_a_new_prefix_is_heard_at_once_and_the_former_no_longer(world: World) -> None:
    assert "?recommend" in await settings(world, "prefix ?")
    assert await world.bot.hear("!taste", somebody()) is None
    assert (await ask(world, "?like Alien (1979)", somebody())).text.startswith("You like Alien (1979)")
    assert "?" in (await ask(world, "?why", somebody())).text


async def test_in_chosen_channels_only_the_bot_is_heard_nowhere_else(world: World) -> None:
    assert await settings(world, "channels here") == "I answer in #films only."
    assert await world.bot.hear("!like Alien (1979)", somebody(LOUNGE)) is None
    assert "films" in (await world.bot.answer(parse("recommend"), somebody(LOUNGE))).text
    assert (await ask(world, "!recommend", somebody(FILM_CHAT))).cards
    assert await settings(world, "channels here") == "I answer in every channel."
    assert await world.bot.hear("!like Alien (1979)", somebody(LOUNGE)) is not None


async def test_a_direct_message_is_answered_whatever_the_channels(world: World) -> None:
    await settings(world, "channels here")
    direct = Sender("test", "alice", "alice", None, (HOME,), is_direct=True)
    assert (await ask(world, "like Alien (1979)", direct)).text.startswith("You like Alien (1979)")


async def test_who_manages_the_space_can_call_the_bot_back_from_a_silent_channel(world: World) -> None:
    await settings(world, "channels here")
    assert (await ask(world, "!settings channels everywhere", manager(LOUNGE))).text == "I answer in every channel."


async def test_channels_are_chosen_in_channels(world: World) -> None:
    reply = await world.bot.answer(ChangeSetting("channels", "here"), manager(Channel("", "")))
    assert reply.text.startswith("Here is no channel of a server.")


async def test_a_zone_is_named_by_its_city(world: World) -> None:
    for words, zone in (("berlin", "Europe/Berlin"), ("New York", "America/New_York")):
        assert await settings(world, f"zone {words}") == f"Times are those of {zone}."
        assert zone in await settings(world)


async def test_of_an_unknown_zone_the_nearest_are_offered(world: World) -> None:
    reply = await world.bot.answer(parse("settings zone berln"), manager())
    assert reply.text.startswith("I know no time zone called “berln”")
    answer = await world.bot.answer(button(reply, "Europe/Berlin").command, manager())
    assert answer.text == "Times are those of Europe/Berlin."


async def test_lists_start_in_the_mood_of_the_space(world: World) -> None:
    await world.say("like Alien (1979)")
    assert "Balanced" not in [one.label for one in (await world.say("recommend")).buttons]
    await settings(world, "mood adventurous")
    labels = [one.label for one in (await world.say("recommend")).buttons]
    assert "Adventurous" not in labels
    assert {"Familiar", "Balanced"} <= set(labels)


async def test_a_hidden_genre_is_never_recommended_until_it_is_shown_again(world: World) -> None:
    await world.say("like Blade Runner; Matrix")
    await settings(world, "hide horror")
    for line in ("recommend 10", "recommend 10 adventurous", "more like Blade Runner", "recommend horror"):
        assert not HORROR & set(ids_of(await world.say(line)))
    await settings(world, "show scary")
    assert set(ids_of(await world.say("recommend 10"))) & HORROR


async def test_films_rated_for_adults_are_left_out_where_that_is_known(tmp_path: Path) -> None:
    class Rated(DrawnPosters):
        async def find(self, movies: Sequence[Movie]) -> Mapping[int, Poster]:
            ratings = {ALIENS: "NC-17", THE_THING: "X", ALIEN: "R"}
            return {movie.movie_id: Poster(age_rating=ratings.get(movie.movie_id)) for movie in movies}

    async with open_world(tmp_path, posters=Rated()) as world:
        await world.say("like Blade Runner")
        shown = ids_of(await world.say("recommend 10"))
        assert len(shown) == 9
        assert {ALIEN, THE_THING_AGAIN} <= set(shown)
        assert not {ALIENS, THE_THING} & set(shown)
        assert "too" in await settings(world, "adult on")
        assert {ALIENS, THE_THING} <= {*ids_of(await world.say("recommend 10")), *ids_of(await world.say("more"))}


async def test_one_who_is_too_quick_is_told_how_long_to_wait(world: World) -> None:
    assert await settings(world, "cooldown recommend 30s") == "A member may say recommend every 30 seconds."
    assert (await world.say("recommend")).cards
    world.clock.advance(seconds=10)
    early = await world.say("recommend")
    assert not early.cards
    assert early.private
    assert "20 s" in early.text
    assert (await world.say("recommend", name="bob")).cards
    assert (await world.say("taste")).text
    world.clock.advance(seconds=20)
    assert (await world.say("recommend")).cards
    await settings(world, "cooldown recommend off")
    assert (await world.say("recommend")).cards


async def test_a_command_that_is_off_is_told_and_comes_back(world: World) -> None:
    assert await settings(world, "off recommend") == "Switched off: recommend."
    reply = await world.say("recommend")
    assert not reply.cards
    assert "switched off" in reply.text
    assert await settings(world, "on recommend") == "Every command is switched on."
    assert (await world.say("recommend")).cards


async def test_what_members_have_a_right_to_cannot_be_taken_away(world: World) -> None:
    for name in ALWAYS_ON:
        assert "always there" in await settings(world, f"off {name}")
        assert "always there" in await settings(world, f"cooldown {name} 1h")
    assert "Switched off" not in await settings(world)


async def test_every_other_command_can_be_switched_off(world: World) -> None:
    names = [entry.name for entry in ENTRIES if entry.name not in ALWAYS_ON]
    for name in names:
        await settings(world, f"off !{name.upper()}")
    for line in ("like Alien", "recommend", "more", "mood balanced", "would I like Alien", "why 1", "share", "pick"):
        assert "switched off" in (await world.say(line)).text
    for name in ALWAYS_ON:
        assert "switched off here" not in (await world.say(name)).text


async def test_everything_is_put_back_only_when_that_is_confirmed(world: World) -> None:
    shipped = await settings(world)
    await settings(world, "hide horror")
    await settings(world, "adult on")
    changed = await settings(world)
    asked = await world.bot.answer(parse("settings reset"), manager())
    assert await settings(world) == changed
    await world.bot.answer(button(asked, "Leave it").command, manager())
    assert await settings(world) == changed
    await world.bot.answer(button(asked, "Put everything back").command, manager())
    assert await settings(world) == shipped


async def test_a_bad_value_changes_nothing_and_is_told_with_a_right_one(world: World) -> None:
    before = await settings(world)
    for change, right in BAD_VALUES:
        reply = await world.bot.answer(parse(f"settings {change}"), manager())
        assert right in reply.text, change
        assert reply.buttons, change
        assert reply.private, change
        assert len(reply.text) < 300, change
    assert await settings(world) == before


async def test_a_misspelled_setting_is_a_press_away(world: World) -> None:
    for said, meant in (("prefix? rm!", "prefix rm!"), ("channel here", "channels here"), ("timezone utc", "zone utc")):
        reply = await world.bot.answer(parse(f"settings {said}"), manager())
        answer = await world.bot.answer(button(reply, meant).command, manager())
        assert answer.text in await settings(world)


async def test_settings_outlive_a_restart(tmp_path: Path) -> None:
    async with open_world(tmp_path) as before:
        for change in ("prefix ?", "zone berlin", "mood familiar", "hide war", "adult on", "off match"):
            await settings(before, change)
        await settings(before, "cooldown recommend 1h 30")
        chosen = await settings(before)
    async with open_world(tmp_path) as after:
        assert await settings(after) == chosen


async def test_two_managers_at_the_same_moment_are_both_heard(world: World) -> None:
    changes = ("prefix ?", "zone berlin", "mood familiar", "hide war", "adult on", "off match", "off pick", "hide imax")
    await asyncio.gather(*(settings(world, change) for change in changes))
    said = await settings(world)
    for part in ("begin with ?", "Berlin", "familiar", "war", "imax", "too.", "match", "pick"):
        assert part in said


async def test_a_list_shown_before_a_genre_was_hidden_fills_up_without_it(world: World) -> None:
    await world.say("like Matrix")
    shown = await world.say("recommend 3")
    await settings(world, "hide horror")
    note = await world.press(button(shown, "Seen", card=0))
    assert note.updated is not None
    assert not HORROR & (set(ids_of(note.updated)) - set(ids_of(shown)))
