"""Covers secrets in what is written down: those we were given, and whatever has the shape of one."""

import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

MASK = "***"
_SHORT = 8

_NAMES = "(?i:api[-_]?key|authorization|client_secret|cookie|password|secret|sig|ticket|token)"
_NAMES_IN_ADDRESSES = rf"(?:{_NAMES}|code|state)"
_QUOTE = r"\\?['\"]"
# What stands before a secret, in a group, is kept.
_SHAPES = (
    r"(://[^\s/:@'\"]*:)[^\s/@'\"]+(?=@)",  # user:password@ in an address
    rf"([?&]{_NAMES_IN_ADDRESSES}=)[^&\s'\"\\]+",  # in a query
    rf"({_QUOTE}{_NAMES}{_QUOTE}\s*[:,]\s*b?{_QUOTE})[^'\"\\]+",  # in a mapping that is shown, and in headers
    r"(\b(?i:bearer|bot|basic) )[\w.~+/=-]{20,}",  # in an Authorization header
    r"((?:webhooks|interactions)/\d+/)[\w-]{20,}",  # Discord's key to an answer
    r"(hooks\.slack\.com/\w+/)[\w/-]+",  # Slack's
    r"\bx(?:app|ox[a-z])[-.][\w.-]{6,}",  # Slack's tokens
    r"\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}",  # a Discord bot's
)


class Mask:
    """Covers the given secrets, also where they are quoted or escaped, and whatever looks like one."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms = sorted({form for secret in secrets for form in _forms(secret)}, key=len, reverse=True)
        self._pattern = re.compile("|".join([*map(_known, forms), *_SHAPES]))

    def over(self, text: str) -> str:
        """The text with every secret covered."""
        return self._pattern.sub(_covered, text)


def _forms(secret: str) -> Iterator[str]:
    """How a secret may be spelt: as it is, in an address, in a form, and inside quotes."""
    if not secret:
        return
    yield from (secret, quote(secret, safe=""), quote_plus(secret))
    yield from (repr(secret)[1:-1], json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1])


def _known(form: str) -> str:
    """A short one counts only as a word of its own, or half the log would be covered."""
    return re.escape(form) if len(form) >= _SHORT else rf"(?<!\w){re.escape(form)}(?!\w)"


def _covered(found: re.Match[str]) -> str:
    return f"{found[found.lastindex] if found.lastindex else ''}{MASK}"
