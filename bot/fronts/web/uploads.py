"""Files that members bring on the page, read as they arrive."""

import re
from urllib.parse import unquote

from aiohttp import web

from bot.fronts.web.conversation import Conversation
from bot.fronts.web.guard import KEY_HEADER, Guard
from bot.fronts.web.talk import MEMBERS
from bot.taste.imports import UnreadableFile, check_size

MEMBER_HEADER = "X-Reelmates-Member"
NAME_HEADER = "X-Reelmates-File"
"""The file's name, percent-encoded: a header holds only plain letters."""

_CHUNK = 64 * 1024
_LONGEST_NAME = 100
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


class Uploads:
    """Takes files from the page itself, with the key, for one of its members."""

    def __init__(self, conversation: Conversation, guard: Guard) -> None:
        self._conversation = conversation
        self._guard = guard

    async def take(self, request: web.Request) -> web.Response:
        """Says that it is done when the answer stands in the channel; a file that is too large gets a sentence."""
        if not self._guard.welcomes_origin(request.headers.get("Origin", ""), request.host):
            raise web.HTTPForbidden(text="Only the page itself may send files.")
        if not self._guard.welcomes_key(request.headers.get(KEY_HEADER, "")):
            raise web.HTTPUnauthorized(text="The key is missing or wrong.")
        member = request.headers.get(MEMBER_HEADER, "")
        if member not in MEMBERS:
            raise web.HTTPBadRequest(text="There is no such member.")
        try:
            content = await _body(request)
        except UnreadableFile as error:
            return web.Response(status=413, text=await self._conversation.refusal(member, error))
        await self._conversation.bring(member, _name(request.headers.get(NAME_HEADER, "")), content)
        return web.Response(status=204)


async def _body(request: web.Request) -> bytes:
    """What is sent; raises UnreadableFile where it passes the limit, whatever was told of its size."""
    check_size(request.content_length or 0)
    content = bytearray()
    async for chunk in request.content.iter_chunked(_CHUNK):
        content += chunk
        check_size(len(content))
    return bytes(content)


def _name(header: str) -> str:
    """The file's own name, without folders, short enough for a line."""
    name = _CONTROL.sub("", unquote(header)).replace("\\", "/").rpartition("/")[2]
    return name[-_LONGEST_NAME:] or "file"
