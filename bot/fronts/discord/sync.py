"""Registers the slash commands, and only when Discord has others: Discord limits how often they may be set."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

import discord
from discord import app_commands
from discord.http import Route

_log = logging.getLogger(__name__)

_WORDS = ("name", "name_localizations", "description", "description_localizations")
_COMPARED = (*_WORDS, "contexts", "integration_types")
_COMPARED_OPTION = (
    *_WORDS,
    "type",
    "required",
    "autocomplete",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
)


async def sync_if_changed(tree: app_commands.CommandTree[Any], application_id: int) -> None:
    """Sets the global commands unless they are set already; without them the bot still hears mentions."""
    wanted = await _wanted(tree)
    try:
        # As Discord sends them: discord.py 2.7 reads contexts and installs wrongly (ArrayFlags counts them from 1).
        registered = await tree.client.http.request(
            Route("GET", "/applications/{application_id}/commands", application_id=application_id),
            params={"with_localizations": 1},
        )
        if _compared(registered) == _compared(wanted):
            return
        await tree.sync()
        _log.info("Discord: %d slash commands registered.", len(wanted))
    except (discord.HTTPException, app_commands.CommandSyncFailure) as error:
        _log.warning("Discord: the slash commands could not be registered (%s).", error)


async def _wanted(tree: app_commands.CommandTree[Any]) -> list[dict[str, Any]]:
    """The commands as `sync` sends them."""
    translator = tree.translator
    if translator is None:
        return [command.to_dict(tree) for command in tree.get_commands()]
    return [await command.get_translated_payload(tree, translator) for command in tree.get_commands()]


def _compared(commands: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What makes two sets of commands differ to a member: without ids, and with absent fields as empty ones."""
    return {
        command["name"]: _chosen(command, _COMPARED)
        | {"permissions": str(command.get("default_member_permissions") or ""), "options": _options(command)}
        for command in commands
    }


def _options(of: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The options of a command, or of a subcommand, which is an option itself."""
    return [
        _chosen(option, _COMPARED_OPTION) | {"choices": _choices(option), "options": _options(option)}
        for option in of.get("options") or ()
    ]


def _choices(option: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [_chosen(choice, ("name", "name_localizations", "value")) for choice in option.get("choices") or ()]


def _chosen(fields: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: fields.get(name) or None for name in names}
