"""Movie nights in the conversation: planned, chosen, voted on, announced and remembered."""

from bot.chat.evenings.announcer import Announcer
from bot.chat.evenings.board import Board, CannotLook, ChannelGone, NightEvent, NotAllowed
from bot.chat.evenings.evenings import Evenings
from bot.chat.evenings.happenings import EventNews, Happenings

__all__ = [
    "Announcer",
    "Board",
    "CannotLook",
    "ChannelGone",
    "Evenings",
    "EventNews",
    "Happenings",
    "NightEvent",
    "NotAllowed",
]
