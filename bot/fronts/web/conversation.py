"""Lines and presses from the page become the bot's answers in the room."""

from bot.chat.grammar import LONGEST_LINE, parse
from bot.chat.moviebot import MovieBot
from bot.chat.reply import Reply
from bot.chat.sender import Sender, Space
from bot.fronts.web.render import Json, is_note, rendered, spoken
from bot.fronts.web.room import BOT, Room, Tab
from bot.fronts.web.talk import Press, Say

HOME = Space("home", "Home")

_TOO_LONG = f"That line is too long for a chat: please keep it under {LONGEST_LINE} characters."


class Conversation:
    """One channel with one bot in it."""

    def __init__(self, bot: MovieBot, room: Room) -> None:
        self._bot = bot
        self._room = room

    async def say(self, tab: Tab, said: Say) -> None:
        """Shows a line to everybody; the bot answers if it was meant."""
        if len(said.line) > LONGEST_LINE:
            tab.tell(_note(Reply(_TOO_LONG)))
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
        """Does what the button says; a short private answer stays in the tab where it was pressed."""
        member = tab.member
        reply = await self._bot.answer(parse(press.token), _sender(member))
        if reply.updated is not None:
            self._room.rewrite(press.post_id, rendered(reply.updated), tab)
        if is_note(reply, press.is_from_note):
            tab.tell(_note(reply))
        else:
            self._answer(member, reply)
        tab.tell({"type": "pressed", "post": press.post_id, "token": press.token})

    def _answer(self, member: str, reply: Reply, line: str = "") -> None:
        self._room.post(
            BOT,
            rendered(reply),
            only=member if reply.private else None,
            answers={"member": member, "line": line},
        )


def _sender(member: str) -> Sender:
    return Sender(platform="local", member=member, name=member, space=HOME)


def _note(reply: Reply) -> Json:
    return {"type": "note", **rendered(reply)}
