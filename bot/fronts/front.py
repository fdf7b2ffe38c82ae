"""What every front is to the one who starts it."""

from typing import Protocol

from bot.fronts.contact import Contact


class Front(Protocol):
    """A place where members meet the bot."""

    name: str
    contact: Contact
    """Whether members are heard there now."""

    async def run(self) -> None:
        """Serves until cancelled, then finishes what is under way; raises SetupError when it cannot start.

        Raises OutsideError when the platform is out of reach; it can then be run again.
        """
        ...
