"""The bot: a command and its sender in, a reply out. The `match` below is the product's table of contents."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.chat import grammar, words
from bot.chat.commands import (
    About,
    Command,
    Forget,
    Help,
    Instead,
    Judge,
    More,
    Recommend,
    ShowTaste,
    Unclear,
    Undo,
    Unknown,
    UseSpace,
    Why,
)
from bot.chat.judging import Judging
from bot.chat.library import Library
from bot.chat.recommending import Recommending
from bot.chat.reply import Button, Reply
from bot.chat.sender import Sender, Space
from bot.chat.store import DirectSpaces, ListStore
from bot.database import Database
from bot.errors import MemberError, OutsideError, ReelmatesError
from bot.movies.movie import Movie
from bot.movies.posters import PosterSource
from bot.movies.titles import Decision
from bot.taste.profile import Verdict
from bot.taste.store import Member, TasteStore

_log = logging.getLogger(__name__)
_PRIVATE_SPACE = Space("direct", "our direct messages")


class MovieBot:
    """Answers members on every front alike."""

    def __init__(
        self,
        library: Library,
        database: Database,
        posters: PosterSource,
        clock: Callable[[], datetime],
    ) -> None:
        self._library = library
        self._clock = clock
        self._tastes = TasteStore(database)
        self._spaces = DirectSpaces(database)
        self._judging = Judging(library, self._tastes)
        self._recommending = Recommending(library, self._tastes, ListStore(database, self._tastes), posters)

    async def hear(self, line: str, sender: Sender) -> Reply | None:
        """The answer to one chat line; None when it is not meant for the bot."""
        said = grammar.addressed(line, is_direct=sender.is_direct)
        return None if said is None else await self.answer(grammar.parse(said), sender)

    async def answer(self, command: Command, sender: Sender) -> Reply:
        """The answer to a command. Never raises: what goes wrong is told in a sentence."""
        try:
            return await self._answer(command, sender)
        except MemberError as error:
            return Reply(str(error), private=True)
        except ReelmatesError as error:
            _log.warning("%s failed: %s (%s)", type(command).__name__, error, error.__cause__)
            return Reply(words.OUTSIDE if isinstance(error, OutsideError) else words.SET_UP, private=True)
        except Exception:
            reference = secrets.token_hex(3)
            _log.exception("%s failed, reference %s", type(command).__name__, reference)
            return Reply(words.bug(reference), private=True)

    def complete(self, typed: str, limit: int = 25) -> tuple[Movie, ...]:
        """Films whose titles go on from what was typed, best first."""
        return self._library.titles.complete(typed, limit)

    def movie(self, movie_id: int) -> Movie | None:
        """A film of the catalogue."""
        return self._library.catalogue.get(movie_id)

    async def _answer(self, command: Command, sender: Sender) -> Reply:
        match command:
            case Help():
                return Reply(words.help_text(), private=True)
            case About():
                return Reply(words.ABOUT, private=True)
            case Unclear(problem, nearest):
                return Reply(problem, buttons=(_typed(nearest),), private=True)
            case Unknown():
                return self._unknown(command)
            case UseSpace(key):
                return await self._use_space(key, sender)
        space = await self._space_of(sender)
        if space is None:
            choices = tuple(Button(one.name, UseSpace(one.key)) for one in sender.shared[:25])
            return Reply(words.WHICH_SPACE, buttons=choices, private=True)
        return await self._answer_in(command, Member(sender.platform, space.key, sender.member), sender.name)

    async def _answer_in(
        self,
        command: Judge | Instead | Forget | ShowTaste | Recommend | More | Why | Undo,
        member: Member,
        name: str,
    ) -> Reply:
        now = self._clock()
        match command:
            case Judge():
                return await self._judge(command, member, name, now)
            case Instead():
                return await self._judging.instead(command, member, now)
            case Forget():
                return await self._judging.forget(command, member, now)
            case ShowTaste():
                return await self._judging.show(command, member)
            case Undo():
                return await self._judging.undo(member, now)
            case Recommend():
                return await self._recommending.recommend(command, member, name, now)
            case More():
                return await self._recommending.more(command, member, name, now)
            case Why():
                return await self._recommending.why(command, member)
            case _:
                assert_never(command)

    async def _judge(self, command: Judge, member: Member, name: str, now: datetime) -> Reply:
        reply = await self._judging.judge(command, member, now)
        if command.list_id is None:
            return reply
        return replace(
            reply, buttons=(Button("Undo", Undo()),), updated=await self._recommending.replaced(command, member, name)
        )

    def _unknown(self, command: Unknown) -> Reply:
        """Offers what may be meant: a near command, or verdicts on a film whose bare title was typed."""
        lookup = self._library.titles.find(command.words)
        if command.nearest is None and lookup.decision is Decision.TAKE:
            movie = lookup.candidates[0].movie
            verdicts = (("Like", Verdict.LIKE), ("Dislike", Verdict.DISLIKE), ("Seen", Verdict.SEEN))
            choices = tuple(Button(label, Judge(verdict, (f"#{movie.movie_id}",))) for label, verdict in verdicts)
            return Reply(f"{movie}: what do you say of it?", buttons=choices, private=True)
        problem = words.unknown_command(command.words, command.nearest)
        return Reply(problem, buttons=(_typed(_mended(command)),), private=True)

    async def _space_of(self, sender: Sender) -> Space | None:
        """Where the sender's taste lives; None when they must choose first."""
        if sender.space is not None:
            return sender.space
        if len(sender.shared) <= 1:
            return sender.shared[0] if sender.shared else _PRIVATE_SPACE
        chosen = await self._spaces.chosen(sender.platform, sender.member)
        return next((space for space in sender.shared if space.key == chosen), None)

    async def _use_space(self, key: str, sender: Sender) -> Reply:
        space = next((space for space in sender.shared if space.key == key), None)
        if space is None:
            return Reply("We don't share that server.", private=True)
        await self._spaces.choose(sender.platform, sender.member, space.key)
        return Reply(f"From now on we talk about your taste in {space.name}. Go on.", private=True)


def _mended(command: Unknown) -> str:
    """The line with its first word put right; the command `help` where that cannot be said, or not on a button."""
    line = " ".join([command.nearest or "help", *command.words.split(maxsplit=1)[1:]])
    is_clear = command.nearest is not None and not isinstance(grammar.parse(line), Unclear)
    return line if is_clear and len(line) <= grammar.LONGEST_TOKEN else "help"


def _typed(line: str) -> Button:
    return Button(line[:1].upper() + line[1:], grammar.parse(line))
