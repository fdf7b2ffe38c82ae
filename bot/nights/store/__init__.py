"""Nights in the database: each as it stands now, and the messages that it has to say."""

from bot.nights.store.nights import ChannelTaken, NightStore, UnknownNight, new_night_id
from bot.nights.store.outbox import Claim, Outbox

__all__ = ["ChannelTaken", "Claim", "NightStore", "Outbox", "UnknownNight", "new_night_id"]
