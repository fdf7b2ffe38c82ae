"""Who is talking, and where."""

from dataclasses import dataclass, field

from bot.chat.language import to_translate

UNNAMED = to_translate("this server")
"""What a server is called whose name the platform does not tell."""


@dataclass(frozen=True, slots=True)
class Space:
    """A Discord server, a Slack workspace or the local room: tastes are kept per space.

    `locale` is the one that the platform's settings name for it, as in "de" or "en-GB"; "" where they name none.
    """

    key: str
    name: str
    locale: str = field(default="", compare=False)


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
    a command where they speak: "!", "/", "@Reelmates " or nothing. `locale` is that of the program they write in, as
    far as the platform tells it.
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
    locale: str = ""
