"""Plain words as Slack's mrkdwn that shows exactly these words, and never longer than allowed.

Nobody is mentioned but a member who is to be called; moments are shown by each reader's clocks.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.chat.marks import Moment, Person, marked

# A mark beside which a joiner stands opens and closes nothing; a joiner is not seen.
_JOINER = "\u200d"
_ADDRESS = r"(?P<address>https?://[A-Za-z0-9/%.?=&#~_-]{1,500})"
_MEANINGFUL = re.compile(
    rf"{_ADDRESS}|(?P<entity>[&<])|(?P<quote>>)|(?P<mark>[*_~`])|(?P<emoji>:(?=[a-z0-9_+'-]+:))"
    r"|(?P<call>@(?=here|channel|everyone))|(?P<plain>.)",
    re.DOTALL,
)
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MEMBER = re.compile(r"[UW][A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class People:
    """How members are written: by their names, by key; those in `calls` as mentions, which notify them."""

    names: Mapping[str, str] = field(default_factory=dict)
    calls: Collection[str] = ()

    def name_of(self, key: str) -> str:
        """The member's name; their key where Slack does not tell one."""
        return self.names.get(key, key)


NOBODY = People()


def drawn(text: str, people: People = NOBODY) -> str:
    """The whole text as mrkdwn."""
    return "".join(_atoms(text, people))


def shortened(text: str, limit: int, people: People = NOBODY) -> str:
    """The text as mrkdwn, cut with "…" where it would pass `limit` characters."""
    atoms = list(_atoms(text, people))
    if sum(map(len, atoms)) <= limit:
        return "".join(atoms)
    return f"{''.join(atoms[: _fitting(atoms, limit - 1)]).rstrip()}…"


def pieces(text: str, limit: int, people: People = NOBODY) -> list[str]:
    """The text as mrkdwn in pieces of at most `limit` characters, cut at line breaks or blanks where there are any."""
    rest, found = list(_atoms(text.strip(), people)), []
    while rest:
        end = _fitting(rest, limit)
        if end < len(rest):
            end = _last_break(rest, end) or end
        found.append("".join(rest[:end]).strip())
        rest = rest[end:]
    return [piece for piece in found if piece]


def one_line(text: str, limit: int, people: People = NOBODY) -> str:
    """The text on one line without any markup, for labels; "…" where nothing is left."""
    words = "".join(_in_words(part, people) for part in marked(text))
    line = " ".join(_CONTROL.sub(" ", words).split())
    return (line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…") or "…"


def _atoms(text: str, people: People) -> Iterator[str]:
    """The drawn text in parts that no cut may go through."""
    for part in marked(text):
        if isinstance(part, str):
            yield from (_guarded(found) for found in _MEANINGFUL.finditer(_CONTROL.sub(" ", part)))
        elif isinstance(part, Moment):
            words = drawn(part.words).replace("|", " ")
            yield f"<!date^{int(part.at.timestamp())}^{{date_long_pretty}} {{time}}|{words}>"
        elif part.key in people.calls and _MEMBER.fullmatch(part.key):
            yield f"<@{part.key}>"
        else:
            yield from _atoms(people.name_of(part.key), NOBODY)


def _guarded(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "address":
            return f"<{found[0].replace('&', '&amp;')}>"
        case "entity":
            return _ENTITIES[found[0]]
        case "quote":
            return f"{_JOINER}&gt;"
        case "mark":
            return f"{_JOINER}{found[0]}{_JOINER}"
        case "emoji" | "call":
            return f"{found[0]}{_JOINER}"
        case _:
            return found[0]


def _fitting(atoms: Sequence[str], limit: int) -> int:
    """How many atoms from the start come to at most `limit` characters; at least one."""
    size = 0
    for place, atom in enumerate(atoms):
        size += len(atom)
        if size > limit:
            return max(place, 1)
    return len(atoms)


def _last_break(atoms: Sequence[str], end: int) -> int | None:
    """The end of the latest line, or else of the latest word, in the second half of what fits."""
    for mark in ("\n", " "):
        found = next((place for place in range(end - 1, end // 2, -1) if atoms[place] == mark), None)
        if found:
            return found
    return None


def _in_words(part: str | Moment | Person, people: People) -> str:
    match part:
        case Moment(_, words):
            return words
        case Person(key):
            return people.name_of(key)
        case _:
            return part
