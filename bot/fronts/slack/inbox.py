"""Lines from their arrival to their answer: none is answered twice, and none is lost with the process.

Slack sends a line again that it was not told has come. It is told when the line is answered, or, where the answer takes
longer than Slack waits, when the place of the line is noted; what is noted is answered after a restart.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.fronts.slack.lines import key_of, line_of
from bot.fronts.slack.presence import Presence
from bot.fronts.slack.presences import Presences
from bot.fronts.slack.refusals import logged, translated
from bot.fronts.slack.seen import SeenEvents
from bot.fronts.slack.waiting import Waiting, WaitingLines

ACKNOWLEDGED_WITHIN_S = 2.0
"""How long Slack is let wait for an answer; it gives up after three seconds."""

_MOST_LOOKED_AT = 10
"""Of a thread Slack tells the message that it hangs on, too, whatever moment is asked for."""

Begin = Callable[[Coroutine[Any, Any, None]], "asyncio.Task[None]"]


class Inbox:
    """Takes lines in; `begin` begins work that is waited for when the front closes."""

    def __init__(self, seen: SeenEvents, waiting: WaitingLines, begin: Begin) -> None:
        self._seen = seen
        self._waiting = waiting
        self._begin = begin

    async def take(self, event: Mapping[str, Any], event_id: str, presence: Presence) -> None:
        """Returns when the line is answered, or is noted to be answered: then Slack may be told that it came."""
        team = presence.workspace.space.key
        waiting = Waiting.of(key_of(event, event_id), team, event)
        answering = self._begin(self._answer(event, waiting.event_id, presence))
        await asyncio.wait({answering}, timeout=ACKNOWLEDGED_WITHIN_S)
        if answering.done():
            answering.result()  # Bolt logs what it raises
            return
        await self._waiting.note(waiting)
        self._begin(self._drop_after(answering, waiting))

    async def resume(self, presences: Presences) -> None:
        """Answers what a process before this one had noted, and did not come to answer."""
        with logged("a look at what waits"):
            for waiting in await self._waiting.all():
                presence = await presences.of(waiting.team)
                if presence:
                    with logged("a look at a message that waits"):
                        await self._resume(waiting, presence)

    async def _resume(self, waiting: Waiting, presence: Presence) -> None:
        event = await _told_again(waiting, presence.client)
        if event:
            await self._answer(event, waiting.event_id, presence)
        await self._waiting.drop(waiting.event_id)

    async def _answer(self, event: Mapping[str, Any], key: str, presence: Presence) -> None:
        line = line_of(event, presence.workspace.bot_member)
        if line:
            await self._seen.once(key, partial(presence.uploads.to_line, line))

    async def _drop_after(self, answering: "asyncio.Task[None]", waiting: Waiting) -> None:
        """What a stop cuts short stays noted."""
        await asyncio.wait({answering})
        if not answering.cancelled():
            await self._waiting.drop(waiting.event_id)


async def _told_again(waiting: Waiting, client: AsyncWebClient) -> Mapping[str, Any] | None:
    """The event as Slack told it, looked up where the message stands; None where it is gone."""
    place: dict[str, Any] = {
        "channel": waiting.channel,
        "latest": waiting.ts,
        "oldest": waiting.ts,
        "inclusive": True,
        "limit": _MOST_LOOKED_AT,
    }
    with translated():
        if waiting.thread and waiting.thread != waiting.ts:
            found = await client.conversations_replies(**place, ts=waiting.thread)
        else:
            found = await client.conversations_history(**place)
    message = next((one for one in found["messages"] if one.get("ts") == waiting.ts), None)
    return {**message, "channel": waiting.channel, "type": waiting.kind} if message else None
