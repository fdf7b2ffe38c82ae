"""A Qdrant server, and the one door through which we ask it anything."""

import asyncio
import logging
import math
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from qdrant_client import AsyncQdrantClient
from stamina import AsyncRetryingCaller
from stamina.instrumentation import LoggingOnRetryHook, set_on_retry_hooks

from bot.errors import BadSettings, IndexUnavailable, ReelmatesError
from bot.recommend.qdrant_server.circuit import Circuit
from bot.recommend.qdrant_server.faults import FAULTS, Overloaded, fault_of, left_alone

_DEFAULT_PORT = 6333
_THIS_HOST = {"localhost", "127.0.0.1", "::1"}
_KEY = re.compile(r"[!-~]+")

_LONGEST_PAUSE_S = 60.0
# gRPC waits up to two minutes before it looks again for a server that was gone; nobody shall wait that long.
_GRPC_OPTIONS = {"grpc.initial_reconnect_backoff_ms": 200, "grpc.max_reconnect_backoff_ms": 2_000}

# Retries are told to logging, as everything is; left to choose, stamina takes structlog and prints beside the log.
set_on_retry_hooks([LoggingOnRetryHook])

Answer = TypeVar("Answer")
Request = Callable[[AsyncQdrantClient], Awaitable[Answer]]
"""One request to the server, and nothing else."""

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
    def is_encrypted(self) -> bool:
        """Whether we talk to it over TLS."""
        return urlsplit(self.url).scheme == "https"

    @property
    def exposes_key(self) -> bool:
        """Whether the key travels over a network unencrypted."""
        is_far = urlsplit(self.url).hostname not in _THIS_HOST
        return self.api_key is not None and is_far and not self.is_encrypted


class Connection:
    """A client of one server; it sends nothing until asked. `clock` counts seconds.

    Whatever is asked raises IndexUnavailable when the server does not do it, NotIngested when it lacks the collection,
    BadSettings or SetupError when the operator must act.
    """

    def __init__(self, server: QdrantServer, clock: Callable[[], float] = time.monotonic) -> None:
        self.server = server
        self._clock = clock
        self._circuit = Circuit()
        if server.exposes_key:
            _log.warning("QDRANT_API_KEY travels to %s unencrypted; an https address protects it.", server.place)
        self._client = AsyncQdrantClient(
            url=server.url,
            port=_DEFAULT_PORT,
            prefer_grpc=server.speaks_grpc,
            grpc_port=server.grpc_port,
            grpc_options=dict(_GRPC_OPTIONS),
            # Given as `api_key`, it would bring a warning for programmers about http; the operator has had ours.
            headers={} if server.api_key is None else {"api-key": server.api_key},
            timeout=whole_seconds(server.bulk_patience_s),
            verify=server.is_encrypted,  # over http there is nothing to verify, and to be ready for it takes 20 ms
            check_compatibility=False,  # it would ask the server from a thread of its own
        )

    @property
    def is_resting(self) -> bool:
        """Whether nothing is asked for members now, because the server keeps failing."""
        return self._circuit.is_resting(self._clock())

    async def ask(self, request: Request[Answer]) -> Answer:
        """The answer to a request that may take long, and may be repeated after a fault that may pass."""
        return await _PATIENTLY(self.ask_once, request)

    async def ask_once(self, request: Request[Answer]) -> Answer:
        """The answer to a request that may take long and must not be repeated."""
        with self._translated():
            async with asyncio.timeout(self.server.bulk_patience_s):
                return await request(self._client)

    async def ask_for_member(self, request: Request[Answer]) -> Answer:
        """The answer within a member's patience, repetitions included; a server that keeps failing is not asked."""
        if self.is_resting:
            raise left_alone(self.server.place)
        self._circuit = self._circuit.sent(self._clock())
        try:
            with self._translated():
                async with asyncio.timeout(self.server.query_patience_s):
                    answer = await _QUICKLY(self._send, request)
        except IndexUnavailable as error:
            asked_to_rest_s = error.retry_after_s if isinstance(error, Overloaded) else None
            self._circuit = self._circuit.failed(self._clock(), asked_to_rest_s)
            raise
        except ReelmatesError:
            self._circuit = Circuit()
            raise
        self._circuit = Circuit()
        return answer

    async def close(self) -> None:
        """Ends the connections; nothing can be asked any more."""
        await self._client.close()

    async def _send(self, request: Request[Answer]) -> Answer:
        with self._translated():
            return await request(self._client)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except FAULTS as error:
            raise fault_of(error, self.server.place) from error


def _pause_after(error: Exception) -> bool | float:
    """Whether a request is worth repeating, or in how many seconds if the server says so."""
    if isinstance(error, Overloaded) and error.retry_after_s is not None:
        return float(error.retry_after_s) if error.retry_after_s <= _LONGEST_PAUSE_S else False
    return isinstance(error, IndexUnavailable) and not isinstance(error.__cause__, TimeoutError)


def _may_pass_soon(error: Exception) -> bool:
    return isinstance(error, IndexUnavailable) and not isinstance(error, Overloaded)


_PATIENTLY = AsyncRetryingCaller(attempts=4, timeout=None, wait_initial=0.5, wait_max=8.0, wait_jitter=1.0).on(
    _pause_after
)
_QUICKLY = AsyncRetryingCaller(attempts=3, timeout=None, wait_initial=0.05, wait_max=0.4, wait_jitter=0.1).on(
    _may_pass_soon
)


def whole_seconds(patience_s: float) -> int:
    """A little longer than our own, exact count: for the client and the server, who take whole seconds only."""
    return math.floor(patience_s) + 1
