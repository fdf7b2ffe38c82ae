"""Where a platform's announcements hang: what a front does for a night beyond answering."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.chat.commands import Command
from bot.chat.reply import Reply
from bot.errors import OutsideError
from bot.nights.night import Room


class NotAllowed(OutsideError):
    """The bot may not do this there; the text is one sentence that names the permission it lacks."""


class ChannelGone(OutsideError):
    """The channel is no longer there."""


class CannotLook(OutsideError):
    """What was said in the channel before cannot be read."""


@dataclass(frozen=True, slots=True)
class NightEvent:
    """A night as a platform's own event shows it; of a blind date neither title nor picture tell the film.

    `event_id` is the platform's, "" before there is one. `picture` is a PNG or JPEG to show, None for none.
    """

    event_id: str
    room: Room
    title: str
    description: str
    place: str
    start_at: datetime
    ends_at: datetime
    is_cancelled: bool = False
    picture: bytes | None = None


class Board(Protocol):
    """One platform's channels, as far as this process reaches them.

    `manner` is what members write before a command there; "" is the prefix of the space.
    Methods raise NotAllowed, ChannelGone, or another OutsideError when the platform does not answer.
    """

    platform: str
    manner: str

    def reaches(self, room: Room) -> bool:
        """Whether the room is one that this process speaks in, and the platform is connected."""
        ...

    def locale_of(self, room: Room) -> str:
        """The locale that the platform's settings name for the room's space, as in "de"; "" where they name none."""
        ...

    async def post(self, room: Room, reply: Reply) -> str:
        """Says it in the channel; the message's id."""
        ...

    async def find(self, room: Room, token: Command, since: datetime) -> str | None:
        """The id of a message of ours since then with a button that says `token`; raises CannotLook."""
        ...

    async def tell(self, room: Room, member: str, reply: Reply) -> None:
        """Says it to one member of the room's space alone."""
        ...

    async def missing(self, room: Room, members: Collection[str]) -> Collection[str]:
        """Those of the members who have left the space, as far as the platform lets us know."""
        ...

    async def keep_event(self, event: NightEvent) -> str:
        """Creates, changes or cancels the platform's own event; its id, "" where the platform has no events."""
        ...
