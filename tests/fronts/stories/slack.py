"""The stories on Slack: the real Bolt over HTTP and WebSocket to a loopback Slack."""

import html
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.movies.posters.pictures import Pictures
from tests.fronts.slack.loopback_slack import ADMIN, ALICE, BOB, BOT, FILMS_CHANNEL, NAMES, Json, LoopbackSlack, Shown
from tests.fronts.slack.office import open_office
from tests.fronts.stories.reading import MENTION, Film, Post, buttons_of, in_one_spelling, moment
from tests.planted import said
from tests.world import World

_KEYS = {"alice": ALICE, "bob": BOB, "dora": ADMIN}
_CALLED = {NAMES[key]: name for name, key in _KEYS.items()}
_NAME = re.compile(rf"\b(?:{'|'.join(_CALLED)})\b")
_MOMENT = re.compile(r"<!date\^(\d+)\^[^|>]*\|[^>]*>")
_LINK = re.compile(r"<(https?://[^|>]+)(?:\|([^>]*))?>")
_FILM = re.compile(r"\*.*\*")
_FORM = "form "
_SIGN = re.compile(r"[👍👎](?= )")


@dataclass
class SlackChannel:
    """A channel of a workspace.

    A secret veto is asked for in a form, elsewhere with a menu: `forms` are those that were opened, and by whom.
    """

    slack: LoopbackSlack
    world: World
    forms: list[tuple[str, Json]] = field(default_factory=list)
    answers_lines_openly = False

    async def say(self, member: str, line: str) -> None:
        assert await self.slack.say(said(MENTION.sub(lambda found: f"<@{_KEYS[found[1]]}>", line)), _KEYS[member])

    async def mention(self, member: str, words: str) -> None:
        assert await self.slack.say(said(f"<@{BOT}> {words}"), _KEYS[member], type="app_mention")

    async def slash(self, member: str, words: str) -> None:
        command, _, text = words.partition(" ")
        before = len(self.slack.shown)
        assert await self.slack.slash(f"/{command}", text, _KEYS[member])
        await self.slack.answer(before)

    async def press(self, member: str, post: Post, label: str) -> None:
        message = self._message(post)
        element = next(one for read, one in _buttons(message) if read == label)
        shown, forms = len(self.slack.shown), len(self.slack.forms)
        assert await self.slack.press_on(message, element, _KEYS[member])
        await self.slack.until(lambda: len(self.slack.shown) > shown or len(self.slack.forms) > forms)
        self.forms += [(member, form) for form in self.slack.forms[forms:]]

    async def choose(self, member: str, post: Post, label: str) -> None:
        key, before = _KEYS[member], len(self.slack.shown)
        if post.key.startswith(_FORM):
            _, form = self.forms[int(post.key.removeprefix(_FORM))]
            assert await self.slack.submit(form, _filled(form, label), key)
        else:
            assert await self.slack.choose(self._message(post), label, key)
        # What the bot posts for everybody about a choice comes before it tells the member.
        await self.slack.until(lambda: any(one.only == key for one in self.slack.shown[before:]))

    async def bring(self, member: str, name: str, content: bytes) -> None:
        direct = f"D{_KEYS[member]}"
        files, before = [self.slack.share(name, content)], len(self.slack.shown)
        assert await self.slack.say("", _KEYS[member], direct, subtype="file_share", files=files)
        await self.slack.until(lambda: any(one.labels for one in self.slack.shown[before:]))

    async def read(self, member: str) -> Sequence[Post]:
        key = _KEYS[member]
        places = (FILMS_CHANNEL, f"D{key}")
        posts = [_post(one) for one in self.slack.shown if one.channel in places and one.only in (None, key)]
        forms = [_question(f"{_FORM}{n}", form) for n, (opener, form) in enumerate(self.forms) if opener == member]
        return [*posts, *forms]

    async def pass_time(self, span: timedelta) -> None:
        self.world.clock.advance(seconds=span.total_seconds())
        while await self.world.bot.announcer.tick():
            pass

    def _message(self, post: Post) -> Shown:
        return next(one for one in self.slack.shown if one.ts == post.key)


def _post(message: Shown) -> Post:
    sections = [one for one in message.blocks if one["type"] == "section"]
    menu = next((one for one in message.elements if one["type"] == "static_select"), None)
    return Post(
        key=message.ts,
        text="\n".join(_words(one["text"]["text"]) for one in sections if not _is_film(one)),
        films=tuple(_film(one["text"]["text"]) for one in sections if _is_film(one)),
        buttons=buttons_of(read for read, _ in _buttons(message)),
        choices=tuple(option["text"]["text"] for option in menu["options"]) if menu else (),
        picture="; ".join(one["alt_text"] for one in message.blocks if one["type"] == "image"),
        is_private=message.only is not None or message.channel.startswith("D"),
    )


def _question(key: str, form: Json) -> Post:
    """A form that asks for one of several."""
    told = [block["text"]["text"] for block in form["blocks"] if block["type"] == "section"]
    return Post(key, "\n".join(map(_words, told)), choices=tuple(_options(form)), is_private=True)


def _options(form: Json) -> dict[str, str]:
    """What can be chosen in a form with one field, and what each choice says."""
    (asked,) = (block["element"] for block in form["blocks"] if block["type"] == "input")
    return {option["text"]["text"]: option["value"] for option in asked["options"]}


def _filled(form: Json, label: str) -> dict[str, str]:
    (name,) = (block["block_id"] for block in form["blocks"] if block["type"] == "input")
    return {name: _options(form)[label]}


def _film(section: str) -> Film:
    title, *reason, facts = section.splitlines()
    return Film(re.sub(r"^\d+\. ", "", _words(title.strip("*"))), _words("\n".join(reason)), _words(facts))


def _buttons(message: Shown) -> Iterator[tuple[str, Json]]:
    """Each button, and how it reads: those of several films with the place of their own before the label.

    Buttons below the last film are of the whole list where the first film has none.
    """
    titles = [place for place, block in enumerate(message.blocks) if _is_film(block)]
    are_of_films = len(titles) > 1 and message.blocks[titles[0] + 1]["type"] == "actions"
    for place, block in enumerate(message.blocks):
        film = f"{titles.index(place - 1) + 1} " if are_of_films and place - 1 in titles else ""
        buttons = (one for one in block.get("elements", ()) if one["type"] == "button")
        yield from ((_label(one["text"]["text"], film), one) for one in buttons)


def _is_film(block: Json) -> bool:
    return block["type"] == "section" and bool(_FILM.match(block["text"]["text"]))


def _label(label: str, place: str) -> str:
    """Of likes and dislikes in a list the sign stands for all: Discord has no room for more."""
    sign = _SIGN.match(label)
    words = label.removeprefix(f"{sign[0]} ") if sign else label
    return f"{place}{sign[0] if sign and place else words}"


def _words(mrkdwn: str) -> str:
    text = _MOMENT.sub(lambda found: moment(datetime.fromtimestamp(int(found[1]), UTC)), mrkdwn)
    text = re.sub(r"<@(\w+)>", lambda found: NAMES[found[1]], text)
    text = _LINK.sub(lambda found: found[2] or found[1], text)
    text = _NAME.sub(lambda found: _CALLED[found[0]], text)
    return in_one_spelling(html.unescape(text.replace("\u200d", "")))


@asynccontextmanager
async def open_slack(world: World, pictures: Pictures) -> AsyncIterator[SlackChannel]:
    """A fresh workspace with the bot in it."""
    async with open_office(world.bot, pictures, world.database, world.clock) as office:
        office.slack.event_at = world.clock.now
        yield SlackChannel(office.slack, world)
