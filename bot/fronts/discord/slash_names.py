"""The slash commands in the languages of those who type them: names, descriptions, options and choices.

A name is told by the catalogues as "/more next", an option as ":film"; whatever has no translation stays English.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

from bot.chat.language import ENGLISH, _, language_of, speaking
from bot.fronts.discord.plain import shortened
from bot.fronts.discord.slash_parts import SlashCommand, sentence

_LONGEST_CHOICE = 100
_COMMANDS = (Location.command_name, Location.group_name)
_DESCRIPTIONS = (Location.command_description, Location.group_description, Location.parameter_description)


class CommandTranslator(app_commands.Translator):
    """Says what Discord asks for each of its locales, by the catalogues of the languages that we speak."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """The words in the locale; None where they are English ones."""
        language = language_of(locale.value)
        if language in ("", ENGLISH):
            return None
        with speaking(language):
            return _translated(string, context)


def names_of(commands: Iterable[SlashCommand | app_commands.Group]) -> Iterator[str]:
    """The names of commands and of their options, as the catalogues have them."""
    for one in commands:
        yield f"/{one.qualified_name}"
        if isinstance(one, app_commands.Group):
            yield from names_of(one.commands)
        else:
            yield from (f":{parameter.name}" for parameter in one.parameters)


def _translated(string: app_commands.locale_str, context: app_commands.TranslationContext[Any, Any]) -> str | None:
    if context.location in _COMMANDS:
        return _named(f"/{context.data.qualified_name}")
    if context.location is Location.parameter_name:
        return _named(f":{string.message}")
    told = _(string.extras.get("message", string.message))
    if context.location in _DESCRIPTIONS:
        return sentence(told)
    return shortened(told, _LONGEST_CHOICE)


def _named(message: str) -> str | None:
    told = _(message)
    return None if told == message else told
