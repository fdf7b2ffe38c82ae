"""How a command is written where the member speaks: our words mark commands, a reply's last step spells them.

In a channel that is "!recommend", for a slash command "/recommend", and in a direct talk the bare word.
"""

from dataclasses import replace

from bot.chat.reply import Reply

# Two characters that stand for nothing: no title holds them, and they are taken out of what members write.
_OPEN, _CLOSE = "\ue000", "\ue001"


def say(command: str) -> str:
    """A command as our words hold it."""
    return f"{_OPEN}{command}{_CLOSE}"


def in_manner(reply: Reply, manner: str) -> Reply:
    """The reply with its commands written as the member would write them."""

    def spelled(text: str) -> str:
        return text.replace(_OPEN, manner).replace(_CLOSE, "")

    return replace(
        reply,
        text=spelled(reply.text),
        cards=tuple(replace(card, body=spelled(card.body)) for card in reply.cards),
        updated=in_manner(reply.updated, manner) if reply.updated else None,
    )
