"""Members as other members name them: "@bob", or the platform's mention as in "<@42>" and "<@42|bob>"."""

import re
from collections.abc import Collection

_MENTION = re.compile(r"<@!?(?P<key>[^<>|]+)(?:\|[^<>]*)?>")


def mentioned(words: str) -> str | None:
    """The key in a platform's mention; None where the words are none."""
    found = _MENTION.fullmatch(words.strip())
    return found["key"] if found else None


def member_among(words: str, members: Collection[str]) -> str | None:
    """Which of the members, by their keys, the words name; capitals make no difference unless two differ by them."""
    key = mentioned(words) or words.strip().removeprefix("@")
    if key in members:
        return key
    alike = [member for member in members if member.casefold() == key.casefold()]
    return alike[0] if len(alike) == 1 else None
