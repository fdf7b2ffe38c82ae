"""The clock of a script: the real one until a line puts it forward, and from then on it stands where it was put."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.errors import MemberError

_END = datetime(2100, 1, 1, tzinfo=UTC)


class UnreadableMoment(MemberError):
    """A line of a script names no moment to put the clock forward to."""


class ScriptClock:
    """A clock that only goes forward; `real` is the one it shows at first."""

    def __init__(self, real: Callable[[], datetime]) -> None:
        self._real = real
        self._put_at: datetime | None = None

    def __call__(self) -> datetime:
        return self._put_at or self._real()

    def put(self, at: datetime) -> None:
        """Shows this moment from now on; an earlier one than it shows already changes nothing."""
        self._put_at = max(at, self())

    def read(self, said: str) -> datetime:
        """The moment of a line "@2026-11-27T20:00+01:00"; raises UnreadableMoment in a sentence."""
        try:
            at = datetime.fromisoformat(said.strip().removeprefix("@").strip())
        except ValueError:
            at = None
        if at is None or at.tzinfo is None:
            raise UnreadableMoment("A clock line names a moment with its zone, as in: @2026-11-27T20:00+01:00")
        if at.astimezone(UTC) > _END:
            raise UnreadableMoment("The clock goes no further than the year 2100.")
        if at < self():
            raise UnreadableMoment(f"The clock never goes back; it is {self():%Y-%m-%dT%H:%M%z} already.")
        return at.astimezone(UTC)
