"""Brings messages to where they belong: in order for each channel, and no quicker than Slack takes them."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.chat.language import _, to_translate
from bot.chat.reply import Attachment
from bot.fronts.slack.blocks import Block, Message
from bot.fronts.slack.refusals import Refused, translated
from bot.fronts.slack.turns import Turns

SENT_DIRECTLY = to_translate("That is for your eyes only, so I have sent it to you in a direct message.")
NOT_THERE = to_translate("I may not write in that channel. Invite me there: /invite @Reelmates")
CLOSED_TO_US = frozenset({"channel_not_found", "not_in_channel", "is_archived", "restricted_action", "no_permission"})

_MOST_WAITS = 5
_EXPIRED = frozenset({"expired_url", "used_url"})
_UNSHOWABLE = frozenset({"invalid_blocks", "invalid_attachments"})
_PROCESSED_WITHIN_S = (0.0, 0.5, 1.5)

_Result = TypeVar("_Result")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a member is answered; `thread` is the message whose thread it is in.

    `is_alone` is a direct message, in which there is no room for a night; in `is_talk` what is for the member alone is
    said as anything else is. `answer_url` takes answers for half an hour, also where we are not: in channels, and in
    direct messages between others.
    """

    member: str
    channel: str
    thread: str | None = None
    is_alone: bool = False
    is_talk: bool = False
    answer_url: str = ""


def patient(client: AsyncWebClient) -> AsyncWebClient:
    """The client, waiting as long as Slack asks before it tries a call again."""
    client.retry_handlers = _patience()
    return client


class Delivery:
    """Sends, changes and uploads; raises OutsideError where Slack does not take it."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._turns = Turns()

    async def say(self, place: Place, messages: Sequence[Message]) -> None:
        """To everybody who reads there; to the member directly where we may not write."""
        if await self._is_posted(place, messages):
            return
        if not place.answer_url:
            await self.post(place.member, [Message(_(NOT_THERE), ()), *messages])
            return
        for message in messages:
            await self._answer(place, message, response_type="in_channel")

    async def whisper(self, place: Place, messages: Sequence[Message]) -> None:
        """To the member alone."""
        if place.is_talk and await self._is_posted(place, messages):
            return
        for message in messages:
            if place.answer_url:
                await self._answer_privately(place, message)
            else:
                await self._show_privately(place, message)

    async def post(self, channel: str, messages: Sequence[Message], thread: str | None = None) -> str:
        """In a channel, or to a member directly by their id; the id of the last message."""
        last = ""
        async with self._turns.at(channel):
            for message in messages:
                sent = await self._shown(
                    message,
                    lambda shown: self._client.chat_postMessage(
                        channel=channel, thread_ts=thread, unfurl_links=False, unfurl_media=False, **_content(shown)
                    ),
                )
                last = str(sent["ts"])
        return last

    async def change(self, place: Place, ts: str | None, message: Message) -> None:
        """Puts the message in the place of one shown before; `ts` is None for one that the member alone sees."""
        if ts is None or not await self._is_changed(place, ts, message):
            await self._answer(place, message, replace_original=True)

    async def hand_over(self, channel: str, files: Sequence[Attachment], thread: str | None = None) -> None:
        """Files to keep, into a channel that is no member's id."""
        async with self._turns.at(channel):
            with translated():
                await self._client.files_upload_v2(channel=channel, thread_ts=thread, file_uploads=_uploads(files))

    async def direct_channel(self, member: str) -> str:
        """The channel of our direct messages with the member."""
        with translated():
            opened = await self._client.conversations_open(users=member)
        return str(opened["channel"]["id"])

    async def open_form(self, trigger: str, view: Block) -> None:
        """A form in front of the member whose press gave the trigger."""
        with translated():
            await self._client.views_open(trigger_id=trigger, view=view)

    async def show_home(self, member: str, blocks: Sequence[Block]) -> None:
        """What the member sees when they open the app's home."""
        message = Message("", tuple(blocks))
        await self._shown(
            message,
            lambda shown: self._client.views_publish(
                user_id=member, view={"type": "home", "blocks": list(shown.blocks)}
            ),
        )

    async def _is_posted(self, place: Place, messages: Sequence[Message]) -> bool:
        """Posts them; False where we may not write."""
        try:
            await self.post(place.channel, messages, place.thread)
        except Refused as refused:
            if refused.code not in CLOSED_TO_US:
                raise
            return False
        return True

    async def _is_changed(self, place: Place, ts: str, message: Message) -> bool:
        """Changes a message; False where we may not write, and what stands there is changed by its address."""
        try:
            async with self._turns.at(place.channel):
                await self._shown(
                    message, lambda shown: self._client.chat_update(channel=place.channel, ts=ts, **_content(shown))
                )
        except Refused as refused:
            if refused.code not in CLOSED_TO_US or not place.answer_url:
                raise
            return False
        return True

    async def _answer_privately(self, place: Place, message: Message) -> None:
        try:
            await self._answer(place, message, response_type="ephemeral")
        except Refused as refused:
            if refused.code not in _EXPIRED:
                raise
            await self.post(place.member, [message])

    async def _show_privately(self, place: Place, message: Message) -> None:
        try:
            await self._shown(
                message,
                lambda shown: self._client.chat_postEphemeral(
                    channel=place.channel, user=place.member, thread_ts=place.thread, **_content(shown)
                ),
            )
        except Refused as refused:
            if refused.code not in CLOSED_TO_US | {"user_not_in_channel"}:
                raise
            await self.post(place.member, [message])

    async def _answer(self, place: Place, message: Message, **how: Any) -> None:
        """By the address that came with a slash command or a press."""

        async def send(shown: Message) -> None:
            client = AsyncWebhookClient(place.answer_url, retry_handlers=_patience())
            thread = {"thread_ts": place.thread} if place.thread else {}
            answer = await client.send_dict({"replace_original": False, **_content(shown), **how, **thread})
            if answer.status_code != 200:
                raise Refused(_code_in(answer.body) or str(answer.status_code))

        await self._shown(message, send)

    async def _shown(self, message: Message, send: Callable[[Message], Awaitable[_Result]]) -> _Result:
        """Sends the message; in words alone where Slack cannot show its pictures, even after it has had time to."""
        in_words = message.in_words()
        for wait_s in _PROCESSED_WITHIN_S if in_words != message else ():
            await asyncio.sleep(wait_s)
            try:
                with translated():
                    return await send(message)
            except Refused as refused:
                if refused.code not in _UNSHOWABLE:
                    raise
                _log.info("Slack: pictures are not shown yet: %s", refused)
        with translated():
            return await send(in_words)


def _patience() -> list[Any]:
    return [AsyncConnectionErrorRetryHandler(), AsyncRateLimitErrorRetryHandler(max_retry_count=_MOST_WAITS)]


def _code_in(body: str) -> str:
    """Slack's word for why an answer by its address was refused: in JSON, or as it is."""
    try:
        told = json.loads(body)
    except ValueError:
        return body.strip()[:80]
    return str(told.get("error", "")) if isinstance(told, dict) else ""


def _content(message: Message) -> dict[str, Any]:
    return {"text": message.text, "blocks": list(message.blocks)}


def _uploads(files: Sequence[Attachment]) -> list[dict[str, Any]]:
    return [
        {"filename": one.name, "title": one.name, "content": one.content, "alt_txt": one.alt or None} for one in files
    ]
