"""What the bot answers: plain text, cards and buttons, for any front to draw."""

from dataclasses import dataclass

from bot.chat.commands import Command
from bot.movies.movie import Movie
from bot.movies.posters import NO_POSTER, Poster


@dataclass(frozen=True, slots=True)
class Button:
    """A command that a press says for the member."""

    label: str
    command: Command


@dataclass(frozen=True, slots=True)
class Card:
    """One film: its poster, one line on why it is here, and what can be done with it."""

    movie: Movie
    body: str
    poster: Poster = NO_POSTER
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """Plain text (no markup: fronts escape it), cards and buttons.

    A private reply is for its member's eyes only. `updated` is the new content of the message whose button was pressed.
    """

    text: str
    cards: tuple[Card, ...] = ()
    buttons: tuple[Button, ...] = ()
    private: bool = False
    updated: "Reply | None" = None
