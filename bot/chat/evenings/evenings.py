"""Movie nights in the conversation: which part answers which command, and what platforms tell of their own."""

from typing import assert_never

from bot.chat.evenings.afterwards import Afterwards
from bot.chat.evenings.board import Board
from bot.chat.evenings.choosing import Choosing
from bot.chat.evenings.guest import Guest
from bot.chat.evenings.inviting import Inviting
from bot.chat.evenings.planning import Planning
from bot.chat.evenings.records import Records
from bot.chat.evenings.tools import Tools
from bot.chat.evenings.voting import Voting
from bot.chat.night_commands import (
    Approve,
    Attend,
    BlindDate,
    CancelNight,
    CloseVote,
    EveningCommand,
    FilmOfNightCommand,
    GetCalendar,
    HandOver,
    MakePicks,
    MoveNight,
    NightCommand,
    OpenVote,
    PlanNight,
    RelocateNight,
    RethemeNight,
    ShowFairness,
    ShowNight,
    ShowNights,
    StopRepeating,
    Strike,
    Suggest,
    TapFilm,
    UndoShown,
    Veto,
    Withdraw,
)
from bot.chat.reply import Reply


class Evenings:
    """Answers about movie nights."""

    def __init__(self, tools: Tools) -> None:
        self._boards = tools.boards
        self._planning = Planning(tools)
        self._inviting = Inviting(tools)
        self._choosing = Choosing(tools)
        self._voting = Voting(tools)
        self._afterwards = Afterwards(tools)
        self._records = Records(tools)

    def announce_on(self, board: Board) -> None:
        """From now on this platform's announcements hang there."""
        self._boards[board.platform] = board

    async def answer(self, command: NightCommand, guest: Guest) -> Reply:
        """The answer to a command about movie nights."""
        match command:
            case ShowFairness():
                return await self._records.fairness(guest)
            case ShowNights():
                return await self._records.nights(command, guest)
            case PlanNight():
                return await self._planning.plan(command, guest)
        if isinstance(command, EveningCommand):
            return await self._answer_evening(command, guest)
        return await self._answer_film(command, guest)

    async def _answer_evening(self, command: EveningCommand, guest: Guest) -> Reply:
        match command:
            case MoveNight():
                return await self._planning.move(command, guest)
            case CancelNight():
                return await self._planning.cancel(command, guest)
            case RethemeNight() | RelocateNight() | HandOver() | BlindDate() | StopRepeating():
                return await self._planning.change(command, guest)
            case ShowNight():
                return await self._inviting.show(command, guest)
            case Attend():
                return await self._inviting.attend(command, guest)
            case GetCalendar():
                return await self._inviting.calendar(command, guest)
            case _:
                assert_never(command)

    async def _answer_film(self, command: FilmOfNightCommand, guest: Guest) -> Reply:
        match command:
            case MakePicks():
                return await self._choosing.picks(command, guest)
            case Suggest():
                return await self._choosing.suggest(command, guest)
            case Withdraw() | Strike():
                return await self._choosing.take_off(command, guest)
            case Veto():
                return await self._choosing.veto(command, guest)
            case OpenVote():
                return await self._voting.open(command, guest)
            case Approve():
                return await self._voting.approve(command, guest)
            case CloseVote():
                return await self._voting.close(command, guest)
            case TapFilm():
                return await self._afterwards.tap(command, guest)
            case UndoShown():
                return await self._afterwards.undo_shown(command, guest)
            case _:
                assert_never(command)
