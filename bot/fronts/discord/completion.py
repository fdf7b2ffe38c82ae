"""Titles completed while a member types them into a slash command."""

from collections.abc import Callable, Sequence

from discord import app_commands

from bot.fronts.discord.layout import LONGEST_CHOICE, MOST_CHOICES
from bot.fronts.discord.plain import one_line, shortened
from bot.movies.movie import Movie

Complete = Callable[[str], Sequence[Movie]]


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
