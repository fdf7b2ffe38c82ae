"""The slash commands: one for every entry of the one list of commands, by its name and its words."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.chat.commands import (
    ENTRIES,
    MOST_AT_ONCE,
    About,
    Command,
    Entry,
    Forget,
    Help,
    More,
    ShowTaste,
    Undo,
    Why,
)
from bot.chat.grammar import parse
from bot.fronts.discord.plain import one_line, shortened
from bot.movies.movie import Movie

Interaction = discord.Interaction[Any]
Answer = Callable[[Interaction, Command], Awaitable[None]]
Complete = Callable[[str], Sequence[Movie]]
SlashCommand = app_commands.Command[Any, Any, None]
Callback = Callable[..., Any]

MOST_CHOICES = 25
LONGEST_CHOICE = 100
_LONGEST_DESCRIPTION = 100

_FILMS = "One film, or several with ; between them"
_FILM = "The film"


def slash_commands(answer: Answer, complete: Complete) -> list[SlashCommand]:
    """A slash command for every entry of the list of commands; `answer` replies, `complete` finds films by title."""
    callbacks: dict[str, Callback] = {
        "like": _judging("like", answer),
        "dislike": _judging("dislike", answer),
        "seen": _judging("seen", answer),
        "recommend": _recommending(answer),
        "more": _plain(More(), answer),
        "why": _asking_why(answer),
        "taste": _showing_taste(answer),
        "forget": _forgetting(answer),
        "undo": _plain(Undo(), answer),
        "help": _plain(Help(), answer),
        "about": _plain(About(), answer),
    }
    return [_command(entry, callbacks[entry.name], complete) for entry in ENTRIES]


def _command(entry: Entry, callback: Callback, complete: Complete) -> SlashCommand:
    does = shortened(f"{entry.does[0].upper()}{entry.does[1:]}", _LONGEST_DESCRIPTION)
    command = SlashCommand(name=entry.name, description=does, callback=callback)
    film = command.get_parameter("film")
    if film and film.type is discord.AppCommandOptionType.string:
        command.autocomplete("film")(_completing(complete))
    return command


def _judging(word: str, answer: Answer) -> Callback:
    @app_commands.describe(film=_FILMS)
    async def judge(interaction: Interaction, film: str) -> None:
        await answer(interaction, parse(f"{word} {film}"))

    return judge


def _recommending(answer: Answer) -> Callback:
    @app_commands.describe(
        count=f"How many films, 1 to {MOST_AT_ONCE}",
        filters="For example: comedy, no horror, 1990s, under 2h, famous or hidden",
    )
    async def recommend(
        interaction: Interaction,
        count: app_commands.Range[int, 1, MOST_AT_ONCE] | None = None,
        filters: str = "",
    ) -> None:
        await answer(interaction, parse(f"recommend {count or ''} {filters}"))

    return recommend


def _asking_why(answer: Answer) -> Callback:
    @app_commands.describe(film="The film's place in your latest list")
    async def why(interaction: Interaction, film: app_commands.Range[int, 1, MOST_AT_ONCE]) -> None:
        await answer(interaction, Why(str(film)))

    return why


def _showing_taste(answer: Answer) -> Callback:
    @app_commands.describe(page="Which page, from 1")
    async def taste(interaction: Interaction, page: app_commands.Range[int, 1] = 1) -> None:
        await answer(interaction, ShowTaste(page))

    return taste


def _forgetting(answer: Answer) -> Callback:
    @app_commands.describe(film=_FILM)
    async def forget(interaction: Interaction, film: str) -> None:
        await answer(interaction, Forget(film))

    return forget


def _plain(command: Command, answer: Answer) -> Callback:
    async def say(interaction: Interaction) -> None:
        await answer(interaction, command)

    return say


def _completing(complete: Complete) -> Callback:
    async def autocomplete(_: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices_for(typed, complete)

    return autocomplete


def choices_for(typed: str, complete: Complete) -> list[app_commands.Choice[str]]:
    """At most 25 films for the title being typed; those before its last ";" stay as they are."""
    before, mark, title = typed.rpartition(";")
    kept = f"{before.strip()}{mark} " if mark else ""
    offered = [(f"{kept}{movie}", f"{kept}#{movie.movie_id}") for movie in complete(title.strip())]
    return [
        app_commands.Choice(name=shortened(one_line(name), LONGEST_CHOICE), value=value)
        for name, value in offered[:MOST_CHOICES]
        if len(value) <= LONGEST_CHOICE
    ]
