"""Who asks for films, when, and what the house rules are there."""

from dataclasses import dataclass
from datetime import datetime

from bot.chat.space_settings import SpaceSettings
from bot.taste.store import Member


@dataclass(frozen=True, slots=True)
class Asker:
    """A member with the name to call them by, at a moment, in a space with its settings."""

    member: Member
    name: str
    now: datetime
    settings: SpaceSettings
