"""What the browser may keep: the page's own files, and pictures."""

import hashlib
from importlib.resources import files

from aiohttp import web
from aiohttp.typedefs import Handler

_MEDIA_TYPES = {".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml"}


def page_routes() -> list[web.RouteDef]:
    """The page's files, read once; no other file of this machine has a path."""
    folder = files("bot.fronts.web").joinpath("page")
    contents = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    routes = [web.get(f"/{name}", _file(name, content)) for name, content in contents.items()]
    return [web.get("/", _file("index.html", contents["index.html"])), *routes]


def cacheable(request: web.Request, content: bytes, media_type: str, cache_control: str) -> web.Response:
    """The content, or 304 when the browser has it already."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"Cache-Control": cache_control, "ETag": etag}
    if request.headers.get("If-None-Match") == etag:
        return web.Response(status=304, headers=headers)
    charset = "utf-8" if media_type.startswith("text/") else None
    return web.Response(body=content, content_type=media_type, charset=charset, headers=headers)


def _file(name: str, content: bytes) -> Handler:
    media_type = _MEDIA_TYPES[name[name.rindex(".") :]]

    async def answer(request: web.Request) -> web.Response:
        return cacheable(request, content, media_type, "no-cache")

    return answer
