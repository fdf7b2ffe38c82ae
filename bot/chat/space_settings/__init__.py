"""How the bot behaves in one space, and where that is kept."""

from bot.chat.space_settings.store import SettingsStore
from bot.chat.space_settings.values import ALWAYS_ON, Planners, SpaceSettings

__all__ = ["ALWAYS_ON", "Planners", "SettingsStore", "SpaceSettings"]
