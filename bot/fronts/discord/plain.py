"""Plain words made safe to show: no markup, no mention, no control characters, and never longer than allowed."""

import re

# Discord shows any punctuation behind a backslash as it is. Addresses stay whole, so that they can be followed.
_ADDRESS = r"(?P<address>https?://[A-Za-z0-9/%.?=&#~_-]+)"
_LINE_START = r"(?P<lead>^[^\S\n]*(?:\d+(?=\.))?)(?P<opening>[>#+.-])"
_MARK = r"(?P<mark>[\\*_~`|\[\]<])"
_MENTION = r"(?P<mention>@(?=everyone|here|[!&]?\d))"
_MEANINGFUL = re.compile(f"{_ADDRESS}|{_LINE_START}|{_MARK}|{_MENTION}", re.MULTILINE)

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_ZERO_WIDTH_SPACE = "\u200b"


def escaped(text: str) -> str:
    """The text as Discord's markdown that shows exactly these words and mentions nobody."""
    return _MEANINGFUL.sub(_escape, _CONTROL.sub(" ", text))


def _escape(found: re.Match[str]) -> str:
    if found["address"]:
        return found["address"]
    if found["mention"]:
        return f"@{_ZERO_WIDTH_SPACE}"
    if found["mark"]:
        return f"\\{found['mark']}"
    return f"{found['lead']}\\{found['opening']}"


def one_line(text: str) -> str:
    """The text on one line, its blanks single."""
    return " ".join(_CONTROL.sub(" ", text).split())


def shortened(text: str, limit: int) -> str:
    """The text as it is, cut with "…" where it would pass `limit` characters."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def shortened_escaped(text: str, limit: int) -> str:
    """The escaped text, cut with "…" where its escaped form would pass `limit` characters."""
    safe, kept = escaped(text), text[:limit]
    while len(safe) > limit:
        safe = escaped(f"{kept.rstrip()}…")
        kept = kept[: -max(1, (len(safe) - limit) // 2)]
    return safe


def pieces(text: str, limit: int) -> list[str]:
    """The escaped text in pieces of at most `limit` characters, cut at line breaks or blanks where there are any."""
    rest, found = _CONTROL.sub(" ", text).strip(), []
    while rest:
        piece = _first_piece(rest, limit)
        found.append(escaped(piece))
        rest = rest[len(piece) :].lstrip()
    return found


def _first_piece(text: str, limit: int) -> str:
    piece = text[:limit]
    while (excess := len(escaped(piece)) - limit) > 0:
        piece = piece[: -max(1, excess // 2)]
    if len(piece) == len(text):
        return piece
    cuts = (piece.rfind(mark) for mark in ("\n", " "))
    return piece[: next((cut for cut in cuts if cut > len(piece) // 2), len(piece))]
