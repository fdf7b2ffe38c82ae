"""One taste for a person who is several members: codes, joining and parting."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import assert_never

from bot.chat import words_of_linking as words
from bot.chat.asker import Asker
from bot.chat.commands import JoinTaste, LinkCommand, PartTaste, ShowLink, ShowTaste
from bot.chat.language import _
from bot.chat.reply import Button, Reply
from bot.taste.joining import Alias, Joining, JoiningStore, Signature
from bot.taste.store import Member

MOST_WRONG = 5
WAIT = timedelta(minutes=15)
_MOST_KEPT = 10_000


class Linking:
    """Answers about who is the same person elsewhere; always for that person alone."""

    def __init__(self, joining: JoiningStore) -> None:
        self._joining = joining
        self._wrong = _WrongCodes()

    async def answer(self, command: LinkCommand, asker: Asker, place: str) -> Reply:
        """What the member is joined with, or a code; what became of a code; and what is left after parting."""
        signature = Signature(asker.name, place)
        match command:
            case ShowLink():
                aliases = await self._joining.aliases(asker.member)
                if aliases:
                    return Reply(words.joined_with(aliases), buttons=_once_joined(), private=True)
                code = await self._joining.offer(asker.member, signature, asker.now)
                return Reply(words.offered(code), private=True)
            case JoinTaste(code):
                return await self._join(code, signature, asker)
            case PartTaste():
                aliases = await self._joining.aliases(asker.member)
                await self._joining.part(asker.member)
                return Reply(words.parted(aliases) if aliases else words.not_joined(), private=True)
            case _:
                assert_never(command)

    async def remove_overdue(self, now: datetime) -> None:
        """Forgets codes that nobody has said in time, and links whose other side is gone."""
        await self._joining.remove_overdue(now)

    async def _join(self, code: str, signature: Signature, asker: Asker) -> Reply:
        if left := self._wrong.wait(asker.member, asker.now):
            return Reply(words.too_many_wrong(left), private=True)
        outcome = await self._joining.join(code, asker.member, signature, asker.now)
        if outcome is Joining.UNKNOWN:
            self._wrong.note(asker.member, asker.now)
            return Reply(words.unknown_code(), private=True)
        aliases = await self._joining.aliases(asker.member)
        return Reply(_told(outcome, aliases), buttons=_once_joined() if aliases else (), private=True)


@dataclass(slots=True)
class _WrongCodes:
    """When members got codes wrong of late, wherever on their platform; of very many only the latest are kept."""

    _at: dict[tuple[str, str], list[datetime]] = field(default_factory=dict)

    def wait(self, member: Member, now: datetime) -> timedelta | None:
        """How long the member has to wait before another try."""
        wrong = self._at.get((member.platform, member.member), [])
        left = wrong[-MOST_WRONG] + WAIT - now if len(wrong) >= MOST_WRONG else timedelta()
        return left if left > timedelta() else None

    def note(self, member: Member, now: datetime) -> None:
        """One more that was wrong."""
        key = (member.platform, member.member)
        self._at[key] = [*self._at.pop(key, []), now][-MOST_WRONG:]
        if len(self._at) > _MOST_KEPT:
            del self._at[next(iter(self._at))]


def _told(outcome: Joining, aliases: Sequence[Alias]) -> str:
    match outcome:
        case Joining.DONE:
            return words.joined_now(aliases)
        case Joining.ALREADY:
            return words.joined_with(aliases)
        case Joining.TOO_MANY:
            return words.too_many_places()
        case Joining.OWN:
            return words.own_code()
        case Joining.UNKNOWN:
            return words.unknown_code()
        case _:
            assert_never(outcome)


def _once_joined() -> tuple[Button, ...]:
    return (Button(_("My taste"), ShowTaste()), Button(_("Part"), PartTaste()))
