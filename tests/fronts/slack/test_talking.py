"""Members talk to the bot on Slack: in channels, threads and direct messages."""

from bot.chat.words import read_by_others
from tests.fronts.discord.script import ScriptedBot
from tests.fronts.slack.loopback_slack import ADMIN, ALICE, BOB, BOT, CLOSED_CHANNEL, FILMS_CHANNEL, TEAM_NAME
from tests.fronts.slack.office import DIRECT, Office


async def test_a_line_with_the_prefix_is_answered_for_its_member_alone(office: Office) -> None:
    answer = await office.says("!like Matrix")
    assert "You like The Matrix" in answer.words
    assert answer.only == ALICE


async def test_recommendations_are_shown_to_everybody_with_a_poster_a_reason_and_buttons(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    listed = await office.says("!recommend 3")
    assert listed.only is None
    assert "Aliens (1986)" in listed.words
    assert len(listed.images) == 3
    assert all(image["alt_text"].startswith("Poster of ") for image in listed.images)
    assert {"👍 Like", "👎 Dislike", "Seen", "Why", "More"} <= set(listed.labels)
    assert "Aliens (1986)" in listed.text


async def test_a_mention_is_answered_once_though_slack_tells_of_it_twice(office: Office) -> None:
    answer = await office.mentions(f"<@{BOT}> like Matrix")
    assert "You like The Matrix" in answer.words
    control = await office.says("!like Titanic")
    assert office.slack.shown == [answer, control]


async def test_bare_words_are_commands_in_a_direct_message(office: Office) -> None:
    answer = await office.says("like Matrix", channel=DIRECT)
    assert "You like The Matrix" in answer.words
    assert (answer.channel, answer.only) == (DIRECT, None)
    assert "You like The Matrix (1999) already" in (await office.says("!like Matrix")).words


async def test_an_answer_to_a_line_in_a_thread_stays_there(office: Office) -> None:
    private = await office.says("!like Matrix; Alien (1979)", thread_ts="1700000000.000001")
    public = await office.says("!recommend", thread_ts="1700000000.000001")
    assert private.thread == public.thread == "1700000000.000001"
    assert (await office.says("!recommend")).thread is None


async def test_what_is_not_said_to_the_bot_stays_unanswered(office: Office) -> None:
    others: list[dict[str, str]] = [
        {"bot_id": "B7"},
        {"user": BOT},
        {"subtype": "message_changed"},
        {"subtype": "channel_join"},
        {"subtype": "bot_message"},
        {"text": "like Matrix"},
        {"text": f"I love <@{BOT}>", "type": "app_mention"},
        {"text": ""},
    ]
    for changes in others:
        answered = list(office.slack.shown)
        await office.slack.say("!like Matrix", **changes)
        answer = await office.says("!like Titanic")
        assert office.slack.shown == [*answered, answer], changes
        assert "Titanic" in answer.words


async def test_the_bot_knows_who_speaks_where_and_who_manages(scripted: Office, bot: ScriptedBot) -> None:
    await scripted.says("!anything", member=ADMIN)
    await scripted.mentions(f"<@{BOT}> anything", member=BOB)
    await scripted.says("anything", channel=DIRECT)
    managing, mentioning, alone = (sender for _, sender in bot.heard)
    assert managing.space is not None
    assert (managing.platform, managing.space.key, managing.space.name) == ("slack", "T1", TEAM_NAME)
    assert (managing.name, managing.manages, managing.is_direct) == ("Dora", True, False)
    assert (managing.channel.key, managing.channel.name) == (FILMS_CHANNEL, "films")
    assert (mentioning.name, mentioning.manages, mentioning.is_direct) == ("Bob", False, True)
    assert mentioning.manner == "@reelmates "
    assert (alone.is_direct, alone.channel.key, alone.manner) == (True, "", "")


async def test_slack_is_asked_about_a_member_and_a_channel_once(scripted: Office) -> None:
    await scripted.says("!first")
    await scripted.says("!second")
    assert len(scripted.slack.called("users.info")) == 1
    assert len(scripted.slack.called("conversations.info")) == 1


async def test_words_arrive_as_they_were_typed(scripted: Office, bot: ScriptedBot) -> None:
    await scripted.says("!match <@UBOB>")
    await scripted.says("!like Fast &amp; Furious &lt;3 <http://films.example|films.example>")
    assert [line for line, _ in bot.heard] == ["!match <@UBOB>", "!like Fast & Furious <3 films.example"]


async def test_a_channel_that_is_closed_to_the_bot_is_answered_directly_with_what_to_do(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    before = len(office.slack.shown)
    await office.slack.say("!recommend", channel=CLOSED_CHANNEL)
    await office.slack.until(lambda: len(office.slack.shown) >= before + 2)
    told, listed = office.slack.shown[before:]
    assert (told.channel, listed.channel) == (DIRECT, DIRECT)
    assert "/invite" in told.words
    assert "Aliens" in listed.words


async def test_a_secret_typed_in_a_channel_comes_with_a_word_on_who_reads_it(office: Office) -> None:
    answer = await office.says("!veto Matrix")
    assert answer.only == ALICE
    assert read_by_others() in answer.words


async def test_a_members_own_data_comes_as_files_in_a_direct_message(office: Office) -> None:
    await office.says("!like Matrix")
    told = await office.says("!mydata")
    assert "direct message" in told.words
    await office.slack.until(lambda: any("channel" in file for file in office.slack.files.values()))
    files = [file for file in office.slack.files.values() if file.get("channel")]
    assert {file["channel"] for file in files} == {DIRECT}
    assert any(b"Matrix" in file["content"] for file in files)


async def test_the_picture_of_a_taste_is_shown_below_it(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979); Aliens; Blade Runner")
    taste = await office.says("!taste")
    (picture,) = taste.images
    assert office.slack.files[picture["slack_file"]["id"]]["content"].find(b"PNG") >= 0
    assert picture["alt_text"]
    await office.slack.choose(taste, "Blade Runner (1982)")
    await office.slack.until(lambda: "Blade Runner" not in office.slack.now(taste).words)
