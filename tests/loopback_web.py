"""A web server on loopback that hands out pictures, and worse."""

import asyncio
from types import TracebackType

from aiohttp import web
from aiohttp.test_utils import TestServer

JPEG = b"\xff\xd8\xff\xe0" + bytes(1000)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(1000)
WEBP = b"RIFF\x00\x04\x00\x00WEBP" + bytes(1000)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


class LoopbackWeb:
    """Serves `pages` by path, each its bytes and content type; `asked` lists the paths that were asked for.

    Paths of their own: /gone (404), /cut (breaks off), /endless (never stops), /to?LINK (a redirect);
    /closing.jpg closes its connection.
    """

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.pages = {
            "/one.jpg": (JPEG, "image/jpeg"),
            "/closing.jpg": (JPEG, "image/jpeg"),
            "/two.png": (PNG, "image/png"),
            "/three.webp": (WEBP, "image/webp"),
            "/drawing.svg": (SVG, "image/svg+xml"),
            "/page.html": (b"<html></html>", "text/html"),
            "/mislabelled.jpg": (b"<html></html>", "image/jpeg"),
            "/unlabelled": (JPEG, "application/octet-stream"),
            "/largest.jpg": (JPEG.ljust(2 * 1024 * 1024, b"\0"), "image/jpeg"),
            "/too-large.jpg": (JPEG.ljust(2 * 1024 * 1024 + 1, b"\0"), "image/jpeg"),
            "/empty.jpg": (b"", "image/jpeg"),
        }
        self.asked: list[str] = []
        self._may_answer = asyncio.Event()
        self._may_answer.set()
        self._arrived = asyncio.Condition()
        application = web.Application()
        application.router.add_get("/{path:.*}", self._answer)
        self._server = TestServer(application, host=host)

    async def __aenter__(self) -> "LoopbackWeb":
        await self._server.start_server(access_log=None)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
        await self._server.close()

    def link(self, path: str) -> str:
        """The address of a page."""
        return f"http://{self._server.host}:{self._server.port}{path}"

    def named(self, host: str, path: str) -> str:
        """The address of a page under another name of this host."""
        return f"http://{host}:{self._server.port}{path}"

    def hold(self) -> None:
        """Keeps answers back from now on."""
        self._may_answer.clear()

    def release(self) -> None:
        """Gives the answers kept back."""
        self._may_answer.set()

    async def was_asked(self) -> None:
        """Waits until something was asked for."""
        async with self._arrived:
            await self._arrived.wait_for(lambda: bool(self.asked))

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        async with self._arrived:
            self.asked.append(request.path)
            self._arrived.notify_all()
        await self._may_answer.wait()
        match request.path:
            case "/to":
                raise web.HTTPFound(request.query_string)
            case "/cut":
                return await self._cut(request)
            case "/endless":
                return await self._endless(request)
        if request.path not in self.pages:
            raise web.HTTPNotFound
        body, media_type = self.pages[request.path]
        response = web.Response(body=body, content_type=media_type)
        if request.path == "/closing.jpg":
            response.force_close()
        return response

    async def _cut(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "image/jpeg", "Content-Length": "5000"})
        await response.prepare(request)
        await response.write(JPEG)
        if request.transport is not None:
            request.transport.abort()
        return response

    async def _endless(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "image/jpeg"})
        await response.prepare(request)
        try:
            while True:
                await response.write(JPEG * 64)
        except ConnectionError:
            return response
