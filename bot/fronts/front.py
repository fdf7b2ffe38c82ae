"""What every front is to the one who starts it."""

from typing import Protocol


class Front(Protocol):
    """A place where members meet the bot."""

    name: str

    async def run(self) -> None:
        """Serves until cancelled; raises SetupError when it cannot start."""
        ...
