"""What a page may say to the server, read from JSON."""

import json
from dataclasses import dataclass, field

MEMBERS = ("you", "alice", "bob")
LONGEST_MESSAGE = 32 * 1024

_LONGEST_TOKEN = 100
_LONGEST_POST_ID = 40


class Unreadable(ValueError):
    """No page of ours says this."""


@dataclass(frozen=True, slots=True)
class Join:
    """Opens the channel as a member; said first, and again to become another member.

    A page that opens for the first time knows no member yet and gets the first one.
    """

    member: str
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Say:
    """One chat line as typed."""

    line: str


@dataclass(frozen=True, slots=True)
class Press:
    """A button with this token was pressed below the post `post_id`; a passing note is no post and has no id."""

    post_id: str
    token: str

    @property
    def is_from_note(self) -> bool:
        """Whether the button stood on a note."""
        return not self.post_id


@dataclass(frozen=True, slots=True)
class Typing:
    """A line is being written; said now and then while it is."""


Word = Join | Say | Press | Typing


def read(text: str) -> Word:
    """What the page says; raises Unreadable."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("This is not JSON.") from error
    match said:
        case {"type": "join", "member": member, "key": str(key)}:
            return Join(member if member in MEMBERS else MEMBERS[0], key)
        case {"type": "say", "line": str(line)}:
            return Say(_storable(line))
        case {"type": "press", "post": str(post_id), "token": str(token)} if (
            len(post_id) <= _LONGEST_POST_ID and len(token) <= _LONGEST_TOKEN
        ):
            return Press(post_id, _storable(token))
        case {"type": "typing"}:
            return Typing()
        case _:
            raise Unreadable("This is nothing a page says.")


def _storable(text: str) -> str:
    """JSON may smuggle in half a character pair, which no database or browser takes."""
    return text.encode("utf-8", "replace").decode()
