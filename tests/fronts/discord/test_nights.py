"""Movie nights as the members of a Discord server live them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest

from bot.chat.commands import Command
from bot.chat.night_commands import MakePicks, PlanNight, Suggest
from bot.chat.sender import Channel, Sender, Space
from bot.chat.words import read_by_others
from bot.fronts.discord.delivery import SENT_DIRECTLY
from bot.movies.movie import Movie
from bot.movies.posters.pictures import Pictures
from tests.fronts.discord.evening import FRIDAY, Evening
from tests.fronts.discord.room import (
    answer_of,
    check_limits,
    choice_of,
    films_of,
    labels_of,
    menu_of,
    message_of,
    open_room,
    text_of,
    tokens_of,
)
from tests.world import FILMS, RATINGS, dataset, open_world

TWENTY = tuple(Movie(8000 + n, f"{n} {'and the long way home ' * 5}", 1980 + n, ("Drama",)) for n in range(20))


async def test_an_evening_from_the_invitation_to_the_result(evening: Evening) -> None:
    card = await evening.plans(theme="under 3h", place="voice lounge")
    assert f"<t:{int(FRIDAY.timestamp())}:F> (<t:{int(FRIDAY.timestamp())}:R>)" in card.content
    assert all(member.mention in card.content for member in evening.everybody)

    listed = await evening.picks()
    vetoed = films_of(listed)[0]
    menu = answer_of(await evening.carol.click(listed, label="Secret veto"))
    assert menu.ephemeral
    assert (await evening.carol.select(menu, [choice_of(menu, vetoed)])).followups[-1].ephemeral
    news = evening.room.channel.history()[-1]
    assert text_of(news).startswith(f"{vetoed} has left the list.")
    assert vetoed not in films_of(news)

    suggested = answer_of(await evening.room.slash("suggest", evening.bob, film="Spirited Away"))
    assert f"{evening.bob.mention} suggests Spirited Away (2001)" in text_of(suggested)
    await evening.presses(evening.alice, suggested, "Open the vote")
    vote = evening.room.now(suggested)
    favourite, other = labels_of(vote)[0][:2]
    for member in evening.everybody:
        assert "You vote for" in await evening.presses(member, vote, favourite)
    await evening.presses(evening.carol, vote, other)
    assert "3 of you have voted" in text_of(evening.room.now(vote))
    await evening.presses(evening.alice, vote, "Close the vote")
    winner = favourite.split(". ", 1)[1]

    (decision,) = await evening.passes(seconds=5)
    assert films_of(decision) == [winner]
    assert decision.embeds[0].image.url == f"attachment://{decision.attachments[0].filename}"
    assert evening.called() == set()

    await evening.presses(evening.bob, decision, "Can't")
    (reminder,) = await evening.until(FRIDAY - timedelta(minutes=29))
    assert evening.called() == {evening.alice.id, evening.carol.id}
    assert all(str(key) in reminder.content for key in evening.called())

    (start,) = await evening.until(FRIDAY + timedelta(seconds=5))
    assert films_of(start) == [winner]
    (taps,) = await evening.until(FRIDAY + timedelta(hours=2, minutes=31))
    for member, label in ((evening.alice, "Loved it"), (evening.carol, "Not for me"), (evening.bob, "Fine")):
        await evening.presses(member, taps, label)
    assert winner in text_of(answer_of(await evening.room.slash("taste show")))
    (result,) = await evening.until(datetime(2026, 1, 3, 10, 1, tzinfo=UTC))
    assert winner in text_of(result)
    assert evening.called() == set()
    for message in evening.room.channel.history():
        check_limits(message)


async def test_a_move_notifies_those_who_are_in_save_its_host(evening: Evening) -> None:
    await evening.plans()
    await evening.room.slash("out", evening.carol)
    moved = answer_of(await evening.room.slash("night move", time="saturday 9pm"))
    assert "has moved" in text_of(moved)
    assert evening.called() == {evening.bob.id}


async def test_a_time_that_was_asked_about_in_private_makes_a_night_for_everybody(evening: Evening) -> None:
    asked = answer_of(await evening.room.slash("night plan", time="friday 8", theme="horror"))
    assert asked.ephemeral
    planned = answer_of(await evening.alice.click(asked, label=labels_of(asked)[0][0]))
    assert not planned.ephemeral
    assert "A movie night is planned" in text_of(planned)


async def test_slash_commands_tell_the_room_what_it_should_know_and_nobody_what_is_secret(evening: Evening) -> None:
    await evening.plans()
    for name in ("night show", "maybe", "in", "picks", "nights", "fair"):
        assert not (await evening.room.slash(name)).ephemeral, name
    for name, options in (("veto", {}), ("strike", {"film": "1"}), ("veto", {"film": "1"}), ("cancel", {})):
        assert (await evening.room.slash(name, **options)).ephemeral, name
    assert not (await evening.room.slash("vote")).ephemeral
    for options in ({}, {"film": "1"}):
        assert (await evening.room.slash("vote", **options)).ephemeral


@pytest.mark.parametrize("line", ["veto", "veto 1", "vote", "vote 1", "tap loved"])
async def test_what_is_secret_is_answered_directly_even_where_it_was_typed(evening: Evening, line: str) -> None:
    await evening.plans()
    await (evening.opens() if line.startswith("vote") else evening.picks())
    said = await evening.bob.send(evening.room.channel, f"!{line}")
    told = evening.bob.user.dm_channel.last_message
    assert told is not None
    assert read_by_others() in text_of(told)
    answers = [one for one in evening.room.channel.history() if one.id > said.id]
    assert text_of(answers[-1]) == SENT_DIRECTLY


async def test_of_a_blind_date_nothing_tells_the_film_before_its_start(evening: Evening) -> None:
    await evening.plans(blind=True)
    vote = await evening.opens()
    favourite = labels_of(vote)[0][0]
    film = next(movie for movie in FILMS if favourite == f"1. {movie}")
    for member in evening.everybody:
        await evening.presses(member, vote, favourite)
    await evening.presses(evening.alice, vote, "Close the vote")
    told = [evening.room.now(vote), *await evening.passes(seconds=5)]
    told += await evening.until(FRIDAY - timedelta(minutes=29))
    told.append(message_of(answer_of(await evening.room.slash("night show", evening.bob))))
    calendar = message_of(answer_of(await evening.room.slash("calendar", evening.bob)))
    assert len(told) == 4
    for message in (*told, calendar):
        assert not _leaks(film, await _all_of(message))
    assert not _leaks(film, str(evening.events()))
    assert evening.room.covers == []
    (start,) = await evening.until(FRIDAY + timedelta(seconds=5))
    assert films_of(start) == [str(film)]
    assert film.title in evening.events()[0].name
    assert len(evening.room.covers) == 1


async def _all_of(shown: discord.Message) -> str:
    """Whatever of a message can be seen, by people or by programs."""
    files = [(one.filename, one.description, await one.read()) for one in shown.attachments]
    return str((shown.content, [embed.to_dict() for embed in shown.embeds], files, tokens_of(shown), labels_of(shown)))


def _leaks(film: Movie, text: str) -> bool:
    return any(word in text for word in (film.title, f"({film.year})", f"#{film.movie_id} ", f"{film.movie_id}.png"))


async def test_a_list_of_twenty_films_with_long_titles_keeps_to_discords_limits(
    tmp_path: Path, pictures: Pictures
) -> None:
    rated = {rater: {**stars, **{film.movie_id: 4.0 for film in TWENTY}} for rater, stars in RATINGS.items()}
    async with (
        open_world(tmp_path, dataset((*FILMS, *TWENTY), rated)) as world,
        open_room(world.bot, pictures) as room,
    ):
        world.clock.now = room.env.now()
        space, channel = Space(str(room.guild.id), "Film Club"), Channel(str(room.channel.id), "films")

        async def say(command: Command, name: str) -> None:
            await world.bot.answer(command, Sender("discord", name, name, space, channel=channel))

        await say(PlanNight("saturday 8pm"), str(room.alice.id))
        await say(MakePicks(), str(room.alice.id))
        for number, film in enumerate(TWENTY):
            await say(Suggest(f"#{film.movie_id}"), str(10**17 + number // 2))
        listed = await room.hears("!night")
        menu = answer_of(await room.alice.click(listed[-1], label="Secret veto"))
        assert len(menu_of(menu).options) == 20
        for message in (*listed, message_of(menu)):
            check_limits(message)
        vote = await room.hears("!vote open")
        assert sum(len(row) for row in labels_of(vote[-1])) == 22
        result = await room.slash("vote")
        ballot = [one for one in (result.response, *result.followups) if one]
        await room.alice.click(vote[-1], label=labels_of(vote[-1])[0][0])
        for shown in (*vote, room.now(vote[-1]), *ballot):
            check_limits(message_of(shown))
