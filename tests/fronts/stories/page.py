"""The stories on the page: what it says and hears over its WebSocket, without a browser."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from bot.fronts.web.guard import KEY_HEADER
from bot.fronts.web.uploads import MEMBER_HEADER, NAME_HEADER
from bot.movies.posters.pictures import Pictures
from tests.fronts.stories.reading import Film, Post, buttons_of, in_one_spelling, moment
from tests.fronts.web.serving import KEY, Tab, base_of, serve
from tests.world import World

_SPEAKS_AS = {"alice": "alice", "bob": "bob", "dora": "you"}
_GREETED = re.compile(r"(?<=, )you(?=!)")
_SIGNS = {"like": "👍", "dislike": "👎"}
Json = Mapping[str, Any]


@dataclass
class PageChannel:
    """The page's one channel. Whoever opens it may change how the bot behaves: it is their own machine.

    `notes` are what members were told in passing; the page shows no such note again.
    """

    base: str
    tabs: Mapping[str, Tab]
    world: World
    notes: dict[str, list[Json]] = field(default_factory=dict)
    answers_lines_openly = False

    async def say(self, member: str, line: str) -> None:
        await self.tabs[member].say(line)

    async def mention(self, member: str, words: str) -> None:
        """Nobody is called by name there."""
        await self.say(member, f"!{words}")

    async def slash(self, member: str, words: str) -> None:
        """There are no slash commands: lines are answered privately as those are."""
        await self.say(member, f"!{words}")

    async def press(self, member: str, post: Post, label: str) -> None:
        shown = await self._shown(member, post)
        await self._press(member, shown, next(one for read, one in _buttons(shown) if read == label))

    async def choose(self, member: str, post: Post, label: str) -> None:
        shown = await self._shown(member, post)
        await self._press(member, shown, next(one for one in shown["menu"]["choices"] if one["label"] == label))

    async def bring(self, member: str, name: str, content: bytes) -> None:
        given = {KEY_HEADER: KEY, MEMBER_HEADER: _SPEAKS_AS[member], NAME_HEADER: name, "Origin": self.base}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.base}/imports", data=content, headers=given) as answer,
        ):
            assert answer.status == 204

    async def read(self, member: str) -> Sequence[Post]:
        return [_post(one) for one in await self._all(member)]

    async def pass_time(self, span: timedelta) -> None:
        self.world.clock.advance(seconds=span.total_seconds())
        while await self.world.bot.announcer.tick():
            pass

    async def _press(self, member: str, shown: Json, pressed: Json) -> None:
        post_id = "" if shown["type"] == "note" else shown["id"]
        await self.tabs[member].tell({"type": "press", "post": post_id, "token": pressed["token"]})

    async def _shown(self, member: str, post: Post) -> Json:
        return next(one for one in await self._all(member) if one["id"] == post.key)

    async def _all(self, member: str) -> list[Json]:
        """The posts in the channel as a page reads them that has just been opened, and the notes of this one.

        What a tab says is taken one after the other, so that all it said before is answered by then.
        """
        tab = self.tabs[member]
        tab.heard.clear()
        await tab.tell({"type": "join", "member": _SPEAKS_AS[member], "key": KEY})
        welcome = await tab.hears("welcome")
        notes = self.notes.setdefault(member, [])
        for word in tab.heard:
            if word["type"] == "note":
                notes.append({**word, "id": f"note {len(notes)}", "private": True})
        posts = [{**post, "type": "post"} for post in welcome["posts"] if post["author"] == "Reelmates"]
        return [*posts, *notes]


def _post(shown: Json) -> Post:
    picture, menu = shown["picture"], shown["menu"]
    return Post(
        key=shown["id"],
        text=_words(shown["text"]),
        films=tuple(Film(card["title"], _words(card["body"]), ", ".join(card["genres"])) for card in shown["cards"]),
        buttons=buttons_of(read for read, _ in _buttons(shown)),
        choices=tuple(one["label"] for one in menu["choices"]) if menu else (),
        picture=picture["alt"] if picture else "",
        is_private=shown["private"],
    )


def _buttons(shown: Json) -> list[tuple[str, Json]]:
    """Each button, and how it reads.

    The moods that the page's switch offers are buttons elsewhere; a voter's whole ballot, which the page shows below
    what they are told, is shown nowhere else.
    """
    several = len(shown["cards"]) > 1
    of_films = [
        (f"{place} {_SIGNS.get(one['kind'], one['label'])}" if several else one["label"], one)
        for place, card in enumerate(shown["cards"], 1)
        for one in card["buttons"]
    ]
    offered = [mood for mood in shown["moods"] if mood["token"]]
    own = [one for one in shown["buttons"] if "pressed" not in one]
    return of_films + [(one["label"], one) for one in [*own, *offered]]


def _words(text: str | Sequence[str | Json]) -> str:
    parts = [text] if isinstance(text, str) else text
    told = "".join(part if isinstance(part, str) else _mark(part) for part in parts)
    return in_one_spelling(_GREETED.sub("dora", told))


def _mark(part: Json) -> str:
    if "moment" in part:
        return moment(datetime.fromisoformat(part["moment"]))
    names = {speaker: name for name, speaker in _SPEAKS_AS.items()}
    return names[part["person"]]


@asynccontextmanager
async def open_page(world: World, _: Pictures) -> AsyncIterator[PageChannel]:
    """The page, open in a tab of each member."""
    async with serve(world) as front, AsyncExitStack() as stack:
        tabs = {
            name: await stack.enter_async_context(Tab(base_of(front), speaker)) for name, speaker in _SPEAKS_AS.items()
        }
        for tab in tabs.values():
            await tab.hears("welcome")
        yield PageChannel(base_of(front), tabs, world)
