"""Who is talking, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Space:
    """A Discord server, a Slack workspace or the local room: tastes are kept per space."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Sender:
    """A member as a front sees them.

    `space` is where they speak; None in a direct message, where `shared` lists the spaces they share with the bot.
    `is_direct` means that every line is meant for the bot, so bare words are commands.
    """

    platform: str
    member: str
    name: str
    space: Space | None
    shared: tuple[Space, ...] = ()
    is_direct: bool = False
