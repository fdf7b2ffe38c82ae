"""Lines and presses from the page become the bot's answers in the room."""

from dataclasses import replace

from bot.chat.commands import Command
from bot.chat.grammar import LONGEST_LINE, addressed, parse
from bot.chat.moviebot import MovieBot
from bot.chat.night_commands import Approve
from bot.chat.reply import Reply
from bot.chat.sender import Channel, Sender, Space
from bot.chat.words_of_imports import looking
from bot.errors import MemberError
from bot.fronts.progress import Progress
from bot.fronts.web.nights import is_secret, night_of, night_shown
from bot.fronts.web.render import Json, is_note, list_changed_by, rendered, spoken
from bot.fronts.web.room import BOT, Room, Tab
from bot.fronts.web.shelf import Shelf
from bot.fronts.web.talk import Press, Say

PLATFORM = "local"
HOME = Space("home", "Home")
CHANNEL = Channel("home", "home")

_TOO_LONG = f"That line is too long for a chat: please keep it under {LONGEST_LINE} characters."


class Conversation:
    """One channel with one bot in it."""

    def __init__(self, bot: MovieBot, room: Room, shelf: Shelf) -> None:
        self._bot = bot
        self._room = room
        self._shelf = shelf

    async def prefix(self) -> str:
        """What commands begin with in this channel."""
        return await self._bot.prefix_in(PLATFORM, HOME)

    async def say(self, tab: Tab, said: Say) -> None:
        """Shows a line to everybody, a secret one to its member alone; the bot answers if it was meant."""
        if len(said.line) > LONGEST_LINE:
            tab.tell(self._note(Reply(_TOO_LONG)))
            return
        if not said.line.strip():
            return
        member = tab.member
        only = member if await self._is_secret(said.line) else None
        self._room.post(member, spoken(said.line), only)
        with self._room.thinking_for(member, only):
            reply = await self._bot.hear(said.line, _sender(member))
        if reply is not None:
            self._answer(member, reply, said.line)

    async def press(self, tab: Tab, press: Press) -> None:
        """Does what the button says, and changes the list or the night's newest card that it speaks of.

        A night that was told anew meanwhile shows the change already. A short private answer stays in the tab.
        """
        member, command = tab.member, parse(press.token)
        sender, card = _sender(member, await self.prefix()), self._room.card_of(night_of(command))
        with self._room.thinking_for(member, member if is_secret(command) else None):
            reply = await self._bot.answer(command, sender)
            ballot = await self._ballot_after(command, reply, sender)
        if reply.updated is not None and card == self._room.card_of(night_of(command)):
            post_id = card or self._room.post_of_list(list_changed_by(command), press.post_id, member)
            self._room.rewrite(post_id, self._rendered(reply.updated), tab)
        if ballot is not None:
            self._show_ballot(ballot, tab, press.post_id)
        elif is_note(reply, press.is_from_note):
            tab.tell(self._note(reply))
        else:
            self._answer(member, reply)
        tab.tell({"type": "pressed", "post": press.post_id, "token": press.token})

    async def bring(self, member: str, name: str, content: bytes) -> None:
        """Reads a file of films, and answers its member; how far it has come is told to their tabs meanwhile."""

        async def show(done: int, total: int) -> None:
            self._room.tell(member, {"type": "looking", "words": looking(done, total), "done": done, "total": total})

        sender = _sender(member, await self.prefix())
        async with Progress(show) as progress:
            reply = await self._bot.receive(name, content, sender, progress.told)
        self._answer(member, reply, name)

    async def refusal(self, member: str, error: MemberError) -> str:
        """What a member is told whose file is not read."""
        return (await self._bot.refuse(error, _sender(member))).text

    async def _is_secret(self, line: str) -> bool:
        words = addressed(line, await self.prefix())
        return words is not None and is_secret(parse(words))

    async def _ballot_after(self, command: Command, reply: Reply, sender: Sender) -> Reply | None:
        """The whole ballot of a member who has just voted for a film or taken a vote back, below what they are told."""
        if not isinstance(command, Approve) or reply.updated is None:
            return None
        ballot = await self._bot.answer(replace(command, film=""), sender)
        return replace(ballot, text=reply.text) if night_shown(ballot) else None

    def _show_ballot(self, ballot: Reply, tab: Tab, pressed_in: str) -> None:
        """Where the member's ballot stands already, or else as a new post; a note tells of one that is out of sight."""
        standing = self._room.own_card_of(night_shown(ballot), tab.member)
        if standing is None:
            self._answer(tab.member, ballot)
            return
        self._room.rewrite(standing, self._rendered(ballot), tab)
        if standing != pressed_in:
            tab.tell(self._note(Reply(ballot.text)))

    def _answer(self, member: str, reply: Reply, line: str = "") -> None:
        self._room.post(
            BOT,
            self._rendered(reply),
            only=member if reply.private else None,
            answers={"member": member, "line": line},
        )

    def _note(self, reply: Reply) -> Json:
        return {"type": "note", **self._rendered(reply)}

    def _rendered(self, reply: Reply) -> Json:
        return rendered(reply, self._shelf.address_of)


def _sender(member: str, manner: str = "") -> Sender:
    """Everybody at the page may change how the bot behaves there: it is their own machine."""
    return Sender(PLATFORM, member, member, HOME, channel=CHANNEL, manages=True, manner=manner)
