"""Films brought from elsewhere and taken away: shown first, imported on a yes, undone in one go."""

import asyncio
import csv
import io
import json
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.reply import Reply
from bot.chat.sender import Channel, Sender
from bot.taste.imports import LARGEST_FILE
from tests.taste.test_imports import LETTERBOXD, zipped
from tests.world import FILMS, MATRIX, World, button, member, open_world

EXPORT = zipped(LETTERBOXD)


async def send(world: World, content: str | bytes, name: str = "export", sender: Sender | None = None) -> Reply:
    """What a member is answered who sends this file."""
    said = content.encode() if isinstance(content, str) else content
    return await world.bot.receive(name, said, sender or member())


async def bring(world: World, content: str | bytes, name: str = "export") -> Reply:
    """What a member is answered who sends this file and says yes."""
    return await world.press(button(await send(world, content, name), "Import"))


def table_of(reply: Reply) -> list[list[str]]:
    """The rows of the table that came with the reply."""
    (file,) = reply.files
    return list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))


def labels(reply: Reply) -> list[str]:
    return [one.label for one in reply.buttons]


async def kept(world: World, name: str = "alice") -> tuple[str, str]:
    """What the member told, and wants to watch, as they are shown it."""
    return (await world.say("taste", name)).text, (await world.say("later", name)).text


async def test_a_file_is_shown_before_anything_changes(world: World) -> None:
    await world.say("taste")
    before = await kept(world)
    offer = await send(world, EXPORT)
    assert offer.private
    assert "That file names 6 films.\nNew to me: 2 you like, 1 not for you, 1 seen and 1 to watch later." in offer.text
    assert "I could not find one film for sure; the table lists what is missing." in offer.text
    assert labels(offer) == ["Import", "Leave it"]
    assert table_of(offer) == [
        ["title", "year", "imdb_id", "tmdb_id", "rating"],
        ["A Film of Nobody's", "2003", "", "", "3.0"],
    ]
    assert await kept(world) == before


async def test_an_import_is_part_of_the_taste_and_goes_with_one_undo(world: World) -> None:
    await world.say("like Toy Story")
    before = await kept(world)
    done = await bring(world, EXPORT)
    assert done.text.startswith("Imported: 2 you like, 1 not for you, 1 seen and 1 to watch later. undo takes it all")
    taste, later = await kept(world)
    assert all(title in taste for title in ("The Matrix", "Amelie", "Titanic", "Alien", "Toy Story"))
    assert "1. Notting Hill (1999)" in later
    undone = await world.press(button(done, "Undo"))
    assert "The Matrix (1999) is back to no verdict." in undone.text
    assert "Off your list of films to watch later: Notting Hill (1999)." in undone.text
    assert await kept(world) == before


async def test_a_watchlist_alone_is_undone_too_and_what_came_before_stays(world: World) -> None:
    await world.say("like Toy Story")
    await world.say("later Titanic")
    await bring(world, LETTERBOXD["watchlist.csv"], "watchlist.csv")
    assert "Notting Hill" in (await world.say("later")).text
    assert (await world.say("undo")).text == "Off your list of films to watch later: Notting Hill (1999)."
    taste, later = await kept(world)
    assert "Toy Story" in taste
    assert later.startswith("To watch later (1):\n1. Titanic (1997)")
    assert "Toy Story (1995) is back to no verdict." in (await world.say("undo")).text


async def test_a_film_put_on_the_list_anew_stays_there_when_the_import_is_undone(world: World) -> None:
    await bring(world, LETTERBOXD["watchlist.csv"], "watchlist.csv")
    await world.say("drop Notting Hill")
    world.clock.advance(minutes=1)
    await world.say("later Notting Hill")
    await world.say("undo")
    assert "1. Notting Hill" in (await world.say("later")).text


async def test_what_was_told_here_stays_and_is_told(world: World) -> None:
    await world.say("dislike Matrix")
    await world.say("aside Notting Hill")
    offer = await send(world, EXPORT)
    assert "New to me: 1 you like, 1 not for you and 1 seen." in offer.text
    assert "You have told me what you think of 2 films before: that stays as it is." in offer.text
    await world.press(button(offer, "Import"))
    taste, later = await kept(world)
    assert "The Matrix" in taste.partition("Not for you")[2]
    assert "Notting Hill" not in later


async def test_a_verdict_given_between_the_preview_and_the_yes_stays(world: World) -> None:
    offer = await send(world, EXPORT)
    await world.say("dislike Matrix")
    done = await world.press(button(offer, "Import"))
    assert done.text.startswith("Imported: 1 you like, 1 not for you, 1 seen and 1 to watch later.")
    assert "The Matrix" in (await world.say("taste")).text.partition("Not for you")[2]


async def test_the_same_file_again_changes_nothing(world: World) -> None:
    await bring(world, EXPORT)
    after = await kept(world)
    again = await send(world, EXPORT)
    assert "Nothing in it is new to me, so there is nothing to import." in again.text
    assert "what you think of 4 films before" in again.text
    assert "Your list to watch later has one film of it already." in again.text
    assert labels(again) == []
    assert await kept(world) == after
    assert "Off your list" in (await world.say("undo")).text


async def test_a_yes_said_twice_at_the_same_moment_imports_once(world: World) -> None:
    offer = await send(world, EXPORT)
    done = await asyncio.gather(*(world.press(button(offer, "Import")) for _ in range(4)))
    assert sum("Imported: 2 you like" in one.text for one in done) == 1
    await world.say("undo")
    assert "told me nothing" in (await world.say("taste")).text


async def test_left_or_done_an_offer_is_over(world: World) -> None:
    left = await send(world, EXPORT)
    assert (await world.press(button(left, "Leave it"))).text.endswith("nothing has changed.")
    done = await send(world, EXPORT)
    await world.press(button(done, "Import"))
    for offer in (left, done):
        assert (await world.press(button(offer, "Import"))).text.startswith("That import is over")


async def test_an_offer_is_over_after_an_hour_and_is_then_removed(world: World) -> None:
    offer = await send(world, EXPORT)
    world.clock.advance(minutes=59)
    await world.bot.tidy()
    world.clock.advance(minutes=1)
    assert (await world.press(button(offer, "Import"))).text.startswith("That import is over")
    assert "pending_imports" in (await world.say("mydata")).files[0].content.decode()
    await world.bot.tidy()
    data = json.loads((await world.say("mydata")).files[0].content)
    assert data["kept"]["pending_imports"] == []
    assert "told me nothing" in (await world.say("taste")).text


async def test_a_newer_file_takes_the_place_of_the_former(world: World) -> None:
    former, newer = await send(world, EXPORT), await send(world, "Alien (1979)\n")
    assert (await world.press(button(former, "Import"))).text.startswith("That import is over")
    assert (await world.press(button(newer, "Import"))).text.startswith("Imported: 1 you like.")


async def test_nobody_else_can_say_yes_or_no(world: World) -> None:
    offer = await send(world, EXPORT)
    assert (await world.press(button(offer, "Import"), "bob")).text.startswith("That import is over")
    await world.press(button(offer, "Leave it"), "bob")
    assert "told me nothing" in (await world.say("taste", "bob")).text
    assert (await world.press(button(offer, "Import"))).text.startswith("Imported")


async def test_a_restart_between_the_preview_and_the_yes_loses_nothing(tmp_path: Path) -> None:
    async with open_world(tmp_path) as before:
        offer = await send(before, EXPORT)
    async with open_world(tmp_path) as after:
        assert (await after.press(button(offer, "Import"))).text.startswith("Imported: 2 you like")


async def test_an_offer_is_handed_out_with_titles_and_forgotten_with_its_member(world: World) -> None:
    offer = await send(world, EXPORT)
    data = json.loads((await world.say("mydata")).files[0].content)
    (pending,) = data["kept"]["pending_imports"]
    assert MATRIX in pending["likes"]
    assert data["films"][f"{MATRIX}"] == "The Matrix (1999)"
    assert "1 list being imported" in (await world.say("forgetme here")).text
    assert (await world.press(button(offer, "Import"))).text.startswith("That import is over")


@pytest.mark.parametrize("title", ['=HYPERLINK("http://x.y";"win")', "+1", "-30-", "@SUM(A1)", "＝1+1"])
async def test_an_unknown_title_that_a_spreadsheet_would_run_is_made_harmless(title: str, world: World) -> None:
    rows = io.StringIO()
    csv.writer(rows).writerows([("Name", "Year"), (title, "1901")])
    assert table_of(await send(world, rows.getvalue()))[1][0] == f"'{title}"


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01", b"PK\x03\x04", b"x" * (LARGEST_FILE + 1)], ids=["empty", "binary", "torn", "large"]
)
async def test_a_file_that_is_no_list_is_refused_in_a_sentence(content: bytes, world: World) -> None:
    refused = await send(world, content)
    assert refused.private
    assert refused.text.endswith(".")
    assert "went wrong" not in refused.text
    assert not refused.buttons


async def test_the_rules_of_the_place_hold_for_files_too(world: World) -> None:
    boss = replace(member("mia"), manages=True, channel=Channel("1", "films"))
    await world.bot.hear("settings channels here", boss)
    outside = await send(world, EXPORT, sender=replace(member(), channel=Channel("2", "cats")))
    assert outside.text == "Here I keep silent; I answer in films."
    assert "New to me" in (await send(world, EXPORT, sender=replace(member(), channel=Channel("1", "films")))).text


async def test_how_far_a_file_is_read_is_told(world: World) -> None:
    told: list[tuple[int, int]] = []
    text = "\n".join(str(movie) for movie in FILMS)
    await world.bot.receive("list.txt", text.encode(), member(), lambda done, total: told.append((done, total)))
    assert told == [(done, len(FILMS)) for done in range(1, len(FILMS) + 1)]


async def test_import_without_a_file_says_where_to_get_one(world: World) -> None:
    told = (await world.say("import")).text
    for name in ("Letterboxd", "IMDb", "Trakt", "TMDB", "MovieLens", "20 MiB"):
        assert name in told
    assert len(told) < 1500


async def test_everything_told_is_taken_away_as_a_file_that_brings_it_back(world: World) -> None:
    for line in ("like Matrix", "dislike Titanic", "seen Alien (1979)", "aside Amelie", "later Notting Hill"):
        await world.say(line)
    world.clock.advance(minutes=1)
    await world.say("later Matrix")
    exported = await world.say("export")
    assert exported.private
    assert exported.text.startswith("Here are 4 films you told me of and 2 films to watch later.")
    (file,) = exported.files
    offer = await world.bot.receive(file.name, file.content, member("bob"))
    done = await world.press(button(offer, "Import"), "bob")
    assert (
        "Imported: 1 you like, 1 not for you, 1 seen, 1 liked, but out of your taste and 2 to watch later" in done.text
    )
    assert (await world.say("taste", "bob")).text == (await world.say("taste")).text
    assert set(lines((await world.say("later", "bob")).text)) == set(lines((await world.say("later")).text))


def lines(text: str) -> Collection[str]:
    return {line.partition(". ")[2] for line in text.splitlines()[1:]}


@pytest.mark.parametrize("form", ["Letterboxd", "IMDb", "MovieLens"])
async def test_a_form_for_elsewhere_is_a_press_away(form: str, world: World) -> None:
    await world.say("like Matrix")
    await world.say("later Titanic")
    exported = await world.say("export")
    label = next(one for one in labels(exported) if form in one)
    films, wanted = (await world.press(button(exported, label))).files
    assert "The Matrix" in films.content.decode("utf-8-sig")
    assert "Titanic" in wanted.content.decode("utf-8-sig")
    assert form.lower() in films.name


async def test_one_who_has_told_nothing_has_nothing_to_take_away(world: World) -> None:
    reply = await world.say("export imdb")
    assert "nothing to take away" in reply.text
    assert not reply.files
