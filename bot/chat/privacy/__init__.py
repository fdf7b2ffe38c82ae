"""What is kept about a member: told, handed out as files, and removed on their word."""

from bot.chat.privacy.privacy import Privacy

__all__ = ["Privacy"]
