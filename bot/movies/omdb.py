"""Posters from OMDb: asked for side by side, never waited for long, and remembered."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import partial

import aiohttp

from bot.movies.flights import Flights
from bot.movies.movie import Movie
from bot.movies.omdb_answer import Found, Refusal, read_answer
from bot.movies.posters import NO_POSTER, Poster
from bot.movies.store import PosterStore, PosterUnkept

OMDB_ADDRESS = "https://www.omdbapi.com/"

_ANSWER_WITHIN_S = 10.0
_ASKED_AT_ONCE = 8
_NAMES_TRIED = 3
_FAILURES_BORNE = 3
_REST_AFTER_FAILURES = timedelta(minutes=1)
_NEVER_AGAIN = datetime.max.replace(tzinfo=UTC)
_WELL_KNOWN_FILM = {"i": "tt0133093"}

_log = logging.getLogger(__name__)


class KeyVerdict(StrEnum):
    """What OMDb makes of a key, in one sentence each."""

    WORKS = "The OMDb key works."
    BAD_KEY = "OMDb does not know the key in OMDB_API_KEY; get one at https://www.omdbapi.com/apikey.aspx."
    DAILY_LIMIT = "The OMDb key works, but its requests for today are used up; posters come back tomorrow."
    NO_ANSWER = "OMDb does not answer now; until it does, films are shown with drawn title cards."


@dataclass(frozen=True, slots=True)
class Quota:
    """How many requests were made since midnight UTC, and why none are made now, "" while they are."""

    asked_today: int
    rests_because: str


class Omdb:
    """The door to OMDb's web service; made inside a running event loop. The key stays inside."""

    def __init__(self, key: str, address: str = OMDB_ADDRESS) -> None:
        self._key = key
        self._address = address
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=_ANSWER_WITHIN_S), cookie_jar=aiohttp.DummyCookieJar()
        )

    async def ask(self, question: Mapping[str, str]) -> Found | Refusal:
        """OMDb's answer to a question in its own terms (`i`, or `t` and `y`); never raises.

        Redirects are not followed, so that the key goes nowhere else.
        """
        query = {**question, "r": "json", "apikey": self._key}
        try:
            async with self._session.get(self._address, params=query, allow_redirects=False) as response:
                return read_answer(response.status, await response.read(), self._key)
        except (aiohttp.ClientError, TimeoutError):
            return Refusal.NO_ANSWER

    async def check(self) -> KeyVerdict:
        """Whether the key works, found out by one request."""
        answer = await self.ask(_WELL_KNOWN_FILM)
        if isinstance(answer, Found) or answer is Refusal.NO_FILM:
            return KeyVerdict.WORKS
        return KeyVerdict[answer.name]

    async def close(self) -> None:
        """Lets go of connections."""
        await self._session.close()


class OmdbPosters:
    """A PosterSource: finds posters at OMDb by IMDb id, else by title and year.

    `find` waits `deadline_s` at most; an answer that comes later is kept for the next time.
    """

    def __init__(
        self, omdb: Omdb, store: PosterStore, clock: Callable[[], datetime], *, deadline_s: float = 1.5
    ) -> None:
        self._omdb = omdb
        self._store = store
        self._clock = clock
        self._deadline_s = deadline_s
        self._lookups: Flights[int, Poster] = Flights()
        self._unwritten: dict[int, Poster] = {}
        self._writing: Flights[str, None] = Flights()
        self._readings: Flights[tuple[int, ...], dict[int, Poster]] = Flights()
        self._places = asyncio.Semaphore(_ASKED_AT_ONCE)
        self._truce = _Truce()

    @property
    def quota(self) -> Quota:
        """How it stands with OMDb's requests now."""
        return self._truce.quota(self._clock())

    async def find(self, movies: Sequence[Movie]) -> Mapping[int, Poster]:
        """A poster for every film asked for, by film id; NO_POSTER where none is known in time."""
        if not movies:
            return {}
        batch = tuple(movie.movie_id for movie in movies if movie.movie_id not in self._lookups)
        lookups = {
            movie.movie_id: self._lookups.join(movie.movie_id, partial(self._poster_of, movie, batch))
            for movie in movies
        }
        await asyncio.wait(lookups.values(), timeout=self._deadline_s)
        return {
            movie_id: lookup.result() if lookup.done() and not lookup.cancelled() else NO_POSTER
            for movie_id, lookup in lookups.items()
        }

    async def close(self) -> None:
        """Stops the lookups under way, keeps what was found, and lets go of connections."""
        await self._lookups.close()
        await self._readings.close()
        await self._writing.join("posters", partial(self._write, self._clock()))
        await self._omdb.close()

    async def _poster_of(self, movie: Movie, batch: tuple[int, ...]) -> Poster:
        known = await self._readings.join(batch, partial(self._known, batch))
        if (poster := known.get(movie.movie_id)) is not None:
            return poster
        if (poster := await self._asked(movie)) is None:
            return NO_POSTER
        self._unwritten[movie.movie_id] = poster
        self._writing.join("posters", partial(self._write, self._clock()))
        return poster

    async def _known(self, movie_ids: tuple[int, ...]) -> dict[int, Poster]:
        unwritten = {movie_id: self._unwritten[movie_id] for movie_id in movie_ids if movie_id in self._unwritten}
        try:
            return await self._store.fresh(movie_ids, self._clock()) | unwritten
        except PosterUnkept as error:
            _log.warning("%s Posters are looked up anew.", error)
            return unwritten

    async def _write(self, now: datetime) -> None:
        """Keeps what was found; posters found while one transaction runs are written together in the next."""
        while self._unwritten:
            batch = dict(self._unwritten)
            try:
                await self._store.keep(batch, now)
            except PosterUnkept as error:
                _log.warning("%s %d posters are not kept.", error, len(batch))
            for movie_id in batch:
                del self._unwritten[movie_id]

    async def _asked(self, movie: Movie) -> Poster | None:
        """The film's poster, NO_POSTER where OMDb has no such film, None where it did not say."""
        for question in _questions(movie):
            answer = await self._ask(question)
            if isinstance(answer, Found):
                if "i" in question or answer.is_of(movie):
                    return answer.poster
            elif answer is not Refusal.NO_FILM:
                return None
        return NO_POSTER

    async def _ask(self, question: Mapping[str, str]) -> Found | Refusal:
        async with self._places:
            if self._truce.holds(self._clock()):
                return Refusal.NO_ANSWER
            answer = await self._omdb.ask(question)
            self._truce.note(answer, self._clock())
            return answer


class _Truce:
    """When OMDb is left in peace: a spent limit until tomorrow, a bad key for good, failures for a minute."""

    def __init__(self) -> None:
        self._until = datetime.min.replace(tzinfo=UTC)
        self._reason = ""
        self._failures = 0
        self._day = date.min
        self._asked = 0

    def quota(self, now: datetime) -> Quota:
        asked = self._asked if self._day == now.astimezone(UTC).date() else 0
        return Quota(asked, self._reason if self.holds(now) else "")

    def holds(self, now: datetime) -> bool:
        return now < self._until

    def note(self, answer: Found | Refusal, now: datetime) -> None:
        """Learns from an answer; what makes us stop is logged once, however many requests it met."""
        self._asked = self.quota(now).asked_today + 1
        self._day = now.astimezone(UTC).date()
        self._failures = self._failures + 1 if answer is Refusal.NO_ANSWER else 0
        if answer is Refusal.BAD_KEY:
            self._make(_NEVER_AGAIN, now, "OMDb does not know the key in OMDB_API_KEY; title cards are drawn instead.")
        elif answer is Refusal.DAILY_LIMIT:
            self._make(_next_day(now), now, "OMDb's requests for today are used up; title cards are drawn instead.")
        elif self._failures >= _FAILURES_BORNE:
            self._make(now + _REST_AFTER_FAILURES, now, "OMDb does not answer; title cards are drawn for a minute.")

    def _make(self, until: datetime, now: datetime, reason: str) -> None:
        if until <= self._until:
            return
        if reason != self._reason or not self.holds(now):
            _log.warning(reason)
        self._until, self._reason = until, reason


def _questions(movie: Movie) -> Iterator[Mapping[str, str]]:
    """Ways to ask for a film, best first; without an id and a year there is none that would be certain."""
    if movie.imdb_id:
        yield {"i": movie.imdb_id}
    elif movie.year:
        for name in (movie.title, *movie.also_known_as)[:_NAMES_TRIED]:
            yield {"t": name, "y": str(movie.year), "type": "movie"}


def _next_day(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), UTC)
