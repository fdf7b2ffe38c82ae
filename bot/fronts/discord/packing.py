"""A reply made ready to send: its pictures drawn, and whatever may not go where it goes told in words instead."""

import asyncio
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord

from bot.chat.language import _, speaking, to_translate
from bot.chat.reply import Attachment, Reply
from bot.fronts.discord.buttons import view_of
from bot.fronts.discord.permissions import Allowed
from bot.fronts.discord.plain import one_line, shortened
from bot.fronts.discord.render import Page, pages, pages_in_words, poster_link
from bot.movies.movie import Movie
from bot.movies.posters.pictures import Picture, Pictures

NO_CARDS = to_translate("(I may not show cards here: I lack the permission “Embed Links”.)")
NO_PICTURES = to_translate("(I may not show pictures here: I lack the permission “Attach Files”.)")
NO_FILES = to_translate("(I may not send files here: I lack the permission “Attach Files”.)")

_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif"}
_LONGEST_ALT = 1024
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message, as the arguments that discord.py's send and edit take."""

    page: Page

    def to_send(self) -> dict[str, Any]:
        """For a new message."""
        view = view_of(self.page.rows, self.page.menu)
        arguments = {"content": self.page.text, "embeds": self.page.embeds, "files": self._files(), **self._calls()}
        return arguments if view is None else {**arguments, "view": view}

    def to_edit(self) -> dict[str, Any]:
        """For a message that was sent before: whatever it showed makes way, its attachments too."""
        return {
            "content": self.page.text,
            "embeds": self.page.embeds,
            "attachments": self._files(),
            "view": view_of(self.page.rows, self.page.menu),
            **self._calls(),
        }

    def _calls(self) -> dict[str, Any]:
        """Whom the message notifies; the client's own setting is nobody."""
        if not self.page.calls:
            return {}
        called = [discord.Object(int(key)) for key in self.page.calls]
        return {"allowed_mentions": discord.AllowedMentions(everyone=False, users=called, roles=False)}

    def _files(self) -> list[discord.File]:
        return [_file(one) for one in self.page.attachments]


async def packed(reply: Reply, allowed: Allowed, pictures: Pictures) -> tuple[Parcel, ...]:
    """The reply as messages; what may not be shown or sent there is left out, and the text says so."""
    with speaking(reply.language):
        sendable = _with(_sendable(reply, allowed), *allowed.notices)
        return tuple(Parcel(page) for page in await _pages(sendable, allowed, pictures))


async def _pages(reply: Reply, allowed: Allowed, pictures: Pictures) -> tuple[Page, ...]:
    if reply.cards and not allowed.permissions.embed_links:
        return pages_in_words(_with(reply, _(NO_CARDS)), allowed.upload_bytes)
    without_link = [card.movie for card in reply.cards if poster_link(card) is None]
    if without_link and not allowed.permissions.attach_files:
        return pages(_with(reply, _(NO_PICTURES)), {}, allowed.upload_bytes)
    found = await asyncio.gather(*(pictures.of(movie) for movie in without_link))
    return pages(reply, _attachments(without_link, found), allowed.upload_bytes)


def _sendable(reply: Reply, allowed: Allowed) -> Reply:
    """The reply with words in the place of each picture and file that may not be sent."""
    may_attach = allowed.permissions.attach_files
    if reply.files and not may_attach:
        reply = _with(replace(reply, files=()), _(NO_FILES))
    if reply.picture and not may_attach:
        reply = _with(replace(reply, picture=None), _(NO_PICTURES), reply.picture.alt)
    too_large = [one for one in reply.files if len(one.content) > allowed.upload_bytes]
    fitting = tuple(one for one in reply.files if one not in too_large)
    return _with(replace(reply, files=fitting), *(_too_large(one, allowed.upload_bytes) for one in too_large))


def _too_large(file: Attachment, upload_bytes: int) -> str:
    size, most = (f"{of / _MEBIBYTE:.1f} MiB" for of in (len(file.content), upload_bytes))
    return _("({file} is too large to send here: {size}, and I may send {most}.)", file=file.name, size=size, most=most)


def _with(reply: Reply, *notices: str) -> Reply:
    return replace(reply, text="\n".join(part for part in (reply.text, *notices) if part))


def _attachments(movies: Sequence[Movie], found: Sequence[Picture]) -> dict[int, Attachment]:
    return {
        movie.movie_id: Attachment(
            f"{movie.movie_id}.{_SUFFIXES.get(picture.media_type, 'png')}", picture.media_type, picture.content
        )
        for movie, picture in zip(movies, found, strict=True)
    }


def _file(attachment: Attachment) -> discord.File:
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", attachment.name) or "file"
    alt = shortened(one_line(attachment.alt), _LONGEST_ALT)
    return discord.File(io.BytesIO(attachment.content), name, description=alt or None)
