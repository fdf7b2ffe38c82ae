"""What is kept about members: they are told, they get it, and on their word it is gone."""

import asyncio
import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Float, Integer, String, Table, insert, select

from bot.chat.commands import ForgetMe, Reach, ShowPrivacy
from bot.chat.grammar import parse
from bot.chat.privacy import Privacy
from bot.chat.reply import Reply
from bot.chat.sender import Sender, Space
from bot.chat.spaces import DAYS_KEPT, DIRECT
from bot.chat.words_of_privacy import ABOUT_SPACES, ABOUT_YOU
from bot.database import METADATA, Database
from bot.movies.movie import Movie
from bot.taste.profile import Verdict
from bot.taste.store import Member, TasteStore
from tests.world import ALIEN, FILMS, HOME, MATRIX, NOW, TITANIC, World, button, dataset, member, open_world

CLUB = Space("club", "Film Club")
ALICE, BOB = Member("test", "home", "alice"), Member("test", "home", "bob")
ABOUT_FILMS = {"posters", "slack_events", "slack_installs", "slack_states", "slack_waiting"}
"""Tables that hold nothing about anybody. A new table belongs here, or is exported and removed with its member."""


def at_the_club(name: str) -> Sender:
    """A member of the other space."""
    return replace(member(name), space=CLUB)


async def hear(world: World, line: str, sender: Sender) -> Reply:
    """The answer to a line that must be answered."""
    reply = await world.bot.hear(line, sender)
    assert reply is not None, line
    return reply


async def live(world: World, name: str) -> None:
    """A member uses everything that is kept."""
    for line in (
        "like Matrix; Alien (1979)",
        "dislike Titanic",
        "undo",
        "dislike Titanic",
        "seen Amelie",
        "later Spirited Away; Toy Story",
        "taste share on",
        "recommend 3",
        "more",
    ):
        await world.say(line, name=name)
    direct = Sender("test", name, name, None, (HOME, CLUB), is_direct=True)
    await hear(world, "space home", direct)


async def rows_about(database: Database, name: str) -> dict[str, int]:
    """How many rows of each table hold this name, or the key of the member who has it, anywhere in them."""
    async with database.reading() as connection:
        members = (await connection.execute(select(METADATA.tables["members"]))).mappings().all()
        keys = {row["member_id"] for row in members if row["member"] == name}
        found: dict[str, int] = {}
        for table in METADATA.sorted_tables:
            rows = (await connection.execute(select(table))).mappings().all()
            mine = [row for row in rows if name in row.values() or row.get("member_id") in keys]
            found |= {table.name: len(mine)} if mine else {}
    return found


async def everything(database: Database) -> Mapping[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    async with database.reading() as connection:
        return {
            table.name: [tuple(row) for row in (await connection.execute(select(table))).all()]
            for table in METADATA.sorted_tables
        }


def exported(reply: Reply) -> dict[str, Any]:
    """The JSON file of the reply."""
    found: dict[str, Any] = json.loads(next(one for one in reply.files if one.media_type == "application/json").content)
    return found


def lines_of(reply: Reply) -> list[list[str]]:
    """The rows of the CSV file of the reply."""
    content = next(one for one in reply.files if one.media_type == "text/csv").content
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


async def test_privacy_says_on_one_screen_what_is_kept_why_and_how_long(world: World) -> None:
    reply = await world.say("privacy")
    assert reply.private
    for said in ("like, dislike", "undo", "later", "let others match", "lists I showed you", "30 days", "OMDb"):
        assert said in reply.text
    assert {one.label for one in reply.buttons} == {"My data", "Forget me"}


def test_privacy_speaks_of_every_table_there_is() -> None:
    assert set(METADATA.tables) - ABOUT_FILMS == {*ABOUT_YOU, *ABOUT_SPACES}


async def test_my_data_holds_everything_with_titles(world: World) -> None:
    await live(world, "alice")
    reply = await world.say("mydata")
    assert reply.private
    kept = exported(reply)["kept"]
    assert {table for table, rows in kept.items() if rows} == set(await rows_about(world.database, "alice"))
    assert {(row["film"], row["verdict"]) for row in kept["verdicts"]} == {
        ("The Matrix (1999)", "like"),
        ("Alien (1979)", "like"),
        ("Titanic (1997)", "dislike"),
        ("Amelie (2001)", "seen"),
    }
    assert [row["film"] for row in kept["later_films"]] == ["Toy Story (1995)", "Spirited Away (2001)"]
    shown = {str(movie_id) for one in kept["shown_lists"] for movie_id in one["visible"]}
    assert shown <= set(exported(reply)["films"])
    assert kept["shared_tastes"][0]["name"] == "alice"
    assert kept["direct_spaces"][0]["space"] == "home"


async def test_my_data_holds_nothing_of_anybody_else_nor_of_another_space(world: World) -> None:
    await live(world, "bob")
    await hear(world, "like Matrix", at_the_club("alice"))
    await world.say("like Titanic")
    content = exported(await world.say("mydata"))
    assert "bob" not in json.dumps(content)
    assert [row["film"] for row in content["kept"]["verdicts"]] == ["Titanic (1997)"]


async def test_verdicts_come_as_a_table_too_newest_first(world: World) -> None:
    await world.say("like Alien (1979)")
    world.clock.advance(minutes=1)
    await world.say("aside Matrix")
    heading, *lines = lines_of(await world.say("mydata"))
    assert heading == ["film", "verdict", "given_at", "movielens_id"]
    assert [line[:2] + line[3:] for line in lines] == [
        ["The Matrix (1999)", "aside", f"{MATRIX}"],
        ["Alien (1979)", "like", f"{ALIEN}"],
    ]
    assert lines[1][2] == "2026-11-27T18:00:00+00:00"


@pytest.mark.parametrize("title", ['=HYPERLINK("http://x.y","win")', "+1", "-30-", "@SUM(A1)", "\t=1", "＝1+1"])
async def test_a_title_that_a_spreadsheet_would_run_is_made_harmless(title: str, tmp_path: Path) -> None:
    films = (*FILMS[1:], Movie(MATRIX, title, 1999, ("Drama",)))
    async with open_world(tmp_path, dataset(films)) as world:
        await world.say(f"like #{MATRIX}")
        reply = await world.say("mydata")
        assert lines_of(reply)[1][0] == f"'{title} (1999)"
        assert exported(reply)["kept"]["verdicts"][0]["film"] == f"{title} (1999)"


async def test_one_of_whom_nothing_is_kept_is_told_so_and_nothing_is_written(database: Database, world: World) -> None:
    reply = await Privacy(database, world.library).my_data(ALICE, "alice", "Home", NOW)
    assert reply.text == "I keep nothing about you in Home."
    assert not reply.files
    assert not any((await everything(database)).values())


async def test_forgetting_asks_where_first(world: World) -> None:
    await live(world, "alice")
    before = await everything(world.database)
    asked = await world.say("forgetme")
    assert asked.private
    assert "for good" in asked.text
    assert [one.label for one in asked.buttons] == ["Forget me here", "Forget me everywhere"]
    assert await everything(world.database) == before


async def test_forgotten_here_nothing_of_the_member_remains_and_all_of_the_others(world: World) -> None:
    await live(world, "bob")
    others = await everything(world.database)
    await live(world, "alice")
    await hear(world, "like Matrix", at_the_club("alice"))
    at_club = await rows_about(world.database, "alice")
    asked = await world.say("forgetme")
    receipt = await world.press(button(asked, "Forget me here"))
    for part in ("4 verdicts", "4 changes noted", "2 lists shown", "2 films for later", "1 name shared"):
        assert part in receipt.text
    assert receipt.text.endswith("I keep nothing about you in Home.")
    assert receipt.private
    left = await rows_about(world.database, "alice")
    assert left == {"members": 1, "verdicts": 1, "changes": 1, "greetings": 1}
    assert at_club["greetings"] == 2
    taste = await hear(world, "taste", at_the_club("alice"))
    assert "The Matrix (1999)" in taste.text
    await hear(world, "forgetme here", at_the_club("alice"))
    assert await everything(world.database) == others


async def test_forgotten_everywhere_nothing_remains_anywhere(world: World) -> None:
    await live(world, "alice")
    await hear(world, "like Matrix", at_the_club("alice"))
    await hear(world, "like Matrix", Sender("test", "alice", "alice", None, (), is_direct=True))
    receipt = await world.say("forgetme everywhere")
    assert "6 verdicts" in receipt.text
    assert "3 entries of you" in receipt.text
    assert not any((await everything(world.database)).values())
    assert (await world.say("forgetme everywhere")).text == "I keep nothing about you in any server."


async def test_a_forgotten_member_starts_afresh_with_old_buttons_that_say_so(world: World) -> None:
    await world.say("like Alien (1979)")
    shown = await world.say("recommend 3")
    await world.say("forgetme here")
    assert "no longer have that list" in (await world.press(button(shown, "More"))).text
    note = await world.press(button(shown, "Like", card=0))
    assert note.text.startswith("You like")
    assert (await world.say("undo")).text.endswith("is back to no verdict.")
    assert "told me nothing" in (await world.say("taste")).text


async def test_one_forgotten_by_another_process_is_met_anew_and_is_nobody_else(tmp_path: Path) -> None:
    async with open_world(tmp_path) as ours:
        theirs = TasteStore(ours.database)
        privacy = Privacy(ours.database, ours.library)
        await ours.say("like Alien (1979)", name="alice")
        await ours.say("recommend 3", name="alice")
        await privacy.forget_me(ForgetMe(Reach.HERE), ALICE, "Home")
        await theirs.judge(BOB, [TITANIC], Verdict.LIKE, NOW)  # may get the key that alice had
        assert "told me nothing" in (await ours.say("taste", name="alice")).text
        assert (await ours.say("like Matrix", name="alice")).text.startswith("You like The Matrix (1999).")
        assert (await ours.say("recommend 3", name="alice")).cards
        assert (await theirs.taste_of(ALICE)).likes == {MATRIX}
        assert (await theirs.taste_of(BOB)).likes == {TITANIC}


async def test_forgetting_amid_a_flood_of_verdicts_breaks_nothing(world: World) -> None:
    films = [f"like #{movie.movie_id}" for movie in FILMS]
    forgetting = ["forgetme here", "forgetme everywhere"] * 3
    lines = [line for pair in zip(films, forgetting * 2, strict=True) for line in pair]
    replies = await asyncio.gather(*(world.bot.answer(parse(line), member("alice")) for line in lines))
    assert not [reply.text for reply in replies if "went wrong" in reply.text]
    await world.say("forgetme everywhere")
    assert not await rows_about(world.database, "alice")


def _value(column: Column[Any], keys: Mapping[str, object]) -> object:
    """Something that fits the column; what names the member or their space is theirs."""
    if column.name in keys:
        return keys[column.name]
    if isinstance(column.type, Integer):
        return 1
    if isinstance(column.type, JSON):
        return []
    if isinstance(column.type, Boolean | Float):
        return column.type.python_type(1)
    return "a word" if isinstance(column.type, String) else NOW


async def _fill(database: Database, table: Table, person: Member, member_id: int) -> None:
    keys = {
        "platform": person.platform,
        "space": person.space,
        "member": person.member,
        "list_id": person.member,
        "import_id": person.member,
    }
    keys |= {column.name: member_id for column in table.c if column.references(METADATA.tables["members"].c.member_id)}
    is_counted = [column for column in table.primary_key if column.name.endswith("_id") and len(table.primary_key) == 1]
    row = {column.name: _value(column, keys) for column in table.c if column not in is_counted or column.name in keys}
    for parent in {key.column.table for key in table.foreign_keys} - {METADATA.tables["members"]}:
        await _fill_once(database, parent, keys)
    async with database.writing() as connection:
        await connection.execute(insert(table).values(row))


async def _fill_once(database: Database, table: Table, keys: Mapping[str, object]) -> None:
    """The one row that others point to."""
    async with database.writing() as connection:
        if (await connection.execute(select(table))).first() is None:
            await connection.execute(insert(table).values({column.name: _value(column, keys) for column in table.c}))


async def test_every_table_that_knows_a_member_is_handed_out_and_emptied(database: Database, world: World) -> None:
    """A table that is added tomorrow is filled here too: its rows must be found, exported and removed."""
    tables = [table for table in METADATA.sorted_tables if table.name not in {*ABOUT_SPACES, *ABOUT_FILMS, "members"}]
    for person in (ALICE, BOB):
        member_id = await TasteStore(database).member_id(person)
        for table in tables:
            await _fill(database, table, person, member_id)
    privacy = Privacy(database, world.library)
    kept = exported(await privacy.my_data(ALICE, "alice", "Home", NOW))["kept"]
    assert {table: len(rows) for table, rows in kept.items()} == dict.fromkeys(ABOUT_YOU, 1)
    await privacy.forget_me(ForgetMe(Reach.HERE), ALICE, "Home")
    assert not await rows_about(database, "alice")
    assert await rows_about(database, "bob") == dict.fromkeys(ABOUT_YOU, 1)


async def test_when_the_bot_is_sent_away_its_data_goes_after_the_stated_days(world: World) -> None:
    await live(world, "alice")
    await world.bot.answer(parse("settings prefix ?"), replace(member("mia"), manages=True))
    await hear(world, "like Matrix", at_the_club("alice"))
    at_club = await hear(world, "taste", at_the_club("alice"))
    await world.bot.farewell("test", HOME)
    world.clock.advance(days=DAYS_KEPT, seconds=-1)
    await world.bot.tidy()
    assert (await rows_about(world.database, "alice"))["verdicts"] == 5
    world.clock.advance(seconds=1)
    await world.bot.tidy()
    assert (await rows_about(world.database, "alice"))["verdicts"] == 1
    left = await everything(world.database)
    assert not left["space_settings"]
    assert not left["departures"]
    assert not [row for rows in left.values() for row in rows if "home" in row]
    assert await hear(world, "taste", at_the_club("alice")) == at_club


async def test_a_bot_that_comes_back_in_time_has_kept_everything(world: World) -> None:
    await live(world, "alice")
    before = await everything(world.database)
    await world.bot.farewell("test", HOME)
    world.clock.advance(days=DAYS_KEPT - 1)
    welcome = await world.bot.welcome("test", HOME)
    assert welcome.text.startswith("Hello, Home!")
    assert welcome.text.endswith("\n/recommend\n/help")
    world.clock.advance(days=DAYS_KEPT)
    await world.bot.tidy()
    assert await everything(world.database) == before


async def test_leaving_twice_does_not_put_the_removal_off(world: World) -> None:
    await live(world, "alice")
    await world.bot.farewell("test", HOME)
    world.clock.advance(days=DAYS_KEPT - 1)
    await world.bot.farewell("test", HOME)
    world.clock.advance(days=1)
    await world.bot.tidy()
    assert not any((await everything(world.database)).values())


async def test_a_server_that_the_bot_was_sent_away_from_while_it_slept_counts_as_left(world: World) -> None:
    await world.say("like Matrix")
    await hear(world, "like Matrix", at_the_club("alice"))
    await hear(world, "like Matrix", Sender("test", "carol", "carol", None, (), is_direct=True))
    await hear(world, "like Matrix", replace(member("dave"), platform="other"))
    await world.bot.present("test", [CLUB])
    world.clock.advance(days=DAYS_KEPT)
    await world.bot.tidy()
    kept = {(row[1], row[2]) for row in (await everything(world.database))["members"]}
    assert kept == {("test", CLUB.key), ("test", DIRECT.key), ("other", HOME.key)}


async def test_a_server_that_is_there_again_at_a_start_is_not_removed(world: World) -> None:
    await world.say("like Matrix")
    await world.bot.present("test", [CLUB])
    world.clock.advance(days=DAYS_KEPT - 1)
    await world.bot.present("test", [CLUB, HOME])
    world.clock.advance(days=DAYS_KEPT)
    await world.bot.tidy()
    assert "The Matrix (1999)" in (await world.say("taste")).text


async def test_a_member_is_greeted_once_in_each_space_and_again_only_when_forgotten(world: World) -> None:
    first = await world.say("taste")
    assert "recommend" in first.text
    assert "Welcome" in first.text
    assert "Welcome" not in (await world.say("taste")).text
    assert "Welcome" in (await hear(world, "taste", at_the_club("alice"))).text
    world.clock.advance(days=400)
    assert "Welcome" not in (await world.say("taste")).text
    assert "Welcome" not in (await world.say("forgetme here")).text
    assert "Welcome" in (await world.say("taste")).text


async def test_lines_at_the_same_moment_are_greeted_once(world: World) -> None:
    replies = await asyncio.gather(*(world.say("taste") for _ in range(6)))
    assert sum("Welcome" in reply.text for reply in replies) == 1


async def test_privacy_is_told_even_to_one_without_a_space(world: World) -> None:
    alone = Sender("test", "erin", "erin", None, (HOME, CLUB), is_direct=True)
    assert (await world.bot.answer(ShowPrivacy(), alone)).text.startswith("What I keep")
    assert not await rows_about(world.database, "erin")


def test_the_days_kept_are_a_round_month() -> None:
    assert timedelta(days=DAYS_KEPT) == timedelta(days=30)
