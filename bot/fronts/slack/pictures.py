"""Pictures that Slack cannot fetch by itself, uploaded for it: drawn title cards and charts."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.reply import Attachment, Reply
from bot.errors import OutsideError
from bot.fronts.slack.blocks import Uploads, poster_link
from bot.fronts.slack.refusals import translated
from bot.movies.movie import Movie
from bot.movies.posters.pictures import Pictures

_MOST_REMEMBERED = 10_000
_SHOWN = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}
_log = logging.getLogger(__name__)


class Posters:
    """Uploads what a reply shows; a film's picture is sent once for as long as the process remembers it."""

    def __init__(self, client: AsyncWebClient, pictures: Pictures) -> None:
        self._client = client
        self._pictures = pictures
        self._sent: dict[int, str] = {}
        self._sending = asyncio.Lock()

    async def uploaded(self, reply: Reply) -> Uploads:
        """Slack's ids of the pictures; where it takes none, the reply goes without them."""
        movies = {card.movie.movie_id: card.movie for card in reply.cards if poster_link(card) is None}
        try:
            posters = await self._posters(movies)
            picture = (await self._upload([reply.picture]))[0] if reply.picture else None
        except OutsideError as error:
            _log.warning("Slack: a reply goes without its pictures: %s", error)
            return Uploads()
        return Uploads(posters, picture)

    async def _posters(self, movies: Mapping[int, Movie]) -> Mapping[int, str]:
        async with self._sending:  # so that nobody sends a picture that somebody else is sending
            new = [movie for movie_id, movie in movies.items() if movie_id not in self._sent]
            found = await asyncio.gather(*(self._pictures.of(movie) for movie in new))
            shown = [
                (movie.movie_id, Attachment(f"{movie.movie_id}.{_SHOWN[one.media_type]}", one.media_type, one.content))
                for movie, one in zip(new, found, strict=True)
                if one.media_type in _SHOWN
            ]
            ids = await self._upload([file for _, file in shown]) if shown else []
            self._sent.update(zip((movie_id for movie_id, _ in shown), ids, strict=True))
            sent = {movie_id: self._sent[movie_id] for movie_id in movies if movie_id in self._sent}
            while len(self._sent) > _MOST_REMEMBERED:
                del self._sent[next(iter(self._sent))]
        return sent

    async def _upload(self, files: Sequence[Attachment]) -> list[str]:
        uploads: list[dict[str, Any]] = [{"filename": one.name, "content": one.content} for one in files]
        with translated():
            answer = await self._client.files_upload_v2(file_uploads=uploads)
        return [str(file["id"]) for file in answer["files"]]
