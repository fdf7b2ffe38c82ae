"""How the bot behaves in one space, and where that is kept."""

from bot.chat.space_settings.store import SettingsStore
from bot.chat.space_settings.values import ALWAYS_ON, SpaceSettings

__all__ = ["ALWAYS_ON", "SettingsStore", "SpaceSettings"]
