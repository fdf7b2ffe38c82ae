"""Who speaks of a night, and where."""

from dataclasses import dataclass
from datetime import datetime

from bot.chat.asker import Asker
from bot.nights.night import Actor, Room


@dataclass(frozen=True, slots=True)
class Guest:
    """A member in a room; in a direct message the room has no channel."""

    asker: Asker
    room: Room
    manages: bool

    @property
    def key(self) -> str:
        """The member's key, as nights name them."""
        return self.asker.member.member

    @property
    def actor(self) -> Actor:
        """The member as the rules see them."""
        return Actor(self.key, self.manages)

    @property
    def now(self) -> datetime:
        """When they speak."""
        return self.asker.now

    @property
    def zone(self) -> str:
        """The zone of the space."""
        return self.asker.settings.zone
