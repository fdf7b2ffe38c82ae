"""Direct messages: bare words are commands, and the bot knows which servers it shares with the member."""

import discord

from bot.fronts.discord.senders import MOST_ASKED, REMEMBERED_S
from tests.fronts.discord.room import Room, answer_of, films_of, labels_of, text_of


async def _says(room: Room, line: str, again: bool = False) -> discord.Message:
    said = await room.alice.send_dm(line)
    answers = [one for one in room.alice.user.dm_channel.history() if one.id > said.id]
    assert answers, f"the bot did not answer {line!r}"
    return answers[-1]


def _asked_who_is_where(room: Room) -> int:
    return sum(entry.method == "GET" and "/members/" in entry.path for entry in room.env.http_requests)


async def test_bare_words_the_prefix_and_a_mention_are_all_heard(room: Room) -> None:
    assert "You like The Matrix" in text_of(await _says(room, "like Matrix"))
    assert "You like Titanic" in text_of(await _says(room, "!like Titanic"))
    assert "you have seen Toy Story" in text_of(await _says(room, f"{room.mention} seen Toy Story"))
    assert len(films_of(await _says(room, "recommend"))) == 5


async def test_with_one_shared_server_the_taste_is_that_of_the_server(room: Room) -> None:
    await room.says("!like Matrix")
    assert "The Matrix" in text_of(await _says(room, "taste"))


async def test_with_several_shared_servers_the_bot_asks_once_and_remembers(room: Room) -> None:
    second = room.env.create_guild("Cinema")
    second.add_member(room.alice.user)
    room.env.create_guild("Strangers")
    await room.env.settle()
    asked = await _says(room, "like Matrix")
    assert [label for row in labels_of(asked) for label in row] == ["Film Club", "Cinema"]
    told = answer_of(await room.alice.user.click(asked, label="Cinema"))
    assert "Cinema" in text_of(told)
    assert "You like The Matrix" in text_of(await _says(room, "like Matrix"))
    assert "told me nothing" in text_of(await room.says("!taste"))


async def test_slash_commands_work_in_direct_messages(room: Room) -> None:
    result = await room.alice.user.slash("like", film="Matrix")
    assert "You like The Matrix" in text_of(answer_of(result))
    assert "The Matrix" in text_of(await room.says("!taste"))


async def test_buttons_work_in_direct_messages(room: Room) -> None:
    await _says(room, "like Matrix; Alien (1979)")
    listed = await _says(room, "recommend 3")
    note = answer_of(await room.alice.user.click(listed, label="1 👍"))
    assert "You like" in text_of(note)
    now = next(one for one in room.alice.user.dm_channel.history() if one.id == listed.id)
    assert films_of(now)[0] not in films_of(listed)


async def test_discord_is_asked_once_in_ten_minutes_which_servers_are_shared(room: Room) -> None:
    for _ in range(3):
        await _says(room, "taste")
    assert _asked_who_is_where(room) == 1
    await room.env.advance_time(REMEMBERED_S + 1)
    await _says(room, "taste")
    assert _asked_who_is_where(room) == 2


async def test_a_bot_in_many_servers_asks_for_those_first_where_it_met_the_member(room: Room) -> None:
    for number in range(MOST_ASKED + 5):
        room.env.create_guild(f"Server {number}")
    last = room.env.create_guild("The last one")
    member = last.add_member(room.alice.user)
    channel = last.create_text_channel("films")
    await room.env.settle()
    await member.send(channel, "!like Matrix")
    assert "Film Club" in str(labels_of(await _says(room, "taste")))
    assert "The last one" in str(labels_of(await _says(room, "taste")))
    assert _asked_who_is_where(room) == MOST_ASKED


async def test_where_discord_does_not_say_nothing_is_guessed(room: Room) -> None:
    room.env.inject_error("GET", "/guilds/*/members/*", status=403, code=50001, message="Missing Access")
    assert "which servers we share" in text_of(await _says(room, "like Matrix"))
    assert "You like The Matrix" in text_of(await _says(room, "like Matrix"))


async def test_a_member_who_shares_no_server_is_answered_too(room: Room) -> None:
    stranger = room.env.create_user("carol")
    said = await stranger.send_dm("like Matrix")
    answers = [one for one in stranger.dm_channel.history() if one.id > said.id]
    assert "You like The Matrix" in text_of(answers[-1])


async def test_a_member_who_closed_their_messages_costs_one_line_in_the_log(room: Room) -> None:
    room.env.inject_error("POST", "/channels/*/messages", status=403, code=50007, times=2)
    said = await room.alice.send_dm("help")
    assert room.alice.user.dm_channel.last_message == said
