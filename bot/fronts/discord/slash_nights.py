"""The slash commands of movie nights."""

from collections.abc import Sequence

import discord
from discord import app_commands

from bot.chat.commands import Command
from bot.chat.grammar import parse
from bot.chat.language import to_translate
from bot.chat.night_commands import (
    Approve,
    Attend,
    BlindDate,
    CancelNight,
    CloseVote,
    GetCalendar,
    HandOver,
    MakePicks,
    OpenVote,
    ShowFairness,
    ShowNight,
    ShowNights,
    StopRepeating,
    Strike,
    Suggest,
    UndoShown,
    Veto,
    Withdraw,
)
from bot.fronts.discord.slash_parts import (
    PAGE,
    Answer,
    Callback,
    Interaction,
    PageNumber,
    SlashCommand,
    Words,
    command,
    of_film,
    plain,
)
from bot.nights.night import Presence

Quorum = app_commands.Range[int, 1, 999]

_TIME = to_translate("For example: friday 8pm, tomorrow 20:00, every friday 8pm")
_THEME = to_translate("For example: horror, 1990s, under 2h")
_PLACE = to_translate("Where you meet: a voice channel, an address")
_BLIND = to_translate("Whether the film stays hidden until the start")


def night_callbacks(answer: Answer) -> dict[str, Callback]:
    """What each command of movie nights does, by its name, save those of `night_commands`."""
    return {
        "in": plain(Attend(Presence.IN), answer),
        "maybe": plain(Attend(Presence.MAYBE), answer),
        "out": plain(Attend(Presence.OUT), answer),
        "picks": plain(MakePicks(), answer),
        "suggest": of_film(Suggest, answer),
        "withdraw": of_film(Withdraw, answer),
        "strike": of_film(Strike, answer),
        "veto": _vetoing(answer),
        "vote": _voting(answer),
        "close": plain(CloseVote(), answer),
        "cancel": plain(CancelNight(), answer),
        "calendar": plain(GetCalendar(), answer),
        "nights": _remembering(answer),
        "fair": plain(ShowFairness(), answer),
    }


def night_commands(answer: Answer) -> Sequence[SlashCommand]:
    """What is said of a night with `night` as the first word."""
    return (
        command("plan", to_translate("a new night in this channel"), _planning(answer)),
        command("show", to_translate("the night as it stands"), plain(ShowNight(), answer)),
        command("move", to_translate("another time, as host"), _moving(answer)),
        command("theme", to_translate("another theme, or none, as host"), _changing_theme(answer)),
        command("place", to_translate("another place, or none, as host"), _changing_place(answer)),
        command("host", to_translate("hand the night over, as host"), _handing_over(answer)),
        command("blind", to_translate("hide the film until the start, or no longer, as host"), _blinding(answer)),
        command("once", to_translate("no night follows this one, as host"), plain(StopRepeating(), answer)),
        command("unwatched", to_translate("the film was not watched after all, as host"), plain(UndoShown(), answer)),
    )


def _planning(answer: Answer) -> Callback:
    @app_commands.describe(time=_TIME, theme=_THEME, place=_PLACE, blind=_BLIND)
    async def plan(
        interaction: Interaction, time: Words, theme: Words = "", place: Words = "", blind: bool = False
    ) -> None:
        said = [words.replace(";", ",") for words in (time, theme, place)]
        await answer(interaction, parse(f"night {'; '.join(said)}{'; blind' if blind else ''}"))

    return plan


def _moving(answer: Answer) -> Callback:
    @app_commands.describe(time=_TIME)
    async def move(interaction: Interaction, time: Words) -> None:
        await answer(interaction, parse(f"night move {time}"))

    return move


def _changing_theme(answer: Answer) -> Callback:
    @app_commands.describe(theme=to_translate("For example: horror, 1990s, under 2h; leave it out for none"))
    async def change_theme(interaction: Interaction, theme: Words = "") -> None:
        await answer(interaction, parse(f"night theme {theme}"))

    return change_theme


def _changing_place(answer: Answer) -> Callback:
    @app_commands.describe(place=to_translate("Where you meet: a voice channel, an address; leave it out for none"))
    async def change_place(interaction: Interaction, place: Words = "") -> None:
        await answer(interaction, parse(f"night place {place}"))

    return change_place


def _handing_over(answer: Answer) -> Callback:
    @app_commands.describe(member=to_translate("Who hosts the night from now on"))
    async def hand_over(interaction: Interaction, member: discord.User) -> None:
        await answer(interaction, HandOver(f"<@{member.id}>"))

    return hand_over


def _blinding(answer: Answer) -> Callback:
    @app_commands.describe(on=_BLIND)
    async def blind(interaction: Interaction, on: bool) -> None:
        await answer(interaction, BlindDate(on))

    return blind


def _vetoing(answer: Answer) -> Callback:
    @app_commands.describe(film=to_translate("The film; go on typing and choose it; leave it out to see the list"))
    async def veto(interaction: Interaction, film: Words = "") -> None:
        await answer(interaction, Veto(film.strip()))

    return veto


def _voting(answer: Answer) -> Callback:
    @app_commands.describe(
        film=to_translate("The film; go on typing and choose it; leave it out to open the vote, or to see your ballot"),
        until=to_translate("As host: when the vote ends, for example: 19:30"),
        quorum=to_translate("As host: how many must vote for their votes to count"),
        counts=to_translate("As host: show how many voted for what"),
    )
    async def vote(
        interaction: Interaction,
        film: Words = "",
        until: Words = "",
        quorum: Quorum | None = None,
        counts: bool = False,
    ) -> None:
        await answer(interaction, _vote(film.strip(), until.strip(), quorum or 0, counts))

    return vote


def _vote(film: str, until: str, quorum: int, counts: bool) -> Command:
    """A vote for a film, or, with anything said on how to vote, the opening of the vote."""
    if not film and (until or quorum or counts):
        return OpenVote(until, quorum, counts)
    return Approve(film)


def _remembering(answer: Answer) -> Callback:
    @app_commands.describe(page=PAGE)
    async def show(interaction: Interaction, page: PageNumber = 1) -> None:
        await answer(interaction, ShowNights(page))

    return show
