"""A platform to announce on: every channel is a list, and a test decides what goes wrong."""

import asyncio
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.chat.commands import Command
from bot.chat.evenings import CannotLook, NightEvent
from bot.chat.grammar import spell
from bot.chat.reply import Button, Card, Reply
from bot.chat.sender import Channel, Sender
from bot.errors import OutsideError
from bot.nights.night import MovieNight, Room
from bot.nights.store import NightStore
from tests.world import HOME, World

LOUNGE = Channel("lounge", "lounge")


class Fallen(BaseException):
    """The bot ends here, without any farewell."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said, where, when, and to whom alone; "" is everybody."""

    room: Room
    reply: Reply
    at: datetime
    only: str = ""


@dataclass
class RecordingBoard:
    """Remembers what it is given.

    `fault` is raised by every post, `tells_fault` and `event_fault` by what they are named for; `falls` ends the bot
    "before" or "after" a post, and posts in the channel `breaks_in` meet a bug. `has_history` says whether earlier
    messages can be read, `left` who is no longer in the space, `spaces` which ones are reached; empty is all. `locale`
    is what the platform's settings name, and `heard` is set by every post.
    """

    clock: Callable[[], datetime]
    platform: str = "test"
    manner: str = "!"
    said: list[Said] = field(default_factory=list)
    events: list[NightEvent] = field(default_factory=list)
    left: set[str] = field(default_factory=set)
    spaces: set[str] = field(default_factory=set)
    has_history: bool = True
    fault: OutsideError | None = None
    tells_fault: OutsideError | None = None
    event_fault: OutsideError | None = None
    falls: str = ""
    breaks_in: str = ""
    locale: str = ""
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def posts(self) -> list[Reply]:
        """What the channels have heard."""
        return [one.reply for one in self.said if not one.only]

    @property
    def texts(self) -> list[str]:
        """The same in words."""
        return [reply.text for reply in self.posts]

    def reaches(self, room: Room) -> bool:
        """Whether the room is in one of the spaces."""
        return room.platform == self.platform and (not self.spaces or room.space in self.spaces)

    def locale_of(self, room: Room) -> str:
        """The one that is set."""
        return self.locale

    async def post(self, room: Room, reply: Reply) -> str:
        """Writes it down."""
        if self.fault is not None:
            raise self.fault
        if room.channel == self.breaks_in:
            raise ZeroDivisionError
        if self.falls == "before":
            raise Fallen
        self.said.append(Said(room, reply, self.clock()))
        self.heard.set()
        if self.falls == "after":
            raise Fallen
        return f"m{len(self.said)}"

    async def find(self, room: Room, token: Command, since: datetime) -> str | None:
        """Looks through what was written down."""
        if not self.has_history:
            raise CannotLook("I may not read what was said here.")
        for number, one in enumerate(self.said, start=1):
            is_there = one.room == room and one.at >= since and not one.only
            if is_there and any(button.command == token for button in one.reply.buttons):
                return f"m{number}"
        return None

    async def tell(self, room: Room, member: str, reply: Reply) -> None:
        """Writes it down as said to one member."""
        if self.tells_fault is not None:
            raise self.tells_fault
        self.said.append(Said(room, reply, self.clock(), member))

    async def missing(self, room: Room, members: Collection[str]) -> Collection[str]:
        """Those who have left."""
        return self.left & set(members)

    async def keep_event(self, event: NightEvent) -> str:
        """Writes the event down; one without an id gets the next number."""
        if self.event_fault is not None:
            raise self.event_fault
        self.events.append(event)
        return event.event_id or f"e{len(self.events)}"


class Lounge:
    """A channel of the small world with a board to announce on; after every line the bot says what is due."""

    def __init__(self, world: World, board: RecordingBoard | None = None, channel: Channel = LOUNGE) -> None:
        self.world = world
        self.board = board or RecordingBoard(world.clock)
        self.channel = channel
        self.room = Room(self.board.platform, HOME.key, channel.key)
        world.bot.announce_on(self.board)

    async def say(self, line: str, name: str = "alice") -> Reply:
        """What the member is answered."""
        reply = await self.world.bot.hear(f"!{line}", self.sender(name))
        assert reply is not None, f"the bot did not answer {line!r}"
        await self.world.bot.announcer.announce()
        return reply

    async def press(self, button: Button, name: str = "alice") -> Reply:
        """What a press of the button is answered."""
        reply = await self.world.bot.answer(button.command, self.sender(name))
        await self.world.bot.announcer.announce()
        return reply

    async def live_until(self, at: datetime) -> None:
        """Lets time pass; the announcer ticks at every moment at which there is something to do."""
        announcer = self.world.bot.announcer
        while (due_at := await announcer.next_at()) is not None and due_at <= at:
            self.world.clock.now = max(due_at, self.world.clock.now)
            await announcer.announce()
        await self.wake_at(at)

    async def wake_at(self, at: datetime) -> None:
        """Lets time pass while the bot sleeps."""
        self.world.clock.now = at
        await self.world.bot.announcer.announce()

    async def night(self) -> MovieNight:
        """The open night of the channel."""
        night = await NightStore(self.world.database).open_in(self.room)
        assert night is not None
        return night

    def sender(self, name: str) -> Sender:
        """The member in the channel."""
        return Sender(self.board.platform, name, name, HOME, channel=self.channel)


def everything_in(reply: Reply) -> Iterator[str]:
    """Every word, name, token and link of a reply, as whoever gets it could read them."""
    yield reply.text
    yield from reply.calls
    for card in reply.cards:
        yield from _of_card(card)
    menu = reply.menu.choices if reply.menu else ()
    for button in (*reply.buttons, *menu):
        yield from _of_button(button)
    for file in (*reply.files, *([reply.picture] if reply.picture else [])):
        yield from (file.name, file.media_type, file.alt, file.content.decode("utf-8", "replace"))
    if reply.updated is not None:
        yield from everything_in(reply.updated)


def _of_card(card: Card) -> Iterator[str]:
    yield from (str(card.movie), card.body, str(card.poster), f"#{card.movie.movie_id}")
    for button in card.buttons:
        yield from _of_button(button)


def _of_button(button: Button) -> Iterator[str]:
    yield from (button.label, spell(button.command))
