"""The stories on Discord: the real discord.py over a pretended gateway and HTTP."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from simcord.actors import MemberActor

from bot.movies.posters.pictures import Pictures
from tests.fronts.discord.room import Room, choice_of, menu_of, open_room
from tests.fronts.stories.cinema import NOON
from tests.fronts.stories.reading import MENTION, Film, Post, buttons_of, in_one_spelling, moment
from tests.planted import said
from tests.world import World

# What the stories say by slash commands, as the options that Discord has for it.
_OPTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "like Matrix; Alien (1979)": ("like", {"film": "Matrix; Alien (1979)"}),
    "recommend 3 privately": ("recommend", {"count": 3, "private": True}),
    "taste": ("taste show", {}),
}
_MOMENT = re.compile(r"<t:(\d+):F>(?: \(<t:\d+:R>\))?")
_POSTER = re.compile(r"\d+\.\w+")


@dataclass
class DiscordChannel:
    """A channel of a server. Discord has private answers for slash commands and presses alone."""

    room: Room
    world: World
    dora: MemberActor
    answers_lines_openly = True

    async def say(self, member: str, line: str) -> None:
        await self._who(member).send(self.room.channel, said(MENTION.sub(self._mention, line)))

    async def mention(self, member: str, words: str) -> None:
        await self._who(member).send(self.room.channel, said(f"{self.room.mention} {words}"))

    async def slash(self, member: str, words: str) -> None:
        name, options = _OPTIONS[words]
        await self._who(member).slash(self.room.channel, name, **options)

    async def press(self, member: str, post: Post, label: str) -> None:
        await self._who(member).click(self._message(member, post), label=label)

    async def choose(self, member: str, post: Post, label: str) -> None:
        message = self._message(member, post)
        await self._who(member).select(message, [choice_of(message, label)])

    async def bring(self, member: str, name: str, content: bytes) -> None:
        await self._who(member).slash(self.room.channel, "import", file=(name, content))

    async def read(self, member: str) -> Sequence[Post]:
        return [self._post(one) for one in self._seen_by(member)]

    async def pass_time(self, span: timedelta) -> None:
        await self.room.env.advance_time(span.total_seconds())
        self.world.clock.now = self.room.env.now()
        with self.room.env.time_context():
            while await self.world.bot.announcer.tick():
                pass
        await self.room.env.settle()

    def _mention(self, found: re.Match[str]) -> str:
        return self._who(found[1]).mention

    def _who(self, member: str) -> MemberActor:
        return {"alice": self.room.alice, "bob": self.room.bob, "dora": self.dora}[member]

    def _seen_by(self, member: str) -> list[discord.Message]:
        return [one for one in self.room.channel.history(viewer=self._who(member)) if one.author.bot]

    def _message(self, member: str, post: Post) -> discord.Message:
        return next(one for one in self._seen_by(member) if str(one.id) == post.key)

    def _post(self, message: discord.Message) -> Post:
        rows = [row.children for row in message.components if isinstance(row, discord.ActionRow)]
        buttons = [item.label for row in rows for item in row if isinstance(item, discord.Button)]
        has_menu = any(isinstance(item, discord.SelectMenu) for row in rows for item in row)
        pictures = [one.description or "" for one in message.attachments if not _POSTER.fullmatch(one.filename)]
        return Post(
            key=str(message.id),
            text=self._words(message.content),
            films=tuple(self._film(embed) for embed in message.embeds),
            buttons=buttons_of(label or "" for label in buttons),
            choices=tuple(option.label for option in menu_of(message).options) if has_menu else (),
            picture="; ".join(pictures),
            is_private=message.flags.ephemeral,
        )

    def _film(self, embed: discord.Embed) -> Film:
        title = re.sub(r"^\d+\. ", "", self._words(embed.title or ""))
        return Film(title, self._words(embed.description or ""), embed.footer.text or "")

    def _words(self, markdown: str) -> str:
        people = {one.id: one.name for one in (self.room.alice, self.room.bob, self.dora)}
        text = _MOMENT.sub(lambda found: moment(datetime.fromtimestamp(int(found[1]), UTC)), markdown)
        text = re.sub(r"<@!?(\d+)>", lambda found: people[int(found[1])], text)
        return in_one_spelling(re.sub(r"\\([^\w\s])", r"\1", text).replace("\u200b", ""))


@asynccontextmanager
async def open_discord(world: World, pictures: Pictures) -> AsyncIterator[DiscordChannel]:
    """A fresh server with the bot in it."""
    async with open_room(world.bot, pictures) as room:
        dora = room.who_manages("dora")
        await room.env.advance_time((NOON - room.env.now()).total_seconds())
        yield DiscordChannel(room, world, dora)
