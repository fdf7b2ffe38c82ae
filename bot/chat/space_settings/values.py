"""How the bot behaves in one space."""

from dataclasses import dataclass
from enum import StrEnum

from bot.chat.sender import Channel
from bot.recommend.scoring import Mood

ALWAYS_ON = ("help", "privacy", "mydata", "forgetme", "link", "settings", "language")
"""Commands that can neither be switched off nor be made to wait: members have a right to them, or need them."""


class Planners(StrEnum):
    """Who may plan movie nights."""

    EVERYBODY = "everybody"
    MANAGERS = "managers"


@dataclass(frozen=True, slots=True)
class SpaceSettings:
    """What those who manage a space have chosen there.

    No `channels` means that the bot answers everywhere. `zone` is an IANA name, `hidden_genres` are MovieLens names.
    Without `adult`, films that OMDb rates NC-17 or X are left out where that is known. Without `answers_unknown`, words
    behind the prefix that may be meant for another bot get no answer. `cooldowns` are commands' names
    with the seconds a member waits between two of them, `off` the names of commands nobody may use.
    `planning` says who may plan movie nights. `language` is the code of the one that is spoken there, "" where nobody
    has chosen any.
    """

    prefix: str = "!"
    channels: tuple[Channel, ...] = ()
    zone: str = "UTC"
    mood: Mood = Mood.BALANCED
    hidden_genres: tuple[str, ...] = ()
    adult: bool = False
    answers_unknown: bool = True
    cooldowns: tuple[tuple[str, int], ...] = ()
    off: tuple[str, ...] = ()
    planning: Planners = Planners.EVERYBODY
    language: str = ""

    def cooldown_of(self, command_name: str) -> int:
        """Seconds a member waits between two commands of this name; 0 is no wait."""
        return dict(self.cooldowns).get(command_name, 0)

    def answers_in(self, channel: Channel) -> bool:
        """Whether the bot answers in this channel; a direct message is in none, and answered wherever it is about."""
        return not self.channels or not channel.key or any(one.key == channel.key for one in self.channels)
