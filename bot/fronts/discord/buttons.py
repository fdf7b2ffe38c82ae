"""Buttons and menus that carry the words they say, so that they work after any restart."""

import re
from typing import Any, Self

import discord

from bot.chat.commands import ForgetMe, More, Reach, Remood, ShareList
from bot.chat.grammar import spell
from bot.chat.night_commands import Approve, Attend, CancelNight, OpenVote
from bot.chat.reply import Button, Menu
from bot.fronts.discord.layout import Rows
from bot.nights.night import Presence

# Spelled commands open with a word of small letters; ids that discord.py makes up for other views are 32 hex digits.
_SPELLED = r"(?P<token>(?s:[a-z]{2,12}(?: .+)?))"
_MENU = "Menu"


class SpelledButton(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=_SPELLED):
    """A press is handed to the client as a "press" event with the spelled command."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(item)  # type: ignore[arg-type]  # the template is only ever put on buttons

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        interaction.client.dispatch("press", interaction, self.custom_id)


class SpelledMenu(discord.ui.DynamicItem[discord.ui.Select[discord.ui.View]], template=_MENU):
    """A choice is a press on a button that says the chosen command."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(item)  # type: ignore[arg-type]  # the template is only ever put on menus

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        interaction.client.dispatch("press", interaction, self.item.values[0])


def view_of(rows: Rows, menu: Menu | None = None) -> discord.ui.View | None:
    """The rows, and the menu below them, as Discord components; None when there are none. Needs a running loop."""
    if not rows and menu is None:
        return None
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(rows):
        for button in row:
            view.add_item(SpelledButton(_drawn(button, number)))
    if menu is not None:
        view.add_item(SpelledMenu(_opened(menu, len(rows))))
    # A stopped view is sent as it is but not kept in memory: presses find their way by the template alone.
    view.stop()
    return view


def _drawn(button: Button, row: int) -> discord.ui.Button[discord.ui.View]:
    return discord.ui.Button(label=button.label, custom_id=spell(button.command), style=_style(button), row=row)


def _style(button: Button) -> discord.ButtonStyle:
    """What moves the whole list stands out from what is said of one film; what cannot be taken back warns."""
    match button.command:
        case Attend(Presence.IN):
            return discord.ButtonStyle.success
        case More() | Remood() | ShareList() | OpenVote() | Approve():
            return discord.ButtonStyle.primary
        case ForgetMe(Reach.HERE | Reach.EVERYWHERE) | CancelNight():
            return discord.ButtonStyle.danger
        case _:
            return discord.ButtonStyle.secondary


def _opened(menu: Menu, row: int) -> discord.ui.Select[discord.ui.View]:
    options = [discord.SelectOption(label=choice.label, value=spell(choice.command)) for choice in menu.choices]
    return discord.ui.Select(custom_id=_MENU, placeholder=menu.label, options=options, row=row)
