"""Which of Slack's messages are said to the bot, and in which words."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.chat.commands import ShowImporting
from bot.chat.grammar import parse
from bot.fronts.slack.shared_files import SharedFile

_SAID_BY_PEOPLE = (None, "file_share", "thread_broadcast")
_LINK = re.compile(r"<(?P<address>(?:https?|mailto):[^<>|]+)(?:\|(?P<shown>[^<>]*))?>")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that may be meant for the bot, and where it was said.

    `is_addressed` means that its bare words are a command: after a mention, or in `is_alone`, a direct message.
    `thread` is the message whose thread it stands in; `file` was shared with it.
    """

    words: str
    member: str
    channel: str
    thread: str | None
    is_addressed: bool
    is_alone: bool
    file: SharedFile | None = None


def line_of(event: Mapping[str, Any], bot_member: str) -> Line | None:
    """The line that a person said; None for bots, edits, notices of Slack's own and messages that say nothing.

    A mention in front addresses the bot, and comes as "app_mention" and as "message": in a channel only the first
    counts, save for a file to be imported, which may come with either. Elsewhere in a line it is talk about the bot.
    """
    member, text = event.get("user"), str(event.get("text") or "")
    if event.get("bot_id") or not member or member == bot_member or event.get("subtype") not in _SAID_BY_PEOPLE:
        return None
    is_alone = event.get("channel_type") == "im" or str(event["channel"]).startswith("D")
    mention = re.match(rf"\s*<@{bot_member}(?:\|[^<>]*)?>[\s,:]*", text)
    words = said(text[mention.end() :] if mention else text)
    file = _file_of(event)
    if not is_alone and (mention is not None) != (event.get("type") == "app_mention"):
        is_import = file is not None and mention is not None and isinstance(parse(words), ShowImporting)
        if not is_import:
            return None
    if not words and is_alone and file:
        words = "import"
    if not words and not mention:
        return None
    thread = event.get("thread_ts")
    is_addressed = is_alone or mention is not None
    return Line(words or "help", member, event["channel"], thread, is_addressed, is_alone, file)


def key_of(event: Mapping[str, Any], event_id: str) -> str:
    """What tells an event from others: of a message with a file, which may come as two events, its own key."""
    return f"{event['channel']} {event['ts']}" if event.get("files") else event_id


def said(text: str) -> str:
    """The words as they were typed; members stay mentions."""
    return html.unescape(_LINK.sub(lambda found: found["shown"] or found["address"], text)).strip()


def _file_of(event: Mapping[str, Any]) -> SharedFile | None:
    """The first file shared with the message."""
    return next((SharedFile.of(told) for told in event.get("files") or ()), None)
