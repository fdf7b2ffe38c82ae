"""Where Slack's announcements hang: the channels and direct messages of every workspace that the bot is in."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.commands import Command
from bot.chat.evenings import CannotLook, ChannelGone, NightEvent, NotAllowed
from bot.chat.grammar import spell
from bot.chat.reply import Reply
from bot.errors import OutsideError
from bot.fronts.slack.delivery import CLOSED_TO_US, NOT_THERE, Delivery
from bot.fronts.slack.drawing import Drawing
from bot.fronts.slack.refusals import Refused, translated
from bot.fronts.slack.senders import Senders
from bot.fronts.slack.workspace import PLATFORM, Workspace
from bot.nights.night import Room

MANNER = "/"
"""How commands are written in what nobody asked for: slash commands work in channels without us, too."""

_CLOCKS_APART = timedelta(minutes=1)
_MOST_LOOKED_AT = 200
_GONE = "is_archived"


class SlackBoard:
    """All workspaces as one Board; Slack has no events of its own: a night's calendar file stands in for one."""

    platform = PLATFORM
    manner = MANNER

    def __init__(self, channels_of: Callable[[str], "Channels | None"]) -> None:
        self._channels_of = channels_of
        self.is_open = False

    def reaches(self, room: Room) -> bool:
        """Whether the room is in a workspace where we have a token, and Slack connected."""
        return self.is_open and room.platform == PLATFORM and self._channels_of(room.space) is not None

    def locale_of(self, room: Room) -> str:
        """A Slack workspace names no language for all."""
        return ""

    async def post(self, room: Room, reply: Reply) -> str:
        """Says it in the channel; of an archived one, that it is gone."""
        return await self._in(room).post(room, reply)

    async def find(self, room: Room, token: Command, since: datetime) -> str | None:
        """Looks through the channel's messages since then."""
        return await self._in(room).find(room, token, since)

    async def tell(self, room: Room, member: str, reply: Reply) -> None:
        """Sends it in a direct message."""
        await self._in(room).tell(member, reply)

    async def missing(self, room: Room, members: Collection[str]) -> Collection[str]:
        """Those whose accounts in the workspace have ended."""
        return await self._in(room).missing(members)

    async def keep_event(self, event: NightEvent) -> str:
        """Slack has no events."""
        return ""

    def _in(self, room: Room) -> "Channels":
        channels = self._channels_of(room.space)
        if channels is None:
            raise OutsideError("I am not connected to that workspace.")
        return channels


class Channels:
    """The channels and direct messages of one workspace."""

    def __init__(
        self,
        client: AsyncWebClient,
        workspace: Workspace,
        senders: Senders,
        drawing: Drawing,
        delivery: Delivery,
        told: Callable[[Reply], None],
    ) -> None:
        self._client = client
        self._workspace = workspace
        self._senders = senders
        self._drawing = drawing
        self._delivery = delivery
        self._told = told

    async def post(self, room: Room, reply: Reply) -> str:
        """Says it in the channel; of an archived one, that it is gone."""
        self._told(reply)
        drawn = await self._drawing.of(reply)
        try:
            return await self._delivery.post(room.channel, drawn)
        except Refused as refused:
            if refused.code == _GONE:
                raise ChannelGone("That channel is archived.") from refused
            if refused.code in CLOSED_TO_US:
                raise NotAllowed(NOT_THERE) from refused
            raise

    async def find(self, room: Room, token: Command, since: datetime) -> str | None:
        """Looks through the channel's messages since then, a minute earlier for clocks that differ."""
        oldest = str((since - _CLOCKS_APART).timestamp())
        try:
            with translated():
                history = await self._client.conversations_history(
                    channel=room.channel, oldest=oldest, limit=_MOST_LOOKED_AT
                )
        except OutsideError as error:
            raise CannotLook("Slack does not let me look back in that channel.") from error
        told = spell(token)
        ours = (one for one in history["messages"] if one.get("user") == self._workspace.bot_member)
        return next((str(one["ts"]) for one in ours if told in _tokens(one.get("blocks", ()))), None)

    async def tell(self, member: str, reply: Reply) -> None:
        """Sends it in a direct message."""
        await self._delivery.post(member, await self._drawing.of(reply))

    async def missing(self, members: Collection[str]) -> Collection[str]:
        """Those whose accounts in the workspace have ended."""
        return await self._senders.gone_of(members)


def _tokens(blocks: Iterable[Mapping[str, Any]]) -> Collection[str]:
    return [str(element.get("value")) for block in blocks for element in block.get("elements", ()) if element]
