"""Where a message's buttons stand: Discord gives a message five rows of five.

Every film has a row of its own, and the reply's own buttons (More) stand in the rows below. Under five films, where no
row is left, they take the free places at the rows' ends, from the last row upwards.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.chat.commands import Judge
from bot.chat.grammar import spell
from bot.chat.reply import Button, Card
from bot.fronts.discord.plain import one_line, shortened
from bot.taste.profile import Verdict

ROWS = 5
PLACES = 5
LONGEST_LABEL = 80

Rows = tuple[tuple[Button, ...], ...]

_SIGNS = {Verdict.LIKE: "👍", Verdict.DISLIKE: "👎"}


def numbered(card: Card, place: int) -> Card:
    """The card with its place before the label of each button: "2 👍", "2 Why"."""
    return replace(card, buttons=tuple(replace(button, label=f"{place} {_sign(button)}") for button in card.buttons))


def place_of(label: str) -> int | None:
    """The place that `numbered` wrote on a button, None on any other button."""
    number, _, rest = label.partition(" ")
    return int(number) if rest and number.isascii() and number.isdigit() else None


def rows_of(cards: Sequence[Card], below: Sequence[Button]) -> Rows:
    """At most five rows of five buttons; no two of them say the same, which Discord would refuse."""
    said: set[str] = set()
    films = [list(_fresh(card.buttons, said))[:PLACES] for card in cards[:ROWS]]
    rows = [row for row in films if row]
    left = list(_fresh(below, said))
    if len(rows) == ROWS:
        for row in reversed(rows):
            room = PLACES - len(row)
            row.extend(left[:room])
            left = left[room:]
    own = [left[start : start + PLACES] for start in range(0, len(left), PLACES)]
    return tuple(tuple(row) for row in (*rows, *own))[:ROWS]


def _sign(button: Button) -> str:
    verdict = button.command.verdict if isinstance(button.command, Judge) else None
    return _SIGNS.get(verdict, button.label) if verdict else button.label


def _fresh(buttons: Sequence[Button], said: set[str]) -> Iterator[Button]:
    for button in buttons:
        token = spell(button.command)
        if token not in said:
            said.add(token)
            yield replace(button, label=shortened(one_line(button.label), LONGEST_LABEL) or "…")
