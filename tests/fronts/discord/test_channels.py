"""Where the bot listens: channels, threads and forum posts; and whom it does not hear."""

import discord
import pytest
from simcord.builders import ChannelHandle

from bot.movies.posters.pictures import Pictures
from tests.fronts.discord.room import Room, films_of, open_room, text_of
from tests.world import World


def _thread(room: Room, parent: ChannelHandle) -> ChannelHandle:
    thread = room.env.backend.create_thread(parent.id, "Tonight", room.alice.id)
    return ChannelHandle(room.env, room.guild, thread)


@pytest.mark.parametrize("kind", ["thread", "forum post"])
async def test_threads_and_forum_posts_work_like_channels(room: Room, kind: str) -> None:
    parent = room.channel if kind == "thread" else room.guild.create_forum_channel("ideas")
    thread = _thread(room, parent)
    await room.alice.send(thread, "!like Matrix; Alien (1979)")
    await room.alice.send(thread, f"{room.mention} recommend 3")
    assert thread.last_message is not None
    assert len(films_of(thread.last_message)) == 3
    note = await room.alice.click(thread.last_message, label="1 👍")
    assert note.followups[0].ephemeral
    assert (await room.alice.slash(thread, "taste show")).ephemeral


async def test_bots_webhooks_and_edits_are_not_heard(room: Room) -> None:
    other = room.guild.add_member(room.env.create_user("otherbot", bot=True))
    said = [
        await other.send(room.channel, "!like Matrix"),
        await room.guild.create_webhook(room.channel).send("!like Matrix"),
        await room.alice.send(room.channel, "hello"),
    ]
    await room.alice.edit(said[-1], "!like Matrix")
    assert room.channel.history() == said


async def test_notices_of_discord_are_not_heard(room: Room) -> None:
    room.env.backend.create_thread(room.channel.id, "!like Matrix", room.alice.id)
    await room.env.settle()
    assert [(one.type, one.content) for one in room.channel.history()] == [
        (discord.MessageType.thread_created, "!like Matrix")
    ]


async def test_without_the_intent_mentions_slash_and_direct_messages_still_work(
    world: World, pictures: Pictures
) -> None:
    async with open_room(world.bot, pictures, message_content=False) as room:
        assert await room.ignores("!like Matrix")
        assert "You like The Matrix" in text_of(await room.says(f"{room.mention} like Matrix"))
        assert (await room.slash("like", film="Titanic")).ephemeral
        said = await room.alice.send_dm("like Toy Story")
        answers = [one for one in room.alice.user.dm_channel.history() if one.id > said.id]
        assert "You like Toy Story" in text_of(answers[-1])


async def test_the_intent_is_asked_for_only_where_the_operator_switched_it_on(world: World, pictures: Pictures) -> None:
    without = discord.Intents.all()
    without.message_content = without.members = without.presences = False
    async with open_room(world.bot, pictures, message_content=False, approved_intents=without) as room:
        assert "You like" in text_of(await room.says(f"{room.mention} like Matrix"))
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with open_room(world.bot, pictures, message_content=True, approved_intents=without):
            pass


async def test_servers_on_every_shard_are_answered(world: World, pictures: Pictures) -> None:
    async with open_room(world.bot, pictures, shard_count=2) as room:
        for shard in (0, 1):
            guild = room.env.create_guild(f"On shard {shard}", shard_id=shard)
            channel = guild.create_text_channel("films")
            member = guild.add_member(room.alice.user)
            await room.env.settle()
            await member.send(channel, "!like Matrix")
            assert "You like The Matrix" in text_of(channel.history()[-1])


async def test_an_answer_refers_to_its_line_and_pings_nobody(room: Room) -> None:
    said = await room.alice.send(room.channel, "!like Matrix")
    answer = room.channel.history()[-1]
    assert answer.reference is not None
    assert answer.reference.message_id == said.id
    assert answer.mentions == []
