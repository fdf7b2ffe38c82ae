"""Spaces that the bot comes to and leaves, and the members it meets there."""

from bot.chat.spaces.store import DAYS_KEPT, DIRECT, Spaces

__all__ = ["DAYS_KEPT", "DIRECT", "Spaces"]
