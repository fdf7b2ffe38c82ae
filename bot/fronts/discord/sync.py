"""Registers the slash commands, and only when Discord has others: Discord limits how often they may be set."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

import discord
from discord import app_commands

_log = logging.getLogger(__name__)

_COMPARED = ("name", "description", "contexts", "integration_types")
_COMPARED_OPTION = (
    "name",
    "description",
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
    wanted = [command.to_dict(tree) for command in tree.get_commands()]
    try:
        # As Discord sends them: discord.py 2.7 reads contexts and installs wrongly (ArrayFlags counts them from 1).
        registered = await tree.client.http.get_global_commands(application_id)
        if _compared(registered) == _compared(wanted):
            return
        await tree.sync()
        _log.info("Discord: %d slash commands registered.", len(wanted))
    except (discord.HTTPException, app_commands.CommandSyncFailure) as error:
        _log.warning("Discord: the slash commands could not be registered (%s).", error)


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


def _choices(option: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(choice["name"], choice["value"]) for choice in option.get("choices") or ()]


def _chosen(fields: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: fields.get(name) or None for name in names}
