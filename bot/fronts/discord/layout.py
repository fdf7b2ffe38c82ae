"""Where a message's buttons and its menu stand: Discord gives a message five rows, of five buttons or one menu each.

Every film has a row of its own, and the reply's own buttons (More) stand in the rows below, the menu in the last one.
Under five films, where no row is left, the own buttons take the free places at the rows' ends, from the last row
upwards: a column of their own.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.commands import Judge
from bot.chat.grammar import spell
from bot.chat.reply import Button, Card, Menu
from bot.fronts.discord.plain import one_line, shortened
from bot.taste.profile import Verdict

ROWS = 5
PLACES = 5
LONGEST_LABEL = 80
MOST_CHOICES = 25
LONGEST_CHOICE = 100
LONGEST_PLACEHOLDER = 150

Rows = tuple[tuple[Button, ...], ...]

_SIGNS = {Verdict.LIKE: "👍", Verdict.DISLIKE: "👎"}


def numbered(card: Card, place: int) -> Card:
    """The card with its place before the label of each button: "2 👍", "2 Why"."""
    return replace(card, buttons=tuple(replace(button, label=f"{place} {_sign(button)}") for button in card.buttons))


def place_of(label: str) -> int | None:
    """The place that `numbered` wrote on a button, None on any other button."""
    number, _, rest = label.partition(" ")
    return int(number) if rest and number.isascii() and number.isdigit() else None


def rows_of(cards: Sequence[Card], below: Sequence[Button], rows: int = ROWS) -> Rows:
    """At most that many rows of five buttons; no two of them say the same, which Discord would refuse."""
    said: set[str] = set()
    films = [_fresh(card.buttons, said, LONGEST_LABEL)[:PLACES] for card in cards[:rows]]
    filled = [row for row in films if row]
    left = _fresh(below, said, LONGEST_LABEL)
    if len(filled) == rows:
        for row in reversed(filled):
            room = PLACES - len(row)
            row.extend(left[:room])
            left = left[room:]
    own = [left[start : start + PLACES] for start in range(0, len(left), PLACES)]
    return tuple(tuple(row) for row in (*filled, *own))[:rows]


def menu_of(menu: Menu | None) -> Menu | None:
    """The menu with at most 25 choices that all say something else; None when it has none."""
    choices = _fresh(menu.choices, set(), LONGEST_CHOICE)[:MOST_CHOICES] if menu else []
    if menu is None or not choices:
        return None
    return Menu(shortened(one_line(menu.label), LONGEST_PLACEHOLDER) or "…", tuple(choices))


def _sign(button: Button) -> str:
    verdict = button.command.verdict if isinstance(button.command, Judge) else None
    return _SIGNS.get(verdict, button.label) if verdict else button.label


def _fresh(buttons: Sequence[Button], said: set[str], longest: int) -> list[Button]:
    fresh = []
    for button in buttons:
        token = spell(button.command)
        if token not in said:
            said.add(token)
            fresh.append(replace(button, label=shortened(one_line(button.label), longest) or "…"))
    return fresh
