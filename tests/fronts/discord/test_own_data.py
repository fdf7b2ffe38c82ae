"""What the bot keeps of a member: shown to them alone, removed when they say so."""

import json

from tests.fronts.discord.room import Room, answer_of, labels_of, text_of


async def test_my_data_is_a_json_and_a_table(room: Room) -> None:
    await room.says("!like Matrix")
    answer = answer_of(await room.slash("mydata"))
    assert answer.ephemeral
    data, table = answer.attachments
    assert "2571" in str(json.loads(await data.read()))
    assert "The Matrix" in (await table.read()).decode()


async def test_privacy_leads_to_my_data_and_to_forgetting(room: Room) -> None:
    told = await room.says("!privacy")
    assert [label for row in labels_of(told) for label in row] == ["My data", "Forget me"]
    answer = answer_of(await room.alice.click(told, label="My data"))
    assert answer.ephemeral
    assert answer.attachments
    assert "Shall I forget you?" in text_of(answer_of(await room.alice.click(told, label="Forget me")))


async def test_one_who_wants_to_be_forgotten_confirms_and_gets_a_receipt(room: Room) -> None:
    await room.says("!like Matrix")
    asked = answer_of(await room.slash("forgetme"))
    assert asked.ephemeral
    assert "The Matrix" in text_of(await room.says("!taste"))
    receipt = answer_of(await room.alice.click(asked, label="Forget me everywhere"))
    assert receipt.ephemeral
    assert "1" in text_of(receipt)
    assert "told me nothing" in text_of(await room.says("!taste"))


async def test_somebody_elses_press_forgets_somebody_else(room: Room) -> None:
    await room.says("!like Matrix")
    asked = await room.says("!forgetme")
    await room.bob.click(asked, label="Forget me everywhere")
    assert "The Matrix" in text_of(await room.says("!taste"))


async def test_a_code_asked_for_in_a_channel_goes_to_its_member_directly(room: Room) -> None:
    told = await room.says("!link")
    assert "Your code is" not in text_of(told)
    directly = room.alice.user.dm_channel.last_message
    assert directly is not None
    assert "Your code is" in text_of(directly)
    assert (await room.slash("link")).ephemeral


async def test_tastes_are_matched_only_where_both_share_them(room: Room) -> None:
    await room.says("!like Matrix; Alien (1979)")
    asked = answer_of(await room.slash("match", member=room.bob))
    assert asked.ephemeral
    await room.alice.click(asked, label="Let others match me")
    assert "taste share on" in text_of(answer_of(await room.slash("match", member=room.bob)))
