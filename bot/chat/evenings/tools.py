"""What every part of an evening's conversation works with."""

from dataclasses import dataclass, field

from bot.chat.evenings.board import Board
from bot.chat.library import Library
from bot.chat.space_settings import SettingsStore
from bot.movies.posters import PosterSource
from bot.nights.store import NightStore, Outbox
from bot.taste.store import TasteStore


@dataclass(frozen=True, slots=True)
class Tools:
    """The films, members' tastes, the nights, the rules of the places, and the platforms to speak on, by name."""

    library: Library
    tastes: TasteStore
    nights: NightStore
    outbox: Outbox
    settings: SettingsStore
    posters: PosterSource
    boards: dict[str, Board] = field(default_factory=dict)
