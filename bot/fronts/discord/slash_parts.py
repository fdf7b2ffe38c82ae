"""What slash commands are made of: their options' kinds, their descriptions, and how one is put together."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.chat.commands import Command
from bot.chat.language import to_translate
from bot.chat.words import capital
from bot.fronts.discord.completion import Complete, choices_for
from bot.fronts.discord.plain import shortened

Interaction = discord.Interaction[Any]
Answer = Callable[[Interaction, Command], Awaitable[None]]
Take = Callable[[Interaction, discord.Attachment], Awaitable[None]]
SlashCommand = app_commands.Command[Any, Any, None]
Callback = Callable[..., Any]
PageNumber = app_commands.Range[int, 1]
Words = app_commands.Range[str, 1, 200]
ManyWords = app_commands.Range[str, 1, 1500]

FILM = to_translate("The film; go on typing and choose it")
PAGE = to_translate("Which page, from 1")

_LONGEST_DESCRIPTION = 100
_COMPLETED = ("film", "of")


def group(name: str, does: str, commands: Sequence[SlashCommand]) -> app_commands.Group:
    """Commands that share their first word."""
    made = app_commands.Group(name=name, description=_described(does))
    for command in commands:
        made.add_command(command)
    return made


def command(name: str, does: str, callback: Callback, complete: Complete | None = None) -> SlashCommand:
    """A command whose options are the callback's parameters; titles are completed where `complete` finds films."""
    made = SlashCommand(name=name, description=_described(does), callback=callback)
    for parameter in made.parameters:
        if complete and parameter.name in _COMPLETED and parameter.type is discord.AppCommandOptionType.string:
            made.autocomplete(parameter.name)(_completing(complete))
    return made


def plain(said: Command, answer: Answer) -> Callback:
    """For a command without options."""

    async def say(interaction: Interaction) -> None:
        await answer(interaction, said)

    return say


def of_film(said: Callable[[str], Command], answer: Answer) -> Callback:
    """For a command that takes one film."""

    @app_commands.describe(film=FILM)
    async def say(interaction: Interaction, film: Words) -> None:
        await answer(interaction, said(film))

    return say


def sentence(does: str) -> str:
    """What a command does, as Discord shows it below its name."""
    return shortened(capital(does), _LONGEST_DESCRIPTION)


def _described(does: str) -> app_commands.locale_str:
    """The description, with the message that it is made of for the translator."""
    return app_commands.locale_str(sentence(does), message=does)


def _completing(complete: Complete) -> Callback:
    async def autocomplete(_: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices_for(typed, complete)

    return autocomplete
