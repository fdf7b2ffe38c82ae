"""Lines and presses from the page become the bot's answers in the room."""

from bot.chat.grammar import LONGEST_LINE, parse
from bot.chat.moviebot import MovieBot
from bot.chat.reply import Attachment, Reply
from bot.chat.sender import Channel, Sender, Space
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
        """Shows a line to everybody; the bot answers if it was meant."""
        if len(said.line) > LONGEST_LINE:
            tab.tell(self._note(Reply(_TOO_LONG)))
            return
        if not said.line.strip():
            return
        member = tab.member
        self._room.post(member, spoken(said.line))
        with self._room.thinking_for(member):
            reply = await self._bot.hear(said.line, _sender(member))
        if reply is not None:
            self._answer(member, reply, said.line)

    async def press(self, tab: Tab, press: Press) -> None:
        """Does what the button says, and changes the list it speaks of; a short private answer stays in the tab."""
        member, command = tab.member, parse(press.token)
        with self._room.thinking_for(member):
            reply = await self._bot.answer(command, _sender(member, await self.prefix()))
        if reply.updated is not None:
            post_id = self._room.post_of_list(list_changed_by(command), press.post_id, member)
            self._room.rewrite(post_id, self._rendered(reply.updated), tab)
        if is_note(reply, press.is_from_note):
            tab.tell(self._note(reply))
        else:
            self._answer(member, reply)
        tab.tell({"type": "pressed", "post": press.post_id, "token": press.token})

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
        return rendered(reply, self._address_of)

    def _address_of(self, file: Attachment) -> str:
        return f"/files/{self._shelf.put(file)}"


def _sender(member: str, manner: str = "") -> Sender:
    """Everybody at the page may change how the bot behaves there: it is their own machine."""
    return Sender(PLATFORM, member, member, HOME, channel=CHANNEL, manages=True, manner=manner)
