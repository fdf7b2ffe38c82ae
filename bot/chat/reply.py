"""What the bot answers: plain text, cards and buttons, for any front to draw."""

from dataclasses import dataclass, field

from bot.chat.commands import Command
from bot.chat.language import spoken
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
class Menu:
    """Commands of which the member chooses one from a list that opens: at most 25."""

    label: str
    choices: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that comes with a reply; `alt` says in words what a picture shows."""

    name: str
    media_type: str
    content: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """Plain text, cards, a picture below the text, buttons, a menu, and files to keep.

    The text has no markup: fronts escape it, and draw the moments and people that marks.py puts into it.
    A private reply is for its member's eyes only. `updated` is the new content of the message whose button was pressed.
    `calls` are the keys of members whom the text names and who are to be notified; others it names are not.
    `language` is the one it was made in: fronts say their own words around it in the same.
    """

    text: str
    cards: tuple[Card, ...] = ()
    buttons: tuple[Button, ...] = ()
    private: bool = False
    updated: "Reply | None" = None
    picture: Attachment | None = None
    menu: Menu | None = None
    files: tuple[Attachment, ...] = ()
    calls: tuple[str, ...] = ()
    language: str = field(default_factory=spoken)
