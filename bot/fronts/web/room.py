"""The channel: what was posted, who may see it, and the open tabs that are told of it."""

import asyncio
import itertools
import secrets
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from bot.fronts.web.render import Json

BOT = "Reelmates"
POSTS_KEPT = 200


@dataclass(frozen=True, slots=True)
class Post:
    """One message of the channel; `only` is the member who alone may see it, None is everybody."""

    post_id: str
    author: str
    at: datetime
    content: Json
    only: str | None = None
    answers: Json | None = None

    def is_visible_to(self, member: str) -> bool:
        """Whether this member may see the post."""
        return self.only is None or self.only == member

    def as_json(self) -> Json:
        """The post as the page draws it."""
        return {
            "id": self.post_id,
            "author": self.author,
            "at": self.at.isoformat(),
            "private": self.only is not None,
            "answers": self.answers,
            **self.content,
        }


class Tab:
    """One open page: who speaks there, and what it has not been told yet.

    The outbox has no limit of its own: a page that stops listening misses its heartbeat and is soon closed.
    """

    def __init__(self, member: str) -> None:
        self.member = member
        self.outbox: asyncio.Queue[Json] = asyncio.Queue()

    def tell(self, said: Json) -> None:
        """Puts it in line for the page."""
        self.outbox.put_nowait(said)


class Room:
    """Keeps the latest posts in memory; their ids are new with every start, so that old ones are never mistaken."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._start = secrets.token_hex(4)
        self._numbers = itertools.count(1)
        self._posts: deque[Post] = deque(maxlen=POSTS_KEPT)
        self._tabs: set[Tab] = set()

    @property
    def now(self) -> datetime:
        """The time in the channel."""
        return self._clock()

    def enter(self, tab: Tab, greeting: Json) -> None:
        """Welcomes a tab with everything its member may see."""
        self._tabs.add(tab)
        posts = [post.as_json() for post in self._posts if post.is_visible_to(tab.member)]
        tab.tell({"type": "welcome", "start": self._start, "member": tab.member, "posts": posts, **greeting})
        self._tell_who_is_here()

    def leave(self, tab: Tab) -> None:
        """Forgets a tab; one that never entered is no matter."""
        self._tabs.discard(tab)
        self._tell_who_is_here()

    def post(self, author: str, content: Json, only: str | None = None, answers: Json | None = None) -> Post:
        """Adds a post and shows it to everybody who may see it."""
        post = Post(f"{self._start}-{next(self._numbers)}", author, self._clock(), content, only, answers)
        self._posts.append(post)
        self._show(post)
        return post

    def post_of_list(self, list_id: str | None, pressed_in: str, member: str) -> str:
        """The post to change with this list: where the button was pressed, unless that only spoke of the list."""
        shown = [post for post in self._posts if list_id and post.content["list"] == list_id]
        visible = [post.post_id for post in shown if post.is_visible_to(member)]
        return pressed_in if pressed_in in visible or not visible else visible[-1]

    def card_of(self, night_id: str | None) -> str | None:
        """The newest card of this night that stands before everybody."""
        cards = [post.post_id for post in self._cards(night_id) if post.only is None]
        return cards[-1] if cards else None

    def own_card_of(self, night_id: str | None, member: str) -> str | None:
        """The member's private card of this night, if none for everybody stands below it."""
        cards = [post for post in self._cards(night_id) if post.is_visible_to(member)]
        return cards[-1].post_id if cards and cards[-1].only == member else None

    def rewrite(self, post_id: str, content: Json, tab: Tab) -> None:
        """Gives a post new content in every tab that may see it.

        A post from before a restart is known to the pressing tab alone, so that tab alone is told.
        """
        for place, post in enumerate(self._posts):
            if post.post_id == post_id and post.is_visible_to(tab.member):
                self._posts[place] = replace(post, content=content)
                self._show(self._posts[place])
                return
        tab.tell({"type": "rewrite", "id": post_id, **content})

    def tell(self, member: str, said: Json) -> None:
        """Tells every tab of one member."""
        self._tell_all(said, only=member)

    def typing(self, member: str) -> None:
        """Lets the other members see that a line is being written."""
        for tab in self._tabs:
            if tab.member != member:
                tab.tell({"type": "typing", "member": member})

    @contextmanager
    def thinking_for(self, member: str, only: str | None = None) -> Iterator[None]:
        """Lets every tab, or those of `only` one member, show that the bot is busy with this member's line."""
        self._tell_all({"type": "thinking", "member": member, "busy": True}, only)
        try:
            yield
        finally:
            self._tell_all({"type": "thinking", "member": member, "busy": False}, only)

    def _cards(self, night_id: str | None) -> list[Post]:
        return [post for post in self._posts if night_id and post.content["night"] == night_id]

    def _show(self, post: Post) -> None:
        said = {"type": "post", "post": post.as_json()}
        for tab in self._tabs:
            if post.is_visible_to(tab.member):
                tab.tell(said)

    def _tell_who_is_here(self) -> None:
        self._tell_all({"type": "here", "members": sorted({tab.member for tab in self._tabs})})

    def _tell_all(self, said: Json, only: str | None = None) -> None:
        for tab in self._tabs:
            if only is None or tab.member == only:
                tab.tell(said)
