"""A picture for every film: its poster, fetched by us and kept, or else its drawn title card."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bot.errors import OutsideError
from bot.movies.flights import Flights
from bot.movies.movie import Movie
from bot.movies.posters.cache import PictureCache
from bot.movies.posters.drawn import draw_card
from bot.movies.posters.fetch import PictureFetch
from bot.movies.posters.picture import Picture
from bot.movies.posters.poster import PosterSource

__all__ = ["Picture", "Pictures"]

_MOST_BYTES = 200 * 1024 * 1024
_DEAD_FOR = timedelta(hours=1)

_log = logging.getLogger(__name__)


class Pictures:
    """Pictures of films. A link that leads nowhere is left alone for an hour."""

    def __init__(
        self,
        source: PosterSource,
        fetch: PictureFetch,
        folder: Path,
        clock: Callable[[], datetime],
        *,
        most_bytes: int = _MOST_BYTES,
    ) -> None:
        self._source = source
        self._fetch = fetch
        self._cache = PictureCache(folder, most_bytes)
        self._clock = clock
        self._dead_until: dict[str, datetime] = {}
        self._fetches: Flights[str, Picture | None] = Flights()

    async def of(self, movie: Movie) -> Picture:
        """The film's picture; never raises."""
        posters = await self._source.find([movie])
        link = posters[movie.movie_id].link
        picture = await self._at(link) if link else None
        return picture or Picture(await asyncio.to_thread(draw_card, movie), "image/png")

    async def close(self) -> None:
        """Stops what is being fetched and lets go of connections; the poster source is its owner's to close."""
        await self._fetches.close()
        await self._fetch.close()

    async def _at(self, link: str) -> Picture | None:
        fetching = self._fetches.join(link, partial(self._kept_or_fetched, link))
        await asyncio.wait([fetching])
        return None if fetching.cancelled() else fetching.result()

    async def _kept_or_fetched(self, link: str) -> Picture | None:
        if (picture := await self._kept(link)) is not None or self._is_dead(link):
            return picture
        try:
            picture = await self._fetch.fetch(link)
        except OutsideError as error:
            _log.info("A poster at %s is not shown: %s", link, error)
            self._dead_until[link] = self._clock() + _DEAD_FOR
            return None
        await self._keep(link, picture)
        return picture

    async def _kept(self, link: str) -> Picture | None:
        try:
            return await asyncio.to_thread(self._cache.get, link, self._clock())
        except OSError as error:
            _log.warning("A kept picture cannot be read: %s", error.strerror)
            return None

    async def _keep(self, link: str, picture: Picture) -> None:
        try:
            await asyncio.to_thread(self._cache.keep, link, picture, self._clock())
        except OSError as error:
            _log.warning("A picture cannot be kept: %s", error.strerror)

    def _is_dead(self, link: str) -> bool:
        now = self._clock()
        self._dead_until = {dead: until for dead, until in self._dead_until.items() if now < until}
        return link in self._dead_until
