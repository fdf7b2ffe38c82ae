"""Nights in the database: each as it stands now, and the messages that it has to say."""

from bot.nights.store.nights import ChannelTaken, NightStore, UnknownNight
from bot.nights.store.outbox import Claim, Outbox

__all__ = ["ChannelTaken", "Claim", "NightStore", "Outbox", "UnknownNight"]
