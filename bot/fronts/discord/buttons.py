"""Buttons that carry the words they say, so that they work after any restart."""

import re
from typing import Any, Self

import discord

from bot.chat.commands import More
from bot.chat.grammar import spell
from bot.chat.reply import Button
from bot.fronts.discord.layout import Rows

# Spelled commands open with a word of letters; the ids that discord.py makes up for other views are 32 hex digits.
_SPELLED = r"(?P<token>(?s:[a-z]{2,12}(?: .+)?))"


class SpelledButton(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=_SPELLED):
    """A press is handed to the client as a "press" event with the spelled command."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(item)  # type: ignore[arg-type]  # the template is only ever put on buttons

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        interaction.client.dispatch("press", interaction, self.custom_id)


def view_of(rows: Rows) -> discord.ui.View | None:
    """The rows as Discord components; None when there are none. Needs a running event loop."""
    if not rows:
        return None
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(rows):
        for button in row:
            view.add_item(SpelledButton(_drawn(button, number)))
    # A stopped view is sent as it is but not kept in memory: presses find their way by the template alone.
    view.stop()
    return view


def _drawn(button: Button, row: int) -> discord.ui.Button[discord.ui.View]:
    style = discord.ButtonStyle.primary if isinstance(button.command, More) else discord.ButtonStyle.secondary
    return discord.ui.Button(label=button.label, custom_id=spell(button.command), style=style, row=row)
