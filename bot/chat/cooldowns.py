"""How long a member waits between two commands of one name."""

import math
from datetime import datetime

from bot.taste.store import Member

_MOST_KEPT = 10_000


class Cooldowns:
    """The latest commands of the members; of very many only the newest, so that the oldest may be repeated too soon."""

    def __init__(self) -> None:
        self._allowed_at: dict[tuple[Member, str], datetime] = {}

    def allows(self, member: Member, command_name: str, seconds: int, now: datetime) -> int:
        """The seconds the member has still to wait, rounded up; 0 lets the command go on, and the next wait begins."""
        key = (member, command_name)
        before = self._allowed_at.get(key)
        left = seconds - (now - before).total_seconds() if before is not None else 0
        if 0 < left <= seconds:
            return math.ceil(left)
        if seconds > 0:
            self._allowed_at.pop(key, None)
            self._allowed_at[key] = now
            if len(self._allowed_at) > _MOST_KEPT:
                del self._allowed_at[next(iter(self._allowed_at))]
        return 0
