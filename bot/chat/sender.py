"""Who is talking, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Space:
    """A Discord server, a Slack workspace or the local room: tastes are kept per space."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A room within a space."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Sender:
    """A member as a front sees them.

    `space` is where they speak, `channel` the room within it; `space` is None in a direct message, where `shared` lists
    the spaces they share with the bot. `is_direct` means that every line is meant for the bot, so bare words are
    commands. `manages` means that they may change how the bot behaves in the space. `manner` is what they write before
    a command where they speak: "!", "/", "@Reelmates " or nothing.
    """

    platform: str
    member: str
    name: str
    space: Space | None
    shared: tuple[Space, ...] = ()
    is_direct: bool = False
    channel: Channel = Channel("", "")
    manages: bool = False
    manner: str = ""
