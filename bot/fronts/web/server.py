"""Pictures, files both ways, title completion and the live connection behind the guard, over HTTP on this machine."""

import asyncio
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import quote

from aiohttp import WSCloseCode, WSMsgType, web
from aiohttp.typedefs import Handler

from bot.chat.entries import ENTRIES
from bot.chat.grammar import LONGEST_LINE
from bot.chat.moviebot import MovieBot
from bot.fronts.web.board import PageBoard
from bot.fronts.web.conversation import Conversation
from bot.fronts.web.guard import HEADERS, KEY_HEADER, Guard
from bot.fronts.web.render import Json, favourite, suggestion
from bot.fronts.web.room import BOT, Room, Tab
from bot.fronts.web.served import cacheable, page_routes
from bot.fronts.web.shelf import Shelf
from bot.fronts.web.talk import LONGEST_MESSAGE, MEMBERS, Join, Press, Say, Typing, Unreadable, Word, read
from bot.fronts.web.uploads import Uploads
from bot.movies.posters.pictures import Pictures

# The first tells the page to ask for the right address instead of trying again.
WRONG_KEY = 4401
UNREADABLE = 4400

_SUGGESTIONS = 8
_LONGEST_TYPED = 200
_JOIN_WITHIN_S = 10
_HEARTBEAT_S = 20
_PICTURE_KEPT_S = 3600

# The Matrix, Toy Story, Amélie: the page's first proposal, where the data set has them.
_FAVOURITES = (2571, 1, 4973)

_GREETING: Json = {
    "bot": BOT,
    "members": MEMBERS,
    "longestLine": LONGEST_LINE,
    "commands": [
        {"name": entry.name, "takes": entry.takes, "does": entry.does, "task": entry.task} for entry in ENTRIES
    ],
}


class Refused(Exception):
    """The connection is closed with this code."""

    def __init__(self, code: int) -> None:
        self.code = code


class Server:
    """Serves one room to the browsers of one machine."""

    def __init__(self, bot: MovieBot, pictures: Pictures, room: Room, guard: Guard) -> None:
        self._bot = bot
        self._pictures = pictures
        self._room = room
        self._guard = guard
        self._shelf = Shelf()
        self._conversation = Conversation(bot, room, self._shelf)
        self._uploads = Uploads(self._conversation, guard)
        self.board = PageBoard(room, self._shelf)
        movies = (bot.movie(movie_id) for movie_id in _FAVOURITES)
        self._greeting: Json = {**_GREETING, "favourites": [favourite(movie) for movie in movies if movie]}
        self._sockets: weakref.WeakSet[web.WebSocketResponse] = weakref.WeakSet()

    def app(self) -> web.Application:
        """The routes behind the guard."""
        app = web.Application(middlewares=[self._own_host_only])
        app.on_response_prepare.append(_add_headers)
        app.on_shutdown.append(self._hang_up)
        app.router.add_get("/talk", self._talk)
        app.router.add_get("/titles", self._titles)
        app.router.add_get(r"/pictures/{movie_id:\d{1,9}}", self._picture)
        app.router.add_get(r"/files/{token:[0-9a-f]{32}}", self._file)
        app.router.add_post("/imports", self._uploads.take)
        app.add_routes(page_routes())
        return app

    @web.middleware
    async def _own_host_only(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not self._guard.welcomes_host(request.headers.get("Host", "")):
            raise web.HTTPForbidden(text="This page answers only under this machine's own names.")
        return await handler(request)

    async def _titles(self, request: web.Request) -> web.Response:
        if not self._guard.welcomes_key(request.headers.get(KEY_HEADER, "")):
            raise web.HTTPUnauthorized(text="The key is missing or wrong.")
        typed = request.query.get("typed", "")[:_LONGEST_TYPED]
        movies = self._bot.complete(typed, limit=_SUGGESTIONS)
        return web.json_response([suggestion(movie) for movie in movies], headers={"Cache-Control": "no-store"})

    async def _picture(self, request: web.Request) -> web.Response:
        movie = self._bot.movie(int(request.match_info["movie_id"]))
        if movie is None:
            raise web.HTTPNotFound(text="There is no such film.")
        picture = await self._pictures.of(movie)
        return cacheable(request, picture.content, picture.media_type, f"private, max-age={_PICTURE_KEPT_S}")

    async def _file(self, request: web.Request) -> web.Response:
        """A file for whoever was told its address; to be kept, never to be opened as a page of ours."""
        file = self._shelf.get(request.match_info["token"])
        if file is None:
            raise web.HTTPNotFound(text="This file is no longer here; ask the bot for it again.")
        response = cacheable(request, file.content, file.media_type, "private, no-cache")
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        return response

    async def _talk(self, request: web.Request) -> web.WebSocketResponse:
        if not self._guard.welcomes_origin(request.headers.get("Origin", ""), request.host):
            raise web.HTTPForbidden(text="Only the page itself may connect.")
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT_S, max_msg_size=LONGEST_MESSAGE)
        await socket.prepare(request)
        self._sockets.add(socket)
        try:
            await self._listen(socket)
        except Refused as refused:
            await socket.close(code=refused.code)
        except Unreadable:
            await socket.close(code=UNREADABLE)
        return socket

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        join = await self._first_word(socket)
        if join is None:
            return
        async with self._seat(join, socket) as tab:
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    raise Unreadable("Pages speak text.")
                await self._take(tab, read(message.data))

    async def _first_word(self, socket: web.WebSocketResponse) -> Join | None:
        """The join that opens a talk, with the right key; None when the page went away before."""
        try:
            message = await socket.receive(timeout=_JOIN_WITHIN_S)
        except TimeoutError as error:
            raise Refused(WRONG_KEY) from error
        if message.type is not WSMsgType.TEXT:
            return None
        join = read(message.data)
        if not isinstance(join, Join) or not self._guard.welcomes_key(join.key):
            raise Refused(WRONG_KEY)
        return join

    @asynccontextmanager
    async def _seat(self, join: Join, socket: web.WebSocketResponse) -> AsyncIterator[Tab]:
        tab = Tab(join.member)
        telling = asyncio.create_task(_tell(tab, socket))
        self._room.enter(tab, await self._greet())
        try:
            yield tab
        finally:
            self._room.leave(tab)
            telling.cancel()
            await asyncio.wait([telling])

    async def _greet(self) -> Json:
        return {**self._greeting, "prefix": await self._conversation.prefix()}

    async def _take(self, tab: Tab, said: Word) -> None:
        """One after the other, so that a member's lines are answered in the order they were typed."""
        match said:
            case Join(member, _):
                tab.member = member
                self._room.enter(tab, await self._greet())
            case Say():
                await self._conversation.say(tab, said)
            case Press():
                await self._conversation.press(tab, said)
            case Typing():
                self._room.typing(tab.member)

    async def _hang_up(self, _: web.Application) -> None:
        for socket in set(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY)


async def _tell(tab: Tab, socket: web.WebSocketResponse) -> None:
    with suppress(ConnectionResetError):  # the page went away; the listening side hears of it too
        while True:
            await socket.send_json(await tab.outbox.get())


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)
