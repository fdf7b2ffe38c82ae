"""App Home: how to start, the member's taste, films for them, and the next night."""

from dataclasses import replace

from bot.chat.commands import Command, Recommend, ShowTaste
from bot.chat.night_commands import NightCommand, ShowNight
from bot.chat.reply import Reply
from bot.fronts.slack.answering import Answering, Drawing, pressed
from bot.fronts.slack.blocks import Block
from bot.fronts.slack.delivery import Delivery, Place
from bot.fronts.slack.refusals import logged

MOST_BLOCKS = 100
FILMS = 3
START = Reply(
    "Tell me films you love, and I find more of them: write /like The Matrix; Toy Story in any channel, "
    "or like The Matrix; Toy Story in our direct messages (the Messages tab). Then say /recommend. "
    "For a movie night say /night friday 8pm in a channel. All I can do: /reelmates"
)
ANSWERED_DIRECTLY = "I have answered you in our direct messages (the Messages tab)."


class Home:
    """Draws the home whenever its member opens it or presses something there."""

    def __init__(self, answering: Answering, drawing: Drawing, delivery: Delivery) -> None:
        self._answering = answering
        self._drawing = drawing
        self._delivery = delivery

    async def show(self, member: str) -> None:
        """The home as it is now."""
        with logged("a home"):
            await self._publish(member, notice=None, films=None)

    async def to_press(self, member: str, token: str) -> None:
        """Does what the button says, and draws the home anew with what there is to tell on top."""
        command = pressed(token)
        with logged("an answer to a press in a home"):
            reply = await self._answering.answered(command, _alone(member))
            if reply.cards or reply.files:
                channel = await self._delivery.direct_channel(member)
                await self._delivery.post(channel, await self._drawing.of(replace(reply, updated=None)))
                if reply.files:
                    await self._delivery.hand_over(channel, reply.files)
                notice = Reply(ANSWERED_DIRECTLY)
            else:
                notice = Reply(reply.text, buttons=reply.buttons)
            await self._publish(member, notice, _list_in(command, reply))

    async def _publish(self, member: str, notice: Reply | None, films: Reply | None) -> None:
        """Draws the home; `films` is a list that stands there already, and was changed."""
        place = _alone(member)
        taste = await self._answering.answered(ShowTaste(), place)
        listed = films or await self._answering.answered(Recommend(FILMS, is_private=True), place)
        night = await self._answering.answered(ShowNight(), place)
        blocks = await self._blocks(notice) if notice else []
        for heading, reply in (
            ("How to start", START),
            ("Films for you", listed),
            ("Next movie night", night),
            ("Your taste", taste),
        ):
            blocks += [_header(heading), *await self._blocks(replace(reply, files=(), calls=()))]
        await self._delivery.show_home(member, _named_apart(blocks[:MOST_BLOCKS]))

    async def _blocks(self, reply: Reply) -> list[Block]:
        return [block for message in await self._drawing.of(reply) for block in message.blocks]


def _alone(member: str) -> Place:
    return Place(member, "", is_alone=True)


def _list_in(command: Command, reply: Reply) -> Reply | None:
    """The changed list of films, where the press changed one."""
    is_list = reply.updated is not None and bool(reply.updated.cards) and not isinstance(command, NightCommand)
    return reply.updated if is_list else None


def _header(text: str) -> Block:
    return {"type": "header", "text": {"type": "plain_text", "text": text, "emoji": False}}


def _named_apart(blocks: list[Block]) -> list[Block]:
    """The blocks of several messages without the names by which each of them told its first film."""
    return [{key: block[key] for key in block if key != "block_id"} for block in blocks]
