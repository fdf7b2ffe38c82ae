"""What the browser may keep: the page's own files, its type, and pictures."""

import hashlib
from importlib.resources import files

from aiohttp import web
from aiohttp.typedefs import Handler

_MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
}
_FONTS = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf", "SourceSansPro-Bold.ttf")
_CHECKED_EACH_TIME = "no-cache"
_KEPT_FOR_A_DAY = "private, max-age=86400"


def page_routes() -> list[web.RouteDef]:
    """The page's files, read once; no other file of this machine has a path."""
    folder = files("bot.fronts.web").joinpath("page")
    contents = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    routes = [web.get(f"/{name}", _file(name, content, _CHECKED_EACH_TIME)) for name, content in contents.items()]
    return [web.get("/", _file("index.html", contents["index.html"], _CHECKED_EACH_TIME)), *routes, *_font_routes()]


def cacheable(request: web.Request, content: bytes, media_type: str, cache_control: str) -> web.Response:
    """The content, or 304 when the browser has it already."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"Cache-Control": cache_control, "ETag": etag}
    if request.headers.get("If-None-Match") == etag:
        return web.Response(status=304, headers=headers)
    charset = "utf-8" if media_type.startswith("text/") else None
    return web.Response(body=content, content_type=media_type, charset=charset, headers=headers)


def _font_routes() -> list[web.RouteDef]:
    folder = files("font_source_sans_pro") / "files"
    return [web.get(f"/{name}", _file(name, (folder / name).read_bytes(), _KEPT_FOR_A_DAY)) for name in _FONTS]


def _file(name: str, content: bytes, cache_control: str) -> Handler:
    media_type = _MEDIA_TYPES[name[name.rindex(".") :]]

    async def answer(request: web.Request) -> web.Response:
        return cacheable(request, content, media_type, cache_control)

    return answer
