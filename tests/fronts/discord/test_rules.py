"""The rules of a server: prefix, channels, commands off, waits; and who may set them."""

from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from tests.fronts.discord.room import Room, answer_of, choice_of, labels_of, text_of
from tests.world import World


async def _set(room: Room, *lines: str) -> MemberActor:
    dora = room.who_manages()
    for line in lines:
        await room.says(f"!settings {line}", dora)
    return dora


async def test_a_server_chooses_its_prefix(room: Room) -> None:
    await _set(room, "prefix ?")
    assert await room.ignores("!like Matrix")
    assert "?recommend" in text_of(await room.says("?like Matrix"))
    assert "You like Titanic" in text_of(await room.says(f"{room.mention} like Titanic"))


async def test_the_bot_keeps_to_the_channels_it_was_given_and_their_threads(room: Room) -> None:
    await _set(room, "channels here")
    elsewhere = room.guild.create_text_channel("talk")
    said = await room.alice.send(elsewhere, "!like Matrix")
    assert elsewhere.last_message == said
    refused = answer_of(await room.alice.slash(elsewhere, "like", film="Matrix"))
    assert refused.ephemeral
    assert "films" in text_of(refused)
    thread = ChannelHandle(room.env, room.guild, room.env.backend.create_thread(room.channel.id, "x", room.alice.id))
    await room.alice.send(thread, "!like Matrix")
    assert thread.last_message is not None
    assert "You like The Matrix" in text_of(thread.last_message)


async def test_direct_messages_are_answered_whatever_the_channels_are(room: Room) -> None:
    await _set(room, "channels here")
    await room.alice.send_dm("like Matrix")
    answer = room.alice.user.dm_channel.last_message
    assert answer is not None
    assert "You like The Matrix" in text_of(answer)


async def test_a_command_that_is_off_says_so_in_every_form(room: Room) -> None:
    await _set(room, "off recommend")
    forms = [await room.says("!recommend"), await room.says(f"{room.mention} recommend")]
    forms.append(answer_of(await room.slash("recommend")).message)
    assert all("switched off" in text_of(answer) for answer in forms)


async def test_a_wait_is_answered_with_the_time_left(room: Room, world: World) -> None:
    await _set(room, "cooldown recommend 30s")
    await room.says("!like Matrix")
    assert len((await room.says("!recommend")).embeds) == 5
    world.clock.advance(seconds=10)
    refused = answer_of(await room.slash("recommend"))
    assert refused.ephemeral
    assert "20 s" in text_of(refused)
    assert len((await room.says("!recommend", room.bob)).embeds) == 5
    world.clock.advance(seconds=21)
    assert len((await room.says("!recommend")).embeds) == 5


async def test_others_see_the_settings_and_cannot_change_them(room: Room) -> None:
    assert "How I behave in Film Club" in text_of(await room.says("!settings"))
    assert "Only those who manage" in text_of(await room.says("!settings mood adventurous"))
    assert "balanced" in text_of(await room.says("!settings"))


async def test_a_setting_is_changed_from_the_menu_by_those_who_may(room: Room) -> None:
    dora = room.who_manages()
    shown = await room.says("!settings", dora)
    wish = choice_of(shown, "Never recommend horror")
    assert "Only those who manage" in text_of(answer_of(await room.alice.select(shown, [wish])))
    assert "horror" in text_of(answer_of(await dora.select(shown, [wish])))
    await room.says("!like Matrix")
    horror = [embed for embed in (await room.says("!recommend")).embeds if "Horror" in (embed.footer.text or "")]
    assert horror == []


async def test_a_server_starts_its_lists_in_its_mood(room: Room) -> None:
    await _set(room, "mood adventurous")
    await room.says("!like Matrix")
    labels = [label for row in labels_of(await room.says("!recommend 2")) for label in row]
    assert {"Familiar", "Balanced"} <= set(labels)
    assert "Adventurous" not in labels
