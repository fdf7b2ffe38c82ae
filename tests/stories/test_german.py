"""The bot in German: where the space speaks it, and for members who have chosen it for themselves."""

from dataclasses import replace

import pytest

from bot.chat.grammar import parse
from bot.chat.language import languages
from bot.chat.reply import Reply
from bot.chat.sender import Sender, Space
from bot.chat.tongues import Tongues
from tests.boards import Lounge
from tests.world import HOME, World, button, member


async def manage(world: World, line: str) -> Reply:
    """What somebody who manages the space is answered."""
    return await world.bot.answer(parse(line), replace(member("dora"), manages=True))


async def hear(world: World, line: str, sender: Sender) -> str:
    """The text that a sender is answered."""
    reply = await world.bot.hear(line, sender)
    assert reply is not None
    return reply.text


@pytest.fixture
async def german(world: World) -> World:
    """A world whose space speaks German."""
    for name in ("alice", "bob", "dora"):
        await world.say("undo", name)
    assert (await manage(world, "settings language deutsch")).text == "Ich spreche hier Deutsch."
    return world


async def test_an_evening_of_films_in_german(german: World) -> None:
    liked = await german.say("like Matrix; Alien (1979)")
    assert liked.text == (
        "Du magst The Matrix (1999) und Alien (1979).\n"
        "Noch ein Film, den du magst, und ich kenne deinen Geschmack gut; oder sag gleich recommend."
    )
    shown = await german.say("recommend 3")
    assert shown.text.startswith("Drei Filme für alice, von ")
    assert "Reelmates mit deinem Geschmack" in shown.text
    assert [one.label for one in shown.cards[0].buttons] == ["Mag ich", "Mag ich nicht", "Gesehen", "Warum"]
    assert [one.label for one in shown.buttons] == ["Mehr", "Vertraut", "Abenteuerlich"]
    why = await german.press(button(shown, "Warum", card=0))
    assert why.text.startswith("Warum ")
    assert "Was dich mit ihnen verbindet" in why.cards[0].body
    assert (
        await german.say("undo")
    ).text == "The Matrix (1999) ist wieder ohne Urteil.\nAlien (1979) ist wieder ohne Urteil."


async def test_help_and_taste_speak_german_and_commands_stay_english(german: World) -> None:
    told = (await german.say("help")).text
    assert "Sag mir deinen Geschmack:\nlike TITEL; TITEL …: Filme, die du liebst" in told
    assert "help [BEFEHL]: " in told
    await german.say("dislike Titanic")
    taste = await german.say("taste")
    assert taste.text.splitlines()[0] == "Nichts für dich (1): Titanic (1997)"
    assert taste.menu is not None
    assert taste.menu.label == "Einen herausnehmen …"


@pytest.mark.parametrize("language", languages())
async def test_help_fits_a_message_in_every_language(world: World, language: str) -> None:
    await world.say(f"language {language}")
    assert len((await world.say("!help", is_direct=False)).text) < 2000


async def test_words_that_mean_nothing_are_told_so_in_german(german: World) -> None:
    assert (await german.say("recomend")).text == "Ich kenne „recomend“ nicht. Meinst du recommend?"
    assert (await german.say("like xyzzy")).text.startswith("Ich kenne keinen Film namens „xyzzy“.")
    assert (await german.say("recommend 11")).text == "Ich kann 1 bis 10 Filme auf einmal zeigen."
    assert (await german.say("recommend comedy horror 1950s")).text == (
        "Für „Komödie Horror 1950er“ ist kein Film mehr übrig. Lass eines der Wörter weg, und versuch es noch einmal."
    )


async def test_a_number_and_a_list_are_written_as_germans_write_them(german: World) -> None:
    films = "\n".join(f"Film {number}" for number in range(1_000)).encode()
    reply = await german.bot.receive("filme.txt", films, member("alice"))
    assert "1.000 Filme" in reply.text
    assert (
        "Du magst Titanic (1997), Alien (1979) und Aliens (1986)."
        in (await german.say("like Titanic; Alien (1979); Aliens")).text
    )


async def test_a_member_chooses_a_language_of_their_own_and_takes_it_back(world: World) -> None:
    await world.say("undo")
    offered = await world.say("language")
    assert offered.text == "I answer you in English. I speak English and German; commands are English in each."
    chosen = await world.press(button(offered, "Deutsch"))
    assert chosen.text == "Von jetzt an antworte ich dir auf Deutsch."
    assert (await world.say("undo")).text == "Es gibt nichts zurückzunehmen."
    await world.say("undo", "bob")
    assert (await world.say("undo", "bob")).text == "There is nothing to take back."
    await world.press(button(chosen, "Wie es hier üblich ist"))
    assert (await world.say("undo")).text == "There is nothing to take back."
    assert (await world.say("language klingon")).text.startswith("I don't speak “klingon”. I speak English and German")


async def test_a_members_own_choice_wins_over_the_spaces(german: World) -> None:
    assert (await german.say("language english")).text == "From now on I answer you in English."
    assert (await german.say("undo")).text == "There is nothing to take back."
    assert (await german.say("undo", "bob")).text == "Es gibt nichts zurückzunehmen."


async def test_where_nobody_has_chosen_the_platforms_locale_counts(world: World) -> None:
    alice = replace(member("alice"), locale="de-AT")
    await world.say("undo")
    assert await hear(world, "undo", alice) == "Es gibt nichts zurückzunehmen."
    assert await hear(world, "undo", replace(alice, locale="fr")) == "There is nothing to take back."
    german_server = replace(alice, locale="", space=Space(HOME.key, HOME.name, "de"))
    assert await hear(world, "undo", german_server) == "Es gibt nichts zurückzunehmen."
    await manage(world, "settings language english")
    assert await hear(world, "undo", german_server) == "There is nothing to take back."


async def test_the_choice_is_told_by_privacy_handed_out_and_forgotten(world: World) -> None:
    await world.say("language german")
    assert "die Sprache, in der ich dir antworten soll" in (await world.say("privacy")).text
    files = (await world.say("mydata")).files
    assert b'"language": "de"' in files[0].content
    assert "1 Wahl der Sprache" in (await world.say("forgetme everywhere")).text
    assert "There is nothing to take back." in (await world.say("undo")).text


async def test_a_choice_made_by_another_process_is_seen_within_a_minute(world: World) -> None:
    seconds = [0.0]
    here = Tongues(world.database, None, lambda: seconds[0])  # type: ignore[arg-type]  # a member's choice asks no space
    assert await here.chosen("test", "alice") == ""
    await world.say("language german")
    assert await here.chosen("test", "alice") == ""
    seconds[0] += 60
    assert await here.chosen("test", "alice") == "de"


async def test_a_nights_card_is_in_the_language_of_the_space_whoever_presses(german: World) -> None:
    lounge = Lounge(german)
    await lounge.say("language english", "bob")
    await lounge.say("night saturday 8pm")
    night = await lounge.say("night", "alice")
    pressed = await lounge.press(button(night, night.buttons[0].label), "bob")
    assert pressed.text.startswith("You are in")
    assert pressed.updated is not None
    assert pressed.updated.language == "de"
    assert "Samstag, 28. November 2026, 20:00 Uhr" in pressed.updated.text
