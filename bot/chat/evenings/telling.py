"""How a room hears of what one of its members did: below their line, on the card they pressed, or unsigned."""

import logging
from collections.abc import Callable
from dataclasses import replace

from bot.chat.evenings.cards import NightCards
from bot.chat.evenings.guest import Guest
from bot.chat.evenings.tools import Tools
from bot.chat.language import speaking
from bot.chat.reply import Reply
from bot.errors import OutsideError
from bot.nights.night import MovieNight

Said = Callable[[], str]
"""What is said, in the language spoken: the room's before everybody, the member's own to them alone."""

_log = logging.getLogger(__name__)


class Telling:
    """Answers with the night's card, so that everybody in its channel knows how it stands."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._cards = NightCards(tools)

    async def below_the_line(self, night: MovieNight, said: Said, guest: Guest, is_press: bool) -> Reply:
        """For what is typed, or pressed on the card itself, which changes."""
        if is_press:
            return await self.alone(night, said, guest, is_press)
        return await self.to_room(night, said, guest, is_press)

    async def to_room(self, night: MovieNight, said: Said, guest: Guest, is_press: bool) -> Reply:
        """For what is typed, or pressed below a question that nobody else may have seen.

        What is typed in the night's channel is answered there; the rest is told there by a message of its own.
        """
        if guest.room == night.room and not is_press:
            return await self.news(night, said, guest)
        told = await self.unsigned(night, said, said, guest, is_press)
        return told or await self.news(night, said, guest)

    async def unsigned(
        self, night: MovieNight, said: Said, privately: Said, guest: Guest, is_press: bool
    ) -> Reply | None:
        """Tells the room by a message that is the same whoever did it, and the member alone what it was.

        None where the room cannot be told.
        """
        if not self._tools.reaches(night.room):
            return None
        try:
            await self._tools.post(night.room, await self.news(night, said, guest))
        except OutsideError as error:
            _log.warning("A room has to do without news of its night: %s (%s)", error, error.__cause__)
            return None
        return await self.alone(night, privately, guest, is_press)

    async def alone(self, night: MovieNight, said: Said, guest: Guest, is_press: bool) -> Reply:
        """For the member only; a press brings the card up to date."""
        return Reply(said(), private=True, updated=await self._cards.of(night, guest.now) if is_press else None)

    async def news(self, night: MovieNight, said: Said, guest: Guest) -> Reply:
        """The card with what happened above it, for everybody."""
        card = await self._cards.of(night, guest.now)
        with speaking(card.language):
            return replace(card, text=f"{said()}\n\n{card.text}")
