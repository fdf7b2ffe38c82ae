"""What every part of an evening's conversation works with."""

from dataclasses import dataclass, field

from bot.chat.evenings.board import Board
from bot.chat.language import ENGLISH, language_of
from bot.chat.library import Library
from bot.chat.manner import in_manner
from bot.chat.reply import Reply
from bot.chat.space_settings import SettingsStore
from bot.movies.posters import PosterSource
from bot.nights.night import Room
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

    def reaches(self, room: Room) -> bool:
        """Whether this process speaks in the room."""
        board = self.boards.get(room.platform)
        return board is not None and board.reaches(room)

    async def language_of(self, room: Room) -> str:
        """The language of what everybody in the room's space reads: the one chosen there, or the platform's for it."""
        chosen = (await self.settings.of(room.platform, room.space)).language
        board = self.boards.get(room.platform)
        return chosen or language_of(board.locale_of(room) if board else "") or ENGLISH

    async def post(self, room: Room, reply: Reply) -> str:
        """Says it in a room whose platform has a board, with commands as members write them there; see Board.post."""
        board = self.boards[room.platform]
        settings = await self.settings.of(room.platform, room.space)
        return await board.post(room, in_manner(reply, board.manner or settings.prefix))
