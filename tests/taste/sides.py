"""One person as three members, and how their tastes are joined."""

from datetime import timedelta

from bot.taste.joining import Joining, JoiningStore, Signature
from bot.taste.later import LaterStore
from bot.taste.store import Member
from tests.world import NOW

ALICE = Member("discord", "club", "42")
AT_WORK = Member("slack", "work", "U42")
ELSEWHERE = Member("discord", "town", "42")
NAMES = {
    ALICE: Signature("alice", "Film Club"),
    AT_WORK: Signature("Alice B.", "Work"),
    ELSEWHERE: Signature("Ali", "Town"),
}
SOON, LATER, AFTERWARDS = (NOW + timedelta(minutes=minutes) for minutes in (1, 2, 3))


async def join(joining: JoiningStore, one: Member = ALICE, other: Member = AT_WORK) -> None:
    """Makes the two one person."""
    code = await joining.offer(one, NAMES[one], NOW)
    assert await joining.join(code, other, NAMES[other], NOW) is Joining.DONE


async def films(laters: LaterStore, member: Member) -> list[int]:
    """The films that the member has for later, by id."""
    return [film.movie_id for film in await laters.waiting(member)]
