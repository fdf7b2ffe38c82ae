"""Fetches pictures from the open web, and from nowhere else."""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import aiohttp

from bot.errors import OutsideError
from bot.movies.posters.picture import Picture, recognised

LARGEST_PICTURE = 2 * 1024 * 1024

_WITHIN_S = 5.0
_MOST_REDIRECTS = 4
_CONNECTIONS = 8
_CHUNK = 64 * 1024
_NAT64 = IPv6Network("64:ff9b::/96")

Address = IPv4Address | IPv6Address


class PictureUnavailable(OutsideError):
    """A link that leads to no picture we may show."""


class _NotPublic(OSError):
    """A connection to this address is not ours to make."""


def is_public(address: Address) -> bool:
    """Whether an address belongs to the open internet: not private, loopback, link-local, reserved or multicast."""
    if isinstance(address, IPv6Address) and (inner := _inner_address(address)) is not None:
        return is_public(inner)
    if isinstance(address, IPv6Address) and address.is_site_local:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


class PictureFetch:
    """Fetches pictures of at most 2 MB; made inside a running event loop.

    The rule on addresses is asked about every connection at the moment it is made, whatever name or redirect
    led to it, so that a name cannot answer with one address and connect to another.
    """

    def __init__(self, may_connect: Callable[[Address], bool] = is_public, *, within_s: float = _WITHIN_S) -> None:
        self._may_connect = may_connect
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=_CONNECTIONS, socket_factory=self._open_socket),
            timeout=aiohttp.ClientTimeout(total=within_s),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"Accept": "image/*", "Accept-Encoding": "identity"},
        )

    async def fetch(self, link: str) -> Picture:
        """The picture at a link; raises PictureUnavailable when there is none we may show."""
        if not link.startswith(("https://", "http://")):
            raise PictureUnavailable("The link is not of the web.")
        try:
            async with self._session.get(link, max_redirects=_MOST_REDIRECTS) as response:
                _check(response)
                picture = recognised(await _read(response))
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise PictureUnavailable(f"The link cannot be fetched ({type(error).__name__}).") from error
        if picture is None:
            raise PictureUnavailable("The link leads to something that is not a picture.")
        return picture

    async def close(self) -> None:
        """Lets go of connections."""
        await self._session.close()

    def _open_socket(self, target: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = target
        if not self._may_connect(ip_address(address[0])):
            raise _NotPublic(f"{address[0]} is not a public address")
        return socket.socket(family, kind, protocol)


def _inner_address(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that this one stands for, where it does."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo is not None:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour


def _check(response: aiohttp.ClientResponse) -> None:
    if response.status != 200:
        raise PictureUnavailable(f"The link answers with status {response.status}.")
    if not response.content_type.startswith("image/"):
        raise PictureUnavailable("The link leads to something that is not a picture.")
    if (response.content_length or 0) > LARGEST_PICTURE:
        raise PictureUnavailable("The picture is larger than 2 MB.")


async def _read(response: aiohttp.ClientResponse) -> bytes:
    content = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        content += chunk
        if len(content) > LARGEST_PICTURE:
            raise PictureUnavailable("The picture is larger than 2 MB.")
    return bytes(content)
