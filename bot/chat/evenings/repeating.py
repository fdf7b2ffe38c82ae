"""Repeating nights: the next one is planned when the one before has ended and the channel is free."""

from base64 import b32encode
from datetime import datetime
from hashlib import sha256

from bot.chat.evenings.tools import Tools
from bot.chat.grammar.nights import NIGHT_ID_LENGTH
from bot.nights import rules
from bot.nights.night import MovieNight
from bot.nights.store import ChannelTaken


class Repeating:
    """Plans the next of a repeating night, once: its id follows from that of the one before."""

    def __init__(self, tools: Tools) -> None:
        self._nights = tools.nights
        self._settings = tools.settings

    async def check_turn(self, night: MovieNight) -> None:
        """Raises ChannelTaken while another night is open in the channel."""
        present = await self._nights.open_in(night.room)
        if present is not None and present.night_id != _id_after(night):
            raise ChannelTaken("Another movie night comes first in this channel.")

    async def next(self, night: MovieNight, now: datetime) -> MovieNight:
        """The night after this one, planned now unless it was before; raises ChannelTaken while it has to wait."""
        if (planned := await self._nights.get(_id_after(night))) is not None:
            return planned
        zone = (await self._settings.of(night.room.platform, night.room.space)).zone
        following = rules.next_of(night, _id_after(night), now, zone)
        await self._nights.add(following)
        return following


def _id_after(night: MovieNight) -> str:
    """As rarely the same as another one's as ids made by chance."""
    return b32encode(sha256(night.night_id.encode()).digest()).decode().lower()[:NIGHT_ID_LENGTH]
