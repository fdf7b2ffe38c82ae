"""Which of Slack's messages are said to the bot, and in which words."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_SAID_BY_PEOPLE = (None, "file_share", "thread_broadcast")
_LINK = re.compile(r"<(?P<address>(?:https?|mailto):[^<>|]+)(?:\|(?P<shown>[^<>]*))?>")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that may be meant for the bot, and where it was said.

    `is_addressed` means that its bare words are a command: after a mention, or in `is_alone`, a direct message.
    `thread` is the message whose thread it stands in.
    """

    words: str
    member: str
    channel: str
    thread: str | None
    is_addressed: bool
    is_alone: bool


def line_of(event: Mapping[str, Any], bot_member: str) -> Line | None:
    """The line that a person said; None for bots, edits, notices of Slack's own and messages without words.

    A mention in front addresses the bot, and comes as "app_mention" and as "message": in a channel only the first
    counts. Elsewhere in a line it is talk about the bot.
    """
    member, text = event.get("user"), str(event.get("text") or "")
    if event.get("bot_id") or not member or member == bot_member or event.get("subtype") not in _SAID_BY_PEOPLE:
        return None
    is_alone = event.get("channel_type") == "im" or str(event["channel"]).startswith("D")
    mention = re.match(rf"\s*<@{bot_member}(?:\|[^<>]*)?>[\s,:]*", text)
    if not is_alone and (mention is not None) != (event.get("type") == "app_mention"):
        return None
    words = said(text[mention.end() :] if mention else text)
    if not words and not mention:
        return None
    thread = event.get("thread_ts")
    return Line(words or "help", member, event["channel"], thread, is_alone or mention is not None, is_alone)


def said(text: str) -> str:
    """The words as they were typed; members stay mentions."""
    return html.unescape(_LINK.sub(lambda found: found["shown"] or found["address"], text)).strip()
