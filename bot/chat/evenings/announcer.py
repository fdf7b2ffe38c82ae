"""What nights say by themselves: claimed, said where it belongs, and marked, whatever befalls the bot in between."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.chat.evenings import words_of_evenings as words
from bot.chat.evenings.announcements import Announcements, token_of
from bot.chat.evenings.board import Board, CannotLook, ChannelGone, NotAllowed
from bot.chat.evenings.happenings import Happenings
from bot.chat.evenings.tools import Tools
from bot.chat.language import speaking, told
from bot.chat.manner import in_manner
from bot.chat.reply import Reply
from bot.errors import MemberError, OutsideError, ReelmatesError
from bot.nights import rules
from bot.nights.due import Kind, is_still_wanted
from bot.nights.night import MovieNight
from bot.nights.store import ChannelTaken, Claim
from bot.operate.references import referenced

EVERY_S = 5.0
"""How often the announcer looks for what is due, when nobody wakes it."""

_How = Callable[[Claim, Board], Awaitable[str]]
_UNSAID = ""
_log = logging.getLogger(__name__)


class Announcer:
    """Speaks for the nights of every room that a board of ours reaches."""

    def __init__(self, tools: Tools, clock: Callable[[], datetime]) -> None:
        self._tools = tools
        self._clock = clock
        self._announcements = Announcements(tools)
        self._happenings = Happenings(tools, clock)
        self._woken = asyncio.Event()
        self._is_resting = False

    def wake(self) -> None:
        """Something may have become due."""
        self._woken.set()

    def rest(self) -> None:
        """Nothing more is taken up: `keep_announcing` ends when what was taken up is said."""
        self._is_resting = True
        self._woken.set()

    async def keep_announcing(self, every_s: float = EVERY_S) -> None:
        """Says what is due, again and again, and at once when woken; until cancelled, or told to rest."""
        while not self._is_resting:
            self._woken.clear()
            await self.announce()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), every_s)

    async def announce(self) -> None:
        """Says all that is due by now; never raises."""
        await self._guarded(self._say_all)

    async def next_at(self) -> datetime | None:
        """When there is something to do: a moment that has passed, or the next one; None while nothing is planned."""
        return await self._tools.outbox.next_at(self._tools.reaches)

    async def tick(self) -> int:
        """Says what is due by now, a limited number of messages at once; how many it has taken up."""
        now = self._clock()
        lost = await self._tools.outbox.unfinished(now, self._tools.reaches)
        due = await self._tools.outbox.claim_due(now, self._tools.reaches)
        for claim in lost:
            await self._guarded(partial(self._finish, claim, self._find_or_say))
        for claim in due:
            await self._guarded(partial(self._finish, claim, self._say))
        return len(lost) + len(due)

    async def _say_all(self) -> None:
        while not self._is_resting and await self.tick():
            pass

    async def _guarded(self, work: Callable[[], Awaitable[None]]) -> None:
        """What goes wrong with one message keeps no other one back; it stays unmarked, and is tried again."""
        with referenced():
            try:
                await work()
            except ReelmatesError as error:
                _log.warning("An announcement has to wait: %s (%s)", error, error.__cause__)
            except Exception:
                _log.exception("An announcement failed")

    async def _finish(self, claim: Claim, how: _How) -> None:
        """Has the message said, and marks it; what nobody can do anything about counts as said."""
        room = claim.night.room
        with self._tools.library.held(), speaking(await self._tools.language_of(room)):
            message_id = await self._outcome(claim, how, self._tools.boards[room.platform])
        if message_id is not None:
            await self._tools.outbox.mark_sent(claim, message_id, self._clock())

    async def _outcome(self, claim: Claim, how: _How, board: Board) -> str | None:
        """The id of the message, _UNSAID when it needs no saying; None while it waits its turn."""
        try:
            return await how(claim, board)
        except ChannelTaken:  # the next of a repeating night waits for another one to end
            return None
        except ChannelGone:
            await self._leave_channel(claim, board)
        except MemberError as refused:  # somebody was quicker than we
            _log.info("An announcement is left out: %s", type(refused).__name__)
        return _UNSAID

    async def _find_or_say(self, claim: Claim, board: Board) -> str:
        token = token_of(claim.night, claim.message)
        try:
            found = await board.find(claim.night.room, token, claim.claimed_at)
        except (CannotLook, NotAllowed):
            found = None
        return await self._say(claim, board) if found is None else found

    async def _say(self, claim: Claim, board: Board) -> str:
        """The id of the message in the channel, _UNSAID when it is not there and need not be."""
        await self._announcements.check_turn(claim.night, claim.message)
        now = self._clock()
        night = await self._present(claim.night, board, now)
        if not is_still_wanted(claim.message, night, now):
            return _UNSAID
        reply = await self._announcements.of(night, claim.message, now)
        if reply is None:
            return _UNSAID
        try:
            return await self._tools.post(night.room, reply)
        except NotAllowed as refused:
            await self._tell_host(
                night, replace(reply, text=f"{words.not_allowed(told(refused))}\n\n{reply.text}"), board
            )
            return _UNSAID

    async def _present(self, night: MovieNight, board: Board, now: datetime) -> MovieNight:
        """The night as it is now, without those who have left the space."""
        named = {*night.answers, *night.taps, *filter(None, [night.host])}
        try:
            gone = await board.missing(night.room, named)
        except ChannelGone:
            raise
        except OutsideError as error:
            _log.info("Who has left cannot be told: %s", error)
            gone = ()
        if not gone:
            return rules.moved_on(await self._tools.nights.get(night.night_id) or night, now)
        return await self._tools.nights.change(night.night_id, lambda one: _without(one, gone), now)

    async def _leave_channel(self, claim: Claim, board: Board) -> None:
        await self._happenings.channel_gone(claim.night.room)
        if claim.message.kind is Kind.CALLED_OFF:
            await self._tell_host(claim.night, Reply(words.channel_gone()), board)

    async def _tell_host(self, night: MovieNight, reply: Reply, board: Board) -> None:
        """Tries once; a host who cannot be told either may ask."""
        if not night.host:
            return
        try:
            await board.tell(night.room, night.host, in_manner(replace(reply, calls=(), private=True), ""))
        except OutsideError as error:
            _log.info("A host could not be told: %s", error)


def _without(night: MovieNight, members: Collection[str]) -> MovieNight:
    for member in members:
        night = rules.left(night, member)
    return night
