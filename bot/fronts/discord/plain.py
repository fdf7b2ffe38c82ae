"""Plain words made safe to show: no markup, no control characters, and never longer than allowed.

Nobody is mentioned but by a mark of our own, which no cut goes through; moments are shown by each reader's clocks.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import count, zip_longest

from bot.chat.marks import Moment, Person, in_plain, marked

# Discord shows any punctuation behind a backslash as it is. Addresses stay whole, so that they can be followed.
_ADDRESS = r"(?P<address>https?://[A-Za-z0-9/%.?=&#~_-]+)"
_LINE_START = r"(?P<lead>^[^\S\n]*(?:\d+(?=\.))?)(?P<opening>[>#+.-])"
_MARK = r"(?P<mark>[\\*_~`|\[\]<])"
_MENTION = r"(?P<mention>@(?=everyone|here|[!&]?\d))"
_MEANINGFUL = re.compile(f"{_ADDRESS}|{_LINE_START}|{_MARK}|{_MENTION}", re.MULTILINE)

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_ZERO_WIDTH_SPACE = "\u200b"
_FIRST_STAND_IN = 0xF0000  # from here on Unicode gives characters no meaning

_Drawn = dict[int, str]
_Part = str | Moment | Person


def escaped(text: str) -> str:
    """The text as Discord's markdown that shows exactly these words, and our moments and people as Discord does."""
    return _escaped(*_taken_apart(text))


def mention_of(key: str) -> str:
    """How a text names a member so that Discord shows their name."""
    return f"<@{key}>"


def _escape(found: re.Match[str]) -> str:
    if found["address"]:
        return found["address"]
    if found["mention"]:
        return f"@{_ZERO_WIDTH_SPACE}"
    if found["mark"]:
        return f"\\{found['mark']}"
    return f"{found['lead']}\\{found['opening']}"


def one_line(text: str) -> str:
    """The text on one line, its blanks single and its marks in words: for labels, where Discord draws nothing."""
    return " ".join(_CONTROL.sub(" ", in_plain(text)).split())


def shortened(text: str, limit: int) -> str:
    """The text as it is, cut with "…" where it would pass `limit` characters."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def shortened_escaped(text: str, limit: int) -> str:
    """The escaped text, cut with "…" where its escaped form would pass `limit` characters."""
    words, drawn = _taken_apart(text)
    whole = _escaped(words, drawn)
    if len(whole) <= limit:
        return whole

    def cut(length: int) -> str:
        return _escaped(f"{words[:length].rstrip()}…", drawn)

    return cut(_longest(limit, lambda length: len(cut(length))))


def pieces(text: str, limit: int) -> list[str]:
    """The escaped text in pieces of at most `limit` characters, cut at line breaks or blanks where there are any."""
    words, drawn = _taken_apart(text)
    rest, found = words.strip(), []
    while rest:
        piece = _first_piece(rest, drawn, limit)
        found.append(_escaped(piece, drawn))
        rest = rest[len(piece) :].lstrip()
    return found


def _first_piece(text: str, drawn: _Drawn, limit: int) -> str:
    piece = text[: max(1, _longest(limit, lambda length: len(_escaped(text[:length], drawn))))]
    if len(piece) == len(text):
        return piece
    cuts = (piece.rfind(mark) for mark in ("\n", " "))
    return piece[: next((cut for cut in cuts if cut > len(piece) // 2), len(piece))]


def _longest(limit: int, shown: Callable[[int], int]) -> int:
    """How many characters of a text may stay, when `shown` tells how many that many come to."""
    return bisect_right(range(1, limit + 1), limit, key=shown)


def _taken_apart(text: str) -> tuple[str, _Drawn]:
    """The words with one character in the place of each mark, which they do not hold otherwise, and what it draws."""
    stand_ins = (sign for sign in count(_FIRST_STAND_IN) if chr(sign) not in text)
    words, drawn, parts = [], {}, [*marked(text)]
    for part, following in zip_longest(parts, parts[1:], fillvalue="\n"):
        if isinstance(part, str):
            words.append(_CONTROL.sub(" ", part))
        else:
            sign = next(stand_ins)
            words.append(chr(sign))
            drawn[sign] = _draw(part, following)
    return "".join(words), drawn


def _draw(mark: Moment | Person, following: _Part) -> str:
    """What Discord shows of the mark; a moment that ends its line has room for how long it is till then."""
    match mark:
        case Moment(at):
            shown = f"<t:{int(at.timestamp())}:F>"
            is_last = isinstance(following, str) and following.startswith("\n")
            return f"{shown} (<t:{int(at.timestamp())}:R>)" if is_last else shown
        case Person(key):
            return mention_of(key) if key.isascii() and key.isdigit() else _MEANINGFUL.sub(_escape, key)


def _escaped(words: str, drawn: _Drawn) -> str:
    return _MEANINGFUL.sub(_escape, words).translate(drawn)
