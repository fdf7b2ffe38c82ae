"""A Discord server with two members, and the bot in it."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage

from bot.chat.moviebot import MovieBot
from bot.fronts.discord.client import ReelmatesClient
from bot.movies.posters.pictures import Pictures
from tests.fronts.discord.script import ScriptedBot
from tests.planted import said

Shown = discord.Message | ResponseMessage

_ADDRESS = re.compile(r"https?://[A-Za-z0-9/%.?=&#~_-]+")
_LIVE = re.compile(
    r"(?<!\\)(?:\\\\)*[*_~`|\[\]<]|^\s*(?:#{1,3}|>|>>>|-|\d+\.)\s|@(?:everyone|here|[!&]?\d)", re.MULTILINE
)


@dataclass
class Room:
    """A channel of a server, with alice and bob; `mention` is how they address the bot.

    `covers` are the pictures with which scheduled events were changed.
    """

    env: Env
    guild: GuildHandle
    channel: ChannelHandle
    alice: MemberActor
    bob: MemberActor
    pictures: Pictures
    covers: list[str]

    @property
    def mention(self) -> str:
        assert self.env.bot.user is not None
        return self.env.bot.user.mention

    async def says(self, line: str, member: MemberActor | None = None) -> discord.Message:
        """What the bot answers in the channel; fails when it says nothing."""
        return (await self.hears(line, member))[-1]

    async def hears(self, line: str, member: MemberActor | None = None) -> list[discord.Message]:
        """All messages with which the bot answers in the channel."""
        speaker = member or self.alice
        sent = await speaker.send(self.channel, said(line))
        answers = [one for one in self.channel.history() if one.id > sent.id]
        assert answers, f"the bot did not answer {line!r}"
        return answers

    async def ignores(self, line: str) -> bool:
        """Whether a line in the channel stays without an answer."""
        sent = await self.alice.send(self.channel, said(line))
        return self.channel.last_message == sent

    async def slash(self, name: str, speaker: MemberActor | None = None, /, **options: Any) -> InteractionResult:
        """What a slash command gives."""
        return await (speaker or self.alice).slash(self.channel, name, **options)

    def now(self, shown: Shown) -> discord.Message:
        """What a message of the channel shows now."""
        return next(one for one in self.channel.history() if one.id == shown.id)

    async def deprive(self, *permissions: str) -> None:
        """Takes permissions from the bot in the whole server."""
        assert self.guild.me is not None
        for role in self.guild.me.roles:
            left = {**dict(role.permissions), **dict.fromkeys(permissions, False), "administrator": False}
            self.env.backend.edit_role(self.guild.id, role.id, {"permissions": discord.Permissions(**left).value})
        await self.env.settle()

    def who_manages(self, name: str = "dora") -> MemberActor:
        """A member who may manage the server."""
        role = self.guild.create_role("projectionists", permissions=discord.Permissions(manage_guild=True))
        return self.guild.add_member(self.env.create_user(name), roles=[role])


def client_of(bot: MovieBot | ScriptedBot, pictures: Pictures, message_content: bool = True) -> ReelmatesClient:
    """A client that hands on what is said to this bot."""
    return ReelmatesClient(cast(MovieBot, bot), pictures, message_content)


@asynccontextmanager
async def open_room(
    bot: MovieBot | ScriptedBot, pictures: Pictures, message_content: bool = True, **options: Any
) -> AsyncIterator[Room]:
    """A fresh Discord with one server, where the bot is connected; what the bot let fail there fails the test."""
    env = Env(client_of(bot, pictures, message_content), **{"shard_count": 1, **options})
    await env.start()
    covers = let_covers_change(env)
    try:
        guild = env.create_guild("Film Club")
        channel = guild.create_text_channel("films")
        alice, bob = (guild.add_member(env.create_user(name)) for name in ("alice", "bob"))
        await env.settle()
        yield Room(env, guild, channel, alice, bob, pictures, covers)
    finally:
        await env.shutdown()
    assert not env.errors


def let_covers_change(env: Env) -> list[str]:
    """The pictures with which events are changed from now on, of which the pretended Discord knows nothing."""
    covers: list[str] = []
    known = env.bot.http.edit_scheduled_event

    def edit(*ids: Any, image: str | None = None, **payload: Any) -> Any:
        covers.extend([image] if image else [])
        return known(*ids, **payload)

    env.bot.http.edit_scheduled_event = edit
    return covers


def check_limits(message: discord.Message) -> None:
    """Discord's limits on a message that was sent."""
    assert len(message.content) <= 2000
    assert sum(len(embed) for embed in message.embeds) <= 6000
    assert len(message.embeds) <= 10
    assert len(message.attachments) <= 10
    assert len(message.components) <= 5
    assert message.content.strip() or message.embeds or message.attachments
    tokens = tokens_of(message)
    assert len(set(tokens)) == len(tokens)
    assert all(len(token) <= 100 for token in tokens)
    assert all(1 <= len(label) <= 80 for row in labels_of(message) for label in row)


def text_of(shown: Shown) -> str:
    """What a member reads: the content and its embeds, without the backslashes and blanks that only guard them."""
    embeds = (f"{embed.title}\n{embed.description or ''}" for embed in shown.embeds)
    return "\n".join([shown.content, *embeds]).replace("\\", "").replace("\u200b", "")


def takes_hold(markdown: str) -> bool:
    """Whether markup or a mention in the text would do more than show its characters."""
    return bool(_LIVE.search(_ADDRESS.sub("", markdown)))


def labels_of(shown: Shown) -> list[list[str]]:
    """The labels of the buttons, row by row; a menu's row has none."""
    rows = (row.children for row in message_of(shown).components if isinstance(row, discord.ActionRow))
    return [[item.label or "" for item in row if isinstance(item, discord.Button)] for row in rows]


def menu_of(shown: Shown) -> discord.SelectMenu:
    """The menu below a message."""
    rows = (row.children for row in message_of(shown).components if isinstance(row, discord.ActionRow))
    return next(item for row in rows for item in row if isinstance(item, discord.SelectMenu))


def choice_of(shown: Shown, label: str) -> str:
    """What the menu's choice with this label says."""
    return next(option.value for option in menu_of(shown).options if option.label == label)


def tokens_of(shown: Shown) -> list[str]:
    """What the buttons say when they are pressed."""
    return list(_tokens(message_of(shown)))


def films_of(shown: Shown) -> list[str]:
    """The titles of the films that a message shows, without their places."""
    return [(embed.title or "").split(". ", 1)[-1] for embed in shown.embeds]


def message_of(shown: Shown) -> discord.Message:
    """The message itself, for an answer to an interaction too."""
    return shown.message if isinstance(shown, ResponseMessage) else shown


def answer_of(result: InteractionResult) -> ResponseMessage:
    """The one message that an interaction was answered with; a press is answered behind its message."""
    shown = [one for one in (result.response, *result.followups) if one is not None]
    return shown[-1]


def _tokens(message: discord.Message) -> Iterator[str]:
    for row in message.components:
        if isinstance(row, discord.ActionRow):
            yield from (item.custom_id for item in row.children if isinstance(item, discord.Button) and item.custom_id)
