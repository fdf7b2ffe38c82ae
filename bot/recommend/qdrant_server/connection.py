"""A Qdrant server, and the one door through which we ask it anything."""

import asyncio
import logging
import math
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from qdrant_client import AsyncQdrantClient

from bot.errors import BadSettings
from bot.recommend.qdrant_server.faults import FAULTS, fault_of

_DEFAULT_PORT = 6333
_THIS_HOST = {"localhost", "127.0.0.1", "::1"}
_KEY = re.compile(r"[!-~]+")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class QdrantServer:
    """Where the server is, how we talk to it and how long we wait; the key never shows.

    A member waits for a query `query_patience_s` at most; any other request may take `bulk_patience_s`. Shards and
    replicas are for a cluster; None leaves them to the server. Raises BadSettings for a key that cannot be one.
    """

    url: str
    api_key: str | None = field(default=None, repr=False)
    speaks_grpc: bool = False
    grpc_port: int = 6334
    query_patience_s: float = 2.0
    bulk_patience_s: float = 60.0
    shard_number: int | None = None
    replication_factor: int | None = None

    def __post_init__(self) -> None:
        if self.api_key is not None and not _KEY.fullmatch(self.api_key):
            raise BadSettings("QDRANT_API_KEY holds blanks or characters that no key has; please copy it once more.")

    @property
    def place(self) -> str:
        """Host and port, to name the server by."""
        parts = urlsplit(self.url)
        return f"{parts.hostname}:{self.grpc_port if self.speaks_grpc else parts.port or _DEFAULT_PORT}"

    @property
    def exposes_key(self) -> bool:
        """Whether the key travels over a network unencrypted."""
        parts = urlsplit(self.url)
        return self.api_key is not None and parts.scheme == "http" and parts.hostname not in _THIS_HOST


class Connection:
    """A client of one server; it sends nothing until asked."""

    def __init__(self, server: QdrantServer) -> None:
        self.server = server
        if server.exposes_key:
            _log.warning("QDRANT_API_KEY travels to %s unencrypted; an https address protects it.", server.place)
        self._client = AsyncQdrantClient(
            url=server.url,
            port=_DEFAULT_PORT,
            prefer_grpc=server.speaks_grpc,
            grpc_port=server.grpc_port,
            # Given as `api_key`, it would bring a warning for programmers about http; the operator has had ours.
            headers={} if server.api_key is None else {"api-key": server.api_key},
            timeout=whole_seconds(server.bulk_patience_s),
            check_compatibility=False,  # it would ask the server from a thread of its own
        )

    @asynccontextmanager
    async def asking(self, within_s: float) -> AsyncIterator[AsyncQdrantClient]:
        """The client for one request (and nothing else) that must be answered within so many seconds.

        Raises IndexUnavailable when the server does not do it, NotIngested when it lacks the collection, BadSettings
        or SetupError when the operator must act.
        """
        try:
            async with asyncio.timeout(within_s):
                yield self._client
        except FAULTS as error:
            raise fault_of(error, self.server.place) from error

    async def close(self) -> None:
        """Ends the connections; nothing can be asked any more."""
        await self._client.close()


def whole_seconds(patience_s: float) -> int:
    """A little longer than our own, exact count: for the client and the server, who take whole seconds only."""
    return math.floor(patience_s) + 1
