"""A small OMDb over real HTTP on loopback, with the moods that the real one has."""

import asyncio
from types import TracebackType

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.planted import OMDB_KEY

KEY = OMDB_KEY

_HTML = "<!DOCTYPE html><html><head><title>522: Connection timed out</title></head></html>"


def film(
    title: str,
    year: str,
    poster: str = "https://posters.example/one.jpg",
    *,
    runtime: str = "136 min",
    rating: str = "8.7",
    rated: str = "R",
) -> dict[str, str]:
    """An answer as OMDb gives it."""
    return {
        "Title": title,
        "Year": year,
        "Rated": rated,
        "Runtime": runtime,
        "Poster": poster,
        "imdbRating": rating,
        "Type": "movie",
        "Response": "True",
    }


class LoopbackOmdb:
    """Knows the films put into `by_id` and `by_title`, and writes every question into `questions`.

    `mood` is "well", "limit", "error 522", "cut", "gibberish" or the address it redirects to; `passing_moods` come
    first, one for each answer. While it is held, it keeps its answers back.
    """

    def __init__(self) -> None:
        self.by_id: dict[str, dict[str, str]] = {}
        self.by_title: dict[tuple[str, str], dict[str, str]] = {}
        self.questions: list[dict[str, str]] = []
        self.mood = "well"
        self.passing_moods: list[str] = []
        self.most_at_once = 0
        self._at_once = 0
        self._may_answer = asyncio.Event()
        self._may_answer.set()
        self._arrived = asyncio.Condition()
        application = web.Application()
        application.router.add_get("/", self._answer)
        self._server = TestServer(application)

    async def __aenter__(self) -> "LoopbackOmdb":
        await self._server.start_server(access_log=None)  # which would name the key
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
        await self._server.close()

    @property
    def address(self) -> str:
        """Where it answers, for OMDB_URL."""
        return str(self._server.make_url("/"))

    def hold(self) -> None:
        """Keeps answers back from now on."""
        self._may_answer.clear()

    def release(self) -> None:
        """Gives the answers kept back."""
        self._may_answer.set()

    async def was_asked(self, times: int = 1) -> None:
        """Waits until so many questions have come."""
        async with self._arrived:
            await self._arrived.wait_for(lambda: len(self.questions) >= times)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        async with self._arrived:
            self.questions.append(dict(request.query))
            self._arrived.notify_all()
        try:
            await self._may_answer.wait()
        finally:
            self._at_once -= 1
        return self._in_its_mood(request)

    def _in_its_mood(self, request: web.Request) -> web.StreamResponse:
        match self.passing_moods.pop(0) if self.passing_moods else self.mood:
            case "cut":
                if request.transport is not None:
                    request.transport.abort()
                return web.Response()
            case "error 522":
                return web.Response(status=522, text=_HTML, content_type="text/html")
            case "gibberish":
                return web.json_response(["not", "a", "film"])
            case address if address.startswith("http://"):
                raise web.HTTPFound(address)
            case "limit":
                return _refused("Request limit reached!", 401)
        if request.query.get("apikey") != KEY:
            return _refused("Invalid API key!", 401)
        return self._found(request)

    def _found(self, request: web.Request) -> web.Response:
        query = request.query
        by_title = (query.get("t", "").lower(), query.get("y", ""))
        found = self.by_id.get(query["i"]) if "i" in query else self.by_title.get(by_title)
        return web.json_response(found) if found else _refused("Movie not found!", 200)


def _refused(reason: str, status: int) -> web.Response:
    return web.json_response({"Response": "False", "Error": reason}, status=status)
