"""A channel with the bot and its members on any front, and the transcript of what happens there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from tests.fronts.stories.reading import Post

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
"""When every story begins: a Thursday."""


class Front(Protocol):
    """One front as members use it; each deed returns when the bot has done all that it does about it.

    `answers_lines_openly` means that everybody reads what a typed line is answered, whoever it is for.
    """

    answers_lines_openly: bool

    async def say(self, member: str, line: str) -> None:
        """Types a line in the channel; "@bob" in it is how the front mentions bob."""

    async def mention(self, member: str, words: str) -> None:
        """Says the words to the bot by its name, where it has one."""

    async def slash(self, member: str, words: str) -> None:
        """Says the words as a slash command, where there are such."""

    async def press(self, member: str, post: Post, label: str) -> None:
        """Presses the button that reads so."""

    async def choose(self, member: str, post: Post, label: str) -> None:
        """Takes this choice of the menu."""

    async def bring(self, member: str, name: str, content: bytes) -> None:
        """Brings a file of films."""

    async def read(self, member: str) -> Sequence[Post]:
        """All of the bot's messages that the member sees now, oldest first."""

    async def pass_time(self, span: timedelta) -> None:
        """Lets time pass, and the bot say what is due at its end."""


@dataclass
class Cinema:
    """A channel on a front, and who is in it; dora manages the space."""

    front: Front
    told: list[tuple[str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.alice, self.bob, self.dora = (Member(self, name) for name in ("alice", "bob", "dora"))

    async def passes(self, **span: float) -> list[Post]:
        """What alice reads of what the bot says by itself in that time; it looks once, at the end."""
        before = await self.alice.reads()
        await self.front.pass_time(timedelta(**span))
        return await self.alice.noting("waits", before)

    def transcript(self, lines_are_answered_openly: bool) -> list[str]:
        """All that happened; without who reads the answers to lines, where that is everybody whoever they are for."""
        return [
            line for line, is_audience_of_line in self.told if not (is_audience_of_line and lines_are_answered_openly)
        ]


@dataclass
class Member:
    """A member: what they do, and what they read in return; of several messages, the last."""

    cinema: Cinema
    name: str

    async def says(self, words: str, prefix: str = "!") -> Post:
        """Types a line in the channel."""
        before = await self.reads()
        await self.cinema.front.say(self.name, f"{prefix}{words}")
        return (await self.noting(f"says {words}", before, is_line=True))[-1]

    async def mentions(self, words: str) -> Post:
        """Types a line that calls the bot by its name."""
        before = await self.reads()
        await self.cinema.front.mention(self.name, words)
        return (await self.noting(f"says {words}, to the bot", before, is_line=True))[-1]

    async def asks(self, words: str) -> Post:
        """Says a slash command."""
        before = await self.reads()
        await self.cinema.front.slash(self.name, words)
        return (await self.noting(f"asks {words}", before))[-1]

    async def presses(self, label: str, post: Post, of: str = "") -> Post:
        """Presses a button below a message, or with `of` the film's own."""
        before = await self.reads()
        now = await self.sees(post)
        await self.cinema.front.press(self.name, now, now.label_of(label, of))
        return (await self.noting(f"presses {label} {of}".strip(), before))[-1]

    async def chooses(self, label: str, post: Post) -> Post:
        """Takes a choice of a message's menu. What asked for it is put away in each front's own way."""
        before = await self.reads()
        await self.cinema.front.choose(self.name, post, label)
        return (await self.noting(f"chooses {label}", before, tells_changes=False))[-1]

    async def brings(self, name: str, content: bytes) -> Post:
        """Brings a file of films."""
        before = await self.reads()
        await self.cinema.front.bring(self.name, name, content)
        return (await self.noting(f"brings {name}", before))[-1]

    async def sees(self, post: Post) -> Post:
        """The message as it stands now; fails when the member does not see it."""
        return next(one for one in await self.reads() if one.key == post.key)

    async def reads(self) -> Sequence[Post]:
        """All that the member sees."""
        return await self.cinema.front.read(self.name)

    async def noting(
        self, deed: str, before: Sequence[Post], *, is_line: bool = False, tells_changes: bool = True
    ) -> list[Post]:
        """What has come since `before`; the transcript takes it down, and what has changed."""
        former = {post.key: post for post in before}
        now = await self.reads()
        told = [(f"{self.name} {deed}", False)]
        for post in now:
            if post.key not in former:
                told.append((f"  {self.name if post.is_private else 'everybody'} reads", is_line))
                told += [(line, False) for line in post.lines()]
            elif tells_changes and post != former[post.key]:
                told.append(("  what stood there has changed", False))
                told += [(line, False) for line in post.lines()]
        self.cinema.told += told
        return [post for post in now if post.key not in former]
