"""Everything the conversation knows about films, from one ingest and then, without a pause, from a newer one."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie
from bot.movies.titles import TitleIndex
from bot.recommend.recommender import Recommender


class Library:
    """The films, how to find them by title, and how to rank them."""

    def __init__(self, catalogue: Catalogue, titles: TitleIndex, recommender: Recommender) -> None:
        self._newest = _Holdings(catalogue, titles, recommender)

    @property
    def catalogue(self) -> Catalogue:
        """Every film."""
        return self._holdings.catalogue

    @property
    def titles(self) -> TitleIndex:
        """The films by title."""
        return self._holdings.titles

    @property
    def recommender(self) -> Recommender:
        """The films by taste."""
        return self._holdings.recommender

    def film(self, movie_id: int) -> Movie:
        """A film by its id; one that the catalogue has lost is called by its number."""
        return self.catalogue.get(movie_id) or Movie(movie_id, f"film #{movie_id}")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Within the block, and all it awaits, everything is of one ingest, though a newer one may come meanwhile."""
        hold = _Hold(self._newest)
        before = _HELD.set(hold)
        try:
            yield
        finally:
            _HELD.reset(before)
            hold.end()

    async def renew(self, newer: "Library") -> None:
        """Gives out what `newer` holds from now on, and closes the former index when nobody holds it any more."""
        former, self._newest = self._newest, newer._newest
        await former.is_free.wait()
        await former.recommender.close()

    async def close(self) -> None:
        """Closes the index."""
        await self._newest.recommender.close()

    @property
    def _holdings(self) -> "_Holdings":
        hold = _HELD.get()
        return (hold and hold.holdings) or self._newest


class _Holdings:
    """What one ingest brought, and by how many it is held."""

    def __init__(self, catalogue: Catalogue, titles: TitleIndex, recommender: Recommender) -> None:
        self.catalogue = catalogue
        self.titles = titles
        self.recommender = recommender
        self.holders = 0
        self.is_free = asyncio.Event()
        self.is_free.set()


class _Hold:
    """One block's hold; tasks that outlive the block have a copy of its context, and must not read on in it."""

    def __init__(self, holdings: _Holdings) -> None:
        self.holdings: _Holdings | None = holdings
        holdings.holders += 1
        holdings.is_free.clear()

    def end(self) -> None:
        """Lets go."""
        holdings, self.holdings = self.holdings, None
        if holdings is not None:
            holdings.holders -= 1
            if not holdings.holders:
                holdings.is_free.set()


_HELD: ContextVar[_Hold | None] = ContextVar("held library", default=None)
