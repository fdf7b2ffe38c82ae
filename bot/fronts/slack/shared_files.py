"""Files that members share with the bot, fetched from Slack, and from nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.language import to_translate
from bot.errors import MemberError, OutsideError
from bot.fronts.slack.refusals import Refused, translated
from bot.taste.imports import check_size

HOST = "files.slack.com"
"""Where Slack keeps what members share; see https://docs.slack.dev/reference/objects/file-object."""

NOT_KEPT_BY_SLACK = to_translate("That file is not kept by Slack itself, so I can't read it. Share the file as it is.")
MAY_NOT_READ = to_translate(
    "Slack does not let me read that file. Whoever manages its apps can give me the right files:read; "
    "then send it again."
)

_WITHIN = aiohttp.ClientTimeout(total=120, sock_connect=10, sock_read=30)
_CHUNK = 64 * 1024
_ON_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file as Slack tells of it; `address` is "" where it has to be asked for."""

    file_id: str
    name: str
    address: str
    size: int

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "SharedFile":
        """The file of an event."""
        address = str(told.get("url_private_download") or told.get("url_private") or "")
        size = told.get("size")
        return cls(str(told.get("id", "")), str(told.get("name") or "file"), address, size if type(size) is int else 0)


class SharedFiles:
    """Fetches files with the bot's token, which is shown to Slack alone."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def fetch(self, file: SharedFile) -> bytes:
        """What is in the file; raises a MemberError for one that is too large or not Slack's, else OutsideError."""
        if not file.address:
            file = await self._asked_for(file)
        check_size(file.size)
        if not self._is_slacks(file.address):
            raise MemberError(NOT_KEPT_BY_SLACK)
        bearer = {"Authorization": f"Bearer {self._client.token}"}
        with translated():
            async with (
                aiohttp.ClientSession(timeout=_WITHIN) as session,
                session.get(file.address, headers=bearer, allow_redirects=False) as response,
            ):
                # Whoever may not read a file is led to the page where people log in.
                if response.status in (302, 403, 404) or response.content_type == "text/html":
                    raise MemberError(MAY_NOT_READ)
                if response.status != 200:
                    raise OutsideError(f"Slack answers a request for a file with {response.status}.")
                return await _read(response)

    async def _asked_for(self, file: SharedFile) -> SharedFile:
        """The file with its address, of which an event in a channel shared with another company does not tell."""
        try:
            with translated():
                told = (await self._client.files_info(file=file.file_id))["file"]
        except Refused as refused:
            raise MemberError(MAY_NOT_READ) from refused
        return SharedFile.of(told)

    def _is_slacks(self, address: str) -> bool:
        """Whether the token may be shown there: to Slack, or to what stands in for it on this machine."""
        asked, api = urlsplit(address), urlsplit(str(self._client.base_url))
        is_stand_in = api.hostname in _ON_LOOPBACK and (asked.scheme, asked.netloc) == (api.scheme, api.netloc)
        return is_stand_in or (asked.scheme, asked.netloc) == ("https", HOST)


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """The body, given up where it passes the limit: the size that was told is not believed."""
    content = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        content += chunk
        check_size(len(content))
    return bytes(content)
