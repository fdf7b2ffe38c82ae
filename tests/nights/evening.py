"""Nights to act on, at each of their stages."""

from datetime import UTC, datetime, timedelta

from bot.nights import rules
from bot.nights.night import Actor, MovieNight, Presence, Room
from bot.nights.poll import Entrant

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
START = NOW + timedelta(days=2)
OVER = START + timedelta(minutes=150)
ROOM = Room("discord", "club", "lounge")
HOST, BOB, CAROL = "alice", "bob", "carol"
ALICE = Actor(HOST)
PICKS = tuple(Entrant(movie_id, fit=1 - movie_id / 100) for movie_id in range(1, 9))


def planned(night_id: str = "n1", room: Room = ROOM, start_at: datetime = START, zone: str = "UTC") -> MovieNight:
    """A night of alice's, with bob in."""
    return rules.answer(rules.plan(night_id, room, HOST, start_at, NOW, zone), BOB, Presence.IN)


def voting(night_id: str = "n1", room: Room = ROOM) -> MovieNight:
    """The same with a shortlist and an open vote, in which bob has voted for film 2."""
    night = rules.open_vote(rules.choose_from(planned(night_id, room), PICKS), ALICE, NOW)
    return rules.vote(night, BOB, {2})
