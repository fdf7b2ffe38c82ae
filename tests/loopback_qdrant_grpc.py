"""The Qdrant server in miniature, spoken to by gRPC."""

# ruff: noqa: N802 - Qdrant's protocol names the methods

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import grpc
from qdrant_client import grpc as wire
from qdrant_client import models
from qdrant_client.conversions.conversion import GrpcToRest, RestToGrpc

from tests.loopback_qdrant import Refused, Store

_CODES = {400: grpc.StatusCode.INVALID_ARGUMENT, 404: grpc.StatusCode.NOT_FOUND, 409: grpc.StatusCode.ALREADY_EXISTS}


class _Guard(grpc.aio.ServerInterceptor):
    """Refuses requests without the key, and every request while it is told to."""

    def __init__(self, api_key: str | None) -> None:
        self._api_key = api_key
        self.fault: tuple[grpc.StatusCode, tuple[tuple[str, str], ...]] | None = None
        self.is_slow = False
        self.stuck = asyncio.Event()

    async def intercept_service(self, continuation, details):
        fault = self.fault
        if self._api_key is not None and dict(details.invocation_metadata).get("api-key") != self._api_key:
            fault = (grpc.StatusCode.UNAUTHENTICATED, ())
        if self.is_slow:
            return grpc.unary_unary_rpc_method_handler(self._wait)
        if fault is None:
            return await continuation(details)

        async def refuse(request, context):
            await context.abort(fault[0], "told to fail", fault[1])

        return grpc.unary_unary_rpc_method_handler(refuse)

    async def _wait(self, request, context):
        self.stuck.set()
        await asyncio.Event().wait()


class GrpcQdrant:
    """The server over a store of its own."""

    def __init__(self, api_key: str | None = None) -> None:
        self.store = Store()
        self.port = 0
        self._guard = _Guard(api_key)
        self.stuck = self._guard.stuck  # a request has come that gets no answer

    def fail(self, status: grpc.StatusCode, *trailer: tuple[str, str]) -> None:
        """From now on every request goes wrong."""
        self._guard.fault = (status, trailer)

    def keep_waiting(self) -> None:
        """From now on no request is answered."""
        self._guard.is_slow = True

    def heal(self) -> None:
        """From now on nothing goes wrong."""
        self._guard.fault, self._guard.is_slow = None, False

    async def start(self) -> None:
        """Listens on a free port, or on that of before."""
        self._server = grpc.aio.server(interceptors=[self._guard], options=[("grpc.so_reuseport", 0)])
        wire.add_PointsServicer_to_server(_Points(self.store), self._server)
        wire.add_CollectionsServicer_to_server(_Collections(self.store), self._server)
        self.port = self._server.add_insecure_port(f"127.0.0.1:{self.port}")
        await self._server.start()

    async def stop(self) -> None:
        """Listens no more."""
        await self._server.stop(None)


@asynccontextmanager
async def grpc_qdrant(api_key: str | None = None) -> AsyncIterator[GrpcQdrant]:
    """An empty server that listens."""
    server = GrpcQdrant(api_key)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


class _Points(wire.PointsServicer):
    def __init__(self, store: Store) -> None:
        self._store = store

    async def Upsert(self, request, context):
        points = [GrpcToRest.convert_point_struct(point).model_dump() for point in request.points]
        await _done(context, self._store.upsert, request.collection_name, {"points": points})
        return wire.PointsOperationResponse(result=wire.UpdateResult(status=wire.UpdateStatus.Completed))

    async def Query(self, request, context):
        asked = GrpcToRest.convert_query_points(request).model_dump(exclude_none=True)
        found = await _done(context, self._store.query, request.collection_name, asked)
        points = [models.ScoredPoint.model_validate(point) for point in found]
        return wire.QueryResponse(result=[RestToGrpc.convert_scored_point(point) for point in points])

    async def Scroll(self, request, context):
        offset = GrpcToRest.convert_point_id(request.offset) if request.HasField("offset") else None
        asked = {"limit": request.limit, "offset": offset}
        page = await _done(context, self._store.scroll, request.collection_name, asked)
        records = [models.Record.model_validate(point) for point in page["points"]]
        after = page["next_page_offset"]
        return wire.ScrollResponse(
            result=[RestToGrpc.convert_record(record) for record in records],
            next_page_offset=None if after is None else RestToGrpc.convert_extended_point_id(after),
        )

    async def Count(self, request, context):
        collection = await _done(context, self._store.named, request.collection_name)
        return wire.CountResponse(result=wire.CountResult(count=len(collection.points)))


class _Collections(wire.CollectionsServicer):
    def __init__(self, store: Store) -> None:
        self._store = store

    async def Create(self, request, context):
        settings = {"sparse_vectors": {name: {} for name in request.sparse_vectors_config.map}}
        await _done(context, self._store.create, request.collection_name, settings)
        return wire.CollectionOperationResponse(result=True)

    async def Delete(self, request, context):
        return wire.CollectionOperationResponse(result=self._store.delete(request.collection_name))

    async def List(self, request, context):
        names = [wire.CollectionDescription(name=name) for name in self._store.collections]
        return wire.ListCollectionsResponse(collections=names)

    async def UpdateAliases(self, request, context):
        actions = [GrpcToRest.convert_alias_operations(action).model_dump() for action in request.actions]
        await _done(context, self._store.change_aliases, actions)
        return wire.CollectionOperationResponse(result=True)

    async def ListAliases(self, request, context):
        pairs = self._store.aliases.items()
        return wire.ListAliasesResponse(
            aliases=[wire.AliasDescription(alias_name=alias, collection_name=target) for alias, target in pairs]
        )


async def _done(context, action, *arguments):
    try:
        return action(*arguments)
    except Refused as refusal:
        await context.abort(_CODES[refusal.status], str(refusal))
