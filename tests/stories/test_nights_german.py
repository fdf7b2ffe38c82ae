"""An evening in a space that speaks German, from its plan to the morning after; and members who speak otherwise."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from bot.chat.evenings import NotAllowed
from bot.chat.marks import in_plain
from bot.chat.reply import Reply
from tests.boards import Lounge, RecordingBoard
from tests.world import HOME, World, button

START = datetime(2026, 11, 28, 20, tzinfo=UTC)
WHEN = "Samstag, 28. November 2026, 20:00 Uhr (UTC)"
MORNING = datetime(2026, 11, 29, 10, tzinfo=UTC)
LIKES = {"alice": "like Matrix; Alien (1979); Blade Runner", "bob": "like Titanic", "carol": "like Toy Story"}


@pytest.fixture
async def lounge(world: World) -> Lounge:
    """A channel of a space that speaks German, in which three members have told their taste."""
    opened = Lounge(world)
    await world.bot.hear("!settings language german", replace(opened.sender("mia"), manages=True))
    for name, line in LIKES.items():
        await opened.say(line, name)
    return opened


async def plan(lounge: Lounge, how: str = "night samstag 20 uhr") -> None:
    """alice plans a night; bob and carol come."""
    await lounge.say(how)
    for name in ("bob", "carol"):
        await lounge.say("in", name)


def lines(reply: Reply) -> Sequence[str]:
    """What a member reads, line by line."""
    return in_plain(reply.text).splitlines()


def labels(reply: Reply) -> Sequence[str]:
    """What the buttons say."""
    return [one.label for one in reply.buttons]


async def test_a_whole_evening_is_spoken_german(lounge: Lounge) -> None:
    planned = await lounge.say("night samstag 20 uhr; Science-Fiction; Voice-Lounge")
    assert lines(planned) == [
        "Ein Filmabend steht an. Wer ist dabei?",
        "",
        "Filmabend: Science-Fiction",
        WHEN,
        "Wo: Voice-Lounge",
        "Host: alice",
        "Dabei: alice",
        "Für fünf Filme, die allen passen, die kommen: !picks. Für einen eigenen Vorschlag: !suggest TITEL",
    ]
    assert labels(planned) == ["Bin dabei", "Vielleicht", "Kann nicht", "Auswahl", "Kalender"]
    assert lines(await lounge.say("maybe", "carol"))[0] == "carol kommt vielleicht."
    assert lines(await lounge.say("in", "carol"))[0] == "carol ist dabei."
    assert "Dabei (3): alice, carol und bob" in lines(await lounge.say("in", "bob"))

    assert lines(await lounge.say("suggest Amelie", "bob"))[0] == "bob schlägt Amelie (2001) vor."
    picked = await lounge.say("picks")
    assert lines(picked)[0] == "Filme für euch 3, die dabei sind, nach dem Thema: sci-fi."
    assert "Auch auf der Liste: Amelie (2001) (vorgeschlagen von bob)." in lines(picked)
    assert {"Am beliebtesten.", "Sicherste Wahl.", "Wildcard."} <= {card.body for card in picked.cards}

    opened = await lounge.say("vote open quorum 2 until samstag 19 uhr")
    assert lines(opened)[0] == "Die Abstimmung läuft."
    await lounge.say("vote 2", "bob")
    voted = await lounge.say("vote 2")
    assert voted.private
    assert lines(voted)[0].startswith(f"Du stimmst für {picked.cards[1].movie}. Ändern kannst du das bis Samstag")
    assert lines(await lounge.say("close")) == ["Die Abstimmung ist zu; gleich kommt der Film."]
    decision = lounge.board.posts[-1]
    assert lines(decision)[0] == "Der Film ist gewählt."
    assert "Gewählt: 2 Stimmen bei 2 Stimmzetteln." in lines(decision)


async def test_what_the_night_says_by_itself_is_german(lounge: Lounge) -> None:
    await plan(lounge, "night samstag 20 uhr; ; Voice-Lounge")
    await lounge.live_until(MORNING - timedelta(hours=1))
    for name, tap in zip(LIKES, ("loved", "fine", "not"), strict=True):
        await lounge.say(f"tap {tap}", name)
    await lounge.live_until(MORNING)
    picks, reminder, start, taps, result = lounge.board.posts
    film = picks.cards[0].movie
    assert lines(picks)[0].startswith(
        "Filme für euch 3, die dabei sind. Weiter geht’s: Streicht heimlich einen mit !veto"
    )
    assert lines(reminder) == [
        f"alice, bob und carol: Filmabend, Beginn {WHEN}. Wo: Voice-Lounge. "
        "Der Film steht noch nicht fest; ohne Abstimmung wird es der erste der Liste."
    ]
    assert lines(start)[0] == f"Es geht los! Wir schauen {film}."
    assert lines(taps)[0] == "Das war der Film. Ein Klick verrät mir, wie er dir gefallen hat, und sonst niemandem."
    assert labels(taps) == ["Großartig", "Ganz okay", "Nichts für mich", "War nicht da", "Der Filmabend"]
    assert lines(result)[:3] == [
        f"Filmabend, {WHEN}: {film}.",
        "Dabei waren: alice, bob und carol.",
        "Großartig für 1, ganz okay für 1, nichts für 1.",
    ]
    assert {post.language for post in lounge.board.posts} == {"de"}


async def test_the_file_for_the_calendar_and_the_event_are_german(lounge: Lounge) -> None:
    await plan(lounge, "night samstag 20 uhr; ; Voice-Lounge; blind")
    told = await lounge.say("calendar", "bob")
    assert lines(told)[0].startswith("Hier ist der Abend für deinen Kalender")
    (entry,) = Calendar.from_ical(told.files[0].content).walk("VEVENT")
    assert (entry["summary"], entry["location"]) == ("Filmabend", "Voice-Lounge")
    assert entry["description"] == "Ein Blind Date: Der Film bleibt bis zum Beginn geheim."
    assert lounge.board.events[-1].title == "Filmabend"


async def test_an_event_that_is_given_a_german_title_tells_the_theme(lounge: Lounge) -> None:
    await plan(lounge)
    event = lounge.board.events[-1]
    for title in ("Filmabend: Horror", "Movie night: Horror"):
        await lounge.world.bot.event_changed(
            lounge.board.platform, HOME.key, "e1", title, event.place, event.start_at, is_cancelled=False
        )
        assert (await lounge.night()).theme == "Horror"
    assert lines(lounge.board.posts[0])[0] == "Jemand hat das Event zu diesem Abend geändert, und ich ziehe mit."


async def test_a_night_called_off_is_told_in_german(lounge: Lounge) -> None:
    await plan(lounge, "night jeden samstag 20 uhr")
    asked = await lounge.say("cancel")
    assert lines(asked)[0].startswith(f"Soll der Abend am {WHEN} abgesagt werden? Der nächste wird trotzdem geplant")
    await lounge.press(button(asked, "Ja, absagen"))
    called_off, following = lounge.board.posts
    assert lines(called_off) == [f"alice, bob und carol: Filmabend, {WHEN}, fällt aus."]
    assert lines(following)[0] == "Der nächste Abend steht (jeden Samstag). Seid ihr dabei?"


async def test_the_host_hears_in_german_why_the_room_hears_nothing(lounge: Lounge) -> None:
    await plan(lounge)
    lounge.board.fault = NotAllowed("Mir fehlt das Recht „Nachrichten senden“.")
    await lounge.live_until(START - timedelta(days=1))
    (told,) = [one for one in lounge.board.said if one.only]
    assert lines(told.reply)[0].startswith("Das konnte ich im Kanal deines Filmabends nicht sagen: Mir fehlt das Recht")


async def test_what_is_not_possible_is_told_in_german(lounge: Lounge) -> None:
    answers = {
        "night gestern 20 uhr": "Donnerstag, 26. November 2026 ist schon vorbei; nenn eine spätere Zeit.",
        "night heute 17 uhr": "Freitag, 27. November 2026, 17:00 Uhr, ist schon vorbei; nenn eine spätere Zeit.",
        "night 31.1. 20 uhr": "Sonntag, 31. Januar 2027 ist mehr als 60 Tage hin; nenn eine frühere Zeit.",
        "night samstag 20 uhr mez": "Ich lese Zeiten nach den Uhren von UTC; sag, wie spät es dort ist.",
        "night irgendwann": "Daraus lese ich keine Zeit; sag es so: „Freitag 20 Uhr“",
        "night move": "Auf wann? Sag es so: night move freitag 21 uhr",
        "suggest": "Welcher Film? Sag es so: suggest The Matrix",
        "vote": "Hier ist kein Filmabend geplant. Plan einen: !night freitag 20 uhr",
    }
    for line, answer in answers.items():
        told = await lounge.say(line)
        assert told.private
        assert in_plain(told.text).startswith(answer)


async def test_a_doubtful_time_is_asked_about_in_german(lounge: Lounge) -> None:
    asked = await lounge.say("night freitag")
    assert lines(asked) == ["Um wie viel Uhr? Nach den Uhren von UTC:"]
    assert labels(asked)[1] == "Fr. 27. Nov., 20:00"
    assert labels(await lounge.say("night freitags 20 uhr"))[0] == "Jeden Freitag, 20:00"


async def test_what_the_rules_refuse_is_refused_in_german(lounge: Lounge) -> None:
    await plan(lounge)
    refused = await lounge.say("picks", "dave")
    assert lines(refused)[0] == "Eine Auswahl gibt es für die, die kommen: Sag erst zu, mit !in"
    await lounge.say("picks")
    await lounge.say("veto 1", "bob")
    assert lines(await lounge.say("veto 1", "bob")) == ["Dein Veto für diesen Abend hast du schon genutzt."]
    assert lines(await lounge.say("night move samstag 21 uhr", "bob")) == [
        "Das ist Sache des Hosts dieses Abends oder derer, die hier verwalten."
    ]


async def test_a_member_with_another_language_is_answered_in_it_and_the_room_in_its_own(lounge: Lounge) -> None:
    await plan(lounge)
    await lounge.say("picks")
    opened = await lounge.say("vote open")
    await lounge.say("language english", "bob")
    voted = await lounge.press(opened.buttons[0], "bob")
    assert lines(voted)[0].startswith("You vote for ")
    assert voted.language == "en"
    assert voted.updated is not None
    assert voted.updated.language == "de"
    assert "Eine Person hat abgestimmt." in lines(voted.updated)
    vetoed = await lounge.say("veto 2", "bob")
    assert "that was your veto for this night" in vetoed.text
    assert "ist nicht mehr auf der Liste" in lounge.board.texts[-1]
    assert lines(await lounge.say("out", "bob"))[0] == "bob kann nicht."


async def test_a_member_who_speaks_german_alone_reads_the_cards_of_an_english_room(world: World) -> None:
    lounge = Lounge(world)
    await lounge.say("language german")
    planned = await lounge.say("night samstag 20 uhr")
    assert lines(planned)[0] == "A movie night is planned. Who is in?"
    assert labels(planned)[0] == "I'm in"
    pressed = await lounge.press(button(planned, "Maybe"))
    assert lines(pressed)[0].startswith("Du kommst vielleicht: ")
    taken = await lounge.say("night sonntag 20 uhr")
    assert lines(taken)[0].startswith("In diesem Kanal ist schon ein Filmabend geplant")
    shown = await lounge.press(button(taken, "Filmabend ansehen"))
    assert shown.private
    assert lines(shown)[:2] == ["Filmabend", WHEN]
    assert lines(await lounge.say("nights"))[0].endswith("(in Planung), noch niemand dabei")


async def test_where_nobody_has_chosen_a_room_speaks_as_the_platform_says_of_its_space(world: World) -> None:
    lounge = Lounge(world, RecordingBoard(world.clock, locale="de-AT"))
    await lounge.say("night saturday 8pm", "bob")
    await lounge.live_until(START)
    assert lines(lounge.board.posts[-1])[0].startswith("Es geht los!")
    await world.bot.hear("!settings language english", replace(lounge.sender("mia"), manages=True))
    assert lines(await lounge.say("night"))[0] == "Movie night: the film is running."
