"""Where the page's announcements hang: what nights say by themselves is posted in its one channel."""

from collections import deque
from collections.abc import Collection
from datetime import datetime

from bot.chat.commands import Command
from bot.chat.evenings import CannotLook, NightEvent
from bot.chat.reply import Reply
from bot.fronts.web import room as page
from bot.fronts.web.conversation import CHANNEL, HOME, PLATFORM
from bot.fronts.web.render import rendered
from bot.fronts.web.shelf import Shelf
from bot.nights.night import Room

_HERE = Room(PLATFORM, HOME.key, CHANNEL.key)


class PageBoard:
    """The page's channel as a Board; what it said before a restart of the process is gone."""

    platform = PLATFORM
    manner = ""

    def __init__(self, room: page.Room, shelf: Shelf) -> None:
        self._room = room
        self._shelf = shelf
        self._opened_at = room.now
        self._said: deque[tuple[page.Post, frozenset[Command]]] = deque(maxlen=page.POSTS_KEPT)

    def reaches(self, room: Room) -> bool:
        """Only the page's own channel."""
        return room == _HERE

    def locale_of(self, room: Room) -> str:
        """None: the page has no settings of its own."""
        return ""

    async def post(self, room: Room, reply: Reply) -> str:
        """Says it to everybody at the page."""
        post = self._say(reply)
        self._said.append((post, frozenset(button.command for button in reply.buttons)))
        return post.post_id

    async def find(self, room: Room, token: Command, since: datetime) -> str | None:
        """Looks through what was said here since this process began."""
        if since < self._opened_at:
            raise CannotLook("The page forgets its posts when it is restarted.")
        said = (post.post_id for post, commands in self._said if post.at >= since and token in commands)
        return next(said, None)

    async def tell(self, room: Room, member: str, reply: Reply) -> None:
        """Says it below everything else, for the member's eyes only."""
        self._say(reply, only=member)

    async def missing(self, room: Room, members: Collection[str]) -> Collection[str]:
        """Nobody ever leaves."""
        return ()

    async def keep_event(self, event: NightEvent) -> str:
        """The page has no events of its own."""
        return ""

    def _say(self, reply: Reply, only: str | None = None) -> page.Post:
        return self._room.post(page.BOT, rendered(reply, self._shelf.address_of), only=only)
