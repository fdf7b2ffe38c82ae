"""Which movie night a press or a post of the channel is about; pure."""

from bot.chat.commands import Command, Unknown
from bot.chat.night_commands import Approve, Attend, OfNightCommand, SecretCommand, ShowNight, TapFilm
from bot.chat.reply import Reply

_SECRET_NAMES = ("veto", "vote", "tap")
# What a message that changes the night without asking anything is told as.
_TURNS = ("start", "called")


def night_of(command: Command) -> str | None:
    """The id of the night that the command names."""
    return command.night_id if isinstance(command, OfNightCommand) else None


def is_secret(command: Command) -> bool:
    """Whether nobody else is to know that the member says this, or tries to: a veto, a ballot, a judgement."""
    if isinstance(command, Unknown):
        return command.nearest in _SECRET_NAMES
    return isinstance(command, SecretCommand)


def night_shown(reply: Reply) -> str | None:
    """The id of the night that the reply is a card of: one that members answer by its buttons, or that says how it goes
    on; other messages only lead to a night.
    """
    return next((night_of(button.command) for button in reply.buttons if _shows_a_night(button.command)), None)


def _shows_a_night(command: Command) -> bool:
    if isinstance(command, ShowNight):
        return command.told.startswith(_TURNS)
    return isinstance(command, Attend | Approve | TapFilm)
