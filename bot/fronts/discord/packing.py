"""A reply made ready to send: its pictures drawn, its pages cut to what the bot is permitted where they go."""

import asyncio
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord

from bot.chat.reply import Reply
from bot.fronts.discord.buttons import view_of
from bot.fronts.discord.render import Attachment, Page, pages, pages_in_words, poster_link
from bot.movies.movie import Movie
from bot.movies.posters.pictures import Picture, Pictures

NO_CARDS = "(I may not show cards here: I lack the permission “Embed Links”.)"
NO_PICTURES = "(I may not show pictures here: I lack the permission “Attach Files”.)"

_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif"}


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message, as the arguments that discord.py's send and edit take."""

    page: Page

    def to_send(self) -> dict[str, Any]:
        """For a new message."""
        view = view_of(self.page.rows)
        arguments = {"content": self.page.text, "embeds": self.page.embeds, "files": self._files()}
        return arguments if view is None else {**arguments, "view": view}

    def to_edit(self) -> dict[str, Any]:
        """For a message that was sent before: whatever it showed makes way, its attachments too."""
        return {
            "content": self.page.text,
            "embeds": self.page.embeds,
            "attachments": self._files(),
            "view": view_of(self.page.rows),
        }

    def _files(self) -> list[discord.File]:
        return [discord.File(io.BytesIO(one.content), one.name) for one in self.page.attachments]


async def packed(reply: Reply, permitted: discord.Permissions, pictures: Pictures) -> tuple[Parcel, ...]:
    """The reply as messages; what the bot is not permitted to show is left out, and the text says so."""
    return tuple(Parcel(page) for page in await _pages(reply, permitted, pictures))


async def _pages(reply: Reply, permitted: discord.Permissions, pictures: Pictures) -> tuple[Page, ...]:
    if reply.cards and not permitted.embed_links:
        return pages_in_words(_with(reply, NO_CARDS))
    without_link = [card.movie for card in reply.cards if poster_link(card) is None]
    if without_link and not permitted.attach_files:
        return pages(_with(reply, NO_PICTURES), {})
    found = await asyncio.gather(*(pictures.of(movie) for movie in without_link))
    return pages(reply, _attachments(without_link, found))


def _with(reply: Reply, notice: str) -> Reply:
    return replace(reply, text=f"{reply.text}\n{notice}")


def _attachments(movies: Sequence[Movie], found: Sequence[Picture]) -> dict[int, Attachment]:
    return {
        movie.movie_id: Attachment(f"{movie.movie_id}.{_SUFFIXES.get(picture.media_type, 'png')}", picture.content)
        for movie, picture in zip(movies, found, strict=True)
    }
