"""Pressed buttons and chosen options: the command that each says, and where it was pressed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.chat.commands import Command, Unclear, Unknown
from bot.chat.grammar import parse
from bot.chat.language import to_translate
from bot.fronts.slack.blocks import first_place
from bot.fronts.slack.delivery import Place

NO_LONGER_WORKS = to_translate(
    "That button is from an earlier version of me and no longer works. Say help to see what does."
)


@dataclass(frozen=True, slots=True)
class Press:
    """A button or a choice that a member pressed: what it says, and the message it stands in.

    `ts` is None for a message that the member alone sees; `first` is the place of the first film it shows.
    """

    token: str
    place: Place
    ts: str | None
    first: int

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Press":
        """The press that Slack tells of."""
        container, message = body["container"], body.get("message") or {}
        channel = str(container["channel_id"])
        ts = None if container.get("is_ephemeral") else str(container["message_ts"])
        thread = container.get("thread_ts") or message.get("thread_ts")
        is_alone = channel.startswith("D")
        place = Place(
            body["user"]["id"],
            channel,
            thread if thread != ts else None,  # a message that a thread hangs on stands in the channel
            is_alone,
            is_talk=is_alone and ts is not None,
            answer_url=body["response_url"],
        )
        return cls(token_of(body), place, ts, first_place(message.get("blocks", ())))


def token_of(body: Mapping[str, Any]) -> str:
    """What the pressed button, or the chosen option, says."""
    action = body["actions"][0]
    return str((action.get("selected_option") or action).get("value") or "")


def pressed(token: str) -> Command:
    """The command that a button says."""
    command = parse(token)
    return Unclear(NO_LONGER_WORKS, "help") if isinstance(command, Unknown) else command
