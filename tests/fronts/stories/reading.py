"""What a member reads on any front, in plain words.

Fronts may differ in the following, which the stories do not compare, and in nothing else:

- how commands, members and moments are written, and the order of buttons;
- who reads what a typed line is answered: Discord answers privately to slash commands and presses alone;
- what becomes of a question when it is answered: Slack closes a form, Discord shows the night in its place;
- the page's own ways: a switch of moods for buttons, a voter's whole ballot below what they are told, and no button
  that leads from a night's card to the night.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.chat.entries import ENTRIES

MENTION = re.compile(r"@(alice|bob|dora)\b")
"""How a line of a story mentions a member."""

# Commands are spelled as the reader would write them: "!like" in a channel, "/like" after a press, "like" on the page.
_SPELLED = re.compile(rf"(?:[!/?]|@[Rr]eelmates )(?=(?:{'|'.join(entry.name for entry in ENTRIES)})\b)")


@dataclass(frozen=True, slots=True)
class Film:
    """One film of a list: its title with the year, why it is there, and what is known of it."""

    title: str
    reason: str
    facts: str


@dataclass(frozen=True, slots=True)
class Post:
    """One message of the bot as a member sees it; `key` is the front's own name for it.

    A button is read with the place of its film before it, where there are several: "2 Why". The order of the buttons
    is lost: Discord hangs those of a long list from its last row upwards.
    """

    key: str
    text: str
    films: tuple[Film, ...] = ()
    buttons: frozenset[str] = frozenset()
    choices: tuple[str, ...] = ()
    picture: str = ""
    is_private: bool = False

    @property
    def titles(self) -> list[str]:
        """The films in their order."""
        return [film.title for film in self.films]

    def label_of(self, label: str, film: str = "") -> str:
        """How the button reads that belongs to the film, or to the whole message."""
        several = len(self.films) > 1
        read = f"{self.titles.index(film) + 1} {label}" if film and several else label
        assert read in self.buttons, f"no button {read!r} among {sorted(self.buttons)}"
        return read

    def lines(self) -> Iterator[str]:
        """All of it for a transcript, but who reads it."""
        yield from (f"    {line}" for line in self.text.splitlines())
        for place, film in enumerate(self.films, 1):
            yield f"      {place}. {film.title} | {film.reason} | {film.facts}"
        if self.picture:
            yield f"      (a picture: {self.picture})"
        if self.buttons:
            yield f"      {' '.join(f'[{label}]' for label in sorted(self.buttons))}"
        if self.choices:
            yield f"      choose: {', '.join(self.choices)}"


def buttons_of(labels: Iterable[str]) -> frozenset[str]:
    """The buttons that are compared: a card of a night has one that leads to the night, which the page leaves out."""
    found = frozenset(labels)
    return found - {"The night"} if "I'm in" in found else found


def in_one_spelling(text: str) -> str:
    """The text with its commands as bare words."""
    return _SPELLED.sub("", text).strip()


def moment(at: datetime) -> str:
    """A moment, however the front draws it by the reader's clocks."""
    return f"[{at:%Y-%m-%d %H:%M}]"
