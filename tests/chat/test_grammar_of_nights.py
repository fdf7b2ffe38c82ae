"""Words about movie nights to commands and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.commands import Command, Unclear
from bot.chat.grammar import parse, spell
from bot.chat.night_commands import (
    Approve,
    Attend,
    BlindDate,
    CancelNight,
    CloseVote,
    GetCalendar,
    HandOver,
    MakePicks,
    MoveNight,
    OpenVote,
    PlanNight,
    RelocateNight,
    RethemeNight,
    ShowFairness,
    ShowNight,
    ShowNights,
    StopRepeating,
    Strike,
    Suggest,
    TapFilm,
    UndoShown,
    Veto,
    Withdraw,
)
from bot.nights.night import Presence, Tap

NIGHT = "abcdefgh2345"


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("night", ShowNight()),
        (f"night show {NIGHT}", ShowNight(NIGHT)),
        (f"night show {NIGHT} reminder 1795809600", ShowNight(NIGHT, "reminder 1795809600")),
        ("night friday 8pm", PlanNight("friday 8pm")),
        ("night friday 8pm; horror; voice lounge", PlanNight("friday 8pm", "horror", "voice lounge")),
        ("night friday 8pm;; voice lounge", PlanNight("friday 8pm", "", "voice lounge")),
        ("night every friday 8pm; horror; blind", PlanNight("every friday 8pm", "horror", is_blind=True)),
        ("night tomorrow 20:00; Blind date", PlanNight("tomorrow 20:00", is_blind=True)),
        ("night in two hours", PlanNight("in two hours")),
        ("night @1795809600; horror", PlanNight("@1795809600", "horror")),
        ("night move saturday 9pm", MoveNight("saturday 9pm")),
        (f"night move @1795809600 of night {NIGHT}", MoveNight("@1795809600", NIGHT)),
        ("night theme film noir", RethemeNight("film noir")),
        ("night theme", RethemeNight("")),
        ("night place the voice lounge", RelocateNight("the voice lounge")),
        ("night host @bob", HandOver("@bob")),
        ("night blind", BlindDate(True)),
        ("night blind off", BlindDate(False)),
        ("night once", StopRepeating()),
        ("night unwatched", UndoShown()),
        ("in", Attend(Presence.IN)),
        ("IN", Attend(Presence.IN)),
        (f"maybe of night {NIGHT}", Attend(Presence.MAYBE, NIGHT)),
        ("out", Attend(Presence.OUT)),
        ("cancel", CancelNight()),
        (f"cancel yes of night {NIGHT}", CancelNight(is_sure=True, night_id=NIGHT)),
        ("calendar", GetCalendar()),
        ("picks", MakePicks()),
        ("suggest The Matrix", Suggest("The Matrix")),
        ("suggest A Hard Day's Night", Suggest("A Hard Day's Night")),
        (f"suggest #2571 of night {NIGHT}", Suggest("#2571", NIGHT)),
        ("withdraw Alien", Withdraw("Alien")),
        ("strike Alien", Strike("Alien")),
        ("veto", Veto()),
        (f"veto #1214 of night {NIGHT}", Veto("#1214", NIGHT)),
        ("vote", Approve()),
        ("vote 2", Approve("2")),
        ("vote The Thing (1982)", Approve("The Thing (1982)")),
        (f"vote #1214 of night {NIGHT}", Approve("#1214", NIGHT)),
        ("vote open", OpenVote()),
        ("vote until 7pm", OpenVote("7pm")),
        ("vote open quorum 3 counts until friday 7pm", OpenVote("friday 7pm", 3, are_counts_open=True)),
        (f"vote open of night {NIGHT}", OpenVote(night_id=NIGHT)),
        ("close", CloseVote()),
        ("tap loved", TapFilm(Tap.LOVED)),
        ("tap not for me", TapFilm(Tap.NOT_FOR_ME)),
        (f"tap absent of night {NIGHT}", TapFilm(Tap.ABSENT, NIGHT)),
        ("tap wasn't there", TapFilm(Tap.ABSENT)),
        ("fair", ShowFairness()),
        ("nights", ShowNights()),
        ("nights 2", ShowNights(2)),
        ("nights 0", ShowNights(1)),
    ],
)
def test_words_say_a_command_about_a_night_and_the_command_says_them_again(words: str, command: Command) -> None:
    assert parse(words) == command
    assert parse(spell(command)) == command


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("night ; horror", "When?"),
        ("night friday 8pm; horror; lounge; and more", "When?"),
        ("night move", "To when?"),
        ("night host", "To whom?"),
        ("night blind perhaps", "on, or off"),
        ("suggest", "Which film?"),
        ("withdraw", "Which film?"),
        ("strike", "Which film?"),
        ("tap", "How was it?"),
        ("tap brilliant", "How was it?"),
    ],
)
def test_a_command_about_a_night_said_badly_is_explained(words: str, told: str) -> None:
    command = parse(words)
    assert isinstance(command, Unclear)
    assert told in command.problem
    assert not isinstance(parse(command.nearest), Unclear)


_WORDS = [
    *"night move theme place host blind once unwatched show in maybe out picks suggest withdraw strike veto".split(),
    *"vote open until quorum 3 counts close cancel yes calendar tap loved not for me fair nights 2 ;".split(),
    *("friday", "8pm", "of", "@1795809600", NIGHT, "#318", "Alien"),
]


@given(words=st.lists(st.sampled_from(_WORDS), min_size=1, max_size=8))
def test_whatever_is_said_of_nights_can_be_said_again(words: list[str]) -> None:
    command = parse(" ".join(words))
    again = parse(spell(command))
    assert spell(again) == spell(command)
